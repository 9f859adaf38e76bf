internal import CLinuxShim

/// The users and groups of this host, by way of the C library's name service switch.
public struct HostAccounts: AccountLookup, Sendable {
  /// The host's accounts.
  public init() {}

  /// Asks `getpwnam_r`.
  public func user(named name: String) -> UInt32? {
    guard !name.utf8.contains(0) else { return nil }
    var number: UInt32 = 0
    // SAFETY: both pointers are valid for the call alone, and the name ends with a NUL; the shim keeps neither.
    return unsafe shim_user_number(name, &number) ? number : nil
  }

  /// Asks `getgrnam_r`.
  public func group(named name: String) -> UInt32? {
    guard !name.utf8.contains(0) else { return nil }
    var number: UInt32 = 0
    // SAFETY: as above.
    return unsafe shim_group_number(name, &number) ? number : nil
  }
}
