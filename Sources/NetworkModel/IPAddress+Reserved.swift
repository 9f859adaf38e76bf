/// The addresses that mean something by themselves.
extension IPAddress {
  /// `0.0.0.0` or `::`, which is no address but the lack of one.
  public var isUnspecified: Bool { bytes.allSatisfy { $0 == 0 } }

  /// Whether it is of a group (224.0.0.0/4, ff00::/8), and so of no host.
  public var isMulticast: Bool { isIPv6 ? bytes[0] == 0xFF : bytes[0] >> 4 == 0xE }

  /// `255.255.255.255`: everybody on the link, of IPv4 alone.
  public var isLimitedBroadcast: Bool { !isIPv6 && bytes.allSatisfy { $0 == 0xFF } }

  /// `::1` or 127.0.0.0/8: the host itself.
  public var isLoopback: Bool {
    isIPv6 ? bytes.dropLast().allSatisfy { $0 == 0 } && bytes[15] == 1 : bytes[0] == 127
  }

  /// Whether it is a link-local address of IPv6 (fe80::/10), which every link has for itself.
  public var isLinkLocal: Bool { isIPv6 && bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80 }
}
