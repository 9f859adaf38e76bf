/// Writes JSON (RFC 8259) for people and programs: indented by two spaces, with what is small and flat on one line.
public enum JSONWriter {
  /// An array or object of plain values stays on one line up to this length, indentation included.
  private static let lineLength = 100

  /// The text of `value`, ending with a line feed.
  public static func text(_ value: JSONValue) -> String {
    var text = ""
    append(value, indentation: 0, to: &text)
    text.append("\n")
    return text
  }

  private static func append(_ value: JSONValue, indentation: Int, to text: inout String) {
    switch value {
    case .null: text += "null"
    case .boolean(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .number(let literal): text += literal
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
        text += ": "
        append(member.value, indentation: indentation + 2, to: &text)
      }
    }
  }

  private static func appendContainer<Element>(
    _ opening: String, _ elements: [Element], _ closing: String, indentation: Int, isFlat: Bool, to text: inout String,
    appending append: (Element, inout String) -> Void
  ) {
    guard !elements.isEmpty else {
      text += opening + closing
      return
    }
    if isFlat {
      let padding = opening == "{" ? " " : ""
      var line = opening + padding
      for (place, element) in elements.enumerated() {
        if place > 0 { line += ", " }
        append(element, &line)
      }
      line += padding + closing
      if indentation + line.utf8.count <= lineLength {
        text += line
        return
      }
    }
    let margin = String(repeating: " ", count: indentation)
    text += opening
    for (place, element) in elements.enumerated() {
      text += place > 0 ? ",\n" : "\n"
      text += margin + "  "
      append(element, &text)
    }
    text += "\n" + margin + closing
  }

  /// A string in quotes. Control characters are escaped, those of Unicode's second control block too: terminals obey
  /// them.
  private static func append(_ string: String, to text: inout String) {
    text.append("\"")
    defer { text.append("\"") }
    if string.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
      text += string
      return
    }
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{8}": text += "\\b"
      case "\u{C}": text += "\\f"
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
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
