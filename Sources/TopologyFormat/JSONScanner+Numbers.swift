extension JSONScanner {
  mutating func number() throws(DocumentError) -> NumberLiteral {
    let start = offset
    let startPosition = position
    if peek() == UInt8(ascii: "-") { advance() }

    if peek() == UInt8(ascii: "0") {
      advance()
    } else {
      guard skipDigits() else { throw badNumber(from: start, at: startPosition) }
    }
    if peek() == UInt8(ascii: ".") {
      advance()
      guard skipDigits() else { throw badNumber(from: start, at: startPosition) }
    }
    if peek() == UInt8(ascii: "e") || peek() == UInt8(ascii: "E") {
      advance()
      if peek() == UInt8(ascii: "+") || peek() == UInt8(ascii: "-") { advance() }
      guard skipDigits() else { throw badNumber(from: start, at: startPosition) }
    }
    // What else a number might run into, as in 010, 1.2.3, 0x10 and 10s, is part of the same mistake.
    if let next = peek(), Self.isNumberByte(next) { throw badNumber(from: start, at: startPosition) }
    return NumberLiteral(text: String(decoding: bytes[start..<offset], as: UTF8.self))
  }

  /// Whether there was one at least.
  private mutating func skipDigits() -> Bool {
    let start = offset
    while let byte = peek(), UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte { advance() }
    return offset > start
  }

  static func isNumberByte(_ byte: UInt8) -> Bool {
    isWordByte(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
  }
}
