internal import NetworkModel

/// IP addresses, with and without the length of a prefix.
extension DocumentDecoder {
  /// An address by itself.
  mutating func decodeIPAddress(_ node: DocumentNode) -> IPAddress? {
    guard case .string(let text) = node.content else {
      report(node.position, "an IP address such as \"192.0.2.1\" or \"2001:db8::1\" must stand here, not \(node.title)")
      return nil
    }
    if let address = IPAddress(text) { return address }
    if let slash = text.firstIndex(of: "/"), IPAddress(String(text[..<slash])) != nil {
      report(
        node.position, "an address alone must stand here; remove \"\(SourceText.printable(String(text[slash...])))\"")
    } else {
      report(node.position, "\(node.title) is no IP address" + advice(text))
    }
    return nil
  }

  /// An address that a host can have: of no group and not the lack of one.
  mutating func decodeHostAddress(_ node: DocumentNode) -> IPAddress? {
    guard let address = decodeIPAddress(node) else { return nil }
    if let objection = Self.objection(to: address) {
      report(node.position, objection)
      return nil
    }
    return address
  }

  /// Why no host can have that address.
  static func objection(to address: IPAddress) -> String? {
    if address.isUnspecified { return "\(address) stands for no address; no host has it" }
    if address.isMulticast { return "\(address) is a multicast address, which belongs to a group and to no host" }
    if address.isLimitedBroadcast { return "\(address) is the address for broadcasts; no host has it" }
    return nil
  }

  /// An address, with the length behind its slash where there is one; `example` is what could stand there.
  mutating func decodeAddressAndLength(
    _ node: DocumentNode, example: String
  ) -> (address: IPAddress, length: UInt8?)? {
    guard case .string(let text) = node.content else {
      report(node.position, "\(example) must stand here, not \(node.title)")
      return nil
    }
    let slash = text.firstIndex(of: "/")
    let addressText = String(text[..<(slash ?? text.endIndex)])
    guard let address = IPAddress(addressText) else {
      report(node.position, "\(node.title) is no IP address" + advice(addressText))
      return nil
    }
    guard let slash else { return (address, nil) }
    let lengthText = String(text[text.index(after: slash)...])
    let bits = address.bytes.count * 8
    let family = address.isIPv6 ? "IPv6" : "IPv4"
    if let netmask = IPAddress(lengthText), netmask.isIPv6 == address.isIPv6, let length = netmask.netmaskLength {
      report(node.position, "the length of a prefix is a number here; write \"\(addressText)/\(length)\"")
      return nil
    }
    let isPlain =
      lengthText.utf8.allSatisfy { 48...57 ~= $0 } && (lengthText.utf8.count == 1 || !lengthText.hasPrefix("0"))
    guard isPlain, let length = Int(lengthText) else {
      report(
        node.position,
        "\"\(SourceText.printable(lengthText))\" is no length of a prefix; write a number from 0 to \(bits)")
      return nil
    }
    guard length <= bits else {
      report(node.position, "an \(family) address has \(bits) bits, and so its prefix cannot have \(lengthText)")
      return nil
    }
    return (address, UInt8(length))
  }

  /// What is probably meant by what is no address.
  private func advice(_ text: String) -> String {
    if text.contains("%") { return "; leave the zone behind \"%\" out" }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let isDotted = parts.count == 4 && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { 48...57 ~= $0 } }
    if isDotted, parts.contains(where: { $0.count > 1 && $0.first == "0" }) {
      return "; write its numbers without leading zeros, which some programs take for octal"
    }
    if isDotted, let large = parts.first(where: { Int($0) ?? .max > 255 }), large.count < 20 {
      return "; \(large) is more than 255"
    }
    return ""
  }
}

extension IPAddress {
  /// How many bits are set in a row from the first; nil when others are set behind them.
  fileprivate var netmaskLength: Int? {
    let length = bytes.reduce(0) { $0 + $1.nonzeroBitCount }
    let all = IPAddress(bytes: [UInt8](repeating: 0xFF, count: bytes.count))
    return length > 0 && all.map { IPPrefix($0, length: UInt8(length)).address } == self ? length : nil
  }
}
