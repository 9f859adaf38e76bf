internal import NetworkModel

/// What can be wrong between an entry of a forwarding database and what else is declared.
extension TopologyChecks {
  mutating func checkForwarding(_ declaration: LinkDeclaration) {
    let link = declaration.link
    if let vlans = link.vlans {
      for (place, entry) in (link.forwarding ?? []).enumerated() {
        guard let vlan = entry.vlan, vlans.untagged(vlan) == nil else { continue }
        let station = declaration.place(ofStation: place)
        report(
          declaration, station.path, element: station.element, at: station.position,
          "VLAN \(vlan) is not among the VLANs that are declared here")
      }
    }
    let ownPath = [LinkKey.fdb.rawValue]
    for (place, remote) in (link.remotes ?? []).compactMap(\.remote).enumerated() {
      let position = declaration.position(ofElement: place, ownPath) ?? declaration.position(LinkKey.fdb.rawValue)
      if let way = self[remote.link], way.link.isAbsent {
        report(declaration, ownPath, element: place, at: position, absence(of: way))
      }
      // vxlan_fdb_add() refuses the other family: a VXLAN speaks IPv4 or IPv6.
      let ends = [Option.vxlanRemote, .vxlanLocal].compactMap { option in
        if case .address(let address?)? = link.settings[option] { address } else { nil }
      }
      if let end = ends.first ?? link.remotes?.first?.remote?.address, end.isIPv6 != remote.address.isIPv6 {
        report(
          declaration, ownPath, element: place, at: position,
          "\(remote.address) is of another family than \(end); a VXLAN has one")
      }
    }
  }

  /// A bridge sends the frames for a station to one port, in each VLAN.
  mutating func checkSharedStations() {
    struct Station: Hashable {
      let bridge: LinkName
      let mac: MACAddress
    }
    var known: [Station: [(vlan: UInt16?, declaration: LinkDeclaration, place: Int)]] = [:]
    for declaration in declarations where !declaration.link.isAbsent {
      let link = declaration.link
      guard let bridge = link.kind == .bridge ? link.name : link.masterName else { continue }
      for (place, entry) in (link.forwarding ?? []).enumerated() {
        let station = Station(bridge: bridge, mac: entry.mac)
        let rivals = known[station] ?? []
        known[station, default: []].append((entry.vlan, declaration, place))
        guard
          let other = rivals.first(where: {
            $0.declaration !== declaration && ($0.vlan == nil || entry.vlan == nil || $0.vlan == entry.vlan)
          })
        else { continue }
        let here = declaration.place(ofStation: place)
        let position = other.declaration.place(ofStation: other.place).position
        report(
          declaration, here.path, element: here.element, at: here.position,
          "\(entry.mac) is at \(other.declaration.link.name) already, declared at "
            + "\(position.source(in: other.declaration.file)); a bridge has one port for a station in a VLAN"
            + (other.vlan == entry.vlan ? "" : ", and one without a \"vlan\" stands for all"))
      }
    }
  }
}

extension LinkDeclaration {
  /// Where an entry of the bridge's forwarding database stands. Those of `mac_lock` are in no order of their own.
  fileprivate func place(ofStation index: Int) -> (path: [String], element: Int?, position: TextPosition) {
    let fdb = [LinkKey.bridge.rawValue, PortKey.fdb.rawValue]
    let path = link.kind == .bridge ? [LinkKey.fdb.rawValue] : fdb
    if let position = position(ofElement: index, path) { return (path, index, position) }
    let lock = [LinkKey.bridge.rawValue, PortKey.macLock.rawValue]
    return (lock, nil, position(lock[0], lock[1]))
  }
}
