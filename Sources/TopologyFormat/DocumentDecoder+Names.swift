internal import NetworkModel

/// Alternative names of links.
extension DocumentDecoder {
  /// Names that `ip` takes for alternative ones: no white space, no slash.
  mutating func decodeNames(_ node: DocumentNode, maximumBytes: Int) -> [String]? {
    guard case .array(let elements) = node.content else {
      report(node.position, "a list such as [\"uplink\"] must stand here, not \(node.title)")
      return nil
    }
    var list: [String] = []
    for (place, element) in elements.enumerated() {
      within(.index(place)) { decoder in
        guard let name = decoder.decodeText(element, maximumBytes: maximumBytes) else { return }
        let isName = name.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0.value >= 0x20 && $0 != "/" }
        if name.isEmpty || !isName {
          decoder.report(
            element.position, "\(element.title) is no name; it must have no white space, no slash, and a character")
        } else if list.contains(name) {
          decoder.report(element.position, "\(name) stands in the list already; remove one of the two")
        } else {
          list.append(name)
        }
      }
    }
    return list.sorted()
  }
}
