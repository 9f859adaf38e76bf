public import Netlink

/// What went wrong once the kernel had been asked to change things.
public enum Aftermath: Error, Sendable, Equatable {
  /// The kernel did not say what there is.
  case kernel(KernelError)
  /// The record could not be written. The one from before stands; it has all that was about to be made.
  case state(StateError)
}
