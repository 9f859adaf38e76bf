internal import NetworkModel

/// Forwarding databases: what was there comes back, and what the plan put there goes. What others have put there since
/// stays.
extension RestorationAttempt {
  func restoreForwarding(_ resolver: FateResolver) {
    for fate in resolver.fates where !fate.isRemoved {
      guard let link = checkpoint.links[fate.name] else { continue }
      let isNewPort = fate.isMade || (fate.changesMaster && fate.declared.kind != .bridge)
      let observed = fate.isMade ? nil : fate.observed
      let all = observed == nil ? [] : snapshot.forwarding[fate.name] ?? []
      let isOurs = { (entry: ForwardingEntry) in
        // One of no VLAN that comes back may come in a VLAN that is yet to go.
        checkpoint.newStations.contains(.init(link: fate.name, mac: entry.mac))
          || link.forwarding.contains { $0.mac == entry.mac && $0.vlan == nil && $0.remote == nil }
      }
      let before = resolver.vlansBeforehand(of: fate, observed: observed, isNewPort: isNewPort)
      let after = (fate.declared.vlans ?? before)?.members ?? []
      let ofBridge = ForwardingChange(
        from: isNewPort ? [] : all.filter { $0.remote == nil }, to: link.forwarding.filter { $0.remote == nil },
        vlans: (isNewPort ? [] : observed?.vlans?.members ?? [], after), isExact: true, isRemovable: isOurs)
      let ofVXLAN = ForwardingChange(
        from: all.filter { $0.remote != nil }, toRemotes: link.forwarding.filter { $0.remote != nil }, isExact: true,
        isRemovable: isOurs)
      let change = ofBridge.joined(by: ofVXLAN)
      guard !change.isEmpty else { continue }
      fate.forwardingChange = change
      if fate.action == nil { fate.action = .update }
    }
  }
}
