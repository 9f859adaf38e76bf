import NetworkModel
import Planning
import SimulatedKernel

/// What somebody else has on a host besides.
extension RandomTopology {
  /// A host on which a topology has been applied, and that somebody else uses too; nil when the topology cannot be applied.
  mutating func busyHost(isFurnished: Bool) throws -> (SimulatedHost, Topology)? {
    var host = isFurnished ? SimulatedHost(furnishedBy: &self) : SimulatedHost(nics: ["eth0", "eth1"])
    age(host)
    precede(on: host.kernel)
    let topology = topology()
    guard try host.converges(to: topology) else { return nil }
    try accompany(on: host.kernel)
    return (host, topology)
  }

  /// Makes a bridge with a NIC on it, before vnetctl comes.
  private mutating func precede(on kernel: SimulatedKernel) {
    guard chance(30) else { return }
    let bridge = name("x-bridge")
    kernel.arrange(.create(bridge, index: 0, .bridge, Settings(.up, .boolean(true)), lower: nil))
    kernel.arrange(.set(name("eth1"), .nic, Settings(), master: .on(bridge)))
    if let option = OptionTable.port["isolated"] {
      kernel.arrange(.setPort(name("eth1"), Settings(option, .boolean(chance(50)))))
    }
    var vlans = BridgeVLANs()
    vlans.insert(7, through: 9, untagged: chance(30))
    kernel.arrange(.addVLANs(name("eth1"), vlans, ofBridgeItself: false))
    let blocked = Settings(.vlanState, .integer(4))
    kernel.arrange(.setVLANs(name("eth1"), VLANSettings([8: blocked])))
  }

  /// Adds links, addresses and forwarding entries to what vnetctl has made. What the kernel does not take is left out.
  private mutating func accompany(on kernel: SimulatedKernel) throws {
    let links = try kernel.snapshot(probing: []).links
    func attempt(_ operations: Operation...) throws {
      _ = kernel.perform(operations)
      _ = try kernel.snapshot(probing: [])
    }
    let up = Settings(.up, .boolean(true))
    if chance(50) {
      let tap = name("x-tap")
      let bridge = pick(links.filter { $0.kind == .bridge })?.name
      try attempt(.createTAP(tap, index: 0, Settings()), .set(tap, .tap, up, master: bridge.map { .on($0) }))
      if let option = OptionTable.port["hairpin"] { try attempt(.setPort(tap, Settings(option, .boolean(true)))) }
    }
    if chance(20) {
      let ends = [name("x-veth"), name("x-peer")]
      try attempt(
        .createPair(ends[0], index: 0, .veth, Settings(), peer: NewPeer(Peer(ends[1]))),
        .set(ends[0], .veth, up, master: pick(links.filter { $0.kind == .bridge }).map { .on($0.name) }),
        .set(ends[1], .veth, up, master: nil))
    }
    if chance(40), let lower = pick(links.filter { $0.name.text != "lo" })?.name {
      let vlan = name("x-vlan")
      try attempt(
        .create(vlan, index: 0, .vlan, Settings(.vlanID, .integer(77)), lower: lower),
        .set(vlan, .vlan, up, master: nil))
      try attempt(
        .addAddress(vlan, Address(written: "10.77.7.1/24")), .addAddress(vlan, Address(written: "2001:db8:77::1/64")),
        .addRoute(Route(IPPrefix(written: "10.78.0.0/16"), hops: [.init(link: vlan, gateway: IPAddress(10, 77, 7, 9))]))
      )
    }
    if chance(30), let link = pick(links.filter { $0.name.text != "lo" })?.name {
      try attempt(.addAddress(link, Address(written: "172.31.7.1/24")))
    }
    for link in try kernel.snapshot(probing: []).links where link.kind == .vxlan && chance(50) {
      let remote = ForwardingEntry.Remote(IPAddress(192, 0, 2, UInt8(1 + below(4))))
      let mac = MACAddress(bits: chance(50) ? 0 : 0x0600_0000_0000 + UInt64(below(5)))
      let state = chance(50) ? ForwardingEntry.permanentState : ForwardingEntry.staticState
      try attempt(.addForwarding(link.name, ForwardingEntry(mac, state: state, remote: remote)))
    }
    for link in try kernel.snapshot(probing: []).links where link.master != nil || link.kind == .bridge {
      for _ in 0..<below(3) {
        let mac = MACAddress(bits: 0x0600_0000_0000 + UInt64(below(100)))
        let state: UInt16 = link.kind == .bridge ? 0x80 : pick([0x80, 0x40, 0x02]) ?? 0x40
        // NTF_EXT_LEARNED
        let flags: UInt8 = chance(20) ? 0x10 : 0
        let vlan = chance(40) ? UInt16(1 + below(6)) : nil
        try attempt(.addForwarding(link.name, ForwardingEntry(mac, vlan: vlan, state: state, flags: flags)))
      }
    }
    try drawing(from: \.groupState) {
      try $0.addGroups(on: kernel)
      try $0.addTunnels(on: kernel)
    }
    try drawing(from: \.vlanState) { try $0.addVLANSettings(on: kernel) }
  }
}
