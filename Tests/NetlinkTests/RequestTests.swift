import NetworkModel
import Testing

@testable import Netlink

/// Requests, byte for byte: flags with their masks, nesting, byte order.
struct RequestTests {
  private func expect(
    _ name: String, _ append: (inout RequestBatch) throws(KernelError) -> Void,
    at location: SourceLocation = #_sourceLocation
  ) throws {
    var batch = RequestBatch()
    try append(&batch)
    let bytes = batch.buffer.withBytes(of: batch.buffer.ranges[0]) { $0.array }
    let expected = try Capture("requests/\(name)").bytes
    #expect(bytes.hexadecimal == expected.hexadecimal, sourceLocation: location)
  }

  @Test func `a bridge is made with its settings in one message`() throws {
    let settings = Settings([
      .mtu: .integer(1450), .mac: .mac(MACAddress(bits: 0x5254_0000_0001)), .up: .boolean(true),
      "forward_delay": .integer(1200), "no_linklocal_learn": .boolean(true), "mcast_vlan_snooping": .boolean(false),
      "mcast_querier_interval": .integer(24_000),
    ])
    try expect("create-bridge") { (batch) throws(KernelError) in
      try batch.createLink(LinkName(kernelName: "br0"), index: 100_000, .bridge, settings, lower: nil) { _ in nil }
    }
  }

  @Test func `a VLAN is made with its maps, and its protocol in network order`() throws {
    let settings = Settings([
      "id": .integer(10), "protocol": .integer(0x88A8), "reorder_header": .boolean(false), "gvrp": .boolean(true),
      "egress_qos_map": .map([7: 5, 0: 1]),
    ])
    try expect("create-vlan") { (batch) throws(KernelError) in
      try batch.createLink(LinkName(kernelName: "v10"), index: 100_001, .vlan, settings, lower: 7) { _ in nil }
    }
  }

  @Test func `a macvlan is made with the addresses of its sources, and the bits of a word together`() throws {
    let addresses = [MACAddress(bits: 0x5254_0000_0001), MACAddress(bits: 0x5254_0000_0002)]
    let settings = Settings(.macvlan, ["mode": .integer(16), "nodst": .boolean(true), "nopromisc": .boolean(false)])
    var all = settings
    all.merge(Settings(.macvlan, ["macaddr": .macs(addresses)]))
    try expect("create-macvlan") { (batch) throws(KernelError) in
      try batch.createLink(LinkName(kernelName: "m0"), index: 100_002, .macvlan, all, lower: 7) { _ in nil }
    }
  }

  @Test func `a pair is made with what either end has`() throws {
    let mac = { (number: UInt64) in Settings(.mac, .mac(MACAddress(bits: 0x5254_0000_0000 + number))) }
    try expect("create-veth") { (batch) throws(KernelError) in
      try batch.createPair(
        LinkName(kernelName: "v0"), index: 100_004, .veth, mac(1), peer: LinkName(kernelName: "v1"), peerIndex: 100_005,
        mac(2), namespace: nil)
    }
    try expect("create-veth-elsewhere") { (batch) throws(KernelError) in
      try batch.createPair(
        LinkName(kernelName: "v0"), index: 100_004, .veth, Settings(), peer: LinkName(kernelName: "eth0"), peerIndex: 0,
        Settings(), namespace: 7)
    }
  }

  @Test func `a VXLAN is made with its link among its own attributes, and addresses by their version`() throws {
    let settings = Settings(
      .vxlan,
      [
        "id": .integer(7), "remote": .address(IPAddress("2001:db8::1")), "local": .address(IPAddress("192.0.2.1")),
        "port": .integer(4789), "port_range": .integer(100 << 16 | 200), "ttl": .integer(256),
        "label": .integer(0x12345), "gbp": .boolean(true), "gpe": .boolean(false),
      ])
    try expect("create-vxlan") { (batch) throws(KernelError) in
      try batch.createLink(LinkName(kernelName: "x0"), index: 100_003, .vxlan, settings, lower: 7) { _ in nil }
    }
  }

  @Test func `a GRE tunnel is changed with its link, and its keys are in the flags`() throws {
    let settings = Settings(
      .gretap,
      [
        "remote": .address(nil), "ikey": .integer(5), "okey": .integer(0), "iseq": .boolean(true),
        "ocsum": .boolean(true), "encap_csum6": .boolean(true), "encap_sport": .integer(5555),
      ])
    try expect("change-gretap") { (batch) throws(KernelError) in
      try batch.changeLink(3, .gretap, settings, master: nil, lower: 7) { _ in nil }
    }
  }

  @Test func `whether the packet within decides a Geneve tunnel's time to live takes a byte`() throws {
    for (ttl, name) in [(256, "inherit"), (9, "fixed")] {
      try expect("change-geneve-\(name)") { (batch) throws(KernelError) in
        try batch.changeLink(3, .geneve, Settings(.geneve, ["ttl": .integer(Int64(ttl))]), master: nil) { _ in nil }
      }
    }
  }

  @Test func `a TAP is attached, and of its flags only those that are meant are sent`() throws {
    let settings = Settings([.mtu: .integer(1450), .up: .boolean(true), .promiscuous: .boolean(false)])
    try expect("attach-tap") { (batch) throws(KernelError) in
      try batch.changeLink(3, .tap, settings, master: 2) { _ in nil }
    }
  }

  @Test func `a port's settings stand where the bridge reads them`() throws {
    let vm1 = LinkName(kernelName: "vm1")
    let settings = Settings(["isolated": .boolean(true), "path_cost": .integer(7), "backup_port": .link(vm1)])
    try expect("change-port") { (batch) throws(KernelError) in
      try batch.changePort(3, settings) { $0 == vm1 ? 4 : nil }
    }
  }

  @Test func `a bond is made with the lists of whom it asks`() throws {
    let settings = Settings(
      .bond,
      [
        "mode": .integer(1), "arp_interval": .integer(500), "arp_missed_max": .integer(3),
        "arp_ip_target": .addresses([IPAddress(192, 0, 2, 1), IPAddress(192, 0, 2, 2)]),
        "ns_ip6_target": .addresses([try #require(IPAddress("2001:db8::1"))]),
      ])
    try expect("create-bond") { (batch) throws(KernelError) in
      try batch.createLink(LinkName(kernelName: "b0"), index: 100_004, .bond, settings, lower: nil) { _ in nil }
    }
  }

  @Test func `a bond prefers a port by its index`() throws {
    let eth0 = LinkName(kernelName: "eth0")
    try expect("change-bond") { (batch) throws(KernelError) in
      try batch.changeLink(3, .bond, Settings(.bond, ["primary": .link(eth0)]), master: nil) { $0 == eth0 ? 4 : nil }
    }
  }

  @Test func `a bond port's settings stand in the link, and go by their names in errors`() throws {
    let settings = Settings(.bondPort, ["queue_id": .integer(7), "prio": .integer(-5)])
    try expect("change-bond-port") { (batch) throws(KernelError) in try batch.changePort(3, settings) { _ in nil } }
    let request = try Capture("requests/change-bond-port").bytes
    #expect(request.withSpan { AttributeNames.name(at: 52, in: $0) } == "queue_id")
    #expect(request.withSpan { AttributeNames.name(at: 60, in: $0) } == "prio")
  }

  @Test func `a bridge's own VLANs are marked as such`() throws {
    var vlans = BridgeVLANs()
    vlans.insert(20, through: 29, untagged: false)
    vlans.insertPVID(10, untagged: true)
    try expect("add-own-vlans") { (batch) throws(KernelError) in
      try batch.addVLANs(vlans, to: 2, ofBridgeItself: true)
    }
  }

  @Test func `what IPv6 does on a link stands in a nest of its own, and goes by its name in errors`() throws {
    let settings = Settings(["ipv6_addr_gen_mode": .integer(1), "disable_ipv6": .boolean(true)])
    try expect("set-ipv6") { (batch) throws(KernelError) in
      try batch.changeLink(3, .nic, settings, master: nil) { _ in nil }
    }
    let request = try Capture("requests/set-ipv6").bytes
    #expect(request.withSpan { AttributeNames.name(at: 40, in: $0) } == "ipv6_addr_gen_mode")
    #expect(request.withSpan { AttributeNames.name(at: 36, in: $0) } == nil)
    let vlans = try Capture("requests/add-own-vlans").bytes
    #expect(vlans.withSpan { AttributeNames.name(at: 44, in: $0) } == "vlan")
  }

  @Test func `a value that does not fit is refused`() {
    var batch = RequestBatch()
    #expect(throws: KernelError.self) {
      try batch.changeLink(3, .tap, Settings([.mtu: .integer(1 << 32)]), master: nil) { _ in nil }
    }
    #expect(throws: KernelError.self) {
      try batch.changePort(3, Settings(["backup_port": .link(LinkName(kernelName: "absent0"))])) { _ in nil }
    }
    #expect(batch.count == 0)
  }
}
