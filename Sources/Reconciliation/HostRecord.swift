public import NetworkModel

/// All that is on record of a network namespace.
public struct HostRecord: Sendable, Equatable {
  /// What vnetctl made, and what it changed.
  public var ownership: Ownership
  /// What is on its way; nil when nothing is.
  public var transaction: Transaction?
  /// What was left unread, since it is about other topologies: by its keyword, the lines as they stand in the file, each
  /// behind a line feed.
  var unread: [String: [UInt8]] = [:]

  /// A record; by default one of nothing.
  public init(ownership: Ownership = Ownership(), transaction: Transaction? = nil) {
    self.ownership = ownership
    self.transaction = transaction
  }

  /// What is on record of that which is there. While a transaction is on its way, a link may still be that which it was
  /// before, or may be that which will be.
  public func ownership(in snapshot: Snapshot) -> Ownership {
    guard let transaction, transaction.stage == .executing else { return ownership.confirmed(by: snapshot) }
    return transaction.checkpoint.ownership(in: snapshot, keeping: ownership.links)
  }

  /// Whether nothing is on record.
  public var isEmpty: Bool { ownership.isEmpty && transaction == nil && unread.isEmpty }

  /// The record with something else about the links that it was read for.
  func with(_ ownership: Ownership, _ transaction: Transaction? = nil) -> HostRecord {
    var record = self
    record.ownership = ownership
    record.transaction = transaction
    return record
  }
}
