/// What may stand before a node's content.
public struct YAMLProperties: Equatable, Sendable {
  /// The name behind `&`.
  public let anchor: String?
  /// The tag with its handle resolved: `tag:yaml.org,2002:str` for `!!str`. `!` alone is a tag as well.
  public let tag: String?
}
