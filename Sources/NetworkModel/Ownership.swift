/// What vnetctl made in a network namespace, and how links looked that it took charge of.
public struct Ownership: Sendable, Equatable {
  /// What is on record for one link.
  public struct Link: Sendable, Equatable {
    /// The name.
    public var name: LinkName
    /// Its index, which it may not have yet. Another link of the same name has another index.
    public var index: Int32
    /// The kind as declared.
    public var kind: LinkKind
    /// The topology that declares it.
    public var topology: String
    /// How it was found, if it was there before vnetctl: what was changed since, and nothing else. Nil for links that
    /// vnetctl made.
    @Rare public var found: DeclaredLink?
    /// What vnetctl made of that which it found, last: what differs from this by now, somebody else has changed since.
    @Rare public var applied: DeclaredLink?
    /// What it handed over to its bridge.
    @Rare public var handOver: HandOver?

    /// A record of one link.
    public init(
      name: LinkName, index: Int32, kind: LinkKind, topology: String, found: DeclaredLink? = nil,
      applied: DeclaredLink? = nil, handOver: HandOver? = nil
    ) {
      self.name = name
      self.index = index
      self.kind = kind
      self.topology = topology
      self.found = found
      self.applied = applied
      self.handOver = handOver
    }

    /// Whether vnetctl made the link, and so may remove it.
    public var isOwned: Bool { found == nil }

    /// The name that vnetctl found it under, where it has given it another one.
    public var formerName: LinkName? { found.flatMap { $0.name == name ? nil : $0.name } }
  }

  /// What a NIC handed over to the bridge that it was attached to.
  public struct HandOver: Sendable, Equatable {
    /// The bridge; the NIC itself when it was put down, and so had lost them.
    public var bridge: LinkName
    /// The addresses in their order, as the NIC had them.
    public var addresses: [Address]
    /// The routes, as they led over the NIC.
    public var routes: [NetworkModel.Route]

    /// What was handed over.
    public init(bridge: LinkName, addresses: [Address], routes: [NetworkModel.Route]) {
      self.bridge = bridge
      self.addresses = addresses
      self.routes = routes
    }
  }

  /// What is on record for one route that a topology declares.
  public struct Route: Sendable, Equatable {
    /// The route as it was declared.
    public var route: NetworkModel.Route
    /// The topology that declares it.
    public var topology: String
    /// The routes of the same key that were there before; empty when vnetctl made the first.
    public var found: [NetworkModel.Route]

    /// A record of one route.
    public init(route: NetworkModel.Route, topology: String, found: [NetworkModel.Route] = []) {
      self.route = route
      self.topology = topology
      self.found = found
    }
  }

  /// The records by name.
  public var links: [LinkName: Link]
  /// The records of routes by key.
  public var routes: [NetworkModel.Route.Key: Route]

  /// A record of these links and routes.
  public init(links: [Link] = [], routes: [Route] = []) {
    self.links = Dictionary(links.map { ($0.name, $0) }, uniquingKeysWith: { _, last in last })
    self.routes = Dictionary(routes.map { ($0.route.key, $0) }, uniquingKeysWith: { _, last in last })
  }

  /// Whether nothing is on record.
  public var isEmpty: Bool { links.isEmpty && routes.isEmpty }

  /// Both records, that of `other` where they are about the same.
  public func joined(by other: Ownership) -> Ownership {
    var result = self
    result.links.merge(other.links) { $1 }
    result.routes.merge(other.routes) { $1 }
    return result
  }

  /// The record without the links that are gone, or whose name another link bears by now. Routes go with their links, so
  /// those stay of which the kernel still has one of that key.
  public func confirmed(by snapshot: Snapshot) -> Ownership {
    var result = self
    let isThere = { (name: LinkName, link: Link) in snapshot[name]?.index == link.index }
    if !links.allSatisfy(isThere) { result.links = links.filter(isThere) }
    if !routes.isEmpty {
      let keys = Set(snapshot.routes.map(\.key))
      result.routes = routes.filter { keys.contains($0.key) }
    }
    return result
  }
}
