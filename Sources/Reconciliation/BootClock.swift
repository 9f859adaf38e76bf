internal import Glibc

/// The time since the machine was started, its sleep included: what lifetimes and deadlines are measured by.
enum BootClock {
  /// Whole seconds of `CLOCK_BOOTTIME`.
  static func now() -> UInt64 {
    var time = timespec()
    // SAFETY: the kernel fills in the local variable.
    unsafe clock_gettime(CLOCK_BOOTTIME, &time)
    return UInt64(time.tv_sec)
  }
}
