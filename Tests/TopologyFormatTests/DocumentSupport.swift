import Testing
@testable import TopologyFormat

extension DocumentNode {
  /// The value as compact JSON, numbers as they were written; with positions, each key and value after its own.
  func outline(positions: Bool = false) -> String {
    func mark(_ position: TextPosition) -> String { positions ? "\(position) " : "" }
    let text: String
    switch content {
    case .null: text = "null"
    case .boolean(let value): text = "\(value)"
    case .number(let literal): text = literal.text
    case .string(let string): text = "\"\(string)\""
    case .array(let elements):
      text = "[" + elements.map { $0.outline(positions: positions) }.joined(separator: ",") + "]"
    case .object(let members):
      text =
        "{"
        + members.map { "\(mark($0.keyPosition))\($0.key):\($0.value.outline(positions: positions))" }
        .joined(separator: ",") + "}"
    }
    return mark(position) + text
  }

  /// The string that the document consists of.
  var string: String? {
    if case .string(let text) = content { return text }
    return nil
  }

  /// The number that the document consists of.
  var number: NumberLiteral? {
    if case .number(let literal) = content { return literal }
    return nil
  }
}

extension JSONScanner {
  /// The tree of a text without doubled keys.
  static func parse(_ bytes: [UInt8], file: String) throws(DocumentError) -> DocumentNode {
    var doubled: [Diagnostic] = []
    let root = try parse(bytes, file: file, doubledKeys: &doubled)
    guard doubled.isEmpty else { throw DocumentError(doubled) }
    return root
  }
}

extension YAMLReader {
  /// The tree of a text without doubled keys.
  static func parse(_ bytes: [UInt8], file: String) throws(DocumentError) -> DocumentNode {
    var doubled: [Diagnostic] = []
    let root = try parse(bytes, file: file, doubledKeys: &doubled)
    guard doubled.isEmpty else { throw DocumentError(doubled) }
    return root
  }
}

enum Format: String, CaseIterable {
  case json
  case yaml

  func parse(_ bytes: [UInt8]) throws(DocumentError) -> DocumentNode {
    switch self {
    case .json: try JSONScanner.parse(bytes, file: "t.json")
    case .yaml: try YAMLReader.parse(bytes, file: "t.yaml")
    }
  }

  func parse(_ text: String) throws(DocumentError) -> DocumentNode {
    try parse(Array(text.utf8))
  }

  /// What the reader has to say against the bytes, without the file's name; empty when it takes them.
  func complaints(_ bytes: [UInt8]) -> [String] {
    do throws(DocumentError) {
      _ = try parse(bytes)
      return []
    } catch {
      return error.diagnostics.map { String($0.description.dropFirst("t.json:".count)) }
    }
  }

  func complaints(_ text: String) -> [String] {
    complaints(Array(text.utf8))
  }
}

/// A wrong text and what is said about it.
struct Refusal: CustomTestStringConvertible {
  let text: String
  let complaint: String

  init(_ text: String, _ complaint: String) {
    self.text = text
    self.complaint = complaint
  }

  var testDescription: String { String(text.debugDescription.prefix(60)) }
}
