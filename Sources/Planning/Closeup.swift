public import NetworkModel

/// A look at few links of a host instead of all.
///
/// Of a host with thousands of links a document about one guest concerns two. To look at these alone is enough as long as
/// nothing is planned that has consequences elsewhere, and a new TAP has none: nothing lies on it, and no address or route
/// leads over it.
public struct Closeup: Sendable, Equatable {
  /// The links to look at, if they are there. What they have as their masters and below them is looked at as well.
  public var links: Set<LinkName>
  /// Indices that new links may get: who has one of them is looked at too.
  public var indices: Range<Int32>

  /// With more links than this all are looked at at once, which costs the kernel less for each.
  static let maximumLinks = 64

  /// A look at these links.
  public init(links: Set<LinkName>, indices: Range<Int32> = 0..<0) {
    self.links = links
    self.indices = indices
  }

  /// What to look at for a topology; nil when it takes the whole host to plan for it.
  ///
  /// - Parameter firstIndex: Where the indices of new links begin.
  public init?(for topology: Topology, firstIndex: Int32) {
    guard !topology.links.isEmpty, topology.links.count <= Self.maximumLinks, topology.routes.isEmpty,
      topology.links.allSatisfy(\.isPlainTAP)
    else { return nil }
    links = Set(topology.links.flatMap { link in [link.name] + (link.masterName.map { [$0] } ?? []) })
    // Some of them may be taken.
    indices = firstIndex..<firstIndex + Int32(topology.links.count) + 8
  }

  /// What to look at after a plan was carried out, besides what others touched meanwhile and what is known from before it;
  /// nil when it may have changed so much, or in such a way, that the whole host has to be looked at.
  ///
  /// - Parameters:
  ///   - checkpoint: What the plan changes, and what changes along.
  ///   - snapshot: What was there before.
  public init?(after checkpoint: Checkpoint, of snapshot: Snapshot) {
    links = Set(checkpoint.links.keys).union(checkpoint.made.keys)
    indices = 0..<0
    guard links.count <= Self.maximumLinks, links.count < snapshot.links.count / 4, checkpoint.routes.isEmpty,
      checkpoint.newRoutes.isEmpty, checkpoint.newAddresses.isEmpty
    else { return nil }
  }

  /// Looks besides at other links, of which each that is named is there or gone; nil when the whole host has to be looked
  /// at, since these are many.
  public func widened(by others: Set<LinkName>) -> Closeup? {
    let all = links.union(others)
    return all.count <= Self.maximumLinks ? Closeup(links: all, indices: indices) : nil
  }

  /// What of a topology is to be compared once a plan for all of it was carried out, and what is on record of that. A TAP at
  /// which this look is not taken is as it was when the plan found it in order, and nothing lies on it.
  public func remainder(of topology: Topology, _ ownership: Ownership) -> (topology: Topology, ownership: Ownership) {
    // A link may be found by what it is not.
    guard topology.links.allSatisfy({ $0.match == nil }) else { return (topology, ownership) }
    var (rest, ownership) = (topology, ownership)
    rest.links.removeAll()
    for link in topology.links {
      if link.isPlainTAP, !links.contains(link.name) {
        ownership.links[link.name] = nil
      } else {
        rest.links.append(link)
      }
    }
    return (rest, ownership)
  }

  /// Whether a plan that was made of nothing but this look is the one that the whole host would have given: it makes TAPs,
  /// which changes no other link, or nothing at all.
  ///
  /// - Parameter ownership: What is on record of the links, and of whatever the topology owns, confirmed or not.
  public func justifies(_ plan: Plan, for topology: Topology, _ snapshot: Snapshot, _ ownership: Ownership) -> Bool {
    let isWholeInSight =
      ownership.links.values.allSatisfy { $0.topology != topology.name || links.contains($0.name) }
      && ownership.routes.values.allSatisfy { $0.topology != topology.name }
    let made = Set(plan.operations.flatMap(\.creations).map(\.link))
    return isWholeInSight
      && plan.operations.allSatisfy { operation in
        guard let link = operation.link, made.contains(link) else { return false }
        return operation.creations.allSatisfy { indices.contains($0.index) }
      }
      && topology.links.allSatisfy { !made.contains($0.name) || leavesMasterAlone($0, snapshot) }
  }

  /// Whether the bridge of a new TAP keeps its MTU, which it takes from the smallest of its ports, and with which the VLANs
  /// on it would shrink. A bond is never left alone: it may take the address of its port.
  private func leavesMasterAlone(_ link: DeclaredLink, _ snapshot: Snapshot) -> Bool {
    guard let name = link.masterName else { return true }
    guard let bridge = snapshot[name], bridge.kind == .bridge, let mtu = bridge.settings.number(.mtu) else {
      return false
    }
    return link.settings.number(.mtu) ?? 1500 >= mtu
  }
}

extension DeclaredLink {
  /// Whether it is a TAP of which nothing is said that other links and routes have to be looked at for.
  fileprivate var isPlainTAP: Bool {
    kind == .tap && !isAbsent && addresses == nil && forwarding == nil && multicast == nil
  }
}
