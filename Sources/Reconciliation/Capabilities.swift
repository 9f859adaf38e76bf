internal import CLinuxShim
public import Netlink

/// What the process may do beyond what its user may (capabilities(7)).
public struct Capabilities: OptionSet, Sendable {
  /// A bit for each, by the kernel's number.
  public let rawValue: UInt64

  /// A set by the kernel's numbers.
  public init(rawValue: UInt64) { self.rawValue = rawValue }

  private init(_ number: Int32) { rawValue = 1 << UInt64(number) }

  /// Changing the network: all that is left while the kernel is asked for changes.
  public static let netAdmin = Capabilities(CAP_NET_ADMIN)
  /// Giving files to other users: the device of a macvtap.
  public static let chown = Capabilities(CAP_CHOWN)
  /// Entering another network namespace.
  public static let sysAdmin = Capabilities(CAP_SYS_ADMIN)
  /// Reading the files of other users: a document in somebody's home.
  public static let dacReadSearch = Capabilities(CAP_DAC_READ_SEARCH)
  /// Reading the environment of other users' processes, and entering their namespaces.
  public static let sysPtrace = Capabilities(CAP_SYS_PTRACE)

  /// Gives all others up, for the calling thread and all that it starts. What the process does not have it does not get,
  /// and having none is no error: the kernel says itself what is not permitted.
  public func keepOnly() throws(KernelError) {
    let code = shim_keep_capabilities(rawValue)
    guard code == 0 else { throw KernelError(request: "give up capabilities", code: code) }
  }
}
