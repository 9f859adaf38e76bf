internal import TopologyFormat

/// Reads XML 1.0 without document types into the tree that YAML gives: an element is an object of its attributes and its
/// children, or a text where it has neither. Text beside them, which the files read here have no use for, has the key
/// `text()`.
struct XMLReader {
  private let file: String
  private let bytes: [UInt8]
  private var index = 0
  /// The place up to which lines and columns are counted.
  private var counted = (index: 0, line: 1, column: 1)

  /// An element whose end has not come.
  private struct Open {
    let name: String
    let position: TextPosition
    var members: [DocumentNode.Member]
    var text = ""
    var textPosition: TextPosition?
  }

  private init(_ file: SourceFile) throws(DocumentError) {
    self.file = file.name
    bytes = file.bytes
    try SourceText.validate(bytes, file: file.name)
  }

  /// The root element.
  static func parse(_ file: SourceFile) throws(DocumentError) -> DocumentNode.Member {
    var reader = try XMLReader(file)
    return try reader.document()
  }

  // MARK: Elements

  private mutating func document() throws(DocumentError) -> DocumentNode.Member {
    var open: [Open] = []
    var root: DocumentNode.Member?
    while index < bytes.count {
      if bytes[index] != UInt8(ascii: "<") {
        try readText(into: &open)
      } else if try skipMarkup() {
        continue
      } else if starts(with: "<![CDATA[") {
        try readCDATA(into: &open)
      } else if starts(with: "</") {
        try readEnd(&open, &root)
      } else {
        if root != nil, open.isEmpty { throw failure("a second element begins here; put it into a file of its own") }
        try readStart(&open, &root)
      }
    }
    if let last = open.last {
      throw DocumentError(file: file, at: last.position, "the element \(printable(last.name)) has no end")
    }
    guard let root else { throw failure("there is no element in this file") }
    return root
  }

  private mutating func readStart(_ open: inout [Open], _ root: inout DocumentNode.Member?) throws(DocumentError) {
    let start = position()
    guard open.count < DocumentNode.maximumNesting else { throw failure(DocumentNode.tooDeepMessage) }
    index += 1
    var element = Open(name: try readName(), position: start, members: [])
    var names: Set<String> = []
    while true {
      let hadBlank = skipBlanks()
      if starts(with: "/>") {
        index += 2
        return close(element, &open, &root)
      }
      if starts(with: ">") {
        index += 1
        open.append(element)
        return
      }
      guard hadBlank, index < bytes.count else { throw failure("an attribute, \">\" or \"/>\" must stand here") }
      let place = position()
      let name = try readName()
      guard names.insert(name).inserted else {
        throw DocumentError(file: file, at: place, "the element has this attribute already; remove one of the two")
      }
      element.members.append(
        DocumentNode.Member(key: name, keyPosition: place, value: try readAttributeValue()))
    }
  }

  private mutating func readEnd(_ open: inout [Open], _ root: inout DocumentNode.Member?) throws(DocumentError) {
    let start = position()
    index += 2
    let name = try readName()
    _ = skipBlanks()
    guard starts(with: ">") else { throw failure("the end of an element ends with \">\"") }
    index += 1
    guard let element = open.popLast(), element.name == name else {
      throw DocumentError(file: file, at: start, "no element \(printable(name)) is open here")
    }
    close(element, &open, &root)
  }

  private func close(_ element: Open, _ open: inout [Open], _ root: inout DocumentNode.Member?) {
    var element = element
    let text = element.text.trimmed
    let place = element.textPosition ?? element.position
    let content: DocumentNode.Content
    if element.members.isEmpty, !text.isEmpty {
      content = .string(text)
    } else {
      if !text.isEmpty {
        let value = DocumentNode(position: place, content: .string(text))
        element.members.append(DocumentNode.Member(key: "text()", keyPosition: place, value: value))
      }
      content = .object(element.members)
    }
    let value = DocumentNode(position: element.members.isEmpty ? place : element.position, content: content)
    let member = DocumentNode.Member(key: element.name, keyPosition: element.position, value: value)
    if open.isEmpty { root = member } else { open[open.count - 1].members.append(member) }
  }

  // MARK: Text

  private mutating func readText(into open: inout [Open]) throws(DocumentError) {
    let start = position()
    let text = try readCharacters(until: [UInt8(ascii: "<")])
    guard !text.trimmed.isEmpty else { return }
    guard !open.isEmpty else { throw DocumentError(file: file, at: start, "text stands outside of the element") }
    if open[open.count - 1].textPosition == nil { open[open.count - 1].textPosition = start }
    open[open.count - 1].text += text
  }

  private mutating func readCDATA(into open: inout [Open]) throws(DocumentError) {
    guard !open.isEmpty else { throw failure("text stands outside of the element") }
    let start = index + 9
    let end = try skip(9, past: "]]>", "the character data has no end")
    open[open.count - 1].text += String(decoding: bytes[start..<(end - 3)], as: UTF8.self)
  }

  private mutating func readAttributeValue() throws(DocumentError) -> DocumentNode {
    _ = skipBlanks()
    guard starts(with: "=") else { throw failure("an attribute is a name, \"=\" and a value in quotes") }
    index += 1
    _ = skipBlanks()
    guard index < bytes.count, [UInt8(ascii: "\""), UInt8(ascii: "'")].contains(bytes[index]) else {
      throw failure("the value of an attribute stands in quotes")
    }
    let quote = bytes[index]
    index += 1
    let start = position()
    let text = try readCharacters(until: [quote, UInt8(ascii: "<")])
    guard index < bytes.count, bytes[index] == quote else { throw failure("the value of the attribute has no end") }
    index += 1
    return DocumentNode(position: start, content: .string(text))
  }

  private mutating func readCharacters(until ends: [UInt8]) throws(DocumentError) -> String {
    var text: [UInt8] = []
    while index < bytes.count, !ends.contains(bytes[index]) {
      if bytes[index] == UInt8(ascii: "&") {
        text += try readReference().utf8
      } else {
        text.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The five entities that every document has, and characters by number.
  private mutating func readReference() throws(DocumentError) -> String {
    let name = bytes[(index + 1)...].prefix(12).prefix { $0 != UInt8(ascii: ";") }
    let text = String(decoding: name, as: UTF8.self)
    let known = ["lt": "<", "gt": ">", "amp": "&", "quot": "\"", "apos": "'"]
    var result = known[text]
    if text.hasPrefix("#") {
      let number = text.hasPrefix("#x") ? UInt32(text.dropFirst(2), radix: 16) : UInt32(text.dropFirst())
      if let scalar = number.flatMap(Unicode.Scalar.init),
        scalar.value >= 0x20 || "\n\r\t".unicodeScalars.contains(scalar)
      {
        result = String(Character(scalar))
      }
    }
    guard let result, index + name.count + 1 < bytes.count, bytes[index + name.count + 1] == UInt8(ascii: ";") else {
      throw failure(
        "this is none of &lt; &gt; &amp; &quot; &apos; and no character's number; write \"&amp;\" for \"&\"")
    }
    index += name.count + 2
    return result
  }

  // MARK: Other markup

  /// Skips a comment or an instruction; a document type is refused.
  private mutating func skipMarkup() throws(DocumentError) -> Bool {
    if starts(with: "<!--") {
      _ = try skip(4, past: "-->", "the comment has no end")
    } else if starts(with: "<?") {
      _ = try skip(2, past: "?>", "the instruction has no end")
    } else if starts(with: "<!"), !starts(with: "<![CDATA[") {
      throw failure("document types and entities are not read here; remove them")
    } else {
      return false
    }
    return true
  }

  /// Skips so many bytes, and all up to an end.
  /// - Returns: the index behind the end.
  private mutating func skip(_ count: Int, past end: String, _ message: String) throws(DocumentError) -> Int {
    let start = position()
    index = min(index + count, bytes.count)
    while index < bytes.count {
      if starts(with: end) {
        index += end.utf8.count
        return index
      }
      index += 1
    }
    throw DocumentError(file: file, at: start, message)
  }

  // MARK: Characters

  private mutating func readName() throws(DocumentError) -> String {
    let name = bytes[index...].prefix { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: ":"), 0x80...:
        true
      default: false
      }
    }
    guard let first = name.first, !(UInt8(ascii: "-")...UInt8(ascii: "9")).contains(first) else {
      throw failure("a name must stand here; write \"&lt;\" for \"<\"")
    }
    index += name.count
    return String(decoding: name, as: UTF8.self)
  }

  private mutating func skipBlanks() -> Bool {
    let start = index
    while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
    return index > start
  }

  private func starts(with text: String) -> Bool { bytes[index...].starts(with: text.utf8) }

  /// The place of the next character. Places are asked for in the order of the text, so that it is counted once.
  private mutating func position() -> TextPosition {
    while counted.index < index {
      switch bytes[counted.index] {
      case UInt8(ascii: "\n"): counted = (counted.index + 1, counted.line + 1, 1)
      case 0x80...0xBF: counted.index += 1
      default: counted = (counted.index + 1, counted.line, counted.column + 1)
      }
    }
    return TextPosition(line: counted.line, column: counted.column)
  }

  private mutating func failure(_ message: String) -> DocumentError {
    DocumentError(file: file, at: position(), message)
  }

  private func printable(_ text: String) -> String { "<\(SourceText.printable(text))>" }
}

extension String {
  /// The text without the blanks at its ends.
  fileprivate var trimmed: String {
    let start = drop { $0.isWhitespace }
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
