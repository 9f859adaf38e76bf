/// A range of IP addresses that begin with the same bits: `10.8.0.0/16`. The prefix of length 0 is everything.
public struct IPPrefix: Sendable, Hashable {
  /// The first address: all bits behind the prefix are 0.
  public let address: IPAddress
  /// How many bits are the same: at most 32 or 128.
  public let length: UInt8

  /// The prefix that `address` is in. Bits behind it are cleared; a length beyond the address's bits counts as all.
  public init(_ address: IPAddress, length: UInt8) {
    let bits = Int(min(Int(length), address.bytes.count * 8))
    var bytes = address.bytes
    for place in bytes.indices {
      let kept = min(max(bits - place * 8, 0), 8)
      bytes[place] &= kept == 0 ? 0 : UInt8(truncatingIfNeeded: 0xFF << (8 - kept))
    }
    self.address = IPAddress(bytes: bytes) ?? address
    self.length = UInt8(bits)
  }

  /// All of IPv4: where the default route leads.
  public static let allIPv4 = IPPrefix(IPAddress(0, 0, 0, 0), length: 0)
  /// All of IPv6.
  public static let allIPv6 = IPPrefix(
    IPAddress(bytes: [UInt8](repeating: 0, count: 16)) ?? IPAddress(0, 0, 0, 0), length: 0)

  /// Whether it is of IPv6.
  public var isIPv6: Bool { address.isIPv6 }

  /// Whether it is everything, and so a route to it the default route.
  public var isDefault: Bool { length == 0 }

  /// Whether `other` is in it.
  public func contains(_ other: IPAddress) -> Bool {
    other.isIPv6 == isIPv6 && IPPrefix(other, length: length).address == address
  }
}

extension IPPrefix: CustomStringConvertible {
  /// `default`, `10.8.0.0/16`, and a single host without its length, as `ip route` prints it.
  public var description: String {
    if isDefault { return "default" }
    return Int(length) == address.bytes.count * 8 ? address.description : "\(address)/\(length)"
  }
}
