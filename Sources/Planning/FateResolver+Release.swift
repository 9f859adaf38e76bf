internal import NetworkModel

/// Letting go of links that were there before vnetctl.
extension FateResolver {
  /// A link gets back what was changed about it. What somebody else has changed since is theirs, and stays.
  ///
  /// - Parameters:
  ///   - found: What was changed, as it was before.
  ///   - applied: What vnetctl made of it, last.
  func release(of observed: ObservedLink, found: DeclaredLink, applied: DeclaredLink?) -> LinkFate {
    var declared = found
    declared.name = observed.name
    var notes = ["given back as it was found"]
    if found.name != observed.name { notes.append("another link has its name \(found.name) by now") }
    if let bridge = found.masterName, snapshot[bridge] == nil {
      declared.master = DeclaredLink.Master.none
      forgetPort(&declared)
    }
    if case .on(let bridge)? = applied?.master {
      let now = snapshot.masterName(of: observed)
      if now != bridge, now != found.masterName {
        declared.master = nil
        forgetPort(&declared)
        notes.append(
          now.map { "somebody else put it on \($0), where it stays" } ?? "somebody else took it off \(bridge) already")
      }
    }
    // Who tends an address gives it again, or has taken it.
    declared.addresses?.removeAll { address in
      address.isTended && !observed.addresses.contains { $0.key == address.key }
    }
    // A port of a bond has the bond's, and what it has itself nobody sees.
    let isLed = observed.master.flatMap { snapshot[$0]?.kind.traits.ports?.areTakenDown } == true
    for entry in declared.settings.entries {
      let option = entry.option
      if isLed, option.id == Option.mac.id || option.id == Option.mtu.id { continue }
      guard let ours = applied?.settings[entry.id], let now = observed.settings[entry.id] else { continue }
      if case .flags(let flags) = entry.value {
        let theirs = flags.filter { ours.isChanged($0.key, now, from: $0.value) }
        declared.settings[entry.id] = theirs.count == flags.count ? nil : .flags(flags.filter { theirs[$0.key] == nil })
        notes += theirs.keys.sorted().map { "\(option.name).\($0) is somebody else's, and stays" }
        continue
      }
      guard !option.isSatisfied(ours, by: now), !option.isSatisfied(entry.value, by: now) else { continue }
      declared.settings[entry.id] = nil
      notes.append("\(option.path) \(option.text(now)) is somebody else's, and stays")
    }
    declared.virtualFunctions = released(
      "vf", found.virtualFunctions, ours: applied?.virtualFunctions ?? [:], notes: &notes
    ) { observed.virtualFunctions[$0]?[$1] }
    declared.vlanSettings = VLANSettings(
      released(
        "vlan", declared.vlanSettings.byVLAN, ours: applied?.vlanSettings.byVLAN ?? [:], notes: &notes
      ) { observed.vlanSettings?[$0][$1] ?? $1.standard })
    return LinkFate(declared: declared, observed: observed, notes: notes, isRelease: true)
  }

  /// What others have changed since about virtual functions, or VLANs, stays, like other settings of theirs.
  ///
  /// - Parameters:
  ///   - word: What they are called.
  ///   - found: What was changed, as it was before.
  ///   - ours: What vnetctl made of it, last.
  ///   - now: What they are.
  private func released<Number: Hashable & Comparable>(
    _ word: String, _ found: [Number: Settings], ours: [Number: Settings], notes: inout [String],
    now: (Number, Option) -> OptionValue?
  ) -> [Number: Settings] {
    var result = found
    for (number, settings) in found.sorted(by: { $0.key < $1.key }) {
      for entry in settings.entries {
        let option = entry.option
        guard let ours = ours[number]?[option], let now = now(number, option), !option.isSatisfied(ours, by: now),
          !option.isSatisfied(entry.value, by: now)
        else { continue }
        result[number]?[option] = nil
        notes.append("\(word) \(number) \(option.name) \(option.text(now)) is somebody else's, and stays")
      }
    }
    return result
  }

  /// Leaves out what a bridge keeps of its port.
  private func forgetPort(_ link: inout DeclaredLink) {
    link.vlans = nil
    link.tunnels = nil
    link.vlanSettings = VLANSettings()
    link.forwarding = nil
    link.multicast = nil
    link.settings = link.settings.filter { !$0.option.isPortSetting }
  }
}

extension OptionValue {
  /// Whether a flag is neither as vnetctl has made it, as this says, nor as it was found.
  fileprivate func isChanged(_ flag: String, _ now: OptionValue, from found: Bool) -> Bool {
    guard case .flags(let ours) = self, case .flags(let present) = now, let own = ours[flag],
      let current = present[flag]
    else { return false }
    return current != own && current != found
  }
}
