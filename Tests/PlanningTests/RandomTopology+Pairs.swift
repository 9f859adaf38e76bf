import NetworkModel

/// Pairs of links.
extension RandomTopology {
  /// Pairs whose ends meet others another time, one that leads to another namespace, and a VLAN over an end.
  mutating func pairs(over links: [DeclaredLink]) -> [DeclaredLink] {
    let bridges = links.filter { $0.kind == .bridge }.map(\.name.text)
    var result: [DeclaredLink] = []
    var names = ["p0", "p1", "p2", "p3"].shuffled(using: &self)
    while names.count > 1 {
      let ends = [names.removeLast(), names.removeLast()]
      guard chance(60) else { continue }
      result += [end(ends[0], Peer(name(ends[1])), on: bridges), end(ends[1], Peer(name(ends[0])), on: bridges)]
    }
    if chance(40) { result.append(end("q0", Peer(name("eth0"), in: "guest"), on: bridges)) }
    if let end = pick(result), chance(40) {
      var vlan = link("pv", .vlan)
      vlan.lower = end.name
      vlan.settings[.vlanID] = .integer(10)
      if end.settings.flag(.up) != true { vlan.settings[.up] = .boolean(false) }
      result.append(vlan)
    }
    return result
  }

  private mutating func end(_ name: String, _ peer: Peer, on bridges: [String]) -> DeclaredLink {
    var end = link(name, .veth)
    end.peer = peer
    common(&end)
    if chance(20) { end.settings[.mac] = .mac(MACAddress(bits: 0x0200_0000_0300 + UInt64(below(200)))) }
    place(&end, on: bridges)
    return end
  }
}
