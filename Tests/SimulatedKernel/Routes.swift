import Glibc
import NetworkModel

extension SimulatedState {
  /// `RTM_NEWROUTE` with `NLM_F_CREATE` and `NLM_F_APPEND`.
  mutating func addRoute(_ route: Route) throws(Objection) {
    let new = try checked(route)
    if new.destination.isIPv6 { return try appendIPv6(new) }
    // fib_table_insert(): a second one is another route if it differs in anything.
    guard !routes.contains(where: { $0.route == new }) else { throw Objection(EEXIST) }
    routes.append(SimulatedRoute(new))
  }

  /// `RTM_NEWROUTE` with `NLM_F_CREATE` and `NLM_F_REPLACE`.
  mutating func replaceRoute(_ route: Route) throws(Objection) {
    let new = try checked(route)
    let places = routes.indices.filter { routes[$0].route.key == new.key }
    guard let first = places.first else { return try addRoute(route) }
    if new.destination.isIPv6 {
      // fib6_add_rt2node(): the first of its own sort, router or none; else the first.
      let entry = SimulatedRoute(new)
      let alike = places.first { routes[$0].takesRouters == entry.takesRouters }
      routes[alike ?? first] = entry
      return
    }
    if let present = routes.firstIndex(where: { $0.route == new }) {
      guard present == first else { throw Objection(EEXIST) }
      return
    }
    routes[first] = SimulatedRoute(new)
  }

  /// `RTM_DELROUTE`
  mutating func removeRoute(_ route: Route) throws(Objection) {
    if route.destination.isIPv6 { return try removeIPv6(route) }
    // fib_table_delete() and fib_nh_match(): one hop is compared with the first, and a metric of 0 is that of the first.
    var key = route.key
    if route.metric == 0 {
      var lowest = route
      lowest.metric = routes.map(\.route).filter { $0.isLike(route) }.map(\.metric).min() ?? 0
      key = lowest.key
    }
    let found = routes.firstIndex { entry in
      let other = entry.route
      guard other.key == key, other.action == route.action, route.origin == 0 || route.origin == other.origin,
        route.scope == .nowhere || route.scope == other.scope, route.source == nil || route.source == other.source,
        route.metrics.allSatisfy({ other.metrics[$0.key] == $0.value }), route.hops.count <= max(other.hops.count, 1)
      else { return false }
      return zip(route.hops, other.hops).allSatisfy { wanted, hop in
        (wanted.link ?? hop.link) == hop.link && (wanted.gateway ?? hop.gateway) == hop.gateway
          && (route.hops.count == 1 || (wanted.weight == hop.weight && route.hops.count == other.hops.count))
      }
    }
    guard let found else { throw Objection(ESRCH) }
    routes.remove(at: found)
  }

  /// fib6_add_rt2node(): a router joins the routers to the same place, other ways stand side by side.
  private mutating func appendIPv6(_ new: Route) throws(Objection) {
    let before = routes
    let hops = new.hops.isEmpty ? [nil] : new.hops.map(Optional.some)
    for hop in hops {
      let places = routes.indices.filter { routes[$0].route.key == new.key }
      // rt6_duplicate_nexthop(): nothing but the way counts.
      let isThere = places.contains { place in
        let ways = routes[place].route.hops
        return hop.map { hop in ways.contains { $0.link == hop.link && $0.gateway == hop.gateway } } ?? ways.isEmpty
      }
      guard !isThere else {
        routes = before
        throw Objection(EEXIST)
      }
      if let hop, hop.gateway != nil, let group = places.first(where: { routes[$0].takesRouters }) {
        routes[group].route.hops.append(hop)
      } else {
        var one = new
        one.hops = hop.map { [$0] } ?? []
        routes.append(SimulatedRoute(one))
      }
    }
  }

  /// ip6_route_del(), once for each hop.
  private mutating func removeIPv6(_ route: Route) throws(Objection) {
    let hops = route.hops.isEmpty ? [nil] : route.hops.map(Optional.some)
    var objection: Objection?
    for hop in hops {
      let place = routes.firstIndex { entry in
        guard entry.route.key == route.key, route.origin == 0 || route.origin == entry.route.origin else {
          return false
        }
        // A route that rejects has the loopback for its link.
        guard let hop else { return entry.route.hops.isEmpty }
        return entry.route.hops.contains { $0.matches(hop) }
      }
      guard let place else {
        objection = Objection(ESRCH)
        continue
      }
      // Without a router, the first way over the link will do, and its siblings go with it; what the route does with
      // packets is not looked at.
      if let hop, hop.gateway != nil || hops.count > 1 {
        guard let one = routes[place].route.hops.firstIndex(where: { $0.matches(hop) }) else { continue }
        routes[place].route.hops.remove(at: one)
        if routes[place].route.hops.isEmpty { routes.remove(at: place) }
      } else {
        routes.remove(at: place)
      }
    }
    if let objection { throw objection }
  }
}

extension Route {
  /// Whether it differs in nothing of the key but, perhaps, the metric.
  fileprivate func isLike(_ other: Route) -> Bool {
    destination == other.destination && table == other.table && typeOfService == other.typeOfService
  }
}

extension Route.Hop {
  /// Whether this hop of a route is one that a message asks to be removed.
  fileprivate func matches(_ wanted: Route.Hop) -> Bool {
    (wanted.link ?? link) == link && (wanted.gateway ?? gateway) == gateway
  }
}
