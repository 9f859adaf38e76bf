/// The links of a network namespace and its routes at one moment, as the kernel reports them.
public struct Snapshot: Sendable, Equatable {
  /// The links in the order of their indices.
  public private(set) var links: [ObservedLink]
  /// What is known of the kernel's abilities.
  public var features: [KernelFeature: Bool]
  /// The routes that somebody made: not those of the local table, nor those that the kernel makes for its addresses.
  public var routes: [Route]
  /// The other network namespaces of which something is known: by what `ip netns` calls them, or their path, the kernel's
  /// numbers for them here. A namespace that no link here leads to has perhaps no number yet, -1.
  public var namespaces: [String: Int32] = [:]
  /// What somebody put into the forwarding databases, by port, bridge or VXLAN; empty unless it was asked for.
  public var forwarding: [LinkName: [ForwardingEntry]] = [:]
  /// Of links whose traffic control was asked for, what somebody else has made there.
  public var trafficControl: [LinkName: TrafficControl] = [:]
  /// The groups in multicast databases, by port or bridge; empty unless it was asked for.
  public var multicast: [LinkName: [MulticastEntry]] = [:]
  private let byName: [LinkName: Int]
  private let byIndex: [Int32: Int]

  /// A snapshot of these links.
  public init(links: [ObservedLink] = [], routes: [Route] = [], features: [KernelFeature: Bool] = [:]) {
    // Younger kernels list them so.
    let isSorted = links.indices.dropFirst().allSatisfy { links[$0 - 1].index < links[$0].index }
    self.links = isSorted ? links : links.sorted { $0.index < $1.index }
    self.features = features
    self.routes = routes
    var byName = [LinkName: Int](minimumCapacity: links.count)
    var byIndex = [Int32: Int](minimumCapacity: links.count)
    for place in self.links.indices {
      byName[self.links[place].name] = place
      byIndex[self.links[place].index] = place
    }
    self.byName = byName
    self.byIndex = byIndex
  }

  /// The snapshot with other links, or the same ones in another state.
  public func with(_ links: [ObservedLink]) -> Snapshot {
    var result = Snapshot(links: links, routes: routes, features: features)
    result.namespaces = namespaces
    result.forwarding = forwarding
    result.trafficControl = trafficControl
    result.multicast = multicast
    return result
  }

  /// The snapshot with certain links as they are in a newer one.
  ///
  /// - Parameters:
  ///   - newer: What those links are now, and perhaps others.
  ///   - names: The links that are gone if `newer` does not have them.
  public func updated(by newer: Snapshot, about names: Set<LinkName>) -> Snapshot {
    // Most often the same links are there.
    if names.allSatisfy({ byName[$0] == nil || newer.byName[$0] != nil }),
      newer.links.allSatisfy({ byName[$0.name] != nil && byName[$0.name] == byIndex[$0.index] })
    {
      var result = self
      for link in newer.links { if let place = byIndex[link.index] { result.links[place] = link } }
      (result.forwarding, result.trafficControl, result.multicast) = ([:], [:], [:])
      result.namespaces.merge(newer.namespaces) { $1 }
      return result
    }
    let others = links.filter { newer[$0.index] == nil && !names.contains($0.name) && newer[$0.name] == nil }
    var result = Snapshot(links: others + newer.links, routes: routes, features: features)
    result.namespaces = namespaces.merging(newer.namespaces) { $1 }
    return result
  }

  /// Changes a link, if it is there, but for its name and index.
  mutating func change(_ name: LinkName, _ change: (inout ObservedLink) -> Void) {
    if let place = byName[name] { change(&links[place]) }
  }

  /// The link of that name.
  public subscript(name: LinkName) -> ObservedLink? { byName[name].map { links[$0] } }

  /// The link with that index.
  public subscript(index: Int32) -> ObservedLink? { byIndex[index].map { links[$0] } }

  /// The name of the link's bridge, bond or other master.
  public func masterName(of link: ObservedLink) -> LinkName? {
    link.master.flatMap { self[$0]?.name }
  }

  /// The table that the kernel uses for what it makes for the link's addresses, and that it asks about packets that come in
  /// there: its VRF's, or the main one.
  public func routingTable(of link: ObservedLink) -> UInt32 {
    link.master.flatMap { self[$0] }?.routedTable ?? Route.mainTable
  }

  /// The name of the link under one that lies on another, when that is in this namespace. `IFLA_LINK` of other kinds may
  /// mean something else: of a veth, its peer.
  public func lowerName(of link: ObservedLink) -> LinkName? {
    link.kind.lower == nil ? nil : link.lower.flatMap { self[$0]?.name }
  }

  /// The name of the other end of a pair, when that is in this namespace.
  public func peerName(of link: ObservedLink) -> LinkName? {
    link.kind.traits.isPaired ? link.lower.flatMap { self[$0]?.name } : nil
  }

  /// The other end of a pair, as far as it is known: a namespace by its shortest name.
  public func peer(of link: ObservedLink) -> Peer? {
    if let name = peerName(of: link) { return Peer(name) }
    guard let distant = link.distantPeer, let name = distant.name else { return nil }
    let words = namespaces.filter { $0.value == distant.namespaceID }.keys
    return words.min { ($0.utf8.count, $0) < ($1.utf8.count, $1) }.map { Peer(name, in: $0) }
  }

  /// Whether that is the other end of a pair. What nobody may know is taken for granted.
  public func isPeer(_ peer: Peer, of link: ObservedLink) -> Bool {
    guard let namespace = peer.namespace else { return peerName(of: link) == peer.name }
    guard let distant = link.distantPeer else { return false }
    return namespaces[namespace] == distant.namespaceID && (distant.name ?? peer.name) == peer.name
  }
}
