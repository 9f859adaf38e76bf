internal import NetworkModel

/// The way back for routes.
extension RestorationAttempt {
  /// What has to be done about the routes of the checkpoint, and about those that came after it.
  func routeChange(_ resolution: Resolution) -> RouteChange {
    var change = RouteChange()
    let keys = (checkpoint.routes + checkpoint.newRoutes).map(\.key)
    var seen: Set<Route.Key> = []
    let ways = RouteWays(resolution.fates, snapshot)
    for key in keys where seen.insert(key).inserted {
      let wanted = checkpoint.routes.filter { $0.key == key && ways.isOpen($0) }
      let new = checkpoint.newRoutes.filter { $0.key == key }
      let present = snapshot.routes.filter { $0.key == key }.compactMap(ways.remainder)
      if key.destination.isIPv6 {
        change.restoreIPv6(present, wanted: wanted, new: new)
      } else {
        change.restoreIPv4(present, wanted: wanted, new: new)
      }
    }
    addFootbridges(to: &change, resolution)
    return change
  }

  /// The kernel takes a route only over a router that it can reach, and keeps it when the address goes that made it so.
  /// Such a route comes back over a route to the router alone, which goes again at once.
  private func addFootbridges(to change: inout RouteChange, _ resolution: Resolution) {
    let isThere = { (route: Route) in (snapshot.routes + checkpoint.routes).contains { $0.key == route.key } }
    let isUp = { (link: LinkName) in
      resolution.fates[link]?.willBeUp ?? (snapshot[link]?.settings.flag(.up) == true)
    }
    var bridges: [Route] = []
    for route in change.added + change.replaced {
      for hop in route.hops {
        guard let bridge = Route(toRouterOf: hop), let link = hop.link, let gateway = hop.gateway, isUp(link) else {
          continue
        }
        let isReachable = resolution.futureAddresses(link).contains { address in
          address.noPrefixRoute != true
            && IPPrefix(address.peer ?? address.local, length: address.prefixLength).contains(gateway)
        }
        if !isReachable, !isThere(bridge), !bridges.contains(bridge) { bridges.append(bridge) }
      }
    }
    change.replaced = bridges + change.replaced
    // Also those that a run has left which was killed in between.
    let old = checkpoint.routes.flatMap(\.hops).compactMap(Route.init(toRouterOf:)).filter { bridge in
      snapshot.routes.contains { bridge.isSatisfied(by: $0) && $0.origin == bridge.origin }
    }
    for bridge in old where !bridges.contains(bridge) { bridges.append(bridge) }
    change.removed += bridges
  }
}

extension Route {
  /// The origin of routes that are there for a moment: a number that is nobody's (`/etc/iproute2/rt_protos`).
  private static let passingOrigin: UInt8 = 0xF6

  /// A route to the router of a hop alone; nil when the kernel needs none.
  fileprivate init?(toRouterOf hop: Hop) {
    guard let link = hop.link, let gateway = hop.gateway, !hop.isOnLink, !(gateway.isIPv6 && gateway.isLinkLocal) else {
      return nil
    }
    self.init(
      IPPrefix(gateway, length: gateway.isIPv6 ? 128 : 32), hops: [Hop(link: link)], origin: Self.passingOrigin,
      scope: gateway.isIPv6 ? .global : .link)
  }
}

/// Which links there are for routes, once the links are as they were.
private struct RouteWays {
  private let there: Set<LinkName>
  private let gone: Set<LinkName>

  init(_ fates: Fates, _ snapshot: Snapshot) {
    let removed = Set(fates.filter(\.isRemoved).map(\.name))
    let made = Set(fates.filter(\.isMade).map(\.name))
    there = Set(snapshot.links.map(\.name)).union(made).subtracting(removed)
    gone = removed.union(made)
  }

  /// Whether all links that the route leads over will be there.
  func isOpen(_ route: Route) -> Bool { route.hops.allSatisfy { $0.link.map(there.contains) != false } }

  /// What is left of a route once links have gone: of one of IPv4 all or nothing.
  func remainder(_ route: Route) -> Route? {
    var rest = route
    rest.hops.removeAll { $0.link.map(gone.contains) == true }
    if rest.hops.count == route.hops.count { return route }
    return rest.hops.isEmpty || !route.destination.isIPv6 ? nil : rest
  }
}

extension RouteChange {
  /// Routes of IPv4 of one key: each is one by itself.
  fileprivate mutating func restoreIPv4(_ present: [Route], wanted: [Route], new: [Route]) {
    var missing = wanted.filter { route in !present.contains { $0.isSame(as: route) } }
    let surplus = present.filter { route in
      new.contains { $0.isSatisfied(by: route) } && !wanted.contains { $0.isSame(as: route) }
    }
    // To replace is to do so with the first.
    if let original = missing.first, missing.count == 1, let first = present.first, surplus == [first] {
      replaced.append(original)
      displaced.append(first)
      missing = []
    } else {
      removed += surplus
    }
    added += missing
  }

  /// Routes of IPv6 of one key: the kernel lets routers to one place join into one route.
  fileprivate mutating func restoreIPv6(_ present: [Route], wanted: [Route], new: [Route]) {
    let isNew = { (hop: Route.Hop) in new.contains { $0.hops.contains { $0.leads(as: hop) } } }
    let isWanted = { (hop: Route.Hop) in wanted.contains { $0.hops.contains { $0.leads(as: hop) } } }
    var others = present
    for original in wanted {
      guard let place = others.firstIndex(where: original.isOfSort) else {
        added.append(original)
        continue
      }
      let current = others.remove(at: place)
      if current.isSame(as: original) { continue }
      if current.hops.allSatisfy({ isWanted($0) || isNew($0) }) {
        replaced.append(original)
        displaced.append(current)
        continue
      }
      // Somebody else has added a router since, who stays.
      var missing = original
      missing.hops.removeAll { hop in current.hops.contains { $0.leads(as: hop) } }
      if !missing.hops.isEmpty { added.append(missing) }
      remove(current, current.hops.filter { isNew($0) && !isWanted($0) })
    }
    for route in others {
      if route.hops.isEmpty {
        if new.contains(where: { $0.hops.isEmpty }) { removed.append(route) }
      } else {
        remove(route, route.hops.filter(isNew))
      }
    }
  }

  private mutating func remove(_ route: Route, _ hops: [Route.Hop]) {
    guard !hops.isEmpty else { return }
    var part = route
    part.hops = hops
    removed.append(part)
  }
}

extension Route {
  /// Whether the kernel keeps the two in one place: all routers to somewhere are one route, other ways are one each.
  fileprivate func isOfSort(_ other: Route) -> Bool {
    guard let hop = hops.first else { return other.hops.isEmpty }
    if hop.gateway != nil { return other.hops.first?.gateway != nil }
    return other.hops.first.map { $0.gateway == nil && $0.link == hop.link } ?? false
  }
}

extension Route.Hop {
  /// Whether it leads over the same router and link, as far as both say.
  fileprivate func leads(as other: Route.Hop) -> Bool {
    gateway == other.gateway && (link == nil || other.link == nil || link == other.link)
  }
}
