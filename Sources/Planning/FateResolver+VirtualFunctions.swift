internal import NetworkModel

/// The virtual functions of NICs.
extension FateResolver {
  /// Finds out what changes about them, once it is known whether their number does: then all are new, and those that were
  /// there before get again what they had.
  mutating func compareVirtualFunctions(_ fate: LinkFate) {
    guard fate.declared.speaksOfVirtualFunctions, let observed = fate.observed else { return }
    let count = fate.declared.settings.number(.virtualFunctions) ?? observed.virtualFunctionCount
    let areNew = fate.settings[.virtualFunctions] != nil
    if areNew, observed.virtualFunctionCount > 0 {
      fate.notes.append(count == 0 ? "all virtual functions go" : "all virtual functions are made anew")
    }
    let isGoingBack = isRestoring || fate.isRelease
    var wanted = fate.declared.virtualFunctions
    if areNew, !isGoingBack {
      for (number, settings) in observed.virtualFunctions where Int64(number) < count {
        var kept = settings
        kept.merge(wanted[number] ?? Settings())
        wanted[number] = kept
      }
    }
    for (number, settings) in wanted.sorted(by: { $0.key < $1.key }) {
      guard Int64(number) < count else {
        if !isGoingBack { refuse(.host, fate.declared, missing(number, of: count)) }
        continue
      }
      let known = areNew ? nil : observed.virtualFunctions[number]
      if known == nil, !areNew {
        if !isGoingBack {
          refuse(.option, fate.declared, "vf \(number): the driver says nothing of its virtual functions")
        }
        continue
      }
      let declared = fate.declared.virtualFunctions[number]
      let changes = settings.filter { entry in
        if let known { return known[entry.id] != entry.value && (known[entry.id] != nil || !isGoingBack) }
        return !entry.option.isStandardOfNewFunction(entry.value) || (!isGoingBack && declared?[entry.id] != nil)
      }
      if let known {
        for entry in changes.entries where known[entry.id] == nil {
          refuse(
            .option, fate.declared,
            "vf \(number): \(entry.option.name): the driver says nothing of it, as those do that do not have it")
        }
      }
      if !changes.isEmpty { fate.virtualFunctions[number] = changes.completed(from: known ?? settings) }
    }
  }

  private func missing(_ number: Int, of count: Int64) -> String {
    let range = count == 0 ? "there are none" : "there are 0 to \(count - 1)"
    return "vf: there is no virtual function \(number), \(range); declare \"virtual_functions\" to have more"
  }

  /// What can be said of the number before it is asked for.
  mutating func checkVirtualFunctions(of fate: LinkFate) {
    guard let count = fate.settings.number(.virtualFunctions), let observed = fate.observed else { return }
    let key = Option.virtualFunctions.name
    let feature = KernelFeature.virtualFunctions(fate.name)
    if snapshot.features[feature] == false {
      refuse(.kernel(feature), fate.declared, "\(key): there is no \(feature.title); \(feature.remedy)")
    }
    if let maximum = observed.maximumVirtualFunctions, count > maximum {
      refuse(.host, fate.declared, "\(key): \(count) are more than the \(maximum) that its hardware can have")
    }
    let present = observed.virtualFunctionCount
    // What a plan has made goes with all that came to it since, when the plan is undone.
    if present > 0, !isRestoring {
      let what = present == 1 ? "the one that there is goes" : "the \(present) that there are go"
      refuse(
        .guarded(.disruption), fate.declared,
        "\(key): \(what) when their number changes, and whether guests use them nobody knows; --allow disruption does it "
          + "all the same")
    }
  }
}

extension ObservedLink {
  /// How many virtual functions there are, as far as is known.
  var virtualFunctionCount: Int64 { settings.number(.virtualFunctions) ?? 0 }
}
