internal import NetworkModel

/// Which routes the kernel removes by itself when links and addresses change.
struct RouteLosses {
  let links: LinkLosses
  let snapshot: Snapshot
  let changes: [LinkName: AddressChange]
  /// The addresses that a link will have.
  let addresses: (LinkName) -> [Address]

  /// Whether it goes before the plan comes to the routes: what shall stay has to be made again.
  func isLostEarly(_ route: Route) -> Bool {
    isLost(route) { name in
      route.destination.isIPv6 ? links.losesIPv6(name) : links.goesDown(name) || isBareEarly(name)
    } || (dependsOnSource(route) && isLostEarly(source: route.source))
  }

  /// Whether it goes early, and can be made again since its links are up in the end.
  func isLostForAMoment(_ route: Route) -> Bool {
    isLostEarly(route) && route.hops.allSatisfy { $0.link.map(links.isUpInTheEnd) ?? true }
  }

  /// Whether it goes at the end, with the last address of IPv4 (fib_disable_ip) or that from which it sends
  /// (fib_sync_down_addr).
  func isLostLate(_ route: Route) -> Bool {
    guard !route.destination.isIPv6 else { return false }
    return isLost(route, where: isBareLate) || (dependsOnSource(route) && isLostLate(source: route.source))
  }

  /// Whether a route of IPv6 stays and forgets from which address it sends, since that goes from its link for a moment
  /// (rt6_remove_prefsrc).
  func losesSource(_ route: Route) -> Bool {
    guard route.destination.isIPv6, let source = route.source, !isLostEarly(route) else { return false }
    return route.hops.contains { hop in
      hop.link.flatMap { changes[$0] }?.removedFirst.contains { $0.local == source } == true
    }
  }

  /// A route of several ways stays as long as one of them does.
  private func isLost(_ route: Route, where isLost: (LinkName) -> Bool) -> Bool {
    !route.hops.isEmpty && route.hops.allSatisfy { $0.link.map(isLost) ?? false }
  }

  private func dependsOnSource(_ route: Route) -> Bool { !route.destination.isIPv6 && route.table == Route.mainTable }

  private func ipv4(_ name: LinkName) -> [Address] { snapshot[name]?.addresses.filter { !$0.local.isIPv6 } ?? [] }

  private func isBareEarly(_ name: LinkName) -> Bool {
    let present = ipv4(name)
    guard let change = changes[name], !present.isEmpty else { return false }
    return present.allSatisfy { address in change.removedFirst.contains { $0.key == address.key } }
  }

  private func isBareLate(_ name: LinkName) -> Bool {
    guard let change = changes[name], !ipv4(name).isEmpty || change.added.contains(where: { !$0.local.isIPv6 }) else {
      return false
    }
    return change.removed.contains { !$0.local.isIPv6 } && addresses(name).allSatisfy(\.local.isIPv6)
  }

  private func isLostEarly(source: IPAddress?) -> Bool {
    guard let source else { return false }
    return snapshot.links.contains { link in
      changes[link.name]?.removedFirst.contains { $0.local == source } == true
    }
      && !snapshot.links.contains { link in
        link.addresses.contains { $0.local == source }
          && changes[link.name]?.removedFirst.contains { $0.local == source } != true
      }
  }

  private func isLostLate(source: IPAddress?) -> Bool {
    guard let source else { return false }
    return changes.values.contains { $0.removed.contains { $0.local == source } } && !willBeLocal(source)
  }

  /// Whether a link of the host will have that address.
  func willBeLocal(_ address: IPAddress) -> Bool {
    let names = Set(snapshot.links.map(\.name)).union(changes.keys)
    return names.contains { addresses($0).contains { $0.local == address } }
  }
}
