internal import NetworkModel

/// What ethtool sets: a driver has of it what it has, and says so beforehand.
extension FateResolver {
  /// Brings what is declared of features into the kernel's names, and refuses what the link cannot have.
  mutating func resolveEthtool(_ fate: LinkFate) {
    guard !isRestoring, !fate.isMade, !fate.declaredEthtool.isEmpty, let found = fate.observed?.ethtool else { return }
    for entry in fate.declared.settings.ofEthtool.entries {
      guard let group = entry.option.ethtoolGroup else { continue }
      let name = entry.option.name
      if fate.isRelease {
        fate.declared.settings[entry.id] = possible(entry, found)
      } else if found.lacking.contains(group) {
        refuse(.option, fate.declared, "\(name): the link's driver has no \(group.title) that can be set")
      } else if case .flags(let flags) = entry.value {
        if group == .features {
          var features = FeatureResolution(of: found, isTAP: fate.declared.kind == .tap)
          features.resolve(flags)
          fate.declared.settings[entry.id] = features.wanted.isEmpty ? nil : .flags(features.wanted)
          for objection in features.objections { refuse(.option, fate.declared, "\(name): \(objection)") }
        } else {
          checkFlags(flags, entry.option, found, of: fate)
        }
      } else {
        checkNumber(entry, group, found, of: fate)
      }
    }
  }

  /// What of a setting a link can be given back that had it once.
  private func possible(_ entry: Settings.Entry, _ found: ObservedEthtool) -> OptionValue? {
    guard let now = found.settings[entry.id] else { return nil }
    guard case .flags(let flags) = entry.value, case .flags(let present) = now else { return entry.value }
    let left = flags.filter { present[$0.key] != nil }
    return left.isEmpty ? nil : .flags(left)
  }

  private mutating func checkFlags(
    _ flags: [String: Bool], _ option: Option, _ found: ObservedEthtool, of fate: LinkFate
  ) {
    let present = found.settings.flags(option) ?? [:]
    for name in flags.keys.sorted() where present[name] == nil {
      refuse(
        .option, fate.declared,
        "\(option.name): the link's driver has no flag \"\(name)\"; it has \(Self.list(present.keys.sorted()))")
    }
  }

  private mutating func checkNumber(
    _ entry: Settings.Entry, _ group: EthtoolGroup, _ found: ObservedEthtool, of fate: LinkFate
  ) {
    let name = entry.option.name
    guard found.settings[entry.id] != nil else {
      let others = found.settings.entries.map(\.option).filter { $0.ethtoolGroup == group }.map(\.name)
      refuse(
        .option, fate.declared,
        "\(name): the link's driver has no such setting; of \(group.title) it has \(Self.list(others))")
      return
    }
    guard case .integer(let wanted) = entry.value, let limit = found.limits[entry.id], wanted > limit else { return }
    refuse(.host, fate.declared, "\(name): \(wanted) is more than the \(limit) that its driver allows")
  }

  private static func list(_ names: [String]) -> String { names.isEmpty ? "none" : names.joined(separator: ", ") }

  /// Drivers have other queues by stopping and starting again, many for a moment in which nothing gets through.
  func noteReset(_ fate: LinkFate) {
    guard !fate.isMade, !fate.settings.isEmpty else { return }
    let groups = fate.settings.ethtoolGroups
    guard fate.observed?.settings.flag(.up) == true,
      !groups.isDisjoint(with: [.channels, .rings, .privateFlags])
    else { return }
    fate.notes.append("its driver may stop it for a moment")
  }
}
