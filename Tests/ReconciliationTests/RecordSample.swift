import NetworkModel

@testable import Reconciliation

/// A record with something of everything in it.
enum RecordSample {
  static let full = HostRecord(
    ownership: ownership,
    transaction: Transaction(
      checkpoint: checkpoint, topology: "two words", token: "0123456789abcdef", stage: .unconfirmed(until: 4711),
      process: 815, started: 4651))

  static let ownership = Ownership(
    links: [
      .init(name: link("vm1"), index: 12, kind: .tap, topology: "default"),
      .init(name: link("vm2"), index: 200_017, kind: .tap, topology: ""),
      .init(name: link("%ä"), index: 3, kind: .bridge, topology: "with space"),
      .init(name: link("-"), index: 9, kind: .bridge, topology: "-"),
      .init(
        name: link("eth0"), index: 2, kind: .nic, topology: "default", found: nic, applied: tap,
        handOver: .init(bridge: link("br0"), addresses: [address, linkLocal, peer], routes: [route, multipath])),
      .init(name: link("t0"), index: 4, kind: .tap, topology: "default", found: tap),
      .init(name: link("v"), index: 5, kind: .vlan, topology: "default", found: vlan),
      .init(name: link("w0"), index: 6, kind: .veth, topology: "default", applied: veth),
    ],
    routes: [
      .init(route: route, topology: "default", found: [multipath, rejecting]),
      .init(route: rejecting, topology: ""),
    ])

  static let checkpoint: Checkpoint = {
    var checkpoint = plainCheckpoint
    checkpoint.newNames = [link("eth0"): link("up link"), link("-"): link("%")]
    return checkpoint
  }()

  private static let plainCheckpoint = Checkpoint(
    links: [
      link("eth0"): .init(state: nic, index: 2, isRemoved: false),
      link("br0"): .init(
        state: bridge, index: 3, isRemoved: true,
        forwarding: [
          ForwardingEntry(MACAddress(bits: 0x0200_0000_0001), vlan: 10, state: 0x80, flags: 0x24),
          ForwardingEntry(MACAddress(bits: 0x0200_0000_0002)), remote,
        ], multicast: [group]),
      link("w1"): .init(state: pair, index: 7, isRemoved: true),
    ],
    made: [link("vm1"): [12], link("vm2"): [200_017, 300_002]], routes: [multipath, route],
    newAddresses: [
      .init(link: link("br0"), address: address.key), .init(link: link("br0"), address: peer.key),
      .init(link: link("-"), address: linkLocal.key),
    ],
    newStations: [
      .init(link: link("br0"), mac: MACAddress(bits: 0x0200_0000_0003)),
      .init(link: link("-"), mac: MACAddress(bits: 0)),
    ],
    newGroups: [
      .init(link: link("br0"), entry: group), .init(link: link("-"), entry: MulticastEntry(.address(v6("ff15::1")))),
    ],
    newRoutes: [rejecting], ownership: Ownership(links: [.init(name: link("x"), index: 1, kind: .tap, topology: "t")]))

  private static let limit: TrafficLimit = {
    var limit = TrafficLimit(rate: 125_000_000, burst: 4711, hook: .occupied)
    limit.isInOwnHook = true
    return limit
  }()

  static let nic: DeclaredLink = {
    var nic = DeclaredLink(name: link("eth0"), kind: .nic)
    nic.settings[.mtu] = .integer(1500)
    nic.settings[.mac] = MACAddress("52:54:00:12:34:56").map(OptionValue.mac)
    nic.settings[.up] = .boolean(false)
    nic.settings[.promiscuous] = .boolean(true)
    nic.settings[.description] = .text("50 % of it\nüber zwei Zeilen")
    nic.settings[.backupPort] = .link(link("eth1"))
    nic.settings[.ipv6AddressGeneration] = .integer(1)
    nic.settings[.ingressRate] = .limit(TrafficLimit(rate: 0, burst: 0, hook: .absent))
    nic.settings[.egressRate] = .limit(limit)
    nic.settings[.features] = .flags(["tso": false, "rx-gro": true])
    nic.settings[.privateFlags] = .flags(["a flag / of 100 %": true, "-": false, "a=b,c": true])
    if let ring = OptionTable.rings["ring_rx"] { nic.settings[ring] = .integer(512) }
    nic.settings[.virtualFunctions] = .integer(4)
    nic.virtualFunctions = [
      0: Settings(.virtualFunctionMAC, .mac(MACAddress(bits: 0))), 3: Settings(.virtualFunctionVLAN, .integer(10)),
    ]
    nic.master = .on(link("br0"))
    nic.addresses = [address, linkLocal, peer]
    nic.handsOver = false
    var vlans = BridgeVLANs()
    vlans.insert(20, through: 29, untagged: false)
    vlans.insertPVID(10, untagged: true)
    nic.vlans = vlans
    var tunnels = VLANTunnels()
    tunnels.insert(VLANTunnels.Run(first: 20, last: 29, id: 10020))
    tunnels.insert(VLANTunnels.Run(first: 10, last: 10, id: 16_777_215))
    nic.tunnels = tunnels
    nic.vlanSettings.insert(.init(first: 20, last: 22, settings: Settings(.vlanState, .integer(4))))
    nic.vlanSettings.insert(.init(first: 22, last: 29, settings: Settings(.vlanMulticastRouter, .integer(2))))
    nic.vlanSettings.insert(.init(first: 1, last: 1, settings: Settings(.vlanSnooping, .boolean(false))))
    nic.multicast = [group, MulticastEntry(.mac(MACAddress(bits: 0x0100_5E01_0101)))]
    nic.forwarding = [ForwardingEntry(MACAddress(bits: 0x0200_0000_0004), vlan: 20, flags: 0x40)]
    return nic
  }()

  static let tap: DeclaredLink = {
    var tap = DeclaredLink(name: link("t0"), kind: .tap, isAbsent: true)
    tap.settings[.owner] = .account(Account(number: 64055, name: "libvirt-qemu"))
    tap.settings[.group] = .account(Account(number: 7))
    tap.settings[.description] = .text("")
    tap.master = DeclaredLink.Master.none
    tap.addresses = []
    tap.forwarding = []
    tap.multicast = []
    tap.remotes = []
    tap.tunnels = VLANTunnels()
    tap.handsOver = true
    return tap
  }()

  static let vlan: DeclaredLink = {
    var vlan = DeclaredLink(name: link("v"), kind: .vlan, lower: link("-"))
    if let map = OptionTable.vlan["egress_qos_map"] { vlan.settings[map] = .map([0: 1, 7: 3]) }
    if let map = OptionTable.vlan["ingress_qos_map"] { vlan.settings[map] = .map([:]) }
    vlan.settings[.backupPort] = .link(nil)
    vlan.vlans = BridgeVLANs()
    vlan.remotes = [remote]
    return vlan
  }()

  static let remote = ForwardingEntry(
    MACAddress(bits: 0), state: 0x80,
    remote: .init(v6("2001:db8::1"), port: 4789, vni: 0, link: link("eth 1"), sourceVNI: 16_777_215))

  static let group = MulticastEntry(
    .address(IPAddress(239, 1, 1, 1)), vlan: 4094, source: IPAddress(192, 0, 2, 1))

  static let veth: DeclaredLink = {
    var veth = DeclaredLink(name: link("w0"), kind: .veth)
    veth.peer = Peer(link("eth 0"), in: "/run/netns/über all")
    return veth
  }()

  static let pair: DeclaredLink = {
    var pair = DeclaredLink(name: link("w1"), kind: .veth)
    pair.peer = Peer(link("w2"))
    return pair
  }()

  static let bridge: DeclaredLink = {
    var bridge = DeclaredLink(name: link("br0"), kind: .bridge)
    for (number, option) in OptionTable.bridge.rows.enumerated() { bridge.settings[option] = .integer(-Int64(number)) }
    bridge.settings[.description] = .text("-")
    return bridge
  }()

  static let address: Address = {
    var address = Address(IPAddress(192, 0, 2, 7), prefixLength: 24, scope: .global, flags: 0x280, origin: 3)
    address.broadcast = IPAddress(192, 0, 2, 255)
    address.label = "eth0:1 %"
    address.preferredLifetime = .seconds(0)
    address.validLifetime = .seconds(.max)
    address.metric = 100
    address.noPrefixRoute = true
    return address
  }()

  static let linkLocal: Address = {
    var address = Address(v6("fe80::5054:ff:fe12:3456"), prefixLength: 64, scope: Scope(rawValue: 201))
    address.preferredLifetime = .forever
    address.validLifetime = .forever
    address.noPrefixRoute = false
    address.label = ""
    return address
  }()

  static let peer: Address = {
    var address = Address(IPAddress(10, 0, 0, 1), prefixLength: 32, scope: .link)
    address.peer = IPAddress(10, 0, 0, 2)
    return address
  }()

  static let route: Route = {
    var route = Route(
      IPPrefix(IPAddress(10, 8, 0, 0), length: 16),
      hops: [.init(link: link("eth0"), gateway: v6("fe80::1"), weight: 256, isOnLink: true)], metric: 7, table: .max,
      origin: 186, scope: .site)
    route.source = IPAddress(192, 0, 2, 7)
    route.typeOfService = 0x10
    route.metrics = [2: [0xDC, 5, 0, 0], 16: Array("cubic\0".utf8), 8: []]
    route.expires = 4_000_000_000
    route.nexthop = 12
    route.others = [22: [0, 0xFF, 0x0A, 0x20], 9: [1]]
    return route
  }()

  static let multipath = Route(
    .allIPv6,
    hops: [.init(link: link("eth0"), gateway: v6("2001:db8::1")), .init(link: link("eth 1"), weight: 3), .init()])

  static let rejecting = Route(IPPrefix(v6("2001:db8::"), length: 128), action: .prohibit, scope: .nowhere)

  private static func v6(_ text: String) -> IPAddress {
    guard let address = IPAddress(recordWord: text) else { preconditionFailure("\(text) is no address") }
    return address
  }
}
