import NetworkModel

/// Entries of forwarding databases, for few stations, so that they move from port to port and meet those of others.
extension RandomTopology {
  mutating func addStations(to links: inout [DeclaredLink]) {
    // A bridge has one port for a station.
    var stations = (0..<12).map { MACAddress(bits: 0x0600_0000_0000 + UInt64($0)) }
    for place in links.indices {
      // One that is there speaks IPv4 or IPv6, and the document may not say which.
      if links[place].kind == .vxlan, links[place].settings[.vxlanRemote] != nil, chance(60) {
        links[place].remotes = remotes(of: links[place])
      }
      let isBridge = links[place].kind == .bridge
      guard isBridge || links[place].masterKind == .bridge && links[place].masterName != nil, chance(40) else {
        continue
      }
      links[place].forwarding = (0..<below(4)).compactMap { _ in
        guard !stations.isEmpty else { return nil }
        var entry = ForwardingEntry(stations.remove(at: below(stations.count)))
        if isBridge || chance(20) {
          entry.state = ForwardingEntry.permanentState
        } else if chance(30) {
          entry.flags = ForwardingEntry.stickyFlag
        }
        if !isBridge, chance(30) { lock(&links[place]) }
        if let vlans = links[place].vlans?.members.sorted(), chance(50) { entry.vlan = pick(vlans) }
        return entry
      }
    }
  }

  private mutating func lock(_ link: inout DeclaredLink) {
    link.settings[.locked] = .boolean(chance(70))
    link.settings[.learning] = .boolean(chance(30))
  }

  private mutating func remotes(of link: DeclaredLink) -> [ForwardingEntry] {
    var entries: [ForwardingEntry.Key: ForwardingEntry] = [:]
    let isIPv6 = if case .address(let address?)? = link.settings[.vxlanRemote] { address.isIPv6 } else { false }
    for _ in 0..<below(4) {
      let last = UInt8(1 + below(3))
      let address =
        isIPv6
        ? IPAddress(bytes: [0x20, 0x01, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 11) + [last])
        : IPAddress(192, 0, 2, last)
      guard let address else { continue }
      var remote = ForwardingEntry.Remote(address)
      if chance(30) { remote.vni = 99 }
      if chance(30) { remote.link = name("eth0") }
      let mac = MACAddress(bits: chance(50) ? 0 : 0x0600_0000_0000 + UInt64(below(3)))
      let entry = ForwardingEntry(mac, state: ForwardingEntry.permanentState, remote: remote)
      entries[entry.key] = entry
    }
    return entries.values.sorted(by: ForwardingEntry.precedes)
  }
}
