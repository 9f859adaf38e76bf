internal import YAMLEvents

extension TextPosition {
  init(_ mark: YAMLMark) {
    self.init(line: mark.line + 1, column: mark.column + 1)
  }
}

/// What is wrong with a text, in words. Nothing here but the first runs for a text that is right.
extension YAMLReader {
  private static let asteriskMessage =
    "an asterisk begins the name of an alias; put text that begins with * in quotes"

  /// Unicode keeps these 32 for the inside of programs; a text that has one is damaged.
  func refuseNoncharacters() throws(DocumentError) {
    // In UTF-8 they are EF B7 90 to EF B7 AF.
    for offset in bytes.indices.dropLast(2)
    where bytes[offset] == 0xEF && bytes[offset + 1] == 0xB7 && 0x90...0xAF ~= bytes[offset + 2] {
      let number = SourceText.hexadecimal(0xFDD0 + UInt32(bytes[offset + 2] - 0x90), digits: 4)
      throw DocumentError(file: file, at: position(ofByte: offset), "U+\(number) is no character; remove it")
    }
  }

  /// The diagnostics so far and this one, which ends the reading.
  func failure(at mark: YAMLMark, _ message: String) -> DocumentError {
    let last = Diagnostic(file: file, position: TextPosition(mark), path: path.description, message: message)
    return DocumentError(diagnostics + [last])
  }

  func tooDeep(at mark: YAMLMark) -> DocumentError {
    // The path, which names every level, would bury the message.
    failure(at: TextPosition(mark), DocumentNode.tooDeepMessage)
  }

  func unknownTag(_ tag: String, at mark: YAMLMark) -> DocumentError {
    failure(at: mark, "the tag \(SourceText.printable(tag)) has no meaning here; remove it")
  }

  /// What libyaml found wrong, with its own words where ours would say no more.
  func failure(_ error: YAMLError) -> DocumentError {
    switch error.place {
    case .mark(let mark):
      if error.context == "while scanning an alias" { return failure(at: error.contextMark, Self.asteriskMessage) }
      if let alias = lastAlias, follows(mark, alias) {
        let last = Diagnostic(
          file: file, position: TextPosition(alias.mark), path: alias.path.description, message: Self.asteriskMessage)
        return DocumentError(diagnostics + [last])
      }
      if scalars.dropFirst(mark.index).first == "\t" {
        return failure(at: position(ofCharacter: mark.index), "a tab cannot indent YAML; use spaces")
      }
      let words = [error.problem, error.context].compactMap(\.self).joined(separator: " ")
      return failure(
        at: position(ofCharacter: mark.index),
        "this is not valid YAML: \(words); correct it, or put text that is meant as it stands in quotes")
    case .character(let value, let offset):
      let number = SourceText.hexadecimal(value, digits: 4)
      return failure(
        at: position(ofByte: offset),
        "the character U+\(number) cannot stand in YAML; remove it, or write it as an escape in quotes")
    case .none:
      return failure(at: TextPosition(line: 1, column: 1), Self.unreadable(error))
    }
  }

  static func unreadable(_ error: YAMLError) -> String { "the file cannot be read as YAML: \(error.problem)" }

  /// A fault of the text, not of what a place in the document holds: libyaml reads ahead of the path.
  private func failure(at position: TextPosition, _ message: String) -> DocumentError {
    DocumentError(diagnostics + [Diagnostic(file: file, position: position, path: "", message: message)])
  }

  // MARK: Places

  private var scalars: String.UnicodeScalarView { String(decoding: bytes, as: UTF8.self).unicodeScalars }

  /// Whether nothing but blanks stands between the alias and the mark: what follows was meant to belong to it.
  private func follows(_ mark: YAMLMark, _ alias: Alias) -> Bool {
    let end = alias.mark.index + 1 + alias.name.unicodeScalars.count
    guard mark.line == alias.mark.line, end <= mark.index else { return false }
    return scalars.dropFirst(end).prefix(mark.index - end).allSatisfy { $0 == " " || $0 == "\t" }
  }

  private func position(ofByte offset: Int) -> TextPosition {
    position(ofCharacter: String(decoding: bytes[..<offset], as: UTF8.self).unicodeScalars.count)
  }

  /// The place of a character, or of the text's end, which libyaml sees on a line of its own when the last line has no
  /// break.
  private func position(ofCharacter index: Int) -> TextPosition {
    var line = 1
    var column = 1
    var previous: Unicode.Scalar?
    for scalar in scalars.prefix(index) {
      switch scalar {
      case "\n" where previous == "\r": break
      case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}":
        line += 1
        column = 1
      default: column += 1
      }
      previous = scalar
    }
    return TextPosition(line: line, column: column)
  }
}
