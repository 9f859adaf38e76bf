internal import NetworkModel

/// The virtual functions of NICs.
extension OperationOrder {
  /// New ones come before anything is done with their NIC, which some drivers take down and up for that, and get their
  /// settings before anybody else has noticed them. The kernel takes another number only where there are none.
  func newVirtualFunctions(_ fate: LinkFate) -> [Operation] {
    var operations: [Operation] = []
    if let count = fate.settings.number(.virtualFunctions), count > 0 {
      if fate.observed?.virtualFunctionCount ?? 0 > 0 { operations.append(.setVirtualFunctionCount(fate.name, 0)) }
      operations.append(.setVirtualFunctionCount(fate.name, count))
    }
    return operations
      + fate.virtualFunctions.sorted { $0.key < $1.key }.map { .setVirtualFunction(fate.name, $0.key, $0.value) }
  }

  /// When all go, so do their links, and that can wait until nobody needs them.
  func lostVirtualFunctions(_ fate: LinkFate) -> [Operation] {
    fate.settings.number(.virtualFunctions) == 0 ? [.setVirtualFunctionCount(fate.name, 0)] : []
  }
}
