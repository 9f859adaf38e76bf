internal import NetworkModel

/// Multicast databases: the groups that were there come back, and what the plan put there goes. What others have put there
/// since stays.
extension RestorationAttempt {
  func restoreMulticast(_ resolver: FateResolver) {
    for fate in resolver.fates where !fate.isRemoved {
      guard let link = checkpoint.links[fate.name], let bridge = resolver.fates.bridge(of: fate, in: snapshot)
      else { continue }
      let isNewPort = fate.isMade || (fate.changesMaster && fate.declared.kind != .bridge)
      let access = resolver.multicastAccess(of: bridge)
      var change = MulticastChange(
        from: isNewPort ? [] : snapshot.multicast[fate.name] ?? [], to: link.multicast, access: access
      ) { entry in
        // One of no VLAN that comes back may come in VLANs, as long as the bridge still filters them.
        checkpoint.newGroups.contains(.init(link: fate.name, entry: entry.key))
          || link.multicast.contains(entry.inVLAN(nil))
      }
      // What is of no VLAN is out of reach, and of no effect, on a bridge that filters them.
      let opened = MulticastAccess(isOpen: !access.then.isOpen, isFiltering: access.then.isFiltering)
      change.strays.removeAll { !opened.reaches($0) }
      change.missing.removeAll { !opened.reaches($0) }
      guard !change.isEmpty || !change.strays.isEmpty || !change.missing.isEmpty else { continue }
      fate.multicastChange = change
      if fate.action == nil { fate.action = .update }
    }
  }
}
