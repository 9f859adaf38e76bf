/// The links of a network namespace and its routes at one moment, as the kernel reports them.
public struct Snapshot: Sendable, Equatable {
  /// The links in the order of their indices.
  public let links: [ObservedLink]
  /// What is known of the kernel's abilities.
  public var features: [KernelFeature: Bool]
  /// The routes that somebody made: not those of the local table, nor those that the kernel makes for its addresses.
  public var routes: [Route]
  /// What somebody put into the forwarding databases, by port, bridge or VXLAN; empty unless it was asked for.
  public var forwarding: [LinkName: [ForwardingEntry]] = [:]
  private let byName: [LinkName: Int]
  private let byIndex: [Int32: Int]

  /// A snapshot of these links.
  public init(links: [ObservedLink] = [], routes: [Route] = [], features: [KernelFeature: Bool] = [:]) {
    // Younger kernels list them so.
    let isSorted = zip(links, links.dropFirst()).allSatisfy { $0.index < $1.index }
    self.links = isSorted ? links : links.sorted { $0.index < $1.index }
    self.features = features
    self.routes = routes
    var byName = [LinkName: Int](minimumCapacity: links.count)
    var byIndex = [Int32: Int](minimumCapacity: links.count)
    for (place, link) in self.links.enumerated() {
      byName[link.name] = place
      byIndex[link.index] = place
    }
    self.byName = byName
    self.byIndex = byIndex
  }

  /// The snapshot with certain links as they are in a newer one.
  ///
  /// - Parameters:
  ///   - newer: What those links are now, and perhaps others.
  ///   - names: The links that are gone if `newer` does not have them.
  public func updated(by newer: Snapshot, about names: Set<LinkName>) -> Snapshot {
    let others = links.filter { newer[$0.index] == nil && !names.contains($0.name) && newer[$0.name] == nil }
    return Snapshot(links: others + newer.links, routes: routes, features: features)
  }

  /// The link of that name.
  public subscript(name: LinkName) -> ObservedLink? { byName[name].map { links[$0] } }

  /// The link with that index.
  public subscript(index: Int32) -> ObservedLink? { byIndex[index].map { links[$0] } }

  /// The name of the link's bridge, bond or other master.
  public func masterName(of link: ObservedLink) -> LinkName? {
    link.master.flatMap { self[$0]?.name }
  }

  /// The name of the link under one that lies on another, when that is in this namespace. `IFLA_LINK` of other kinds may
  /// mean something else: of a veth, its peer.
  public func lowerName(of link: ObservedLink) -> LinkName? {
    link.kind.lower == nil ? nil : link.lower.flatMap { self[$0]?.name }
  }
}
