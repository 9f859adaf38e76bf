/// A value of a document with its place in the source: what the JSON scanner and the YAML reader both produce and
/// everything else is decoded from.
struct DocumentNode: Sendable {
  /// The first character of the value.
  let position: TextPosition
  let content: Content

  enum Content: Sendable {
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

  struct Member: Sendable {
    let key: String
    let keyPosition: TextPosition
    let value: DocumentNode
  }

  /// How deep arrays and objects may stand inside each other, the root included. It bounds the readers' recursion.
  static let maximumNesting = 64

  static let tooDeepMessage =
    "arrays and objects stand more than \(maximumNesting) levels deep in each other here; take levels out"
}
