/// A 48-bit IEEE 802 MAC address.
public struct MACAddress: Hashable, Sendable {
  /// The address in the low 48 bits, the first octet on the wire highest.
  public let bits: UInt64

  /// Takes the low 48 bits of `bits`, the first octet on the wire highest.
  public init(bits: UInt64) {
    self.bits = bits & 0xFFFF_FFFF_FFFF
  }

  /// Reads `52:54:00:12:34:56`, with `:` or `-` between two hexadecimal digits each; nil for anything else.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 17 else { return nil }
    let separator = bytes[2]
    guard separator == UInt8(ascii: ":") || separator == UInt8(ascii: "-") else { return nil }
    var bits: UInt64 = 0
    for (index, byte) in bytes.enumerated() {
      if index % 3 == 2 {
        guard byte == separator else { return nil }
      } else {
        guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
        bits = bits << 4 | UInt64(digit)
      }
    }
    self.bits = bits
  }

  /// The six octets in wire order.
  public var octets: [UInt8] {
    (0..<6).map { UInt8(truncatingIfNeeded: bits >> (40 - 8 * $0)) }
  }

  /// Whether the group bit (IEEE 802 I/G) is set: no link can have such an address as its own.
  public var isMulticast: Bool { bits >> 40 & 1 == 1 }

  /// Whether all octets are zero, which the kernel refuses as a link's address.
  public var isZero: Bool { bits == 0 }
}

extension MACAddress: CustomStringConvertible {
  /// Lower-case hexadecimal octets with colons, as `ip` prints them.
  public var description: String {
    octets.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: ":")
  }
}
