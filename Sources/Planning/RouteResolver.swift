internal import NetworkModel

/// What becomes of the routes: those that are declared, those that move with addresses, and those that would be lost with
/// the link that is made anew under them.
struct RouteResolver {
  let topology: Topology
  let fates: Fates
  let snapshot: Snapshot
  let ownership: Ownership
  let moves: [AddressResolver.RouteMove]
  /// What the kernel removes by itself.
  let losses: RouteLosses

  /// What the topology declares.
  private let declared: Set<Route.Key>
  /// Declared routes that take the place of routes over links that go, or from which these would move: the kernel would
  /// take another way of IPv6 for one more way of the old route.
  private var superseded: Set<Route.Key> = []
  private(set) var change = RouteChange()
  /// What is on record of the routes afterwards.
  private(set) var records: [Route.Key: Ownership.Route] = [:]
  /// What happens to declared routes, for people.
  private(set) var changes: [Change] = []
  private(set) var reasons: [Refusal.Reason] = []
  /// The routes as they will be.
  private(set) var future: [Route] = []
  /// What to tell about links whose routes do not move along.
  private(set) var notes: [LinkName: [String]] = [:]

  init(
    topology: Topology, fates: Fates, snapshot: Snapshot, ownership: Ownership,
    moves: [AddressResolver.RouteMove], losses: RouteLosses
  ) {
    self.topology = topology
    self.fates = fates
    self.snapshot = snapshot
    self.ownership = ownership
    self.moves = moves
    self.losses = losses
    declared = Set(topology.routes.map(\.route.key))
    records = ownership.routes.filter { $0.value.topology != topology.name }
    keep()
    declare()
    drop()
    restore()
  }

  /// The routes that there are, where they lead in future.
  private mutating func keep() {
    let gone = Set(fates.filter { $0.isRemoved }.map(\.name))
    let anew = Set(fates.filter { $0.action == .replace }.map(\.name))
    let dropped = Set(ownership.routes.filter { $0.value.topology == topology.name }.keys).subtracting(declared)
    for route in snapshot.routes {
      let result = moved(route, isDropped: dropped.contains(route.key))
      let moves = result != route
      let links = result.hops.compactMap(\.link)
      if links.contains(where: gone.contains), declared.contains(route.key) {
        superseded.insert(route.key)
        continue
      }
      let isLeaving = { (link: LinkName) in gone.contains(link) || anew.contains(link) }
      if links.contains(where: dropped.contains(route.key) ? isLeaving : gone.contains) {
        // A route of IPv6 lives on without the ways over links that go (fib6_ifdown).
        var rest = result
        rest.hops.removeAll { $0.link.map(isLeaving) ?? false }
        guard rest.destination.isIPv6, !moves, !rest.hops.isEmpty else { continue }
        if dropped.contains(route.key) {
          change.removed.append(rest)
        } else if !links.contains(where: anew.contains) {
          future.append(rest)
        }
        continue
      }
      if moves {
        // A declared route of the key takes the place of this one.
        let oldGoesByItself = route.hops.compactMap(\.link).contains { gone.contains($0) || anew.contains($0) }
        if declared.contains(route.key) {
          if !superseded.insert(route.key).inserted, !oldGoesByItself { change.removed.append(route) }
          continue
        }
        guard route.nexthop == nil else {
          refuse(
            route,
            "its ways are the nexthop object \(route.nexthop ?? 0), which would have to move with it; move that by hand first, or declare \"hand_over\": false"
          )
          continue
        }
        guard isReachable(result) else {
          noteLoss(of: route)
          change.removed.append(route)
          continue
        }
        change.added.append(result)
        if !oldGoesByItself { change.removed.append(route) }
      } else if links.contains(where: anew.contains) {
        // It goes with the old link. What is declared comes by itself.
        if declared.contains(route.key) { continue }
        guard isReachable(result) else {
          noteLoss(of: route)
          continue
        }
        if result.destination.isIPv6, !links.allSatisfy(anew.contains) {
          change.replaced.append(result)
        } else {
          change.added.append(result)
        }
      } else if losses.isLostEarly(route) || losses.isLostLate(route) {
        guard isReachable(route) else {
          if !declared.contains(route.key), !dropped.contains(route.key) { noteLoss(of: route) }
          continue
        }
      }
      future.append(result)
    }
  }

  private mutating func noteLoss(of route: Route) {
    for link in Set(route.hops.compactMap(\.link)) {
      notes[link, default: []].append("the route \(route) is lost: no address would reach its router")
    }
  }

  /// A route after all moves. One that the topology declared and no longer does comes back as it was before that.
  private func moved(_ route: Route, isDropped: Bool) -> Route {
    var result = route
    for move in moves where result.uses(move.from) {
      if let original = move.originals[result.key] {
        result = isDropped ? original : result.over(move.to, insteadOf: move.from)
      } else if move.takesAll, !isDropped, !moves.contains(where: { $0.leads(back: result, from: move.from) }) {
        result = result.over(move.to, insteadOf: move.from)
      }
    }
    return result
  }

  /// Routes that a NIC had before it came to its bridge, and that the bridge could not take over or has lost.
  private mutating func restore() {
    for original in moves.flatMap(\.originals.values).sorted(by: { $0.description < $1.description }) {
      // The NIC may go on to another bridge.
      let route = moves.filter(\.takesAll).reduce(original) { $0.over($1.to, insteadOf: $1.from) }
      if declared.contains(route.key) || future.contains(where: { $0.key == route.key }) { continue }
      guard isReachable(route) else {
        noteLoss(of: route)
        continue
      }
      change.added.append(route)
      future.append(route)
    }
  }

  /// Whether the links will be up, and the routers in the prefixes of the addresses that they will have.
  private func isReachable(_ route: Route) -> Bool {
    if let source = route.source, !losses.willBeLocal(source) { return false }
    return route.hops.allSatisfy { hop in
      if let link = hop.link, !willBeUp(link) || (route.destination.isIPv6 && !losses.links.hasIPv6(link)) {
        return false
      }
      guard let gateway = hop.gateway, !hop.isOnLink, let link = hop.link else { return true }
      if gateway.isLinkLocal { return true }
      return losses.addresses(link).contains { address in
        address.noPrefixRoute != true
          && IPPrefix(address.peer ?? address.local, length: address.prefixLength).contains(gateway)
      }
    }
  }

  /// Takes what brings back the routes of a checkpoint.
  mutating func restore(_ change: RouteChange) {
    self.change = change
    future = snapshot.routes.filter { !change.displaced.contains($0) }
  }

  private func willBeUp(_ link: LinkName) -> Bool {
    fates.first { $0.name == link }?.willBeUp ?? snapshot[link]?.settings.flag(.up) ?? false
  }

  private mutating func declare() {
    for declaration in topology.routes {
      let route = declaration.route
      let record = ownership.routes[route.key]
      if let record, record.topology != topology.name {
        refuse(
          route, "belongs to the topology \"\(record.topology)\"; change it there, or give it another metric here",
          at: declaration.position, .document)
        continue
      }
      check(declaration)
      let present = future.filter { $0.key == route.key }
      var entry = Ownership.Route(route: route, topology: topology.name, found: record?.found ?? [])
      if !present.contains(where: { route.isSatisfied(by: $0) }) {
        if present.isEmpty, !superseded.contains(route.key) {
          change.added.append(route)
        } else {
          if record == nil { entry.found = present }
          change.replaced.append(route)
        }
        describe(route, before: present)
        future.removeAll { $0.key == route.key }
        future.append(route)
      } else if record == nil {
        // It was there before, and stays when the topology goes.
        entry.found = present
      }
      // A NIC that is let go of had another one.
      let originals = moves.compactMap { $0.originals[route.key] }
      if entry.found.isEmpty { entry.found = originals }
      records[route.key] = entry
    }
  }

  private mutating func check(_ declaration: DeclaredRoute) {
    for hop in declaration.route.hops {
      guard let link = hop.link else { continue }
      let fate = fates.first { $0.name == link }
      if fate.map({ $0.isRemoved || $0.declared.isAbsent }) ?? (snapshot[link] == nil) {
        refuse(
          declaration.route, "dev: there is no link \(link), neither declared nor on this host",
          at: declaration.position, .document)
      }
    }
  }

  /// What the topology declared before and no longer does.
  private mutating func drop() {
    let dropped = ownership.routes.values.filter { $0.topology == topology.name && !declared.contains($0.route.key) }
    for record in dropped.sorted(by: { $0.route.description < $1.route.description }) {
      let present = future.filter { $0.key == record.route.key }
      if present.isEmpty {
        if record.found.isEmpty, snapshot.routes.contains(where: { record.route.isSatisfied(by: $0) }) {
          changes.append(Change(action: .remove, subject: .route(record.route.destination)))
        }
        // It goes with its link, or has gone. What was there before comes back all the same.
        for found in record.found where isReachable(found) {
          change.added.append(found)
          future.append(found)
          describe(found, before: [])
        }
        continue
      }
      // What somebody else has put in its place stays.
      guard let ours = present.first(where: { record.route.isSatisfied(by: $0) }) else { continue }
      if record.found.contains(where: { $0.isSame(as: ours) }) { continue }
      future.removeAll { $0 == ours }
      let back = record.found.filter(isReachable)
      if let found = back.first {
        change.replaced.append(found)
        change.added += back.dropFirst()
        future += back
        describe(found, before: [ours])
      } else {
        // To remove what has gone by itself would not only be in vain: without a metric the kernel takes any route to that
        // destination which is like it otherwise (fib_nh_match), also one that has just been made.
        if !losses.isLostEarly(ours) { change.removed.append(ours) }
        changes.append(Change(action: .remove, subject: .route(ours.destination)))
      }
    }
  }

  private mutating func describe(_ route: Route, before: [Route]) {
    changes.append(
      Change(
        action: before.isEmpty ? .create : .update, subject: .route(route.destination),
        details: details(route, before.first)))
  }

  private func details(_ route: Route, _ before: Route?) -> [Change.Detail] {
    [Change.Detail(name: "way", before: before?.wayText, after: route.wayText)]
  }

  private mutating func refuse(
    _ route: Route, _ message: String, at position: SourcePosition? = nil,
    _ obstacle: Refusal.Reason.Obstacle = .host
  ) {
    reasons.append(
      Refusal.Reason(
        obstacle: obstacle, link: nil, position: position, message: "route \(route.destination): \(message)"))
  }
}
