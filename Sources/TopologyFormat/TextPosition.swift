package import NetworkModel

/// A place in a source file. Lines and columns count from 1; columns count Unicode scalars, as editors do.
///
/// The file is not part of it; its name joins in `SourcePosition`. Every node and every key of a document carries a
/// position, and with a reference to its file in each, reading a document took a fifth longer than with these eight
/// bytes.
package struct TextPosition: Hashable, Sendable, Comparable, CustomStringConvertible {
  private let storedLine: Int32
  private let storedColumn: Int32

  /// Values that 32 bits do not hold, which only a text of more than 2 GiB has, become the largest that they do.
  package init(line: Int, column: Int) {
    storedLine = Int32(clamping: line)
    storedColumn = Int32(clamping: column)
  }

  /// The line, from 1. CR LF, LF and a CR of its own end a line.
  package var line: Int { Int(storedLine) }

  /// The column in Unicode scalars, from 1.
  package var column: Int { Int(storedColumn) }

  /// `12:7`
  package var description: String { "\(storedLine):\(storedColumn)" }

  /// Whether `left` stands before `right` in the same file.
  package static func < (left: TextPosition, right: TextPosition) -> Bool {
    (left.storedLine, left.storedColumn) < (right.storedLine, right.storedColumn)
  }
}

extension TextPosition {
  /// The place together with its file.
  package func source(in file: String) -> SourcePosition { SourcePosition(file: file, line: line, column: column) }
}
