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
  /// The guardian of an apply that has to be confirmed could not be started. Nothing was done.
  case unguarded(FileError)
  /// An apply of that topology waits to be confirmed, for so many more seconds. Nothing was done.
  case unconfirmed(topology: String, secondsLeft: UInt64)
  /// There is nothing to confirm.
  case nothingToConfirm
  /// What a run that was killed had left could not be undone wholly, and so nothing else was done.
  case notUndone(Restoration)
  /// The apply had begun, and was given up.
  case failed(ApplyError)
}
