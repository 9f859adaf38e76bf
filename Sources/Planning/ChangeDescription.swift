internal import NetworkModel

/// A fate in the words of the diff.
struct ChangeDescription {
  let snapshot: Snapshot

  /// Nil when nothing happens to the link.
  func change(_ fate: LinkFate) -> Change? {
    guard let action = fate.action else { return nil }
    let kind = fate.declared.kind
    let notes = (fate.replacementReason.map { ["re-created: \($0)"] } ?? []) + fate.notes
    if action == .remove { return Change(action: action, kind: kind, name: fate.name, notes: notes) }
    // A link made anew is told by what differs from the old one, which is what an administrator wants to know.
    let isNew = fate.observed == nil || fate.observed?.kind != kind && kind != .nic
    var details = details(of: fate, isNew: isNew)
    if let former = fate.formerName {
      details.insert(Change.Detail(name: "name", before: former.text, after: fate.name.text), at: 0)
    }
    var change = Change(action: action, kind: kind, name: fate.name, details: details, notes: notes)
    change.handle = fate.declared.match?.handle
    return change
  }

  private func details(of fate: LinkFate, isNew: Bool) -> [Change.Detail] {
    let declared = fate.declared
    let observed = isNew ? nil : fate.observed
    var settings = settingDetails(of: fate, observed: observed)
    var result: [Change.Detail] = []
    if let lower = declared.lower {
      let before = observed.map { snapshot.lowerName(of: $0)?.text ?? "none" }
      if before != lower.text { result.append(Change.Detail(name: "link", before: before, after: lower.text)) }
    }
    if let peer = declared.peer {
      let before = observed.map { snapshot.peer(of: $0)?.description ?? "none" }
      let isKnown = observed.map { snapshot.isPeer(peer, of: $0) } ?? false
      if !isKnown { result.append(Change.Detail(name: "peer", before: before, after: peer.description)) }
    }
    result += settings.kind + virtualFunctionDetails(of: fate)
    if let master = masterDetail(of: declared, observed: observed) { result.append(master) }
    if let vlans = declared.vlans, !fate.addedVLANs.isEmpty || !fate.removedVLANs.isEmpty || isNew {
      let before = isNew ? nil : (fate.vlansBefore ?? observed?.vlans)?.description
      if before != vlans.description || fate.action == .update {
        result.append(Change.Detail(name: "vlan", before: before, after: vlans.description))
      }
    }
    if let tunnels = declared.tunnels, !fate.addedTunnels.isEmpty || !fate.removedTunnels.isEmpty {
      let before = isNew ? nil : (observed?.tunnels ?? VLANTunnels()).description
      if before != tunnels.description {
        result.append(Change.Detail(name: "tunnels", before: before, after: tunnels.description))
      }
    }
    result += vlanSettingDetails(of: fate)
    if let addresses = addressDetail(of: fate, isNew: isNew) { result.append(addresses) }
    result += forwardingDetails(of: fate, isNew: isNew)
    if let groups = multicastDetail(of: fate, isNew: isNew) { result.append(groups) }
    result += settings.port
    // That a new link goes up is understood.
    settings.link.removeAll { isNew && $0.name == Option.up.name && $0.after == "on" }
    settings.ipv6.removeAll {
      isNew && fate.declared.kind == .tap && $0.name == Option.ipv6AddressGeneration.name && $0.after == "none"
    }
    return result + settings.link + settings.ipv6
  }

  private func masterDetail(of declared: DeclaredLink, observed: ObservedLink?) -> Change.Detail? {
    guard let master = declared.master, master != .none || observed != nil else { return nil }
    let new = declared.masterName
    guard let observed else {
      let kind = new.flatMap { snapshot[$0]?.kind } ?? declared.masterKind
      return Change.Detail(name: kind.rawValue, before: nil, after: new?.text ?? "none")
    }
    let old = snapshot.masterName(of: observed)
    guard old != new else { return nil }
    // What a link is given back to, or taken off, may be of another kind than the document speaks of.
    let kinds = [old, new].map { $0.flatMap { snapshot[$0]?.kind } }
    let kind = new == nil ? kinds[0] : kinds[1] ?? declared.masterKind
    let isOtherKind = new != nil && kinds[0] != nil && kinds[0] != kind
    return Change.Detail(
      name: isOtherKind ? "master" : (kind ?? declared.masterKind).rawValue,
      before: old?.text ?? "none", after: new?.text ?? "none")
  }

  /// Settings by what they are about.
  private struct SettingDetails {
    var link: [Change.Detail] = []
    var kind: [Change.Detail] = []
    var port: [Change.Detail] = []
    var ipv6: [Change.Detail] = []
  }

  /// The entries of both forwarding databases, where they change. One in each VLAN is told as one in none.
  private func forwardingDetails(of fate: LinkFate, isNew: Bool) -> [Change.Detail] {
    guard fate.forwardingChange != nil else { return [] }
    return [(fate.declared.forwarding, false), (fate.declared.remotes, true)].compactMap { declared, isVXLAN in
      guard let declared else { return nil }
      let list = { (entries: [ForwardingEntry]) in
        entries.isEmpty ? "none" : entries.map(\.description).joined(separator: " ")
      }
      let found = (snapshot.forwarding[fate.name] ?? []).filter { $0.isStatic && ($0.remote != nil) == isVXLAN }
      let before = isNew ? nil : list(found.summarised)
      let after = list(declared.summarised)
      return before == after ? nil : Change.Detail(name: "fdb", before: before, after: after)
    }
  }

  private func multicastDetail(of fate: LinkFate, isNew: Bool) -> Change.Detail? {
    guard let words = fate.multicastWords, isNew || words.before != words.after else { return nil }
    return Change.Detail(name: "mdb", before: isNew ? nil : words.before, after: words.after)
  }

  /// One for each flag: `features.rx-gro on → off`.
  private static func details(of option: Option, _ flags: [String: Bool], before: [String: Bool]?) -> [Change.Detail] {
    let text = { (isOn: Bool) in isOn ? "on" : "off" }
    return flags.sorted { $0.key < $1.key }.map { name, isOn in
      Change.Detail(name: "\(option.name).\(name)", before: before?[name].map(text), after: text(isOn))
    }
  }

  private func settingDetails(
    of fate: LinkFate, observed: ObservedLink?
  ) -> SettingDetails {
    var result = SettingDetails()
    for entry in fate.settings.entries {
      let option = entry.option
      if case .flags(let flags) = entry.value {
        result.link += Self.details(of: option, flags, before: observed?.settings.flags(option))
        continue
      }
      guard let value = fate.declared.settings[entry.id] else { continue }
      let before = observed?.settings[entry.id].map(option.text)
      let after = option.text(value)
      if before == after { continue }
      let detail = Change.Detail(name: option.path, before: before, after: after)
      switch option.place {
      case .link, .properties, .trafficControl, .ethtool: result.link.append(detail)
      case .ipv6: result.ipv6.append(detail)
      case .portData: result.port.append(detail)
      case .kindData, .deviceFile, .tapDevice, .sriov, .virtualFunction, .vlanEntry, .globalVLAN:
        result.kind.append(detail)
      }
    }
    return result
  }
}
