public import Planning

/// How to apply.
public struct ApplyOptions {
  /// Which guards are lifted.
  public var allowances: Set<Allowance>
  /// Whom the plan must not cut off.
  public var protection: Protection
  /// What undoes it all unless it is confirmed; nil when it need not be.
  public var confirmation: Confirmation?

  /// Options; without any, all guards stand and nothing has to be confirmed.
  public init(
    allowing allowances: Set<Allowance> = [], protecting protection: Protection = Protection(),
    confirmation: Confirmation? = nil
  ) {
    self.allowances = allowances
    self.protection = protection
    self.confirmation = confirmation
  }
}

/// An apply that is undone unless somebody confirms it in time.
public struct Confirmation {
  /// How long there is to confirm it once all is done.
  public var seconds: UInt32
  /// Starts the guardian of the transaction with that token, and returns once it stands.
  public var arm: (String) throws(FileError) -> Void

  /// A confirmation within so many seconds.
  public init(seconds: UInt32, arm: @escaping (String) throws(FileError) -> Void) {
    self.seconds = seconds
    self.arm = arm
  }
}
