internal import NetworkModel

/// Alternative names of links.
extension DocumentDecoder {
  /// Names that `ip` takes for alternative ones: no white space, no slash.
  mutating func decodeNames(_ node: DocumentNode, maximumBytes: Int) -> [String]? {
    decodeSet(node, example: "uplink") { decoder, element -> String? in
      decoder.decodeAlternativeName(element, maximumBytes: maximumBytes)
    }?.sorted()
  }

  mutating func decodeAlternativeName(_ node: DocumentNode, maximumBytes: Int) -> String? {
    guard let name = decodeText(node, maximumBytes: maximumBytes) else { return nil }
    let isName = name.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0.value >= 0x20 && $0 != "/" }
    guard isName, !name.isEmpty else {
      report(node.position, "\(node.title) is no name; it must have no white space, no slash, and a character")
      return nil
    }
    return name
  }
}
