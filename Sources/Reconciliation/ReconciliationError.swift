public import Netlink
public import Planning

/// Why the host is not as the topology declares it.
public enum ReconciliationError: Error, Sendable, Equatable {
  /// The kernel did not say what there is. Nothing was done.
  case kernel(KernelError)
  /// The record or the lock is in the way. Nothing was done.
  case state(StateError)
  /// The plan cannot be made. Nothing was done.
  case refused(Refusal)
  /// The user did not want it. Nothing was done.
  case declined
  /// The kernel refused a part of the plan.
  case failed(ApplyError)
  /// The kernel was asked for the plan, or for a part of it, and then it could not be told what came of it, or not be
  /// put on record.
  case unsettled(Plan, Aftermath)
  /// The kernel said yes to everything, and yet something of the plan is left to do.
  case notKept(done: Plan, remaining: [Change])
  /// The kernel said yes to everything, and yet the topology cannot be compared with it any more: somebody else has
  /// changed things meanwhile.
  case overtaken(done: Plan, Refusal)
}
