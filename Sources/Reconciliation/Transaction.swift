public import NetworkModel

/// An apply that is on its way, as it stands on record: what the next run undoes if this one comes to no end.
public struct Transaction: Sendable, Equatable {
  /// How far it has come.
  public enum Stage: Sendable, Equatable {
    /// The kernel is being asked for changes.
    case executing
    /// All is done, and goes back unless it is confirmed before that time, in seconds of `CLOCK_BOOTTIME`.
    case unconfirmed(until: UInt64)
  }

  /// How the host was before.
  public var checkpoint: Checkpoint
  /// The name of the topology that is applied.
  public var topology: String
  /// What tells one transaction from the next: 16 hexadecimal digits, chosen at random.
  public var token: String
  /// How far it has come.
  public var stage: Stage
  /// The process that executes it, or that waits for its confirmation.
  public var process: Int32
  /// When it began, in seconds of `CLOCK_BOOTTIME`.
  public var started: UInt64

  /// A transaction.
  public init(
    checkpoint: Checkpoint, topology: String, token: String = Transaction.makeToken(), stage: Stage = .executing,
    process: Int32, started: UInt64
  ) {
    self.checkpoint = checkpoint
    self.topology = topology
    self.token = token
    self.stage = stage
    self.process = process
    self.started = started
  }

  /// A new token.
  public static func makeToken() -> String { UInt64.random(in: .min ... .max).hexadecimal }
}

extension UInt64 {
  /// The 16 hexadecimal digits.
  var hexadecimal: String {
    let digits = String(self, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
