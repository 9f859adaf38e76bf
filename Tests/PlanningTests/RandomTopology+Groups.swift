import NetworkModel
import Planning
import SimulatedKernel

/// Tunnels of VLANs, with few identifiers, so that they pass from one VLAN to another.
extension RandomTopology {
  mutating func addTunnels(to links: inout [DeclaredLink]) {
    for place in links.indices where links[place].kind != .bridge && chance(40) {
      guard let vlans = links[place].vlans else { continue }
      var tunnels = VLANTunnels()
      var identifiers: [UInt32] = [1, 2, 3, 4, 5]
      for vlan in vlans.members.sorted() where !identifiers.isEmpty && chance(60) {
        tunnels.insert(VLANTunnels.Run(first: vlan, last: vlan, id: identifiers.remove(at: below(identifiers.count))))
      }
      links[place].tunnels = tunnels
      if !tunnels.isEmpty { links[place].settings[.vlanTunnel] = .boolean(true) }
    }
    for place in links.indices where links[place].masterKind == .bridge && links[place].masterName != nil {
      if links[place].tunnels == nil, chance(10) { links[place].settings[.vlanTunnel] = .boolean(chance(50)) }
    }
  }

  /// Maps VLANs where others have mapped them. What the kernel does not take is left out.
  mutating func addTunnels(on kernel: SimulatedKernel) throws {
    for link in try kernel.snapshot(probing: []).links where link.kind != .bridge && chance(20) {
      guard let vlan = pick(link.vlans?.members.sorted() ?? []) else { continue }
      var tunnels = VLANTunnels()
      tunnels.insert(VLANTunnels.Run(first: vlan, last: vlan, id: UInt32(1 + below(8))))
      _ = kernel.perform([.setPort(link.name, Settings(.vlanTunnel, .boolean(true))), .addTunnels(link.name, tunnels)])
    }
  }
}

/// Groups of multicast databases, of which there are few, so that they come to ports where they are already.
extension RandomTopology {
  mutating func addGroups(to links: inout [DeclaredLink]) {
    let bridges = Dictionary(links.filter { $0.kind == .bridge }.map { ($0.name, $0) }) { first, _ in first }
    for place in links.indices where chance(40) {
      let isBridge = links[place].kind == .bridge
      let isPort = links[place].masterKind == .bridge && links[place].masterName != nil
      let bridge = isBridge ? links[place] : links[place].masterName.flatMap { bridges[$0] }
      guard isBridge || isPort, bridge?.settings.flag(.up) == true else { continue }
      var entries: Set<MulticastEntry> = []
      for _ in 0..<below(4) { entries.insert(group(ofBridgeItself: isBridge, links[place].vlans)) }
      links[place].multicast = entries.sorted(by: MulticastEntry.precedes)
    }
  }

  /// Puts groups where others have put them. What the kernel does not take is left out.
  mutating func addGroups(on kernel: SimulatedKernel) throws {
    let links = try kernel.snapshot(probing: []).links
    for link in links where chance(30) {
      let bridge = link.kind == .bridge ? link : links.first { $0.index == link.master && $0.kind == .bridge }
      guard let bridge else { continue }
      let entry = group(ofBridgeItself: link.kind == .bridge, link.vlans)
      _ = kernel.perform([.addMulticast(link.name, entry, bridge: bridge.name)])
    }
  }

  private mutating func group(ofBridgeItself isBridge: Bool, _ vlans: BridgeVLANs?) -> MulticastEntry {
    let vlan = chance(50) ? vlans.flatMap { pick($0.members.sorted()) } : nil
    if isBridge || chance(30) {
      return MulticastEntry(.mac(MACAddress(bits: 0x0100_5E00_0000 + UInt64(below(4)))), vlan: vlan)
    }
    let source = chance(30) ? IPAddress(192, 0, 2, UInt8(below(2))) : nil
    return MulticastEntry(.address(IPAddress(239, 1, 1, UInt8(below(4)))), vlan: vlan, source: source)
  }
}
