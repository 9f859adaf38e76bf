internal import NetworkModel

/// Settings of VLANs.
extension OperationOrder {
  /// Once all VLANs are there, and before the links are up. Those of bridges come first: where they do not snoop, their
  /// ports have no limits of groups.
  func vlanSettingOperations() -> [Operation] {
    let changing = concerned.filter { !$0.vlanSettings.isEmpty }
    let (bridges, ports) = (
      changing.filter { $0.declared.kind == .bridge }, changing.filter { $0.declared.kind != .bridge }
    )
    let operations = (bridges + ports).compactMap { fate -> Operation? in
      let settings = fate.vlanSettings.filter { _, entry in entry.option.id != Option.vlanState.id || !hasSTP(fate) }
      return settings.isEmpty ? nil : .setVLANs(fate.name, settings)
    }
    return operations + statesUnderSTP(changing)
  }

  /// While a bridge speaks the spanning tree protocol, nobody else sets states: those that have to be put right were set
  /// while it did not.
  private func statesUnderSTP(_ changing: [LinkFate]) -> [Operation] {
    var bridges: [(name: LinkName, operations: [Operation])] = []
    for fate in changing where hasSTP(fate) {
      let states = fate.vlanSettings.filter { _, entry in entry.option.id == Option.vlanState.id }
      guard !states.isEmpty, let bridge = fates.bridge(of: fate, in: snapshot) else { continue }
      let place = bridges.firstIndex { $0.name == bridge } ?? bridges.endIndex
      if place == bridges.endIndex { bridges.append((bridge, [])) }
      bridges[place].operations.append(.setVLANs(fate.name, states))
    }
    return bridges.flatMap { name, operations in
      let set = { (isOn: Bool) in Operation.set(name, .bridge, Settings(.stp, .boolean(isOn)), master: nil) }
      return [set(false)] + operations + [set(true)]
    }
  }

  private func hasSTP(_ fate: LinkFate) -> Bool {
    fates.bridge(of: fate, in: snapshot).flatMap { fates.flag(.stp, of: $0, in: snapshot) } == true
  }
}
