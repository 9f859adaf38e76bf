/// What is wrong with a text, in words. Nothing here runs for a text that is right.
extension JSONScanner {
  /// The diagnostics so far and this one, which ends the reading.
  func failure(at place: TextPosition? = nil, _ message: String) -> DocumentError {
    let last = Diagnostic(file: file, position: place ?? position, path: path.description, message: message)
    return DocumentError(diagnostics + [last])
  }

  // MARK: Structure

  func textAfterDocument() -> DocumentError {
    mistake() ?? failure("the document has ended before this; remove what follows, or put both into one object")
  }

  func tooDeep() -> DocumentError {
    // The path, which names every level, would bury the message.
    let last = Diagnostic(file: file, position: position, path: "", message: DocumentNode.tooDeepMessage)
    return DocumentError(diagnostics + [last])
  }

  func notClosed(_ opening: Opening) -> DocumentError {
    failure(
      "the text ends inside the \(opening.kind.rawValue) opened at \(opening.position); "
        + "close it with \"\(Unicode.Scalar(opening.closing))\"")
  }

  func trailingComma(at comma: TextPosition, _ opening: Opening) -> DocumentError {
    failure(at: comma, "this trailing comma has nothing after it in the \(opening.kind.rawValue); remove it")
  }

  func noKey(_ opening: Opening) -> DocumentError {
    guard let byte = peek() else { return notClosed(opening) }
    if byte == UInt8(ascii: ",") { return failure("this comma has no member before it; remove it") }
    if byte == UInt8(ascii: "]") { return wrongClosing(opening) }
    if let mistake = mistake() { return mistake }
    if Self.isWordByte(byte) { return failure("the key \(word) has no quotation marks; write \"\(word)\"") }
    return failure("a key in quotation marks must stand here, not \(found)")
  }

  func noColon(_ opening: Opening) -> DocumentError {
    guard peek() != nil else { return notClosed(opening) }
    return mistake() ?? failure("a colon must follow the key, not \(found); write \"key\": value")
  }

  func noSeparator(_ opening: Opening) -> DocumentError {
    if let mistake = mistake() { return mistake }
    switch peek() {
    case UInt8(ascii: "]"), UInt8(ascii: "}"):
      return wrongClosing(opening)
    case UInt8(ascii: "\""), UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "-"):
      return missingComma()
    case .some(let byte) where Self.isWordByte(byte):
      return missingComma()
    default:
      let closing = Unicode.Scalar(opening.closing)
      return failure("a comma or \"\(closing)\" must stand here, not \(found)")
    }
  }

  private func missingComma() -> DocumentError {
    failure("a comma is missing before this; write one after the entry that precedes it")
  }

  private func wrongClosing(_ opening: Opening) -> DocumentError {
    failure(
      "the \(opening.kind.rawValue) opened at \(opening.position) is closed with \(found); "
        + "write \"\(Unicode.Scalar(opening.closing))\"")
  }

  // MARK: Values

  func noValue() -> DocumentError {
    if let mistake = mistake() { return mistake }
    guard let byte = peek() else { return failure("the text ends where a value must stand; write one") }
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"):
      return failure("a value is missing before \(found); write one, or remove what asks for it")
    case UInt8(ascii: "+"):
      return failure("a number has no plus sign in JSON; remove it")
    case UInt8(ascii: "."):
      return failure("a number needs a digit before its point; write 0.5, not .5")
    case _ where Self.isWordByte(byte):
      return unknownWord()
    default:
      return failure("a value must stand here, not \(found)")
    }
  }

  private func unknownWord() -> DocumentError {
    switch word.lowercased() {
    case "yes", "on": return failure("\(word) is not a JSON value; write true")
    case "no", "off": return failure("\(word) is not a JSON value; write false")
    case "none", "nil", "undefined": return failure("\(word) is not a JSON value; write null")
    case "nan", "inf", "infinity": return failure("\(word) is not a JSON number; write a finite one")
    default: break
    }
    if let meant = Spelling.nearest(to: word, among: ["true", "false", "null"]) {
      return failure("\(word) is not a JSON value; write \(meant)")
    }
    return failure("\(word) is not a JSON value; a string stands in quotation marks")
  }

  func badNumber(from start: Int, at place: TextPosition) -> DocumentError {
    let token = bytes[start...].prefix { Self.isNumberByte($0) }
    let digits = token.first == UInt8(ascii: "-") ? token.dropFirst() : token
    let advice: String
    switch (digits.first, digits.dropFirst().first) {
    case (UInt8(ascii: "."), _):
      advice = "put a digit before its point"
    case (UInt8(ascii: "0"), UInt8(ascii: "x")), (UInt8(ascii: "0"), UInt8(ascii: "X")):
      advice = "write it in decimal"
    case (UInt8(ascii: "0"), .some(UInt8(ascii: "0")...UInt8(ascii: "9"))):
      advice = "remove the zeros before it"
    case (UInt8(ascii: "i"), _), (UInt8(ascii: "I"), _), (UInt8(ascii: "n"), _), (UInt8(ascii: "N"), _):
      advice = "write a finite one"
    case (nil, _):
      advice = "a digit must follow the minus sign"
    default:
      switch token.last {
      case UInt8(ascii: "."): advice = "put a digit after its point, or remove the point"
      case UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "+"), UInt8(ascii: "-"):
        advice = "put digits after its exponent's e"
      default: advice = "write digits alone, or put it in quotation marks if it is a string"
      }
    }
    return failure(at: place, "\(Self.shortened(token)) is not a JSON number; \(advice)")
  }

  // MARK: Strings

  func unterminatedString(opened: TextPosition) -> DocumentError {
    failure("the text ends inside the string opened at \(opened); close it with a quotation mark")
  }

  func controlCharacter(_ byte: UInt8, opened: TextPosition) -> DocumentError {
    let number = SourceText.hexadecimal(UInt32(byte), digits: 4)
    switch byte {
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
      return failure(
        "the line ends (U+\(number)) inside the string opened at \(opened); "
          + "close it with a quotation mark, or write \\n for a line break")
    case UInt8(ascii: "\t"):
      return failure("a tab (U+\(number)) cannot stand in a string as it is; write \\t")
    default:
      return failure("the control character U+\(number) cannot stand in a string as it is; write \\u\(number)")
    }
  }

  func unknownEscape(at start: TextPosition) -> DocumentError {
    failure(at: start, "a backslash before \(found) means nothing in JSON; write \\\\ for a backslash itself")
  }

  func incompleteUnicodeEscape(at start: TextPosition) -> DocumentError {
    failure(at: start, "\\u takes exactly four hexadecimal digits; write them all, as in \\u00E9")
  }

  func loneSurrogate(_ unit: UInt16, at start: TextPosition, _ advice: String) -> DocumentError {
    let number = SourceText.hexadecimal(UInt32(unit), digits: 4)
    return failure(at: start, "\\u\(number) is half of a surrogate pair and no character; \(advice)")
  }

  // MARK: What stands here

  /// The mistakes that can be made anywhere: comments, single quotes, control characters.
  private func mistake() -> DocumentError? {
    guard let byte = peek() else { return nil }
    switch byte {
    case UInt8(ascii: "#"), UInt8(ascii: "/"):
      return failure("JSON has no comments; remove this, or use a .yaml file, which may have them")
    case UInt8(ascii: "'"):
      return failure("JSON has no single quotes; put keys and strings in double quotation marks")
    case 0..<0x20, 0x7F:
      return failure("the control character \(found) has no place here; remove it")
    default:
      return nil
    }
  }

  private var found: String {
    guard let scalar = String(decoding: bytes[offset...].prefix(4), as: UTF8.self).unicodeScalars.first else {
      return "the end of the text"
    }
    return SourceText.describe(scalar)
  }

  private var word: String { Self.shortened(bytes[offset...].prefix { Self.isWordByte($0) }) }

  /// A message stays one line, however long the word that it quotes.
  private static func shortened(_ token: ArraySlice<UInt8>) -> String {
    let text = String(decoding: token.prefix(40), as: UTF8.self)
    return token.count > 40 ? "\(text)…" : text
  }
}
