/// Writes JSON (RFC 8259) for people and programs: indented by two spaces, with what is small and flat on one line.
public enum JSONWriter {
  /// An array or object of plain values stays on one line up to this length, indentation included.
  private static let lineLength = 100

  /// The text of `value`, ending with a line feed.
  public static func text(_ value: JSONValue) -> String {
    // Bytes are appended several times as fast as strings are.
    var text: [UInt8] = []
    append(value, indentation: 0, to: &text)
    text.append(UInt8(ascii: "\n"))
    return String(decoding: text, as: UTF8.self)
  }

  private static func append(_ value: JSONValue, indentation: Int, to text: inout [UInt8]) {
    switch value {
    case .null: text += "null".utf8
    case .boolean(let value): text += (value ? "true" : "false").utf8
    case .integer(let value): text += String(value).utf8
    case .number(let literal): text += literal.utf8
    case .string(let string): append(string, to: &text)
    case .array(let elements):
      appendContainer(
        "[", elements, "]", indentation: indentation, isFlat: elements.allSatisfy(\.isPlain), to: &text
      ) { element, text in
        append(element, indentation: indentation + 2, to: &text)
      }
    case .object(let members):
      appendContainer(
        "{", members, "}", indentation: indentation, isFlat: members.allSatisfy(\.value.isPlain), to: &text
      ) { member, text in
        append(member.name, to: &text)
        text += ": ".utf8
        append(member.value, indentation: indentation + 2, to: &text)
      }
    }
  }

  private static func appendContainer<Element>(
    _ opening: Unicode.Scalar, _ elements: [Element], _ closing: Unicode.Scalar, indentation: Int, isFlat: Bool,
    to text: inout [UInt8], appending append: (Element, inout [UInt8]) -> Void
  ) {
    let start = text.count
    text.append(UInt8(ascii: opening))
    guard !elements.isEmpty else { return text.append(UInt8(ascii: closing)) }
    if isFlat {
      let padding: String.UTF8View = (opening == "{" ? " " : "").utf8
      text += padding
      for (place, element) in elements.enumerated() {
        if place > 0 { text += ", ".utf8 }
        append(element, &text)
      }
      text += padding
      text.append(UInt8(ascii: closing))
      if indentation + text.count - start <= lineLength { return }
      text.removeSubrange((start + 1)...)
    }
    func startLine(_ indentation: Int) {
      text.append(UInt8(ascii: "\n"))
      text += repeatElement(UInt8(ascii: " "), count: indentation)
    }
    for (place, element) in elements.enumerated() {
      if place > 0 { text.append(UInt8(ascii: ",")) }
      startLine(indentation + 2)
      append(element, &text)
    }
    startLine(indentation)
    text.append(UInt8(ascii: closing))
  }

  /// A string in quotes. Control characters are escaped, those of Unicode's second control block too: terminals obey
  /// them.
  private static func append(_ string: String, to text: inout [UInt8]) {
    text.append(UInt8(ascii: "\""))
    defer { text.append(UInt8(ascii: "\"")) }
    if string.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
      text += string.utf8
      return
    }
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\"".utf8
      case "\\": text += "\\\\".utf8
      case "\n": text += "\\n".utf8
      case "\r": text += "\\r".utf8
      case "\t": text += "\\t".utf8
      case "\u{8}": text += "\\b".utf8
      case "\u{C}": text += "\\f".utf8
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}":
        let digits = String(scalar.value, radix: 16)
        text += ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8
      default: text += String(scalar).utf8
      }
    }
  }
}

extension JSONValue {
  /// Whether it is no container with something in it.
  fileprivate var isPlain: Bool {
    switch self {
    case .array(let elements): elements.isEmpty
    case .object(let members): members.isEmpty
    default: true
    }
  }
}
