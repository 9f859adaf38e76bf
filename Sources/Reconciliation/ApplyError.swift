public import NetworkModel
public import Netlink
public import Planning

/// The kernel did not do all of a plan. The record says what is there now, and the next apply goes on from there.
public struct ApplyError: Error, Sendable, Equatable {
  /// An operation that the kernel refused.
  public struct Failure: Sendable, Equatable {
    /// The operation.
    public let operation: Operation
    /// The kernel's answer.
    public let error: KernelError
    /// Where the link is declared.
    public let position: SourcePosition?
  }

  /// The plan.
  public let plan: Plan
  /// What the kernel refused, at least one.
  public let failures: [Failure]
  /// What was done.
  public let done: [Operation]
  /// What was not tried, since it comes after what failed.
  public let skipped: [Operation]
  /// Why the record could not be brought up to date afterwards, if so. It then claims what may not be there, which the
  /// next run finds out.
  public let aftermath: Aftermath?
}
