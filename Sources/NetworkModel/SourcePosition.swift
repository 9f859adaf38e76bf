/// A place in a source file. Lines and columns count from 1; columns count Unicode scalars, as editors do.
public struct SourcePosition: Hashable, Sendable, CustomStringConvertible {
  /// The file's name as the user gave it.
  public let file: String
  /// The line, from 1.
  public let line: Int
  /// The column, from 1.
  public let column: Int

  /// A place in `file`.
  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// `topology.json:12:7`, which editors and terminals make a link of.
  public var description: String { "\(file):\(line):\(column)" }
}
