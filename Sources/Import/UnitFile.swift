internal import TopologyFormat

/// A file of systemd-networkd, by systemd.syntax(7): sections of assignments.
struct UnitFile {
  /// `[Name]` and what stands under it.
  struct Section {
    let file: String
    let name: String
    let position: TextPosition
    /// In the order of the file; the same key may come again. An assignment of nothing has removed those before it.
    var members: [DocumentNode.Member] = []

    /// The value of the last assignment to that key.
    subscript(key: String) -> DocumentNode? { members.last { $0.key == key }?.value }
  }

  let name: String
  var sections: [Section] = []

  init(_ file: SourceFile) throws(DocumentError) {
    name = file.name
    for line in try SourceLines(file, comments: "#;").lines {
      let words = line.words
      let first = words[0]
      if first.text.hasPrefix("[") {
        let title = words.map(\.text).joined(separator: " ")
        guard title.hasSuffix("]") else {
          throw DocumentError(file: file.name, at: first.position, "a section's name ends with \"]\"")
        }
        sections.append(Section(file: file.name, name: String(title.dropFirst().dropLast()), position: first.position))
        continue
      }
      guard !sections.isEmpty else {
        throw DocumentError(file: file.name, at: first.position, "there is no section such as [Match] above this line")
      }
      guard let (key, value) = Self.assignment(line) else {
        throw DocumentError(file: file.name, at: first.position, "a setting is a key, \"=\" and a value")
      }
      sections[sections.count - 1].members.append(
        DocumentNode.Member(key: key, keyPosition: first.position, value: value))
    }
    for place in sections.indices { sections[place].members = Self.remaining(sections[place].members) }
  }

  /// The assignments that count: those behind the last one of nothing to the same key.
  private static func remaining(_ members: [DocumentNode.Member]) -> [DocumentNode.Member] {
    var ended: Set<String> = []
    let remaining = members.reversed().filter { member in
      if member.value.text == "" { ended.insert(member.key) }
      return !ended.contains(member.key)
    }
    return remaining.reversed()
  }

  func sections(_ name: String) -> [Section] { sections.filter { $0.name == name } }

  /// The last value of a key, in whichever section of that name.
  func value(_ key: String, in section: String) -> DocumentNode? {
    sections(section).compactMap { $0[key] }.last
  }

  /// The key and the value, without the blanks around them.
  private static func assignment(_ line: SourceLines.Line) -> (String, DocumentNode)? {
    let first = line.pieces[0]
    let scalars = Array(first.text.unicodeScalars)
    guard let equals = scalars.firstIndex(of: "="), equals > 0 else { return nil }
    let key = String(String.UnicodeScalarView(scalars[..<equals])).split(whereSeparator: \.isWhitespace)
    guard key.count == 1 else { return nil }
    let column = first.position.column + equals + 1
    var rest = line
    rest.pieces[0] = SourceLines.Piece(
      text: String(String.UnicodeScalarView(scalars[(equals + 1)...])),
      position: TextPosition(line: first.position.line, column: column))
    let empty = DocumentNode(
      position: TextPosition(line: first.position.line, column: column), content: .string(""))
    return (String(key[0]), rest.words.value ?? empty)
  }
}
