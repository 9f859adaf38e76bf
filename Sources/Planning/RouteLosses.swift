internal import NetworkModel

/// Which routes the kernel removes by itself when links and addresses change.
struct RouteLosses {
  let links: LinkLosses
  let snapshot: Snapshot
  let changes: [LinkName: AddressChange]
  /// The addresses that a link will have.
  let addresses: (LinkName) -> [Address]
  let fates: Fates

  /// Whether it goes before the plan comes to the routes: what shall stay has to be made again.
  func isLostEarly(_ route: Route) -> Bool {
    isLost(route) { name in
      route.destination.isIPv6 ? links.losesIPv6(name) : links.goesDown(name) || isBareEarly(name)
    } || (!route.destination.isIPv6 && isLostEarly(source: route.source, in: route.table))
  }

  /// Whether it goes early, and can be made again since its links are up in the end.
  func isLostForAMoment(_ route: Route) -> Bool {
    isLostEarly(route) && route.hops.allSatisfy { $0.link.map(links.isUpInTheEnd) ?? true }
  }

  /// Whether it goes at the end, with the last address of IPv4 (fib_disable_ip) or that from which it sends
  /// (fib_sync_down_addr).
  func isLostLate(_ route: Route) -> Bool {
    guard !route.destination.isIPv6 else { return false }
    return isLost(route, where: isBareLate) || isLostLate(source: route.source, in: route.table)
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

  /// Whether a route leads somewhere else once its link has come to another VRF, or it leads over another link there: who
  /// looks into the table that it is in no longer comes from that link.
  func leavesDomain(_ route: Route, as moved: Route) -> Bool {
    !route.hops.isEmpty
      && zip(route.hops, moved.hops).allSatisfy { old, new in
        guard let former = old.link.flatMap({ snapshot[$0] }), let link = new.link else { return false }
        return snapshot.routingTable(of: former) == route.table
          && fates.routingTable(of: link, in: snapshot) != route.table
      }
  }

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

  private func isLostEarly(source: IPAddress?, in table: UInt32) -> Bool {
    guard let source else { return false }
    return snapshot.links.contains { link in
      changes[link.name]?.removedFirst.contains { $0.local == source } == true
        && fates.routingTable(of: link.name, in: snapshot) == table
    }
      && !snapshot.links.contains { link in
        link.addresses.contains { $0.local == source }
          && changes[link.name]?.removedFirst.contains { $0.local == source } != true
      }
  }

  private func isLostLate(source: IPAddress?, in table: UInt32) -> Bool {
    guard let source else { return false }
    let isRemoved = changes.contains { name, change in
      change.removed.contains { $0.local == source } && fates.routingTable(of: name, in: snapshot) == table
    }
    return isRemoved && !willBeLocal(source)
  }

  /// Whether a link of the host will have that address.
  func willBeLocal(_ address: IPAddress) -> Bool {
    let names = Set(snapshot.links.map(\.name)).union(changes.keys)
    return names.contains { addresses($0).contains { $0.local == address } }
  }
}
