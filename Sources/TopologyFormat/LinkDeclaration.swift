internal import NetworkModel

/// A link of a document together with the text that declares it, in which the checks find the places to complain of.
///
/// A class, since the checks hand declarations around by the thousand and a copy of a struct would count a dozen
/// references.
final class LinkDeclaration {
  let link: DeclaredLink
  let file: String
  /// The key and the object; a range's links share them.
  let member: DocumentNode.Member

  init(link: DeclaredLink, file: String, member: DocumentNode.Member) {
    self.link = link
    self.file = file
    self.member = member
  }

  /// The place of the value under `keys`, or of the nearest that is there.
  func position(_ keys: String...) -> TextPosition {
    var position = member.keyPosition
    var node = member.value
    for key in keys {
      guard case .object(let members) = node.content, let found = members.first(where: { $0.key == key }) else {
        // `"bridge": "br0"` is short for `"bridge": {"name": "br0"}`.
        break
      }
      node = found.value
      position = node.position
    }
    return position
  }

  /// `topology.json:12:7`
  var place: SourcePosition { member.keyPosition.source(in: file) }

  /// The place of one element of the list under the keys of `path`; nil when there is none.
  func position(ofElement index: Int, _ path: [String]) -> TextPosition? {
    var node = member.value
    for key in path {
      guard case .object(let members) = node.content, let found = members.first(where: { $0.key == key }) else {
        return nil
      }
      node = found.value
    }
    guard case .array(let elements) = node.content, elements.indices.contains(index) else { return nil }
    return elements[index].position
  }

  /// The diagnostic about the value under the keys of `path`, or about one element of the list there.
  func diagnostic(
    _ position: TextPosition, _ path: [String], element: Int? = nil, _ message: String
  ) -> Diagnostic {
    var full = DocumentPath()
    for key in ["links", member.key] + path { full.push(.key(key)) }
    if let element { full.push(.index(element)) }
    return Diagnostic(file: file, position: position, path: full.description, message: message)
  }
}
