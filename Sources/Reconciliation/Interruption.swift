internal import CLinuxShim
internal import Glibc

/// A signal that asks this run to end: SIGINT from the keyboard, SIGTERM from a service manager, SIGHUP when the terminal
/// goes away. While it is armed a signal ends nothing by itself; the run looks for it where it can stop.
public enum Interruption {
  /// Begins to note signals, and forgets those before. A signal that is ignored stays so, as `nohup` wants it. A run that
  /// waits for a lock is still to be ended by a signal, so this is for when it has begun.
  public static func arm() { shim_arm_interruption() }

  /// The first signal that came since.
  public static var signal: Int32? {
    let noted = shim_interruption()
    return noted == 0 ? nil : noted
  }

  /// Lets the signals do again what they did before.
  public static func disarm() { shim_disarm_interruption() }

  /// The name of a signal that is noted: `SIGTERM`.
  public static func name(of signal: Int32) -> String {
    switch signal {
    case SIGINT: "SIGINT"
    case SIGTERM: "SIGTERM"
    case SIGHUP: "SIGHUP"
    default: "signal \(signal)"
    }
  }
}
