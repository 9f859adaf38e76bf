public import NetworkModel

extension IPAddress {
  /// An address as a test writes it; anything else is a slip of its author.
  public init(written text: String) {
    guard let bytes = text.contains(":") ? Self.sixteen(text) : Self.four(text), let address = IPAddress(bytes: bytes)
    else { preconditionFailure("\(text) is no IP address") }
    self = address
  }

  private static func four(_ text: String) -> [UInt8]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).compactMap { UInt8($0) }
    return parts.count == 4 ? parts : nil
  }

  private static func sixteen(_ text: String) -> [UInt8]? {
    let halves = text.split(separator: "::", omittingEmptySubsequences: false).map { half in
      half.split(separator: ":").compactMap { UInt16($0, radix: 16) }.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    }
    guard let head = halves.first else { return nil }
    let tail = halves.count == 2 ? halves[1] : []
    guard head.count + tail.count <= 16 else { return nil }
    return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
  }
}

extension IPPrefix {
  /// A prefix as a test writes it: `10.8.0.0/16`, `2001:db8::1`, `default` for that of IPv4.
  public init(written text: String) {
    let parts = text.split(separator: "/")
    guard text != "default", let first = parts.first else {
      self = .allIPv4
      return
    }
    let address = IPAddress(written: String(first))
    self.init(address, length: parts.count > 1 ? UInt8(parts[1]) ?? 255 : 128)
  }
}

extension Address {
  /// An address as a test writes it: `192.0.2.7/24`, or `192.0.2.7 peer 192.0.2.1/32`.
  public init(written text: String) {
    let words = text.split(separator: " ").map(String.init)
    let ends = words.last?.split(separator: "/").map(String.init) ?? []
    guard let first = words.first?.split(separator: "/").first, ends.count == 2, let length = UInt8(ends[1]) else {
      preconditionFailure("\(text) is no address with a prefix length")
    }
    self.init(IPAddress(written: String(first)), prefixLength: length)
    if words.count == 3 { peer = IPAddress(written: ends[0]) }
  }
}
