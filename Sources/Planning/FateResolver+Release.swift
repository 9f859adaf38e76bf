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
    var notes = ["given back as it was found"]
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
      guard let ours = applied?.settings[entry.id], let now = observed.settings[entry.id],
        !option.isSatisfied(ours, by: now), !option.isSatisfied(entry.value, by: now)
      else { continue }
      declared.settings[entry.id] = nil
      notes.append("\(option.name) \(option.text(now)) is somebody else's, and stays")
    }
    declared.virtualFunctions = released(
      found.virtualFunctions, ours: applied?.virtualFunctions ?? [:], now: observed.virtualFunctions, notes: &notes)
    return LinkFate(declared: declared, observed: observed, notes: notes, isRelease: true)
  }

  /// Leaves out what a bridge keeps of its port.
  private func forgetPort(_ link: inout DeclaredLink) {
    link.vlans = nil
    link.forwarding = nil
    link.settings = link.settings.filter { !$0.option.isPortSetting }
  }
}
