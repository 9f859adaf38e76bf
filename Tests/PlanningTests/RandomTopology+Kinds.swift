import NetworkModel

/// Links of the kinds that lie on others, or on nothing.
extension RandomTopology {
  static let kindNames = [
    "m0", "m1", "m2", "x0", "x1", "g0", "e0", "d0", "i0", "f0", "b0", "p0", "p1", "p2", "p3", "q0", "pv",
  ]

  mutating func others(over links: [DeclaredLink]) -> [DeclaredLink] {
    let bridges = links.filter { $0.kind == .bridge }.map(\.name.text)
    var result = takers(over: links)
    // What is a port lies on no bridge, directly or not. And where a link lies is declared or never is.
    for name in ["x0", "x1"] where chance(40) {
      var vxlan = link(name, .vxlan)
      vxlan.settings[row(.vxlan, "id")] = .integer(name == "x0" ? 7 : 8)
      vxlan.settings[row(.vxlan, "learning")] = maybe(.boolean(chance(50)))
      vxlan.settings[row(.vxlan, "port")] = maybe(.integer(4789))
      vxlan.settings[row(.vxlan, "gbp")] = maybe(.boolean(chance(50)))
      vxlan.settings[row(.vxlan, "ttl")] = maybe(.integer(Int64(pick([0, 9, 256]) ?? 0)))
      vxlan.settings[row(.vxlan, "remote")] = maybe(far)
      if name == "x1" { place(&vxlan, on: bridges) } else { vxlan.lower = pick(links)?.name ?? self.name("eth0") }
      result.append(vxlan)
    }
    if chance(40) {
      var geneve = link("g0", .geneve)
      geneve.settings[row(.geneve, "id")] = .integer(Int64(below(2)))
      geneve.settings[row(.geneve, "remote")] = chance(50) ? far : .address(IPAddress(192, 0, 2, 9))
      if geneve.settings[row(.geneve, "remote")] == .address(nil) { geneve.settings[row(.geneve, "remote")] = nil }
      if geneve.settings[row(.geneve, "remote")] == nil {
        geneve.settings[row(.geneve, "remote")] = .address(IPAddress(192, 0, 2, 8))
      }
      geneve.settings[row(.geneve, "tos")] = maybe(.integer(Int64(below(3))))
      if chance(50) { geneve.settings[.mtu] = .integer(1420) }
      place(&geneve, on: bridges)
      result.append(geneve)
    }
    if chance(40) {
      var tunnel = link("e0", .gretap)
      tunnel.settings[row(.gretap, "remote")] = maybe(.address(IPAddress(192, 0, 2, UInt8(1 + below(2)))))
      tunnel.settings[row(.gretap, "ikey")] = maybe(.integer(Int64(below(3))))
      tunnel.settings[row(.gretap, "icsum")] = maybe(.boolean(chance(50)))
      tunnel.settings[row(.gretap, "oseq")] = maybe(.boolean(chance(50)))
      tunnel.lower = name(chance(50) ? "eth0" : "eth1")
      place(&tunnel, on: bridges)
      result.append(tunnel)
    }
    for (name, kind): (String, LinkKind) in [("d0", .dummy), ("i0", .ifb)] where chance(30) {
      var plain = link(name, kind)
      common(&plain)
      if chance(30) { plain.settings[.mac] = .mac(MACAddress(bits: 0x0200_0000_0100 + UInt64(below(2)))) }
      place(&plain, on: bridges)
      result.append(plain)
    }
    if chance(30) {
      var domain = link("f0", .vrf)
      domain.settings[row(.vrf, "table")] = .integer(Int64(100 + below(2)))
      result.append(domain)
    }
    return result
  }

  /// A bond, and those of the links that are on no bridge made its ports.
  mutating func bond(over links: inout [DeclaredLink]) -> DeclaredLink? {
    // A port of a bond has the bond's MTU, and what does not say where it is may be one.
    for place in links.indices where links[place].master == nil && links[place].kind != .bridge {
      links[place].settings[.mtu] = nil
    }
    guard chance(50) else { return nil }
    var bond = link("b0", .bond)
    bond.settings[.up] = .boolean(true)
    let mode = Int64(pick([0, 1, 4, 5]) ?? 0)
    bond.settings[row(.bond, "mode")] = .integer(mode)
    bond.settings[row(.bond, "miimon")] = maybe(.integer(100))
    bond.settings[row(.bond, "min_links")] = maybe(.integer(Int64(below(3))))
    if mode == 4 { bond.settings[row(.bond, "lacp_rate")] = maybe(.integer(Int64(below(2)))) }
    if chance(30) { bond.settings[.mac] = .mac(MACAddress(bits: 0x0200_0000_0200 + UInt64(below(2)))) }
    if chance(30) { bond.settings[.mtu] = .integer(1450 + Int64(below(2)) * 50) }
    var ports: [LinkName] = []
    for place in links.indices where links[place].kind == .tap || links[place].kind == .nic {
      guard links[place].master == DeclaredLink.Master.none, links[place].addresses == nil, chance(60) else { continue }
      links[place].master = .on(bond.name)
      links[place].masterKind = .bond
      links[place].settings[.mac] = nil
      links[place].settings[.mtu] = nil
      if let option = OptionTable.bondPort["queue_id"], chance(40) {
        links[place].settings[option] = .integer(Int64(below(3)))
      }
      ports.append(links[place].name)
    }
    if mode == 1 || mode == 5, let port = pick(ports), chance(50) { bond.settings[.primary] = .link(port) }
    let bridges = links.filter { $0.kind == .bridge }.map(\.name.text)
    place(&bond, on: bridges)
    // Nothing can be handed over to a bridge that is down.
    if let bridge = bond.masterName, links.first(where: { $0.name == bridge })?.settings.flag(.up) != true {
      for place in links.indices where links[place].kind == .nic && links[place].masterName == bond.name {
        links[place].handsOver = false
      }
    }
    return bond
  }

  /// Links that take the frames of others: of each lower link, those of one driver.
  private mutating func takers(over links: [DeclaredLink]) -> [DeclaredLink] {
    var result: [DeclaredLink] = []
    // A NIC of which the document does not say may be a port of somebody's bridge.
    let free = links.filter { $0.master == DeclaredLink.Master.none || $0.kind == .bridge }
    for name in ["m0", "m1", "m2"] where chance(50) {
      guard let lower = pick(free), let kind = pick([LinkKind.macvlan, .macvtap, .ipvlan]) else { continue }
      let siblings = result.filter { $0.lower == lower.name }
      if siblings.contains(where: { $0.kind.isExclusive($0.settings) }) { continue }
      var taker = link(name, siblings.first?.kind ?? kind)
      taker.lower = lower.name
      if taker.kind == .ipvlan {
        taker.settings = siblings.first?.settings.at(.kindData) ?? Settings()
        if siblings.isEmpty { taker.settings[row(.ipvlan, "mode")] = .integer(Int64(below(3))) }
      } else {
        taker.settings[row(taker.kind, "mode")] = .integer(pick([1, 2, 4, 16]) ?? 4)
        if siblings.isEmpty, chance(20) { taker.settings[row(taker.kind, "mode")] = .integer(8) }
        taker.settings[row(taker.kind, "nodst")] = maybe(.boolean(chance(50)))
        if chance(30) { taker.settings[.mtu] = .integer(1300) }
        if taker.kind == .macvtap { own(&taker) }
      }
      if chance(20) { taker.settings[.up] = .boolean(false) }
      result.append(taker)
    }
    return result
  }

  private mutating func own(_ link: inout DeclaredLink) {
    for option in OptionTable.deviceFile.rows where chance(30) {
      link.settings[option] = .account(Account(number: UInt32(1000 * below(3))))
    }
  }

  private mutating func maybe(_ value: OptionValue) -> OptionValue? { chance(50) ? value : nil }

  private var far: OptionValue {
    mutating get {
      switch below(3) {
      case 0: .address(nil)
      case 1: .address(IPAddress(192, 0, 2, 1))
      default: .address(IPAddress(bytes: [0x20, 0x01, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 11) + [1]))
      }
    }
  }

  private func row(_ kind: LinkKind, _ name: String) -> Option {
    guard let option = kind.table?[name] else { preconditionFailure("there is no option \(name)") }
    return option
  }
}
