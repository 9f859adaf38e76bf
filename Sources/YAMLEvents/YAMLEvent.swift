/// A step of the way through a YAML text.
public struct YAMLEvent: Equatable, Sendable {
  /// What is met on the way. libyaml sees to it that beginnings and ends match.
  public enum Content: Equatable, Sendable {
    /// A document begins, with or without `---`. Its one node follows.
    case documentStart
    /// The document ends, with or without `...`.
    case documentEnd
    /// A node that stands for the one with this anchor.
    case alias(String)
    /// A node that is a text. What a plain one means is the reader's to say.
    case scalar(text: String, isPlain: Bool, properties: YAMLProperties)
    /// The elements follow, each a node, and then the end.
    case sequenceStart(YAMLProperties)
    case sequenceEnd
    /// The keys and values follow in turn, each a node, and then the end.
    case mappingStart(YAMLProperties)
    case mappingEnd
    /// The text ends; no event follows.
    case streamEnd
  }

  /// What is met here.
  public let content: Content
  /// The first character, of the anchor or tag where the node has any.
  public let mark: YAMLMark
}
