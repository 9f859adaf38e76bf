public import NetworkModel

/// Links of which the kernel told that they, or their addresses, are no longer as they were.
public struct TouchedLinks: Sendable, Equatable {
  /// By their names as of then.
  public var names: Set<LinkName>
  /// By their indices.
  public var indices: Set<Int32>

  /// These links.
  public init(names: Set<LinkName> = [], indices: Set<Int32> = []) {
    self.names = names
    self.indices = indices
  }

  /// Whether there are none.
  public var isEmpty: Bool { names.isEmpty && indices.isEmpty }
}
