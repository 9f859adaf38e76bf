/// Why libyaml does not read a text, in its own words.
public struct YAMLError: Error, Equatable, Sendable {
  /// Where the text is wrong.
  public enum Place: Equatable, Sendable {
    /// In its structure.
    case mark(YAMLMark)
    /// A character that no YAML text may have: its number, and the offset in bytes.
    case character(UInt32, offset: Int)
    /// Nowhere: memory is short.
    case none
  }

  /// Where libyaml stopped.
  public let place: Place
  /// What is wrong.
  public let problem: String
  /// What libyaml was reading when it found that.
  public let context: String?
  /// Where that begins.
  public let contextMark: YAMLMark
}
