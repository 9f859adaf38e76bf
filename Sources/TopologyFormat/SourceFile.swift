/// A file of a topology, already read.
public struct SourceFile: Sendable {
  /// The name as the user gave it, which diagnostics repeat.
  public let name: String
  /// The contents.
  public let bytes: [UInt8]

  /// A file with these contents. It is YAML when its name ends in .yaml or .yml, and JSON otherwise.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// Whether it is YAML.
  public var isYAML: Bool {
    let name = name.lowercased()
    return name.hasSuffix(".yaml") || name.hasSuffix(".yml")
  }
}
