internal import NetworkModel

/// Values that only links over networks and over other links have.
extension DocumentDecoder {
  /// A number, or a word that stands for one.
  mutating func decodeNumber(
    _ node: DocumentNode, in range: ClosedRange<Int64>, or words: [OptionType.Word]
  ) -> Int64? {
    guard case .string(let text) = node.content else { return decodeInteger(node, in: range, unit: nil) }
    if let word = words.first(where: { $0.name == text }) { return word.number }
    let list = words.map { "\"\($0.name)\"" }.joined(separator: ", ")
    report(
      node.position,
      "a number from \(range.lowerBound) to \(range.upperBound) or \(list) must stand here, not \(node.title)")
    return nil
  }

  /// `"32768-60999"`.
  mutating func decodePorts(_ node: DocumentNode) -> Int64? {
    if case .string(let text) = node.content {
      let parts = text.split(separator: "-", omittingEmptySubsequences: false)
      let ports = parts.compactMap { UInt16($0) }
      if parts.count == 2, ports.count == 2 {
        if ports[0] <= ports[1] { return Int64(ports[0]) << 16 | Int64(ports[1]) }
        report(node.position, "the range \(text) begins behind its end")
        return nil
      }
    }
    report(node.position, "a range of ports such as \"32768-60999\" must stand here, not \(node.title)")
    return nil
  }

  mutating func decodeOptionalAddress(_ node: DocumentNode, isIPv4Only: Bool) -> OptionValue? {
    if case .null = node.content { return .address(nil) }
    let example = isIPv4Only ? "192.0.2.1" : "192.0.2.1 or 2001:db8::1"
    guard case .string(let text) = node.content, let address = IPAddress(text) else {
      report(node.position, "an IP address such as \(example), or null for none, must stand here, not \(node.title)")
      return nil
    }
    if isIPv4Only, address.isIPv6 {
      report(node.position, "\(address) is an address of IPv6; only one of IPv4 can stand here")
      return nil
    }
    if address.bytes.allSatisfy({ $0 == 0 }) {
      report(node.position, "\(address) is no address; write null for none")
      return nil
    }
    return .address(address)
  }

  /// A list of addresses in their order, without doubles.
  mutating func decodeAddresses(_ node: DocumentNode, isIPv6: Bool, maximum: Int) -> [IPAddress]? {
    if case .array(let elements) = node.content, elements.count > maximum {
      report(node.position, "the kernel keeps at most \(maximum) of them")
    }
    let example = isIPv6 ? "2001:db8::1" : "192.0.2.1"
    return decodeSet(node, example: example) { decoder, element in
      guard case .string(let text) = element.content, let address = IPAddress(text), address.isIPv6 == isIPv6,
        !address.bytes.allSatisfy({ $0 == 0 })
      else {
        decoder.report(
          element.position,
          "an address of IPv\(isIPv6 ? 6 : 4) such as \"\(example)\" must stand here, not \(element.title)")
        return nil
      }
      return address
    }
  }

  /// A list in any order, without doubles.
  mutating func decodeMACs(_ node: DocumentNode, of owner: String = "a link's own address") -> [MACAddress]? {
    decodeSet(node, example: "52:54:00:12:34:56") { $0.decodeMAC($1, of: owner) }?.sorted { $0.bits < $1.bits }
  }

  /// A list without doubles.
  mutating func decodeSet<Element: Equatable>(
    _ node: DocumentNode, example: String, _ decode: (inout DocumentDecoder, DocumentNode) -> Element?
  ) -> [Element]? {
    guard case .array(let elements) = node.content else {
      report(node.position, "a list such as [\"\(example)\"] must stand here, not \(node.title)")
      return nil
    }
    var list: [Element] = []
    for (place, node) in elements.enumerated() {
      within(.index(place)) { decoder in
        guard let element = decode(&decoder, node) else { return }
        if list.contains(element) {
          decoder.report(node.position, "\(element) stands in the list already; remove one of the two")
        } else {
          list.append(element)
        }
      }
    }
    return list
  }
}
