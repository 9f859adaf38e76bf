import NetworkModel
import Planning
import Testing

@testable import vnetctl

/// What `ip` and `bridge` are told. That it does what it should, the kernel's tests show.
@Suite struct OperationCommandTests {
  private func lines(_ operation: Planning.Operation) -> [String] { OperationCommand(operation: operation).lines }

  @Test func `links`() {
    var tap = Settings(.owner, .account(Account(number: 64055, name: "libvirt-qemu")))
    tap[.queues] = .integer(4)
    tap[.packetInfo] = .boolean(false)
    #expect(
      lines(.createTAP(link("vm0"), index: 0, tap)) == ["ip tuntap add dev vm0 mode tap user 64055 multi_queue"])
    #expect(lines(.retuneTAP(link("vm0"), tap)) == [])
    var settings = Settings(.mtu, .integer(1450))
    settings[.up] = .boolean(true)
    settings[.stp] = .boolean(true)
    settings[.ageingTime] = .integer(12_345)
    #expect(
      lines(.create(link("br0"), index: 0, .bridge, settings, lower: nil))
        == ["ip link add name br0 mtu 1450 up type bridge stp_state 1 ageing_time 12345"])
    var vlan = Settings(.vlanID, .integer(7))
    vlan[.vlanProtocol] = .integer(0x88A8)
    vlan[.looseBinding] = .boolean(true)
    #expect(
      lines(.create(link("v7"), index: 0, .vlan, vlan, lower: link("eth0")))
        == ["ip link add link eth0 name v7 type vlan id 7 protocol 802.1ad loose_binding on"])
    let mac = Settings(.mac, .mac(MACAddress(bits: 0x5254_0000_0001)))
    #expect(
      lines(.createPair(link("v0"), index: 7, .veth, mac, peer: NewPeer(Peer(link("v1")), index: 8, mac)))
        == [
          "ip link add name v0 address 52:54:00:00:00:01 type veth peer name v1 address 52:54:00:00:00:01"
        ])
    let distant = NewPeer(Peer(link("eth0"), in: "guest 1"))
    #expect(
      lines(.createPair(link("v0"), index: 7, .veth, Settings(), peer: distant))
        == ["ip link add name v0 type veth peer name eth0 netns 'guest 1'"])
    #expect(
      lines(.set(link("eth0"), .nic, Settings(.promiscuous, .boolean(false)), master: .on(link("br0"))))
        == ["ip link set dev eth0 master br0 promisc off"])
    let detached = DeclaredLink.Master.none
    #expect(lines(.set(link("eth0"), .nic, Settings(), master: detached)) == ["ip link set dev eth0 nomaster"])
    #expect(
      lines(.pinMAC(bridge: link("br0"), of: link("eth0")))
        == [#"ip link set dev br0 address "$(ip -br link show dev eth0 | awk '{print $3}')""#])
    #expect(lines(.delete(link("vm0"))) == ["ip link delete dev vm0"])
  }

  @Test func `limits of traffic`() {
    let name = link("vm 0")
    let lines = { (step: TrafficControlStep) in self.lines(.controlTraffic(name, step)) }
    let limit = TrafficLimit(rate: 12_500_000)
    #expect(
      lines(.addShaper(limit))
        == ["tc qdisc add dev 'vm 0' root handle 76e4: tbf rate 100Mbit burst 123Kb latency 50ms"])
    #expect(
      lines(.changeShaper(TrafficLimit(rate: 12_500_000, burst: 1600)))
        == ["tc qdisc change dev 'vm 0' root handle 76e4: tbf rate 100Mbit burst 1600b latency 50ms"])
    #expect(lines(.removeShaper) == ["tc qdisc del dev 'vm 0' root handle 76e4:"])
    #expect(lines(.addHook) == ["tc qdisc add dev 'vm 0' clsact"])
    #expect(lines(.removeHook) == ["tc qdisc del dev 'vm 0' clsact"])
    #expect(
      lines(.addPolicer(limit, inOwnHook: true))
        == [
          "tc filter add dev 'vm 0' ingress protocol all pref 7 handle 0x76e40001 matchall action police rate 100Mbit "
            + "burst 123Kb mtu 4294967295 conform-exceed drop/continue"
        ])
    #expect(
      lines(.removePolicer(inOwnHook: false))
        == ["tc filter del dev 'vm 0' ingress protocol all pref 7 handle 0x76e40002 matchall"])
  }

  @Test func `a shell obeys nothing that a document holds`() {
    #expect(lines(.delete(link("a;b"))) == ["ip link delete dev 'a;b'"])
    #expect(
      lines(.set(link("a'b"), .nic, Settings(.description, .text("$(x) `y`'")), master: nil))
        == [#"ip link set dev 'a'\''b' alias '$(x) `y`'\'''"#])
    #expect(
      lines(.set(link("a"), .nic, Settings(.description, .text("")), master: nil)) == ["ip link set dev a alias ''"])
    #expect(
      lines(.configureIPv6(link("a b.1"), Settings(.disableIPv6, .boolean(true))))
        == ["echo 1 > '/proc/sys/net/ipv6/conf/a b.1/disable_ipv6'"])
  }

  @Test func `bridge ports`() {
    var port = Settings(.pathCost, .integer(7))
    port[.learning] = .boolean(false)
    port[.backupPort] = .link(nil)
    port[.portState] = .integer(3)
    #expect(
      lines(.setPort(link("vm0"), port))
        == ["ip link set dev vm0 type bridge_slave state 3 cost 7 learning off nobackup_port"])
    var vlans = BridgeVLANs()
    vlans.insert(10, through: 20, untagged: false)
    vlans.insertPVID(15, untagged: false)
    vlans.insert(30, through: 30, untagged: true)
    #expect(
      lines(.addVLANs(link("vm0"), vlans, ofBridgeItself: false)) == [
        "bridge vlan add dev vm0 vid 10-14", "bridge vlan add dev vm0 vid 15 pvid",
        "bridge vlan add dev vm0 vid 16-20", "bridge vlan add dev vm0 vid 30 untagged",
      ])
    #expect(
      lines(.removeVLANs(link("br0"), vlans, ofBridgeItself: true))
        == ["bridge vlan del dev br0 vid 10-20 self", "bridge vlan del dev br0 vid 30 self"])
    let entry = ForwardingEntry(MACAddress(bits: 0x5254_0000_0001), vlan: 7)
    #expect(
      lines(.addForwarding(link("vm0"), entry))
        == ["bridge fdb replace 52:54:00:00:00:01 dev vm0 master static vlan 7"])
    #expect(
      lines(.removeForwarding(link("vm0"), entry)) == ["bridge fdb del 52:54:00:00:00:01 dev vm0 master static vlan 7"])
    #expect(lines(.forgetStations(link("vm0"))) == ["ip link set dev vm0 type bridge_slave fdb_flush"])
    #expect(
      lines(.addAlternativeName(link("vm0"), "it's")) == [#"ip link property add dev vm0 altname 'it'\''s'"#])
    #expect(lines(.rename(link("eth0"), to: link("uplink"))) == ["ip link set dev eth0 name uplink"])
    #expect(lines(.removeAlternativeName(link("vm0"), "x")) == ["ip link property del dev vm0 altname x"])
    var accounts = Settings(.deviceOwner, .account(Account(number: 1000)))
    accounts[.deviceGroup] = .account(Account(number: 104))
    let device = #"/dev/tap"$(cat /sys/class/net/mt/ifindex)""#
    #expect(
      lines(.setDeviceFile(link("mt"), accounts)) == [
        "chgrp 104 \(device)", "chmod g+rw \(device)", "chown 1000 \(device)",
      ])
    #expect(
      lines(.setDeviceFile(link("mt"), Settings(.deviceGroup, .account(Account(number: 0))))) == [
        "chgrp 0 \(device)", "chmod g-rw \(device)",
      ])
    var hardware = Settings(.features, .flags(["rx-gro": false, "tx-gso-list": true]))
    hardware[.privateFlags] = .flags(["vf true promisc": true])
    for (name, value) in [
      ("ring_rx_jumbo", OptionValue.integer(512)), ("channels_combined", .integer(4)),
      ("coalesce_adaptive_rx", .boolean(true)), ("coalesce_rx_usecs_irq", .integer(7)), ("pause_tx", .boolean(false)),
    ] {
      if let option = LinkKind.nic.option(name) { hardware[option] = value }
    }
    #expect(
      lines(.setEthtool(link("eth0"), hardware)) == [
        "ethtool --set-priv-flags eth0 'vf true promisc' on", "ethtool -L eth0 combined 4",
        "ethtool -G eth0 rx-jumbo 512", "ethtool -C eth0 adaptive-rx on rx-usecs-irq 7", "ethtool -A eth0 tx off",
        "ethtool -K eth0 rx-gro off tx-gso-list on",
      ])
    #expect(
      lines(.setVirtualFunctionCount(link("eth0"), 8)) == ["echo 8 > /sys/class/net/eth0/device/sriov_numvfs"])
    var function = Settings(.virtualFunctionMAC, .mac(MACAddress(bits: 0x5254_0000_0001)))
    function[.virtualFunctionVLAN] = .integer(10)
    function = function.completed(from: nil)
    let values: KeyValuePairs<String, OptionValue> = [
      "trust": .boolean(true), "link_state": .integer(2), "max_tx_rate": .integer(9),
    ]
    for (name, value) in values {
      if let option = OptionTable.virtualFunction[name] { function[option] = value }
    }
    let settings = "mac 52:54:00:00:00:01 vlan 10 qos 0 proto 802.1Q trust on state disable max_tx_rate 9"
    #expect(lines(.setVirtualFunction(link("eth0"), 3, function)) == ["ip link set dev eth0 vf 3 \(settings)"])
    let remote = ForwardingEntry.Remote(IPAddress(192, 0, 2, 1), port: 1, vni: 2, link: link("eth0"), sourceVNI: 3)
    let far = ForwardingEntry(MACAddress(bits: 0), state: 0x80, remote: remote)
    let words = "00:00:00:00:00:00 dev vx self dst 192.0.2.1 permanent port 1 vni 2 src_vni 3 via eth0"
    #expect(lines(.addForwarding(link("vx"), far)) == ["bridge fdb append " + words])
    #expect(lines(.removeForwarding(link("vx"), far)) == ["bridge fdb del " + words])
  }

  @Test func `tunnels of VLANs`() {
    var tunnels = VLANTunnels()
    tunnels.insert(VLANTunnels.Run(first: 10, last: 10, id: 10010))
    tunnels.insert(VLANTunnels.Run(first: 20, last: 29, id: 5))
    #expect(
      lines(.addTunnels(link("vx"), tunnels)) == [
        "bridge vlan add dev vx vid 10 tunnel_info id 10010", "bridge vlan add dev vx vid 20-29 tunnel_info id 5-14",
      ])
    #expect(lines(.removeTunnels(link("vx"), tunnels)).first == "bridge vlan del dev vx vid 10 tunnel_info id 10010")
  }

  @Test func `multicast groups`() {
    let entry = MulticastEntry(.address(IPAddress(239, 1, 1, 1)), vlan: 10, source: IPAddress(192, 0, 2, 1))
    #expect(
      lines(.addMulticast(link("vm0"), entry, bridge: link("br0")))
        == ["bridge mdb add dev br0 port vm0 grp 239.1.1.1 src 192.0.2.1 permanent vid 10"])
    let own = MulticastEntry(.mac(MACAddress(bits: 0x0100_5E00_0001)))
    #expect(
      lines(.removeMulticast(link("br0"), own, bridge: link("br0")))
        == ["bridge mdb del dev br0 port br0 grp 01:00:5e:00:00:01 permanent"])
  }

  @Test func `addresses and routes`() throws {
    var address = Address(IPAddress(192, 0, 2, 7), prefixLength: 24, scope: .global, flags: 0x80)
    address.broadcast = IPAddress(192, 0, 2, 255)
    address.label = "eth0"
    address.validLifetime = .seconds(3600)
    address.preferredLifetime = .forever
    #expect(
      lines(.addAddress(link("br0"), address))
        == ["ip address add 192.0.2.7/24 broadcast 192.0.2.255 scope global dev br0 valid_lft 3600"])
    #expect(lines(.removeAddress(link("br0"), address)) == ["ip address del 192.0.2.7/24 dev br0"])
    var route = Route(.allIPv4, hops: [Route.Hop(link: link("br0"), gateway: IPAddress(192, 0, 2, 1))], metric: 100)
    #expect(
      lines(.addRoute(route))
        == ["ip route append default proto static scope global metric 100 via 192.0.2.1 dev br0"])
    route.hops.append(Route.Hop(link: link("br1"), gateway: IPAddress("fe80::1"), weight: 2, isOnLink: true))
    route.metrics = [2: [0x78, 5, 0, 0], 1: [4, 0, 0, 0]]
    #expect(
      lines(.removeRoute(route)) == [
        "ip route del default proto static scope global metric 100 mtu lock 1400 nexthop via 192.0.2.1 dev br0 "
          + "weight 1 nexthop via inet6 fe80::1 dev br1 weight 2 onlink"
      ])
    let prefix = IPPrefix(try #require(IPAddress("2001:db8::")), length: 32)
    #expect(
      lines(.replaceRoute(Route(prefix, action: .unreachable)))
        == ["ip -6 route replace unreachable 2001:db8::/32 proto static metric 1024"])
  }
}
