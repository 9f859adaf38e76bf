internal import NetworkModel
internal import TopologyFormat

/// How positions in a draft stand for places in foreign files: the line is the number of the origin.
enum Draft {
  /// No text has so many columns, so that positions of a draft can be told in messages.
  private static let column = 1_999_999_937

  static func position(_ origin: Int) -> TextPosition { TextPosition(line: origin + 1, column: column) }

  static func origin(of position: TextPosition) -> Int { position.line - 1 }

  /// A message of the document's checks with the places of the foreign files in it.
  static func translate(_ message: String, _ origins: [Importer.Origin]) -> String {
    let pieces = message.split(separator: ":\(column)", omittingEmptySubsequences: false)
    guard pieces.count > 1 else { return message }
    var result = ""
    for piece in pieces.dropLast() {
      let digits = piece.reversed().prefix { $0.isASCII && $0.isNumber }.count
      let text = piece.dropLast(digits)
      guard let line = Int(piece.suffix(digits)), origins.indices.contains(line - 1) else {
        result += piece
        continue
      }
      // The draft's file has no name, so that a colon alone is left of it.
      result += text.last == ":" ? text.dropLast() : text
      result += origins[line - 1].position.description
    }
    return result + pieces[pieces.count - 1]
  }
}
