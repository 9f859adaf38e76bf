internal import NetworkModel
internal import TopologyFormat

/// ifupdown: values for several ports in one line.
extension Importer {
  /// `PORT VALUE` of bridge-utils, or `PORT=VALUE …` of ifupdown2.
  mutating func readOfPorts(
    _ node: DocumentNode, _ body: (inout Importer, _ port: String, _ value: DocumentNode) -> Void
  ) {
    guard let text = text(node) else { return }
    let words = text.split { $0 == " " || $0 == "=" }
    guard words.count % 2 == 0 else {
      return leaveOut(node.position, "a port and its value must stand here")
    }
    for place in stride(from: 0, to: words.count, by: 2) {
      let value = DocumentNode(position: node.position, content: .string(String(words[place + 1])))
      if let port = linkName(String(words[place]), at: value.position) { body(&self, port, value) }
    }
  }

  /// What a line for several ports says of one of them.
  static func share(of port: String, in option: DocumentNode.Member) -> DocumentNode.Member? {
    let words = option.value.text?.split(separator: " ").map { $0.split(separator: "=") } ?? []
    guard let own = words.last(where: { $0.count == 2 && $0[0] == port }) else { return nil }
    let value = DocumentNode(position: option.value.position, content: .string(String(own[1])))
    return DocumentNode.Member(key: option.key, keyPosition: option.keyPosition, value: value)
  }

  /// The link-local groups of protocols, as bits of the kernel's mask; nil when it has none of them.
  mutating func groups(_ node: DocumentNode) -> DocumentNode.Content? {
    let bits: [String: Int64] = ["stp": 1, "lacp": 1 << 2, "lldp": 1 << 14, "all": 1 | 1 << 2 | 1 << 14]
    var mask: Int64 = 0
    for word in node.text?.split(whereSeparator: { $0 == " " || $0 == "," }).map(String.init) ?? [] {
      if let bit = bits[word] { mask |= bit }
      // The addresses of these are those of a vendor.
      if bits[word] == nil || word == "all" {
        leaveOut(
          node.position, "the kernel forwards groups of the form 01:80:c2:00:00:0X alone, not those of cdp and pvst")
      }
    }
    return mask == 0 ? nil : .integer(mask)
  }
}
