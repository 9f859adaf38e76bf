internal import NetworkModel

/// Values that count along with the range in the name of their link: the MAC addresses of `vm[0-63]` as
/// `"52:54:00:00:01:[00-3f]"`.
extension DocumentDecoder {
  /// The links of a range, each with its own values.
  mutating func decodeSeries(_ names: [LinkName], _ member: DocumentNode.Member) -> [DeclaredLink] {
    let faults = diagnostics.count
    checkCounts(member.value, of: names.count, member.key)
    guard !names.isEmpty, diagnostics.count == faults else {
      // What else is wrong is told all the same.
      _ = decodeLink(member.element(0))
      return []
    }
    var links: [DeclaredLink] = []
    for (index, name) in names.enumerated() {
      // What is wrong with one is wrong with many, and told once.
      guard var link = decodeLink(member.element(index)), diagnostics.count == faults else { break }
      link.name = name
      links.append(link)
    }
    return links
  }

  private mutating func checkCounts(_ node: DocumentNode, of count: Int, _ name: String) {
    switch node.content {
    case .string(let text):
      do throws(RangePattern.Invalid) {
        let pattern = try RangePattern(value: text)
        guard pattern.hasRange, count > 0, pattern.count != count else { return }
        let values = pattern.count == .max ? "more values than can be counted" : "\(pattern.count) values"
        report(
          node.position,
          "\(node.title) stands for \(values), and \"\(SourceText.printable(name))\" for \(count) links; "
            + "each link takes one")
      } catch {
        report(node.position, error.reason)
      }
    case .array(let elements):
      for (index, element) in elements.enumerated() {
        within(.index(index)) { $0.checkCounts(element, of: count, name) }
      }
    case .object(let members):
      for member in members { within(.key(member.key)) { $0.checkCounts(member.value, of: count, name) } }
    case .null, .boolean, .number: break
    }
  }
}

extension DocumentNode {
  /// Whether a string in it has a range.
  var isSeries: Bool {
    switch content {
    case .string(let text): RangePattern.hasBracket(text) && (try? RangePattern(value: text))?.hasRange != false
    case .array(let elements): elements.contains(where: \.isSeries)
    case .object(let members): members.contains(where: \.value.isSeries)
    case .null, .boolean, .number: false
    }
  }

  /// The value of the link with that number. What is a range of numbers and nothing else becomes a number.
  fileprivate func element(_ index: Int) -> DocumentNode {
    switch content {
    case .string(let text):
      guard RangePattern.hasBracket(text), let pattern = try? RangePattern(value: text), pattern.hasRange else {
        return self
      }
      let text = pattern.text(at: index)
      return DocumentNode(
        position: position, content: pattern.isNumber ? .number(NumberLiteral(text: text)) : .string(text))
    case .array(let elements):
      return DocumentNode(position: position, content: .array(elements.map { $0.element(index) }))
    case .object(let members):
      return DocumentNode(position: position, content: .object(members.map { $0.element(index) }))
    case .null, .boolean, .number: return self
    }
  }
}

extension DocumentNode.Member {
  fileprivate func element(_ index: Int) -> DocumentNode.Member {
    DocumentNode.Member(key: key, keyPosition: keyPosition, value: value.element(index))
  }
}
