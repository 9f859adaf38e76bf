internal import NetworkModel

/// What is on record once a plan is done.
struct OwnershipUpdate {
  let topology: String
  let snapshot: Snapshot

  func record(_ ownership: Ownership, after fates: [LinkFate]) -> Ownership {
    var result = ownership
    for fate in fates {
      result.links[fate.name] =
        fate.isRemoved || fate.isRelease || fate.declared.isAbsent
        ? nil : link(fate, known: ownership.links[fate.name])
    }
    return result
  }

  private func link(_ fate: LinkFate, known: Ownership.Link?) -> Ownership.Link {
    let kind = fate.declared.kind
    guard !fate.isMade, let observed = fate.observed else {
      return Ownership.Link(name: fate.name, index: nil, kind: kind, topology: topology)
    }
    guard known?.isOwned != true else {
      return Ownership.Link(name: fate.name, index: observed.index, kind: kind, topology: topology)
    }
    let before = known?.found ?? DeclaredLink(name: fate.name, kind: kind)
    return Ownership.Link(
      name: fate.name, index: observed.index, kind: kind, topology: topology,
      found: found(before, changedBy: fate, observed), handOver: known?.handOver)
  }

  /// How the link was found: what is on record stays, and what is changed now for the first time is added.
  private func found(_ before: DeclaredLink, changedBy fate: LinkFate, _ observed: ObservedLink) -> DeclaredLink {
    var found = before
    let isFirstMove = fate.movesToBridge && found.bridge == nil
    if isFirstMove {
      let master = snapshot.masterName(of: observed)
      found.bridge = master.map { .on($0) } ?? DeclaredLink.Bridge.none
      if master != nil {
        // Leaving a bridge loses all that the bridge kept of the port.
        let kept = observed.settings.at(.portData).filter {
          $0.option.timing != .running && found.settings[$0.id] == nil
        }
        found.settings.merge(kept)
        if found.vlans == nil { found.vlans = observed.vlans }
      }
    }
    // A port that was on no bridge has no port settings to go back to.
    let wasPort = found.bridge != DeclaredLink.Bridge.none
    for entry in fate.settings.entries where found.settings[entry.id] == nil {
      if entry.option.isPortSetting && !wasPort { continue }
      found.settings[entry.id] = observed.settings[entry.id]
    }
    if wasPort, found.vlans == nil, !fate.addedVLANs.isEmpty || !fate.removedVLANs.isEmpty {
      found.vlans = observed.vlans
    }
    return found
  }
}
