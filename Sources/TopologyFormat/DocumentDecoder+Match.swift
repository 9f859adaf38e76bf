internal import NetworkModel

/// How a NIC is found that stands under another name than its own.
extension DocumentDecoder {
  mutating func decodeMatch(_ node: DocumentNode) -> LinkMatch? {
    guard case .object(let members) = node.content else {
      report(
        node.position,
        "a match is an object such as {\"permanent_mac\": \"52:54:00:12:34:56\"}, not \(node.title)")
      return nil
    }
    let faults = diagnostics.count
    var match = LinkMatch()
    match.position = node.position.source(in: file)
    for member in members {
      within(.key(member.key)) { decoder in
        guard let key = MatchKey(rawValue: member.key) else {
          return decoder.report(member.keyPosition, KeyAdvice.inMatch(member.key))
        }
        let value = member.value
        switch key {
        case .permanentMAC: match.permanentMAC = decoder.decodeMAC(value)
        case .mac: match.mac = decoder.decodeMAC(value)
        case .path: match.path = decoder.decodeWords(value, key)
        case .driver: match.driver = decoder.decodeWords(value, key)
        case .alternativeName:
          match.alternativeName = decoder.decodeAlternativeName(value, maximumBytes: key.maximumBytes)
        }
      }
    }
    guard diagnostics.count == faults else { return nil }
    if members.isEmpty {
      let keys = MatchKey.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
      report(node.position, "a match needs something to go by, at least one of \(keys)")
      return nil
    }
    return match
  }

  private mutating func decodeWords(_ node: DocumentNode, _ key: MatchKey) -> String? {
    guard let text = decodeText(node, maximumBytes: key.maximumBytes) else { return nil }
    if text.isEmpty {
      report(node.position, "the \(key.rawValue) is empty; no link has such a one")
      return nil
    }
    return text
  }

  /// Looks at `rename` once all else of the link is read.
  mutating func decodeRename(_ members: [DocumentNode.Member], into link: inout DeclaredLink) {
    guard link.kind == .nic, let member = members.first(where: { $0.key == LinkKey.rename.rawValue }) else { return }
    within(.key(member.key)) { decoder in
      guard let renames = decoder.decodeBoolean(member.value) else { return }
      guard members.contains(where: { $0.key == LinkKey.match.rawValue }) else {
        return decoder.report(
          member.keyPosition, "only a link that is found by \"match\" is renamed; add that, or remove this")
      }
      link.match?.renames = renames
    }
  }
}
