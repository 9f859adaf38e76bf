/// A value of a document with its place in the source: what the JSON scanner and the YAML reader both produce and
/// everything else is decoded from.
package struct DocumentNode: Sendable {
  /// The first character of the value.
  package let position: TextPosition
  package let content: Content

  package init(position: TextPosition, content: Content) {
    self.position = position
    self.content = content
  }

  package enum Content: Sendable {
    case null
    case boolean(Bool)
    case number(NumberLiteral)
    case string(String)
    case array([DocumentNode])
    /// In the order of the file; no two members have the same key.
    case object([Member])

    var isString: Bool {
      if case .string = self { return true }
      return false
    }
  }

  package struct Member: Sendable {
    package let key: String
    package let keyPosition: TextPosition
    package let value: DocumentNode

    package init(key: String, keyPosition: TextPosition, value: DocumentNode) {
      self.key = key
      self.keyPosition = keyPosition
      self.value = value
    }
  }

  /// How deep arrays and objects may stand inside each other, the root included. It bounds the readers' recursion.
  package static let maximumNesting = 64

  package static let tooDeepMessage =
    "arrays and objects stand more than \(maximumNesting) levels deep in each other here; take levels out"
}
