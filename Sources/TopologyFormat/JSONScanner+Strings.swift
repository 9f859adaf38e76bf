extension JSONScanner {
  /// A string or a key, from its opening quotation mark.
  mutating func string() throws(DocumentError) -> String {
    let opened = position
    advance()
    let start = offset
    while let byte = peek() {
      switch byte {
      case UInt8(ascii: "\""):
        let text = String(decoding: bytes[start..<offset], as: UTF8.self)
        advance()
        return text
      case UInt8(ascii: "\\"):
        return try escapedString(from: start, opened: opened)
      case 0..<0x20:
        throw controlCharacter(byte, opened: opened)
      default:
        advanceInText()
      }
    }
    throw unterminatedString(opened: opened)
  }

  /// Goes on at the first backslash of a string whose text began at `start`.
  private mutating func escapedString(from start: Int, opened: TextPosition) throws(DocumentError) -> String {
    var text = Array(bytes[start..<offset])
    while let byte = peek() {
      switch byte {
      case UInt8(ascii: "\""):
        advance()
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        text.append(contentsOf: Array(String(try escape(opened: opened)).utf8))
      case 0..<0x20:
        throw controlCharacter(byte, opened: opened)
      default:
        text.append(byte)
        advanceInText()
      }
    }
    throw unterminatedString(opened: opened)
  }

  private mutating func escape(opened: TextPosition) throws(DocumentError) -> Unicode.Scalar {
    let start = position
    advance()
    guard let byte = peek() else { throw unterminatedString(opened: opened) }
    let scalar: Unicode.Scalar
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): scalar = Unicode.Scalar(byte)
    case UInt8(ascii: "b"): scalar = "\u{8}"
    case UInt8(ascii: "f"): scalar = "\u{C}"
    case UInt8(ascii: "n"): scalar = "\n"
    case UInt8(ascii: "r"): scalar = "\r"
    case UInt8(ascii: "t"): scalar = "\t"
    case UInt8(ascii: "u"): return try unicodeEscape(at: start)
    default: throw unknownEscape(at: start)
    }
    advance()
    return scalar
  }

  /// `\uXXXX`, from its `u`; characters beyond U+FFFF are two of them, a surrogate pair.
  private mutating func unicodeEscape(at start: TextPosition) throws(DocumentError) -> Unicode.Scalar {
    let unit = try codeUnit(at: start)
    if let scalar = Unicode.Scalar(unit) { return scalar }
    guard UTF16.isLeadSurrogate(unit) else {
      throw loneSurrogate(unit, at: start, "the first half, \\uD800 to \\uDBFF, must stand before it")
    }
    let missing = "the second half, \\uDC00 to \\uDFFF, must follow it"
    guard bytes[offset...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) else {
      throw loneSurrogate(unit, at: start, missing)
    }
    let secondStart = position
    advance()
    let second = try codeUnit(at: secondStart)
    guard UTF16.isTrailSurrogate(second) else { throw loneSurrogate(unit, at: start, missing) }
    return UTF16.decode(UTF16.EncodedScalar([unit, second]))
  }

  private mutating func codeUnit(at start: TextPosition) throws(DocumentError) -> UInt16 {
    advance()
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = peek(), let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw incompleteUnicodeEscape(at: start)
      }
      unit = unit << 4 | UInt16(digit)
      advance()
    }
    return unit
  }
}
