public import NetworkModel

/// All that is on record of a network namespace.
public struct HostRecord: Sendable, Equatable {
  /// What vnetctl made, and what it changed.
  public var ownership: Ownership
  /// What is on its way; nil when nothing is.
  public var transaction: Transaction?

  /// A record; by default one of nothing.
  public init(ownership: Ownership = Ownership(), transaction: Transaction? = nil) {
    self.ownership = ownership
    self.transaction = transaction
  }

  /// Whether nothing is on record.
  public var isEmpty: Bool { ownership.isEmpty && transaction == nil }
}
