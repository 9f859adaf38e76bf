extension IPAddress {
  /// Reads `192.0.2.7`, or IPv6 in any form of RFC 4291, section 2.2: in full, with `::`, with an IPv4 address in its
  /// last 32 bits. Nil for anything else.
  ///
  /// Numbers of IPv4 have no leading zeros: 010 is ten to some programs and eight to others. A zone (`fe80::1%eth0`)
  /// is no part of an address.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    let read = bytes.contains(UInt8(ascii: ":")) ? Self.ipv6(bytes) : Self.ipv4(bytes[...])
    guard let read else { return nil }
    self.init(bytes: read)
  }

  private static func ipv4(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bytes: [UInt8] = []
    for part in parts {
      guard part.count == 1 || part.first != UInt8(ascii: "0"), let value = number(part, radix: 10, digits: 3),
        let byte = UInt8(exactly: value)
      else { return nil }
      bytes.append(byte)
    }
    return bytes
  }

  private static func ipv6(_ text: [UInt8]) -> [UInt8]? {
    let colon = UInt8(ascii: ":")
    guard let gap = text.indices.dropLast().first(where: { text[$0] == colon && text[$0 + 1] == colon }) else {
      guard let all = groups(text[...], allowingIPv4: true), all.count == 16 else { return nil }
      return all
    }
    // A second "::" shows as an empty group. The first stands for one group of zeros or more.
    guard let head = groups(text[..<gap], allowingIPv4: false),
      let tail = groups(text[(gap + 2)...], allowingIPv4: true), head.count + tail.count <= 14
    else { return nil }
    return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
  }

  /// The bytes of groups with colons between them.
  private static func groups(_ text: ArraySlice<UInt8>, allowingIPv4: Bool) -> [UInt8]? {
    guard !text.isEmpty else { return [] }
    var bytes: [UInt8] = []
    let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    for (place, part) in parts.enumerated() {
      if allowingIPv4, place == parts.count - 1, part.contains(UInt8(ascii: ".")) {
        guard let last = ipv4(part) else { return nil }
        bytes += last
      } else {
        guard let group = number(part, radix: 16, digits: 4) else { return nil }
        bytes += [UInt8(group >> 8), UInt8(group & 0xFF)]
      }
    }
    return bytes
  }

  private static func number(_ text: ArraySlice<UInt8>, radix: Int, digits: Int) -> Int? {
    guard 1...digits ~= text.count else { return nil }
    var value = 0
    for byte in text {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, digit < radix else { return nil }
      value = value * radix + digit
    }
    return value
  }
}
