/// Reads JSON to the letter of RFC 8259, strictly, and keeps the position of every key and value.
///
/// The first fault of syntax ends the reading, for what follows it can only be guessed at. Doubled keys, which the RFC
/// leaves open, are refused, and all of them are reported together.
struct JSONScanner {
  let bytes: [UInt8]
  let file: String

  var offset = 0
  var path = DocumentPath()
  var diagnostics: [Diagnostic] = []

  private var line = 1
  /// The offset at which the current line would begin if each of its characters so far were one byte long: what turns
  /// an offset into a column without counting the line again.
  private var lineOrigin = 0

  private init(_ bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
  }

  /// - Parameters:
  ///   - file: the name that diagnostics show.
  ///   - doubledKeys: gets a diagnostic for each key that its object has already; the tree holds the first alone.
  static func parse(
    _ bytes: [UInt8], file: String, doubledKeys: inout [Diagnostic]
  ) throws(DocumentError) -> DocumentNode {
    try SourceText.validate(bytes, file: file)
    var scanner = JSONScanner(bytes, file: file)
    scanner.skipWhiteSpace()
    guard scanner.peek() != nil else { throw scanner.failure(SourceText.blankMessage) }
    let root = try scanner.value(nesting: 1)
    scanner.skipWhiteSpace()
    guard scanner.peek() == nil else { throw scanner.textAfterDocument() }
    doubledKeys += scanner.diagnostics
    return root
  }

  // MARK: The place in the text

  var position: TextPosition { TextPosition(line: line, column: offset - lineOrigin + 1) }

  func peek() -> UInt8? {
    offset < bytes.count ? bytes[offset] : nil
  }

  /// Moves on by one ASCII character that ends no line.
  mutating func advance() {
    offset += 1
  }

  /// Moves on by one byte of a string's text, which may be the middle of a character.
  mutating func advanceInText() {
    // Bytes 0x80 to 0xBF continue a character and are no column of their own.
    if bytes[offset] & 0xC0 == 0x80 { lineOrigin += 1 }
    offset += 1
  }

  mutating func skipWhiteSpace() {
    while let byte = peek(), byte <= UInt8(ascii: " ") {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"):
        // Indentation is a third of a text that people read; it need not go around the outer loop for each space.
        repeat { offset += 1 } while offset < bytes.count && bytes[offset] == UInt8(ascii: " ")
      case UInt8(ascii: "\n"):
        offset += 1
        startLine()
      case UInt8(ascii: "\r"):
        offset += 1
        if peek() != UInt8(ascii: "\n") { startLine() }
      default:
        return
      }
    }
  }

  private mutating func startLine() {
    line += 1
    lineOrigin = offset
  }

  // MARK: Values

  private mutating func value(nesting: Int) throws(DocumentError) -> DocumentNode {
    let start = position
    switch peek() {
    case UInt8(ascii: "{"):
      return DocumentNode(position: start, content: .object(try object(nesting: nesting)))
    case UInt8(ascii: "["):
      return DocumentNode(position: start, content: .array(try array(nesting: nesting)))
    case UInt8(ascii: "\""):
      return DocumentNode(position: start, content: .string(try string()))
    case UInt8(ascii: "-"), .some(UInt8(ascii: "0")...UInt8(ascii: "9")):
      return DocumentNode(position: start, content: .number(try number()))
    default:
      return DocumentNode(position: start, content: try word())
    }
  }

  private mutating func word() throws(DocumentError) -> DocumentNode.Content {
    let end = bytes[offset...].firstIndex { !Self.isWordByte($0) } ?? bytes.count
    let word = bytes[offset..<end]
    let content: DocumentNode.Content
    if word.elementsEqual("true".utf8) {
      content = .boolean(true)
    } else if word.elementsEqual("false".utf8) {
      content = .boolean(false)
    } else if word.elementsEqual("null".utf8) {
      content = .null
    } else {
      throw noValue()
    }
    offset = end
    return content
  }

  private mutating func array(nesting: Int) throws(DocumentError) -> [DocumentNode] {
    let opening = Opening(kind: .array, position: position)
    guard nesting <= DocumentNode.maximumNesting else { throw tooDeep() }
    advance()
    skipWhiteSpace()
    var elements: [DocumentNode] = []
    if peek() == UInt8(ascii: "]") {
      advance()
      return elements
    }
    while true {
      guard peek() != nil else { throw notClosed(opening) }
      path.push(.index(elements.count))
      elements.append(try value(nesting: nesting + 1))
      path.pop()
      guard try separator(in: opening) else { return elements }
    }
  }

  private mutating func object(nesting: Int) throws(DocumentError) -> [DocumentNode.Member] {
    let opening = Opening(kind: .object, position: position)
    guard nesting <= DocumentNode.maximumNesting else { throw tooDeep() }
    advance()
    skipWhiteSpace()
    var builder = ObjectBuilder()
    if peek() == UInt8(ascii: "}") {
      advance()
      return builder.members
    }
    while true {
      guard peek() == UInt8(ascii: "\"") else { throw noKey(opening) }
      let keyPosition = position
      let key = try string()
      path.push(.key(key))
      let first = builder.claim(key, at: keyPosition)
      if let first {
        diagnostics.append(.doubledKey(file: file, at: keyPosition, path: path.description, first: first))
      }
      skipWhiteSpace()
      guard peek() == UInt8(ascii: ":") else { throw noColon(opening) }
      advance()
      skipWhiteSpace()
      guard peek() != nil else { throw notClosed(opening) }
      let value = try value(nesting: nesting + 1)
      if first == nil { builder.append(.init(key: key, keyPosition: keyPosition, value: value)) }
      path.pop()
      guard try separator(in: opening) else { return builder.members }
    }
  }

  /// After an element or a member: whether another follows.
  private mutating func separator(in opening: Opening) throws(DocumentError) -> Bool {
    skipWhiteSpace()
    guard let byte = peek() else { throw notClosed(opening) }
    if byte == opening.closing {
      advance()
      return false
    }
    guard byte == UInt8(ascii: ",") else { throw noSeparator(opening) }
    let comma = position
    advance()
    skipWhiteSpace()
    if peek() == opening.closing { throw trailingComma(at: comma, opening) }
    return true
  }

  static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// Where an array or an object began, for the message that it does not end.
  struct Opening {
    enum Kind: String {
      case array
      case object
    }

    let kind: Kind
    let position: TextPosition

    var closing: UInt8 {
      switch kind {
      case .array: UInt8(ascii: "]")
      case .object: UInt8(ascii: "}")
      }
    }
  }
}
