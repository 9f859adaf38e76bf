internal import NetworkModel

/// Forwarding databases: what was there comes back, and what the plan put there goes. What others have put there since
/// stays.
extension RestorationAttempt {
  func restoreForwarding(_ resolver: FateResolver) {
    var ports: [Port] = []
    for fate in resolver.fates where !fate.isRemoved {
      guard let link = checkpoint.links[fate.name] else { continue }
      let isNewPort = fate.isMade || (fate.changesMaster && fate.declared.kind != .bridge)
      let observed = fate.isMade ? nil : fate.observed
      let present = observed == nil ? [] : snapshot.forwarding[fate.name] ?? []
      let all = fate.forgetsStations ? present.filter { !$0.isForgotten } : present
      let isOurs = { (entry: ForwardingEntry) in
        // One of no VLAN that comes back may come in a VLAN that is yet to go.
        checkpoint.newStations.contains(.init(link: fate.name, mac: entry.mac))
          || link.forwarding.contains { $0.mac == entry.mac && $0.vlan == nil && $0.remote == nil }
      }
      let before = resolver.vlansBeforehand(of: fate, observed: observed, isNewPort: isNewPort)
      let after = (fate.declared.vlans ?? before)?.members ?? []
      let former = link.forwarding.filter { $0.remote == nil }
      let ofBridge = ForwardingChange(
        from: isNewPort ? [] : all.filter { $0.remote == nil }, to: former,
        vlans: (isNewPort ? [] : observed?.vlans?.members ?? [], after), isExact: true, isRemovable: isOurs)
      let ofVXLAN = ForwardingChange(
        from: all.filter { $0.remote != nil }, toRemotes: link.forwarding.filter { $0.remote != nil }, isExact: true,
        isRemovable: isOurs)
      if let bridge = resolver.fates.bridge(of: fate, in: snapshot) {
        ports.append(Port(fate: fate, bridge: bridge, vlans: after, former: former))
      }
      change(ofBridge.joined(by: ofVXLAN), of: fate)
    }
    for port in ports { giveBackWhatGoes(to: port, ports) }
  }

  private func change(_ change: ForwardingChange, of fate: LinkFate) {
    guard !change.isEmpty else { return }
    fate.forwardingChange = change
    if fate.action == nil { fate.action = .update }
  }

  /// A bridge knows a station in a VLAN at one port: an entry of no VLAN that comes to a port, and in all of its VLANs,
  /// takes that in one of them away from another port.
  private func giveBackWhatGoes(to taker: Port, _ ports: [Port]) {
    let stations = Set((taker.fate.forwardingChange?.added ?? []).filter { $0.vlan == nil }.map(\.mac))
    guard !stations.isEmpty else { return }
    for port in ports where port.bridge == taker.bridge && port.fate !== taker.fate {
      let taken = port.former.filter { entry in
        guard let vlan = entry.vlan, stations.contains(entry.mac) else { return false }
        return taker.vlans.contains(vlan) && port.vlans.contains(vlan)
      }
      guard !taken.isEmpty else { continue }
      var back = port.fate.forwardingChange ?? ForwardingChange()
      back.added += taken.filter { !back.added.contains($0) }
      change(back, of: port.fate)
      taker.fate.forwardingChange?.removedLast.removeAll { entry in taken.contains { $0.key == entry.key } }
    }
  }

  /// A port of a bridge, or the bridge itself, as it will be and as it was.
  private struct Port {
    let fate: LinkFate
    let bridge: LinkName
    let vlans: Set<UInt16>
    let former: [ForwardingEntry]
  }
}
