/// What vnetctl made in a network namespace, and how links looked that it took charge of.
public struct Ownership: Sendable, Equatable {
  /// What is on record for one link.
  public struct Link: Sendable, Equatable {
    /// The name.
    public var name: LinkName
    /// The index when it was last seen; nil before it is created. Another link of the same name has another index.
    public var index: Int32?
    /// The kind as declared.
    public var kind: LinkKind
    /// The topology that declares it.
    public var topology: String
    /// How it was found, if it was there before vnetctl: what was changed since, and nothing else. Nil for links that
    /// vnetctl made.
    public var found: DeclaredLink?

    /// A record of one link.
    public init(name: LinkName, index: Int32?, kind: LinkKind, topology: String, found: DeclaredLink? = nil) {
      self.name = name
      self.index = index
      self.kind = kind
      self.topology = topology
      self.found = found
    }

    /// Whether vnetctl made the link, and so may remove it.
    public var isOwned: Bool { found == nil }
  }

  /// The records by name.
  public var links: [LinkName: Link]

  /// A record of these links.
  public init(links: [Link] = []) {
    self.links = Dictionary(links.map { ($0.name, $0) }, uniquingKeysWith: { _, last in last })
  }

  /// The record without the links that are gone, or whose name another link bears by now.
  ///
  /// A record without an index was written just before its link was to be made, and the run ended before it could
  /// note the index: then a link of that name and kind is the one.
  public func confirmed(by snapshot: Snapshot) -> Ownership {
    var result = self
    result.links = links.compactMapValues { link in
      guard let observed = snapshot[link.name] else { return nil }
      guard let index = link.index else {
        guard observed.kind == link.kind else { return nil }
        var known = link
        known.index = observed.index
        return known
      }
      return index == observed.index ? link : nil
    }
    return result
  }
}
