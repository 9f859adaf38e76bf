internal import NetworkModel

extension Topology {
  /// The entries that somebody made for good at a port, at a bridge itself or in a VXLAN, as far as a document can say them;
  /// nil for none. What was learnt, by the kernel or by a program, comes by itself.
  static func forwarding(
    of link: ObservedLink, in snapshot: Snapshot, _ place: ForwardingKey.Place
  ) -> [ForwardingEntry]? {
    let vlans = link.vlans?.members ?? []
    let entries = (snapshot.forwarding[link.name] ?? []).filter { entry in
      entry.isStatic && !entry.isExternallyLearned && (entry.remote != nil) == (place == .vxlan)
        && entry.vlan.map(vlans.contains) != false && entry.remote?.link.map(canDeclare) != false
    }
    let told = entries.summarised.map { entry in
      guard place != .port else { return entry }
      var entry = entry
      entry.state = ForwardingEntry.permanentState
      entry.flags = 0
      return entry
    }
    return told.isEmpty ? nil : told
  }
}
