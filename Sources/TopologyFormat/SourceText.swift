/// What is asked of a file's bytes before any format: that they are text, in UTF-8, and that there are some.
package enum SourceText {
  static let emptyMessage = "the file is empty; write one object with the topology in it"
  static let blankMessage = "the file holds no value; write one object with the topology in it"

  package static func validate(_ bytes: [UInt8], file: String) throws(DocumentError) {
    let start = TextPosition(line: 1, column: 1)
    if bytes.isEmpty { throw DocumentError(file: file, at: start, emptyMessage) }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      throw DocumentError(file: file, at: start, "the file begins with a byte-order mark; save it as UTF-8 without one")
    }
    if isWide(bytes) {
      throw DocumentError(file: file, at: start, "the file is not in UTF-8 but in UTF-16 or UTF-32; save it as UTF-8")
    }
    if let zero = bytes.firstIndex(of: 0) {
      throw DocumentError(
        file: file, at: position(of: zero, in: bytes),
        "a zero byte (U+0000) has no place in text; this is binary data, name a JSON or YAML file instead")
    }
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.span)
    } catch {
      let offset = error.byteOffsets.lowerBound
      throw DocumentError(
        file: file, at: position(of: offset, in: bytes),
        "the byte 0x\(hexadecimal(UInt32(bytes[offset]), digits: 2)) is not valid UTF-8 (\(reason(error.kind))); "
          + "save the file as UTF-8")
    }
  }

  /// The line and column of the byte at `offset`, which may be the end of the text. The text before it is UTF-8.
  static func position(of offset: Int, in bytes: [UInt8]) -> TextPosition {
    var line = 1
    var column = 1
    for index in 0..<offset {
      switch bytes[index] {
      case UInt8(ascii: "\n"):
        line += 1
        column = 1
      case UInt8(ascii: "\r"):
        // The LF of a CR LF ends the line for both.
        if index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "\n") {
          column += 1
        } else {
          line += 1
          column = 1
        }
      case 0x80...0xBF: break
      default: column += 1
      }
    }
    return TextPosition(line: line, column: column)
  }

  /// A character as messages show it: itself where it is plain to see, by its number where it is not.
  static func describe(_ scalar: Unicode.Scalar) -> String {
    let number = "U+\(hexadecimal(scalar.value, digits: 4))"
    if scalar.isASCII { return (0x21...0x7E).contains(scalar.value) ? "\"\(scalar)\"" : number }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .privateUse, .unassigned,
      .nonspacingMark, .enclosingMark:
      return number
    default:
      return "\"\(scalar)\" (\(number))"
    }
  }

  /// A document's own text as messages quote it: characters that would break the line or drive the terminal appear as
  /// `\u{1B}`.
  package static func printable(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator:
        result += "\\u{\(hexadecimal(scalar.value, digits: 2))}"
      default:
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  static func hexadecimal(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  /// UTF-16 and UTF-32, by their byte-order marks or by the zeros beside a first character that is ASCII, as the
  /// first character of every JSON text is.
  private static func isWide(_ bytes: [UInt8]) -> Bool {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return true }
    if bytes.count >= 4, bytes.starts(with: [0, 0]) {
      return bytes[2...3] == [0xFE, 0xFF] || (bytes[2] == 0 && isText(bytes[3]))
    }
    guard bytes.count >= 2 else { return false }
    return (bytes[0] == 0 && isText(bytes[1])) || (isText(bytes[0]) && bytes[1] == 0)
  }

  private static func isText(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20...0x7E, UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): true
    default: false
    }
  }

  private static func reason(_ kind: UTF8.ValidationError.Kind) -> String {
    switch kind {
    case .overlongEncodingByte: "an overlong form"
    case .surrogateCodePointByte: "half of a surrogate pair"
    case .invalidNonSurrogateCodePointByte: "no character of Unicode is written so"
    case .truncatedScalar: "a character cut short"
    case .unexpectedContinuationByte: "the middle of a character without its beginning"
    default: "no character of Unicode is written so"
    }
  }
}
