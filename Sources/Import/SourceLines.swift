internal import TopologyFormat

/// The lines of a file in which a backslash at the end of a line has the next one go on with it.
struct SourceLines {
  /// Characters of a line, where they are.
  struct Piece {
    var text: String
    let position: TextPosition
  }

  /// A line without its continuations' backslashes: the parts of it by physical lines.
  struct Line {
    var pieces: [Piece] = []

    /// Where its first character is that is no blank.
    var position: TextPosition { words.first?.position ?? pieces[0].position }

    /// Its words between blanks.
    var words: [Piece] {
      var words: [Piece] = []
      for piece in pieces {
        var word: Piece?
        for (offset, character) in piece.text.unicodeScalars.enumerated() {
          if character == " " || character == "\t" || character == "\r" {
            if let word { words.append(word) }
            word = nil
          } else if word == nil {
            let column = piece.position.column + offset
            word = Piece(
              text: String(character), position: TextPosition(line: piece.position.line, column: column))
          } else {
            word?.text.unicodeScalars.append(character)
          }
        }
        if let word { words.append(word) }
      }
      return words
    }
  }

  /// Those that hold something and do not begin with one of the characters of comments.
  let lines: [Line]

  /// - Parameter comments: what a line begins with that says nothing.
  init(_ file: SourceFile, comments: String) throws(DocumentError) {
    try SourceText.validate(file.bytes, file: file.name)
    var lines: [Line] = []
    var isContinued = false
    let text = String(decoding: file.bytes, as: UTF8.self).unicodeScalars
    for (index, physical) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let first = physical.first { $0 != " " && $0 != "\t" && $0 != "\r" }
      if let first, comments.unicodeScalars.contains(first) { continue }
      var piece = Piece(text: String(physical), position: TextPosition(line: index + 1, column: 1))
      let goesOn = physical.last == "\\"
      if goesOn { piece.text.removeLast() }
      if isContinued {
        lines[lines.count - 1].pieces.append(piece)
      } else if first != nil {
        lines.append(Line(pieces: [piece]))
      } else {
        continue
      }
      isContinued = goesOn
    }
    self.lines = lines.filter { !$0.words.isEmpty }
  }
}

extension [SourceLines.Piece] {
  /// The words as one value, at the first of them; nil when there are none.
  var value: DocumentNode? {
    guard let first else { return nil }
    return DocumentNode(position: first.position, content: .string(map(\.text).joined(separator: " ")))
  }

  /// The words as a list.
  var list: [DocumentNode] { map { DocumentNode(position: $0.position, content: .string($0.text)) } }
}
