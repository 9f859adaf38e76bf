public import NetworkModel
public import Netlink
public import Planning

/// An apply that had begun and did not come to its end. The host was taken back to how it was before, as far as
/// `rollback` says.
public struct ApplyError: Error, Sendable, Equatable {
  /// An operation that the kernel refused.
  public struct Failure: Sendable, Equatable {
    /// The operation.
    public let operation: Operation
    /// The kernel's answer.
    public let error: KernelError
    /// Where the link or route is declared.
    public let position: SourcePosition?
  }

  /// Why it was given up.
  public enum Cause: Sendable, Equatable {
    /// The kernel refused operations, at least one.
    case refused([Failure])
    /// The kernel said yes to everything, and yet something of the plan is left to do.
    ///
    /// `left` is what would have to be done; not all of it shows as a change of a link.
    case notKept([Change], left: [Operation])
    /// The kernel said yes to everything, and yet the topology cannot be compared with it any more: somebody else has
    /// changed things meanwhile.
    case overtaken(Refusal)
    /// A signal of that number asked for the end.
    case interrupted(Int32)
    /// The kernel did not say what there is.
    case kernel(KernelError)
    /// The record could not be kept.
    case state(StateError)
  }

  /// The plan.
  public let plan: Plan
  /// Why it was given up.
  public let cause: Cause
  /// How the host was taken back.
  public let rollback: Restoration

  /// An apply that was given up.
  public init(plan: Plan, cause: Cause, rollback: Restoration) {
    self.plan = plan
    self.cause = cause
    self.rollback = rollback
  }
}
