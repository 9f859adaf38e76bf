internal import NetworkModel
internal import Planning

/// Keeps the record true while a plan is executed: what it has to say before, between and after the operations, so that
/// a run that ends at any moment leaves a record from which the next one can go on.
struct OwnershipLedger {
  private let before: Ownership
  private let planned: Ownership
  /// The links that the plan makes, with their indices once they are there.
  private var created: [LinkName: Int32?] = [:]

  /// - Parameters:
  ///   - before: The record as it was confirmed by the snapshot that the plan was made of.
  ///   - plan: The plan.
  init(before: Ownership, plan: Plan) {
    self.before = before
    planned = plan.ownership
    for operation in plan.phases.lazy.flatMap(\.operations) {
      switch operation {
      case .createTAP(let name, _), .create(let name, _, _, _): created[name] = .some(nil)
      default: break
      }
    }
  }

  /// Notes that an operation succeeded. Says whether the record has changed by it.
  mutating func note(_ operation: Operation, index: Int32?) -> Bool {
    guard let name = operation.link, created[name] == .some(nil), let index else { return false }
    switch operation {
    case .createTAP, .create:
      created[name] = index
      return true
    default:
      return false
    }
  }

  /// The record while operations are on their way: what was there is still ours, and what is about to be made is ours
  /// already. A link that is made anew has no index meanwhile: the old and the new one are both meant.
  var meanwhile: Ownership {
    var result = before
    for (name, link) in planned.links { result.links[name] = indexed(link) }
    return result
  }

  /// The record once the plan is done.
  func afterSuccess(_ snapshot: Snapshot) -> Ownership {
    var result = planned
    result.links = planned.links.compactMapValues { link in existing(indexed(link), in: snapshot) }
    return result
  }

  /// The record once the plan was given up: without links that were not made, with those that were not removed.
  func afterFailure(_ snapshot: Snapshot) -> Ownership {
    var result = Ownership()
    for (name, link) in meanwhile.links {
      let kept = existing(link, in: snapshot) ?? before.links[name].flatMap { existing($0, in: snapshot) }
      result.links[name] = kept
    }
    return result
  }

  private func indexed(_ link: Ownership.Link) -> Ownership.Link {
    guard let index = created[link.name] else { return link }
    var link = link
    link.index = index
    return link
  }

  /// The link's record, if the link is there. One without an index was not made: what bears its name is another's.
  private func existing(_ link: Ownership.Link, in snapshot: Snapshot) -> Ownership.Link? {
    guard let index = link.index, snapshot[link.name]?.index == index else { return nil }
    return link
  }
}
