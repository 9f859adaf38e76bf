public import TopologyFormat

/// What has become of another program's files.
public struct ImportedDocument: Sendable {
  /// A valid document, which ends with a line feed.
  public let text: String
  /// How many links it declares.
  public let linkCount: Int
  /// What of the files is not in the document, each with its place there and what to do about it, in the order of the files.
  public let leftOut: [Diagnostic]
}
