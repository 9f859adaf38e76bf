internal import NetworkModel

/// Entries of forwarding databases.
extension OperationOrder {
  /// What goes from one port comes to another one, so all that go are first. What is of no VLAN would take the place of
  /// what is in one.
  func forwardingOperations() -> [Operation] {
    let added = forwardingOperations(\.added, Operation.addForwarding)
    return forwardingOperations(\.removed, Operation.removeForwarding)
      + added.filter { !$0.isInVLAN } + forwardingOperations(\.removedBetween, Operation.removeForwarding)
      + added.filter(\.isInVLAN)
      + forwardingOperations(\.removedLast, Operation.removeForwarding)
  }

  /// The entries in VLANs that go, and in those that are gone already: to reach these, the port has to be in them.
  func lostForwarding() -> [Operation] {
    let strays = concerned.flatMap { fate in
      (fate.forwardingChange?.strays ?? []).flatMap { entry -> [Operation] in
        guard let vlan = entry.vlan else { return [] }
        var vlans = BridgeVLANs()
        vlans.insert(vlan, through: vlan, untagged: false)
        let isBridge = fate.declared.kind == .bridge
        return [
          .addVLANs(fate.name, vlans, ofBridgeItself: isBridge), .removeForwarding(fate.name, entry),
          .removeVLANs(fate.name, vlans, ofBridgeItself: isBridge),
        ]
      }
    }
    return strays + forwardingOperations(\.removedFirst, Operation.removeForwarding)
  }

  private func forwardingOperations(
    _ part: KeyPath<ForwardingChange, [ForwardingEntry]>, _ operation: (LinkName, ForwardingEntry) -> Operation
  ) -> [Operation] {
    concerned.flatMap { fate in
      guard let change = fate.forwardingChange else { return [Operation]() }
      return change[keyPath: part].map { operation(fate.name, $0) }
    }
  }
}

extension Operation {
  /// Whether it adds an entry in one VLAN alone.
  fileprivate var isInVLAN: Bool { if case .addForwarding(_, let entry) = self { entry.vlan != nil } else { false } }
}

/// Locked ports.
extension OperationOrder {
  /// A port that may be in use is locked once the stations are known that it lets in, so that none of them is cut off.
  func lockingSettings(_ fate: LinkFate) -> Settings {
    guard !fate.isMade, !fate.changesMaster, fate.settings.flag(.locked) == true else { return Settings() }
    return fate.portSettings.filter { $0.id == Option.locked.id || $0.id == Option.mab.id }
  }

  func lockingOperations(_ fate: LinkFate) -> [Operation] {
    let late = lockingSettings(fate)
    return late.isEmpty ? [] : [.setPort(fate.name, late)]
  }

  /// What has been learnt before would be let in until it has aged. It goes when the port learns no more, and before
  /// entries come of which some may age, too.
  func forgettingOperations(_ fate: LinkFate) -> [Operation] {
    fate.forgetsStations ? [.forgetStations(fate.name)] : []
  }
}
