public import NetworkModel

/// A route of the simulated kernel.
public struct SimulatedRoute: Sendable, Equatable {
  /// The route with the links of all its hops. One of IPv6 over several routers is one route, as a dump shows it.
  public internal(set) var route: Route
  /// The links among those of a multipath route that went down (`RTNH_F_DEAD`): the hops stay and wait for them.
  public internal(set) var dead: Set<LinkName> = []

  init(_ route: Route) { self.route = route }

  var isIPv6: Bool { route.destination.isIPv6 }

  /// Whether it leads to the link itself, so that routers can be found through it.
  func isOnLink(_ link: LinkName) -> Bool {
    route.action == .unicast && !dead.contains(link) && route.hops.contains { $0.link == link && $0.gateway == nil }
      && (isIPv6 || route.scope.rawValue >= Scope.link.rawValue)
  }

  /// rt6_qualify_for_ecmp(): whether further routers can join it.
  var takesRouters: Bool { route.hops.first?.gateway != nil }
}

extension SimulatedState {
  /// What happens to the routes over a link that goes down, loses its last address, or is deleted: fib_sync_down_dev(),
  /// rt6_sync_down_dev().
  mutating func flushRoutes(over link: LinkName, isIPv6: Bool, isLinkGone: Bool) {
    routes = routes.compactMap { entry in
      guard entry.isIPv6 == isIPv6, entry.route.uses(link) else { return entry }
      var rest = entry
      if isLinkGone {
        // IPv4 drops the whole route, IPv6 the hop.
        guard isIPv6 else { return nil }
        rest.route.hops.removeAll { $0.link == link }
        rest.dead.remove(link)
      } else {
        rest.dead.insert(link)
      }
      return rest.route.hops.contains { hop in hop.link.map { !rest.dead.contains($0) } ?? true } ? rest : nil
    }
  }

  /// fib_sync_up(), rt6_sync_up(): hops that waited for the link serve again.
  mutating func reviveRoutes(over link: LinkName, isIPv6: Bool) {
    for place in routes.indices where routes[place].isIPv6 == isIPv6 { routes[place].dead.remove(link) }
  }

  /// fib_sync_down_addr(): the routes of IPv4 go that send from an address that no link has any more; those of other
  /// tables than that of the link which had it stay.
  mutating func flushRoutes(from addresses: [Address], table: UInt32) {
    let gone = addresses.map(\.local).filter { !isLocal($0) }
    routes.removeAll { entry in
      !entry.isIPv6 && entry.route.table == table && entry.route.source.map { gone.contains($0) } ?? false
    }
  }

  /// rt6_remove_prefsrc(): the routes of IPv6 stay and lose the address that no link has any more.
  mutating func forgetSource(_ address: IPAddress) {
    guard !isLocal(address) else { return }
    for place in routes.indices where routes[place].route.source == address { routes[place].route.source = nil }
  }
}
