public import NetworkModel

/// What has to be done to make the kernel as a topology declares it. Inert: an executor does the operations in their
/// order, and nothing else.
public struct Plan: Sendable, Equatable {
  /// Operations that may travel to the kernel together. Those of a later phase need those of an earlier one done.
  public struct Phase: Sendable, Equatable {
    /// What it is for, in a word or two, for messages.
    public let title: String
    /// The operations in order.
    public let operations: [Operation]
  }

  /// What changes, by link, in the order in which people want to read it: what is made, changed and replaced in the
  /// order of the document, then what is removed.
  public var changes: [Change]
  /// The phases in order, none of them empty.
  public var phases: [Phase]
  /// Where the links and routes are declared, for messages.
  public var positions: [Operation.Subject: SourcePosition]
  /// The record as it has to stand once the plan is done.
  public var ownership: Ownership
  /// The names that it gives to links. All else in it calls them by these.
  public var newNames = NewNames()

  /// A plan of nothing.
  static let nothing = Plan(changes: [], phases: [], positions: [:], ownership: Ownership())

  /// Whether the kernel is as declared.
  public var isEmpty: Bool { phases.isEmpty }

  /// How many links are made, changed (or replaced) and removed.
  public var counts: (created: Int, changed: Int, removed: Int) {
    var counts = (created: 0, changed: 0, removed: 0)
    for change in changes {
      switch change.action {
      case .create: counts.created += 1
      case .update, .replace: counts.changed += 1
      case .remove: counts.removed += 1
      }
    }
    return counts
  }
}
