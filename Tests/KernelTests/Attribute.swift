/// Attributes of netlink messages, read without the code under test.
enum Attribute {
  /// The payload of the first attribute of that type.
  static func find(_ type: Int, in bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    var rest = bytes
    while rest.count >= 4 {
      let length = Int(Bytes.number(rest, at: 0, count: 2))
      guard length >= 4, length <= rest.count else { return nil }
      // NLA_F_NESTED and NLA_F_NET_BYTEORDER are no part of the type.
      if Int(Bytes.number(rest, at: 2, count: 2) & 0x3FFF) == type { return rest.prefix(length).dropFirst(4) }
      rest = rest.dropFirst((length + 3) & ~3)
    }
    return nil
  }
}

/// Numbers and texts in a message, in the host's order; every machine that this runs on is little-endian.
enum Bytes {
  static func number(_ bytes: ArraySlice<UInt8>, at offset: Int, count: Int) -> UInt64 {
    bytes.dropFirst(offset).prefix(count).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  static func of(_ number: Int, count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }
}
