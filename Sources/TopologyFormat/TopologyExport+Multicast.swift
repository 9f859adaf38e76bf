internal import NetworkModel

extension Topology {
  /// The groups that somebody put into the multicast database at a port, or at a bridge itself, as far as a document can say
  /// them; nil for none.
  static func multicast(of link: ObservedLink, on bridge: ObservedLink, in snapshot: Snapshot) -> [MulticastEntry]? {
    let vlans = link.vlans?.members ?? []
    let isBridge = link.index == bridge.index
    let entries = (snapshot.multicast[link.name] ?? []).summarised(
      vlans: vlans, isFiltering: bridge.settings.flag(.vlanFiltering) == true
    ).filter { entry in
      if case .address = entry.group, isBridge { return false }
      return entry.vlan.map(vlans.contains) != false
    }
    // A document that declares groups on a bridge that takes none would be refused.
    let isOpen = bridge.settings.flag(.up) == true && bridge.settings.flag(.mcastSnooping) == true
    return entries.isEmpty || !isOpen ? nil : entries
  }
}
