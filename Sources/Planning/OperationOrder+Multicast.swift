internal import NetworkModel

/// Groups of multicast databases.
extension OperationOrder {
  /// Those that can be reached only as long as their bridges are as they are.
  func lostMulticast() -> [Operation] { multicastOperations(\.removedFirst, Operation.removeMulticast) }

  /// All others, once the bridges are up and the ports are in their VLANs. The database has room for so many, so those that
  /// go are first.
  func multicastOperations() -> [Operation] {
    multicastOperations(\.removed, Operation.removeMulticast) + multicastOperations(\.added, Operation.addMulticast)
      + openedMulticastOperations()
  }

  /// What has to be put right at a bridge that is down or does not snoop: it has to do both for a moment.
  private func openedMulticastOperations() -> [Operation] {
    guard concerned.contains(where: { $0.multicastChange != nil }) else { return [] }
    return fates.filter { $0.declared.kind == .bridge && !$0.isRemoved }.flatMap { bridge -> [Operation] in
      let isHere = { (operation: Operation) in operation.multicastBridge == bridge.name }
      let operations =
        multicastOperations(\.strays, Operation.removeMulticast).filter(isHere)
        + multicastOperations(\.missing, Operation.addMulticast).filter(isHere)
      let closed = [Option.up, .mcastSnooping].filter { bridge.declared.settings.flag($0) == false }
      guard !operations.isEmpty, !closed.isEmpty else { return [] }
      let set = { (isOn: Bool) in
        var settings = Settings()
        for option in closed { settings[option] = .boolean(isOn) }
        return Operation.set(bridge.name, .bridge, settings, master: nil)
      }
      return [set(true)] + operations + [set(false)]
    }
  }

  private func multicastOperations(
    _ part: KeyPath<MulticastChange, [MulticastEntry]>, _ operation: (LinkName, MulticastEntry, LinkName) -> Operation
  ) -> [Operation] {
    concerned.flatMap { fate in
      guard let change = fate.multicastChange, let bridge = fates.bridge(of: fate, in: snapshot) else {
        return [Operation]()
      }
      return change[keyPath: part].map { operation(fate.name, $0, bridge) }
    }
  }
}

extension Operation {
  /// The bridge whose multicast database it changes.
  fileprivate var multicastBridge: LinkName? {
    switch self {
    case .addMulticast(_, _, let bridge), .removeMulticast(_, _, let bridge): bridge
    default: nil
    }
  }
}
