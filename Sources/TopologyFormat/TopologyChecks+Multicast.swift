internal import NetworkModel

/// What can be wrong between a group of a multicast database and what else is declared.
extension TopologyChecks {
  mutating func checkMulticast(_ declaration: LinkDeclaration) {
    let link = declaration.link
    guard let groups = link.multicast, !groups.isEmpty else { return }
    let isBridge = link.kind == .bridge
    let path = isBridge ? [LinkKey.mdb.rawValue] : [LinkKey.bridge.rawValue, PortKey.mdb.rawValue]
    if let vlans = link.vlans {
      for (place, entry) in groups.enumerated() {
        guard let vlan = entry.vlan, vlans.untagged(vlan) == nil else { continue }
        report(
          declaration, path, element: place, at: declaration.position(ofElement: place, path) ?? declaration.position(),
          "VLAN \(vlan) is not among the VLANs that are declared here")
      }
    }
    guard let bridge = isBridge ? declaration : self[link.masterName] else { return }
    let conditions = [
      (Option.mcastSnooping, "takes groups while it snoops multicast"), (Option.up, "takes groups while it is up"),
    ]
    for (option, condition) in conditions where bridge.link.settings.flag(option) == false {
      let place = bridge.position(option.name).source(in: bridge.file)
      report(
        declaration, path, at: isBridge ? declaration.position(path[0]) : declaration.position(path[0], path[1]),
        "\(bridge.link.name) \(condition), and \"\(option.name)\" is false at \(place)")
    }
  }
}
