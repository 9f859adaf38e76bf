/// An IPv4 or IPv6 address.
public struct IPAddress: Hashable, Sendable {
  /// The four or sixteen bytes in network order.
  public let bytes: [UInt8]

  /// Nil unless there are four or sixteen bytes.
  public init?(bytes: [UInt8]) {
    guard bytes.count == 4 || bytes.count == 16 else { return nil }
    self.bytes = bytes
  }

  /// An address of IPv4.
  public init(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) {
    bytes = [a, b, c, d]
  }

  /// Whether it is of IPv6.
  public var isIPv6: Bool { bytes.count == 16 }
}

extension IPAddress: CustomStringConvertible {
  /// As `ip` prints it: with dots, or for IPv6 in the form of RFC 5952, where an IPv4 address in the last 32 bits behind
  /// zeros or behind `::ffff:` has its dots, as inet_ntop(3) writes it.
  public var description: String {
    guard isIPv6 else { return bytes.map { String($0) }.joined(separator: ".") }
    let groups = stride(from: 0, to: 16, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
    // The longest run of zeros, the first of equals, at least two groups of them, is written as "::".
    var longest = 0..<0
    var start = 0
    while start < 8 {
      var end = start
      while end < 8, groups[end] == 0 { end += 1 }
      if end - start >= 2, end - start > longest.count { longest = start..<end }
      start = max(end, start + 1)
    }
    if longest == 0..<6 || (longest == 0..<5 && groups[5] == 0xFFFF) {
      let embedded = bytes[12...].map { String($0) }.joined(separator: ".")
      return (longest.count == 6 ? "::" : "::ffff:") + embedded
    }
    let text = { (part: ArraySlice<UInt16>) in part.map { String($0, radix: 16) }.joined(separator: ":") }
    guard !longest.isEmpty else { return text(groups[...]) }
    return text(groups[..<longest.lowerBound]) + "::" + text(groups[longest.upperBound...])
  }
}
