internal import CYAML

/// A place in a YAML text, as libyaml counts: in characters, all from 0. LF, CR, CR LF and the line breaks of YAML 1.1
/// (U+0085, U+2028, U+2029) end a line.
public struct YAMLMark: Hashable, Sendable {
  /// How many characters of the text stand before this place. CR LF are two.
  public let index: Int
  /// The line. At the end of a text without a last line break, it is the line after that.
  public let line: Int
  /// The column in the line.
  public let column: Int

  init(_ mark: yaml_mark_t) {
    index = Int(clamping: mark.index)
    line = Int(clamping: mark.line)
    column = Int(clamping: mark.column)
  }
}
