internal import NetworkModel
internal import Planning

/// Keeps the record true while a plan is executed: what it has to say before, between and after the operations, so that
/// a run that ends at any moment leaves a record from which the next one can go on.
struct OwnershipLedger {
  private let before: Ownership
  private let planned: Ownership
  /// The transaction as it stands on record, the indices of links included that have been made by now.
  private(set) var transaction: Transaction
  /// The links that could not be made.
  private var failed: Set<LinkName> = []

  /// - Parameters:
  ///   - before: The record as it was confirmed by the snapshot that the plan was made of.
  ///   - plan: The plan.
  ///   - transaction: The way back.
  init(before: Ownership, plan: Plan, transaction: Transaction) {
    self.before = before
    planned = plan.ownership
    self.transaction = transaction
  }

  /// Notes that an operation succeeded. Says whether the record has changed by it.
  mutating func note(_ operation: Operation, index: Int32?) -> Bool {
    guard let name = operation.createdLink, transaction.checkpoint.made[name] == .some(nil), let index else {
      return false
    }
    transaction.checkpoint.made[name] = index
    return true
  }

  /// Notes that a link was not made: what bears its name is another's, and must not be removed in its place.
  mutating func noteFailure(of operation: Operation) {
    guard let name = operation.createdLink, transaction.checkpoint.made[name] == .some(nil) else { return }
    transaction.checkpoint.made[name] = nil
    failed.insert(name)
  }

  /// The record while operations are on their way: what was there is still ours, and what is about to be made is ours
  /// already. A link that is made anew has no index meanwhile: the old and the new one are both meant.
  var meanwhile: HostRecord {
    var result = before
    for (name, link) in planned.links where !failed.contains(name) { result.links[name] = indexed(link) }
    for (key, route) in planned.routes { result.routes[key] = route }
    return HostRecord(ownership: result, transaction: transaction)
  }

  /// The record once the plan is done.
  func afterSuccess(_ snapshot: Snapshot) -> Ownership {
    var result = planned
    result.links = planned.links.compactMapValues { link in
      let link = indexed(link)
      // One without an index was not made: what bears its name is another's.
      guard let index = link.index, snapshot[link.name]?.index == index else { return nil }
      return link
    }
    return result
  }

  private func indexed(_ link: Ownership.Link) -> Ownership.Link {
    guard let index = transaction.checkpoint.made[link.name] else { return link }
    var link = link
    link.index = index
    return link
  }
}
