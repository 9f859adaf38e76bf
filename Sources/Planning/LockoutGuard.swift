internal import NetworkModel

/// Looks whether a plan would cut off whom it must not: the way to each protected address is searched in the host as it
/// is and as it will be.
struct LockoutGuard {
  private let before: Paths
  private let after: Paths
  private let protection: Protection
  private let resolution: Resolution
  private let snapshot: Snapshot

  init(before snapshot: Snapshot, resolution: Resolution, protection: Protection) {
    self.snapshot = snapshot
    self.protection = protection
    self.resolution = resolution
    before = Paths(snapshot)
    after = Paths(snapshot, after: resolution)
  }

  /// Why the plan must not be carried out; empty when nobody is cut off.
  var reasons: [Refusal.Reason] {
    var reasons: [Refusal.Reason] = []
    if let session = protection.session, let link = before.link(with: session.server) {
      let table = before.table(of: link)
      if let new = after.link(with: session.server) {
        if after.table(of: new) != table {
          reasons.append(
            reason(link, "your SSH session is with \(session.server), which would be in another routing table"))
        } else if let way = before.way(to: session.client, table), after.way(to: session.client, table) == nil {
          reasons.append(reason(way, "your SSH session comes from \(session.client), to which no way would be left"))
        }
      } else {
        reasons.append(
          reason(link, "your SSH session is with \(session.server), which would no longer be an address of this host"))
      }
    }
    if let interrupted = interruptedLink {
      reasons.append(
        reason(
          interrupted,
          "your SSH session runs over it, and this kernel renames no link that is up: it would go down for a moment"))
    }
    for address in protection.kept {
      guard let (way, table) = before.way(to: address), after.way(to: address, table) == nil else { continue }
      reasons.append(reason(way, "no way would be left to \(address), which is to be kept"))
    }
    for everything in [IPPrefix.allIPv4, .allIPv6] {
      guard let way = before.defaultRoute(everything), after.defaultRoute(everything) == nil else { continue }
      let family = everything.isIPv6 ? "IPv6" : "IPv4"
      reasons.append(reason(way, "the default route of \(family) leads over it and would be lost"))
    }
    return reasons
  }

  /// The link that goes down to be renamed and under the session: its own, or one that carries that.
  private var interruptedLink: LinkName? {
    let interrupted = Set(resolution.fates.filter(\.isDownToBeRenamed).map(\.name))
    guard !interrupted.isEmpty, let session = protection.session, let link = before.link(with: session.server) else {
      return nil
    }
    var carriers = [link] + [before.way(to: session.client, before.table(of: link))].compactMap(\.self)
    var place = 0
    while place < carriers.count {
      if interrupted.contains(carriers[place]) { return carriers[place] }
      if let carrier = snapshot[carriers[place]] {
        let ports = snapshot.links.filter { $0.master == carrier.index && carrier.routedTable == nil }.map(\.name)
        let below = ports + [snapshot.lowerName(of: carrier)].compactMap(\.self)
        carriers += below.filter { !carriers.contains($0) }
      }
      place += 1
    }
    return nil
  }

  private func reason(_ link: LinkName, _ message: String) -> Refusal.Reason {
    Refusal.Reason(
      obstacle: .guarded(.lockout), link: link,
      position: resolution.fates[link]?.declared.position,
      message: message
        + "; use --confirm SECONDS to have it undone unless you confirm it, or --allow lockout if you are sure")
  }
}

extension [Route] {
  /// The links over which they lead.
  fileprivate var usedLinks: Set<LinkName> { Set(lazy.flatMap(\.hops).compactMap(\.link)) }
}

/// The ways out of a host: what its addresses and its main table say, or the table of a VRF.
private struct Paths {
  /// The addresses of each link that can be heard there: it is up, and no port of a bridge.
  private var addresses: [LinkName: [Address]] = [:]
  /// The tables of links that are in VRFs.
  private var tables: [LinkName: UInt32] = [:]
  private var routes: [Route]

  /// The ways as they are.
  init(_ snapshot: Snapshot) {
    routes = snapshot.routes
    let used = routes.usedLinks
    for link in snapshot.links
    where (!link.addresses.isEmpty || used.contains(link.name)) && link.settings.flag(.up) == true {
      let master = link.master.flatMap { snapshot[$0] }
      guard link.master == nil || master?.kind.traits.ports?.areRouted == true else { continue }
      addresses[link.name] = link.addresses
      tables[link.name] = master?.routedTable
    }
  }

  /// The ways as they will be.
  init(_ snapshot: Snapshot, after resolution: Resolution) {
    routes = resolution.routes.future
    let fates = resolution.fates
    // Over a link without addresses and routes there is no way.
    let addressed = snapshot.links.lazy.filter { !$0.addresses.isEmpty }.map(\.name)
    for name in Set(addressed).union(resolution.addresses.keys).union(routes.usedLinks) {
      let fate = fates[name]
      guard fate?.isRemoved != true, fate?.declared.isAbsent != true else { continue }
      let isUp = fate?.willBeUp ?? snapshot[name]?.settings.flag(.up) ?? false
      guard isUp, fates.masters(of: name, in: snapshot).isEmpty else { continue }
      addresses[name] = resolution.futureAddresses(name)
      tables[name] = fates.routingTable(of: name, in: snapshot)
    }
  }

  /// The link that has an address.
  func link(with address: IPAddress) -> LinkName? {
    addresses.first { $0.value.contains { $0.local == address } }?.key
  }

  /// The table that packets from a link's addresses use.
  func table(of link: LinkName) -> UInt32 { tables[link] ?? Route.mainTable }

  /// The link over which packets to an address leave, by the main table or else by that of a VRF.
  func way(to address: IPAddress) -> (link: LinkName, table: UInt32)? {
    for table in [Route.mainTable] + Set(tables.values).subtracting([Route.mainTable]).sorted() {
      if let link = way(to: address, table) { return (link, table) }
    }
    return nil
  }

  /// The link over which packets to an address leave by a table.
  func way(to address: IPAddress, _ table: UInt32) -> LinkName? {
    var best: (length: Int, link: LinkName)?
    for (link, list) in addresses where self.table(of: link) == table {
      for own in list where own.noPrefixRoute != true {
        let prefix = IPPrefix(own.peer ?? own.local, length: own.prefixLength)
        if prefix.contains(address), Int(prefix.length) > best?.length ?? -1 { best = (Int(prefix.length), link) }
      }
    }
    for route in routes where route.table == table && route.destination.contains(address) {
      guard Int(route.destination.length) > best?.length ?? -1 else { continue }
      // One that rejects leads nowhere; neither does one over a link that is down or a port.
      guard let link = usable(route) else { continue }
      best = (Int(route.destination.length), link)
    }
    return best?.link
  }

  /// The link over which the default route leads.
  func defaultRoute(_ everything: IPPrefix) -> LinkName? {
    routes.lazy.filter { $0.table == Route.mainTable && $0.destination == everything }.compactMap(usable).first
  }

  private func usable(_ route: Route) -> LinkName? {
    guard route.action == .unicast else { return nil }
    for hop in route.hops {
      guard let link = hop.link else {
        // The host finds the link by the router.
        if let gateway = hop.gateway, let link = connected(gateway) { return link }
        continue
      }
      guard addresses[link] != nil else { continue }
      guard let gateway = hop.gateway, !hop.isOnLink, !gateway.isLinkLocal else { return link }
      if connected(gateway, on: link) { return link }
    }
    return nil
  }

  private func connected(_ gateway: IPAddress) -> LinkName? {
    addresses.keys.first { connected(gateway, on: $0) }
  }

  private func connected(_ gateway: IPAddress, on link: LinkName) -> Bool {
    let isInPrefix = addresses[link]?.contains {
      IPPrefix($0.peer ?? $0.local, length: $0.prefixLength).contains(gateway)
    }
    // A route to the router's own prefix serves as well as an address in it.
    return isInPrefix == true
      || routes.contains {
        !$0.destination.isDefault && $0.uses(link) && $0.destination.contains(gateway)
          && $0.hops.allSatisfy { $0.gateway == nil }
      }
  }
}
