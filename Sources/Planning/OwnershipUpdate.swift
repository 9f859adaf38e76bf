internal import NetworkModel

/// What is on record once a plan is done.
struct OwnershipUpdate {
  let topology: String
  let snapshot: Snapshot

  func record(_ ownership: Ownership, after resolution: Resolution) -> Ownership {
    var result = ownership
    result.routes = resolution.routes.records
    for fate in resolution.fates where !isRecorded(fate, ownership.links[fate.name]) {
      result.links[fate.name] =
        fate.isRemoved || fate.isRelease || fate.declared.isAbsent
        ? nil : link(fate, known: ownership.links[fate.name])
    }
    return result
  }

  /// Whether it is on record already, as it is with most links of a host that is in sync.
  private func isRecorded(_ fate: LinkFate, _ known: Ownership.Link?) -> Bool {
    guard fate.action == nil, !fate.declared.isAbsent, let known, known.isOwned, known.index == fate.observed?.index
    else { return false }
    let isKnown = { (option: Option) in
      fate.declared.settings[option] == nil || fate.declared.settings[option] == known.applied?.settings[option]
    }
    return known.kind == fate.declared.kind && known.topology == topology
      && (fate.declared.addresses == nil || fate.declared.addresses == known.applied?.addresses)
      && isKnown(.ingressRate) && isKnown(.egressRate)
      && fate.declaredEthtool == known.applied?.settings.ofEthtool ?? Settings()
  }

  private func link(_ fate: LinkFate, known: Ownership.Link?) -> Ownership.Link {
    let kind = fate.declared.kind
    guard !fate.isMade, let observed = fate.observed else {
      return Ownership.Link(
        name: fate.name, index: fate.newIndex, kind: kind, topology: topology,
        applied: applied(fate, nil, known?.applied))
    }
    guard known?.isOwned != true else {
      return Ownership.Link(
        name: fate.name, index: observed.index, kind: kind, topology: topology,
        applied: applied(fate, nil, known?.applied))
    }
    let before = known?.found ?? DeclaredLink(name: fate.formerName ?? fate.name, kind: kind)
    let found = found(before, changedBy: fate, observed)
    return Ownership.Link(
      name: fate.name, index: observed.index, kind: kind, topology: topology, found: found,
      applied: applied(fate, found, known?.applied), handOver: fate.handOver)
  }

  /// What vnetctl makes of a link that it found. Of its own links only the addresses are of use later, which tell those of
  /// others apart, what is in other namespaces, limits of traffic, which a link takes along when it goes, and what is seen
  /// only by who asks for it.
  private func applied(_ fate: LinkFate, _ found: DeclaredLink?, _ before: DeclaredLink?) -> DeclaredLink? {
    guard let found else {
      let isTold =
        before != nil || fate.declared.addresses != nil || fate.declared.speaksOfTrafficControl
        || !fate.declaredEthtool.isEmpty || fate.declared.peer?.namespace != nil
      guard isTold else { return nil }
      var applied = DeclaredLink(name: fate.name, kind: fate.declared.kind)
      // That there are limits of traffic no look at a link tells.
      applied.settings = before?.settings.at(.trafficControl) ?? Settings()
      applied.settings.merge(fate.declared.settings.at(.trafficControl))
      applied.settings.merge(fate.declaredEthtool)
      applied.addresses = fate.declared.addresses ?? before?.addresses
      // Nobody else knows under which path a namespace was found.
      if let peer = fate.declared.peer, peer.namespace != nil { applied.peer = peer }
      return applied == DeclaredLink(name: fate.name, kind: fate.declared.kind) ? nil : applied
    }
    var applied = before ?? DeclaredLink(name: fate.name, kind: found.kind)
    for entry in fate.declared.settings.entries {
      guard let former = found.settings[entry.id] else { continue }
      applied.settings[entry.id] = entry.value.flags(of: former, over: applied.settings[entry.id]) ?? entry.value
    }
    for (number, settings) in fate.declared.virtualFunctions {
      for entry in settings.entries where found.virtualFunctions[number]?[entry.id] != nil {
        applied.virtualFunctions[number, default: Settings()][entry.id] = entry.value
      }
    }
    for (vlan, settings) in fate.declared.vlanSettings.byVLAN {
      applied.vlanSettings[vlan].merge(settings.filter { found.vlanSettings[vlan][$0.id] != nil })
    }
    if found.master != nil { applied.master = fate.declared.master ?? applied.master }
    if found.vlans != nil { applied.vlans = fate.declared.vlans ?? applied.vlans }
    if found.tunnels != nil { applied.tunnels = fate.declared.tunnels ?? applied.tunnels }
    if found.forwarding != nil { applied.forwarding = fate.declared.forwarding ?? applied.forwarding }
    if found.multicast != nil { applied.multicast = fate.declared.multicast ?? applied.multicast }
    if found.remotes != nil { applied.remotes = fate.declared.remotes ?? applied.remotes }
    if found.addresses != nil, let declared = fate.declared.addresses {
      // Those of before may be on the bridge, to which they moved with the others.
      let moved = fate.handOver == nil ? [] : applied.addresses ?? []
      applied.addresses = declared + moved.filter { old in !declared.contains { $0.key == old.key } }
    }
    return applied == DeclaredLink(name: fate.name, kind: found.kind) ? nil : applied
  }

  /// How the link was found: what is on record stays, and what is changed now for the first time is added.
  private func found(_ before: DeclaredLink, changedBy fate: LinkFate, _ observed: ObservedLink) -> DeclaredLink {
    var found = before
    let isFirstMove = fate.changesMaster && found.master == nil
    if isFirstMove {
      let master = snapshot.masterName(of: observed)
      found.master = master.map { .on($0) } ?? DeclaredLink.Master.none
      if master != nil, fate.declared.kind != .bridge {
        // Leaving a bridge loses all that the bridge kept of the port.
        let kept = observed.settings.at(.portData).filter {
          $0.option.timing != .running && found.settings[$0.id] == nil
        }
        found.settings.merge(kept)
        if found.vlans == nil { found.vlans = observed.vlans }
      }
    }
    if fate.joinsWhileDown, !fate.isMade {
      // The kernel gives these back by itself, but not what came between.
      for option in [Option.mac, .mtu] where found.settings[option] == nil {
        found.settings[option] = observed.settings[option]
      }
    }
    if fate.declared.addresses != nil, fate.addressChange != nil || fate.foundAddresses != nil, found.addresses == nil {
      found.addresses = (fate.labelledAddresses ?? observed.addresses).filter { !$0.isMadeByKernel }
    }
    if let back = fate.foundAddresses {
      // As they are now: who tends them may have changed them meanwhile.
      let known = (found.addresses ?? []).map { old in back.first { $0.key == old.key } ?? old }
      found.addresses = known + back.filter { new in !known.contains { $0.key == new.key } }
    }
    // A port that was on no bridge has no port settings to go back to.
    let wasPort = found.master != DeclaredLink.Master.none || fate.declared.kind == .bridge
    for entry in fate.settings.entries {
      if entry.option.isPortSetting && !wasPort { continue }
      // What stands there already was found first.
      let present = observed.settings[entry.id]
      let before = found.settings[entry.id]
      found.settings[entry.id] = present?.flags(of: entry.value, under: before) ?? before ?? present
    }
    noteVirtualFunctions(of: fate, observed, &found)
    if wasPort, found.vlans == nil, !fate.addedVLANs.isEmpty || !fate.removedVLANs.isEmpty {
      found.vlans = observed.vlans
    }
    if wasPort { noteVLANSettings(of: fate, observed, leavesMaster: isFirstMove, &found) }
    // They go with their VLANs, and with the port that leaves its bridge.
    if wasPort, found.tunnels == nil, observed.tunnels != nil || !fate.addedTunnels.isEmpty,
      found.vlans != nil || !fate.addedTunnels.isEmpty || !fate.removedTunnels.isEmpty
        || fate.settings[.vlanTunnel] != nil
    {
      found.tunnels = observed.tunnels ?? VLANTunnels()
    }
    if fate.forwardingChange != nil {
      let entries = (snapshot.forwarding[fate.name] ?? []).filter { $0.isStatic && !$0.isExternallyLearned }
      if wasPort, found.forwarding == nil, fate.declared.forwarding != nil {
        found.forwarding = entries.filter { $0.remote == nil }.sorted(by: ForwardingEntry.precedes)
      }
      if found.remotes == nil, fate.declared.remotes != nil {
        found.remotes = entries.filter { $0.remote != nil }.sorted(by: ForwardingEntry.precedes)
      }
    }
    if fate.multicastChange != nil, wasPort, found.multicast == nil, fate.declared.multicast != nil {
      let entries = (snapshot.multicast[fate.name] ?? []).filter(\.isPermanent)
      found.multicast = entries.sorted(by: MulticastEntry.precedes)
    }
    return found
  }

  /// What VLANs had that change, or go. Those that were not there have nothing to go back to.
  private func noteVLANSettings(
    of fate: LinkFate, _ observed: ObservedLink, leavesMaster: Bool, _ found: inout DeclaredLink
  ) {
    func note(_ vlan: UInt16, _ option: Option, _ value: OptionValue?) {
      if found.vlanSettings[vlan][option] == nil { found.vlanSettings[vlan][option] = value }
    }
    for (vlan, settings) in fate.vlanSettings.byVLAN {
      for option in settings.entries.map(\.option)
      where option.place == .globalVLAN || observed.vlans?.untagged(vlan) != nil {
        note(vlan, option, observed.vlanSettings?[vlan][option] ?? option.standard)
      }
    }
    for (vlan, settings) in observed.vlanSettings?.byVLAN ?? [:]
    where leavesMaster || fate.removedVLANs.untagged(vlan) != nil {
      for entry in settings.at(.vlanEntry).entries { note(vlan, entry.option, entry.value) }
    }
  }

  /// What is told of those that were found. When their number changes they are gone, with all that they had.
  private func noteVirtualFunctions(of fate: LinkFate, _ observed: ObservedLink, _ found: inout DeclaredLink) {
    guard fate.settings[.virtualFunctions] != nil || !fate.virtualFunctions.isEmpty else { return }
    let count = found.settings.number(.virtualFunctions) ?? observed.virtualFunctionCount
    for (number, settings) in observed.virtualFunctions where Int64(number) < count {
      let changed = fate.settings[.virtualFunctions] != nil ? settings : fate.virtualFunctions[number] ?? Settings()
      for entry in changed.entries where found.virtualFunctions[number]?[entry.id] == nil {
        guard let before = settings[entry.id] else { continue }
        found.virtualFunctions[number, default: Settings()][entry.id] = before
      }
    }
  }
}

/// Of flags only those are on record that vnetctl changed. These functions are nil of all other values.
extension OptionValue {
  /// Of these flags those that `others` has, and what `older` has besides.
  fileprivate func flags(of others: OptionValue, over older: OptionValue?) -> OptionValue? {
    merged(of: others, older) { new, _ in new }
  }

  /// What `older` has, and of these flags those that `others` has besides.
  fileprivate func flags(of others: OptionValue, under older: OptionValue?) -> OptionValue? {
    merged(of: others, older) { _, old in old }
  }

  private func merged(
    of others: OptionValue, _ older: OptionValue?, _ choose: (Bool, Bool) -> Bool
  ) -> OptionValue? {
    guard case .flags(let flags) = self, case .flags(let others) = others else { return nil }
    let old: [String: Bool] = if case .flags(let old)? = older { old } else { [:] }
    return .flags(flags.filter { others[$0.key] != nil }.merging(old, uniquingKeysWith: choose))
  }
}
