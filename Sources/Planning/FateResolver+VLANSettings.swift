internal import NetworkModel

/// Settings of VLANs at bridge ports, at bridges themselves, and of bridges' VLANs as wholes.
extension FateResolver {
  /// Finds out what changes about them, once it is known which links will be in which VLANs.
  mutating func compareVLANSettings() {
    for fate in fates where !fate.declared.vlanSettings.isEmpty && !fate.isRemoved && !fate.declared.isAbsent {
      guard let bridge = fates.bridge(of: fate, in: snapshot) else { continue }
      compareEntries(fate, on: bridge)
      compareGlobalOptions(fate)
      if fate.action == nil, !fate.vlanSettings.isEmpty { fate.action = .update }
    }
  }

  /// What was or is somebody else's goes back as far as it can; what a document says has to be possible.
  private func isGoingBack(_ fate: LinkFate) -> Bool { isRestoring || fate.isRelease }

  private mutating func compareEntries(_ fate: LinkFate, on bridge: LinkName) {
    let wanted = fate.declared.vlanSettings.at(.vlanEntry)
    guard !wanted.isEmpty else { return }
    let (kept, present) = membership(of: fate)
    var reported: Set<Option.ID> = []
    for (vlan, settings) in wanted.byVLAN.sorted(by: { $0.key < $1.key }) where present.contains(vlan) {
      let known = kept.contains(vlan) ? fate.observed?.vlanSettings?[vlan] : nil
      for entry in settings.entries {
        let option = entry.option
        if let before = known?[option] ?? option.standard, option.isSatisfied(entry.value, by: before) { continue }
        guard let obstacle = obstacle(to: option, of: vlan, on: bridge) else {
          fate.vlanSettings[vlan][entry.id] = entry.value
          continue
        }
        if fate.isRelease { fate.notes.append("vlan \(vlan) \(option.name) stays as it is: \(obstacle.message)") }
        // Of hundreds of VLANs the first is enough.
        if !isGoingBack(fate), reported.insert(option.id).inserted {
          refuse(obstacle.kind, fate.declared, "vlan \(vlan) \(option.name): \(obstacle.message)")
        }
      }
    }
  }

  /// Why the kernel would not take a setting of a VLAN at a port.
  private func obstacle(
    to option: Option, of vlan: UInt16, on bridge: LinkName
  ) -> (kind: Refusal.Reason.Obstacle, message: String)? {
    // Of a port each kernel that knows the one says the other, whatever its value.
    if let companion = option.companion,
      let port = snapshot.links.first(where: { $0.master.flatMap { snapshot[$0] }?.kind == .bridge }),
      port.settings[companion] == nil
    {
      return (.option, option.unknownToKernel)
    }
    switch option.id {
    // A rollback stops the protocol for a moment, as it was stopped before.
    case Option.vlanState.id where !isRestoring:
      guard fates.flag(.stp, of: bridge, in: snapshot) == true else { return nil }
      return (.host, "\(bridge) speaks the spanning tree protocol, and then the kernel lets nobody set it")
    case Option.vlanMaximumGroups.id:
      let isApart = [.mcastVLANSnooping, .vlanFiltering].allSatisfy { fates.flag($0, of: bridge, in: snapshot) == true }
      if isApart, isSnooped(vlan, on: bridge) { return nil }
      return (
        .host,
        "the kernel takes it only where the bridge \(bridge) has \"vlan_filtering\" and \"mcast_vlan_snooping\", and its "
          + "VLAN \(vlan) \"mcast_snooping\""
      )
    default: return nil
    }
  }

  private func isSnooped(_ vlan: UInt16, on bridge: LinkName) -> Bool {
    fates[bridge]?.declared.vlanSettings[vlan].flag(.vlanSnooping)
      ?? snapshot[bridge]?.vlanSettings?[vlan].flag(.vlanSnooping) ?? true
  }

  /// A bridge keeps a VLAN as long as somebody is in it.
  private mutating func compareGlobalOptions(_ fate: LinkFate) {
    let wanted = fate.declared.vlanSettings.at(.globalVLAN)
    guard !wanted.isEmpty else { return }
    var kept: Set<UInt16> = []
    var present: Set<UInt16> = []
    for member in [fate] + fates.filter({ fates.master(of: $0.name, in: snapshot) == fate.name }) {
      let membership = membership(of: member)
      kept.formUnion(membership.kept)
      present.formUnion(membership.present)
    }
    for link in fate.observed.map({ Array(dependants(of: $0.index)) }) ?? []
    where link.master == fate.observed?.index && fates[link.name] == nil {
      let vlans = following(fate.name, link.vlans ?? BridgeVLANs())
      kept.formUnion(vlans.members.intersection(link.vlans?.members ?? []))
      present.formUnion(vlans.members)
    }
    let observed = fate.isMade ? nil : fate.observed?.vlanSettings
    var absent = VLANSettings()
    for (vlan, settings) in wanted.byVLAN.sorted(by: { $0.key < $1.key }) {
      guard present.contains(vlan) else {
        absent[vlan] = settings
        continue
      }
      for entry in settings.entries {
        let option = entry.option
        // Whether one that everybody leaves, and somebody comes to, is a new one, depends on who does so first.
        let possible =
          kept.contains(vlan)
          ? [observed?[vlan][option] ?? option.standard]
          : [
            observed?[vlan][option] ?? option.standard, option.standard,
          ]
        if possible.allSatisfy({ $0.map { option.isSatisfied(entry.value, by: $0) } == true }) { continue }
        fate.vlanSettings[vlan][entry.id] = entry.value
      }
    }
    guard !absent.isEmpty, !isGoingBack(fate) else { return }
    let vlans = absent.runs.map(\.vlans).joined(separator: ",")
    refuse(
      .host, fate.declared,
      "vlan_options: nobody is in VLAN \(vlans), neither a port of \(fate.name) nor the bridge itself, and the kernel keeps "
        + "settings of a VLAN as long as somebody is in it; put a port into it, or remove it here")
  }

  /// The VLANs that a port, or a bridge itself, has all the time, and those that it will have.
  private func membership(of fate: LinkFate) -> (kept: Set<UInt16>, present: Set<UInt16>) {
    guard !fate.isRemoved, !fate.declared.isAbsent else { return ([], []) }
    let isNewPort = fate.changesMaster && fate.declared.kind != .bridge
    let observed = fate.isMade ? nil : fate.observed
    let before = vlansBeforehand(of: fate, observed: observed, isNewPort: isNewPort) ?? BridgeVLANs()
    let present = (fate.declared.vlans ?? before).members
    guard let own = observed?.vlans, !isNewPort else { return ([], present) }
    return (own.members.intersection(before.members).intersection(present), present)
  }
}
