public import NetworkModel

extension Plan {
  /// Whether something in a bridge's forwarding or multicast database could be lost: ports leave, stop, or lose VLANs, or links go.
  public var disturbsForwarding: Bool {
    let made = Set(operations.flatMap(\.creations).map(\.link))
    return operations.contains { operation in
      switch operation {
      // There is nothing yet about a link that was not there.
      case .set(let name, _, _, _) where made.contains(name): false
      // That a TAP has an owner can be undone only by making it anew.
      case .delete, .removeVLANs, .retuneTAP, .addForwarding, .removeForwarding, .forgetStations, .addMulticast,
        .removeMulticast:
        true
      case .set(_, _, let settings, let master):
        master != nil || settings.flag(.up) == false || settings[.vlanDefaultPVID] != nil
      // What is locked again forgets what has been learnt.
      case .setPort(_, let settings): settings[.locked] != nil || settings[.learning] != nil
      default: false
      }
    }
  }

  /// Whether limits of traffic are lost that are on record: they go with their links.
  public func disturbsTrafficControl(_ ownership: Ownership, in snapshot: Snapshot) -> Bool {
    let limited = ownership.renamed(newNames).links.values.filter { link in
      [link.found, link.applied].contains { $0?.speaksOfTrafficControl == true }
    }
    guard !limited.isEmpty else { return false }
    let removals = removals(from: snapshot.renamed(newNames))
    return limited.contains { removals.contains($0.name) }
  }

  /// All operations in their order.
  public var operations: [Operation] { phases.flatMap(\.operations) }

  /// The links that go when the plan is carried out: those that it deletes, and what lies on them.
  ///
  /// - Parameter snapshot: What the plan was made of, with the new names.
  public func removals(from snapshot: Snapshot) -> Set<LinkName> {
    var scope = CheckpointScope(plan: self, snapshot: snapshot)
    scope.spread()
    return scope.deleted
  }

  /// How that part of the host is which the plan will change: what it names, and what the kernel changes along with that.
  ///
  /// - Parameters:
  ///   - snapshot: What the plan was made of.
  ///   - ownership: What is on record before it.
  public func checkpoint(of snapshot: Snapshot, ownership: Ownership) -> Checkpoint {
    var scope = CheckpointScope(plan: self, snapshot: snapshot.renamed(newNames))
    scope.spread()
    // Until then links have their old names.
    scope.rename(newNames.inverse)
    var checkpoint = Checkpoint(made: scope.made, ownership: ownership)
    checkpoint.newNames = newNames.byOldName
    for name in scope.links {
      guard let observed = snapshot[name] else { continue }
      let isRemoved = scope.deleted.contains(name)
      checkpoint.links[name] = Checkpoint.Link(
        state: DeclaredLink(observed, in: snapshot, differencesOnly: isRemoved && scope.made[name] == nil),
        index: observed.index, isRemoved: isRemoved, forwarding: snapshot.forwarding[name] ?? [],
        multicast: (snapshot.multicast[name] ?? []).filter(\.isPermanent))
    }
    for (name, settings) in scope.vlanSettings { checkpoint.note(settings, of: name, in: snapshot) }
    checkpoint.newAddresses = scope.newAddresses
    checkpoint.newStations = scope.newStations
    checkpoint.newGroups = scope.newGroups
    checkpoint.newRoutes = scope.newRoutes
    let keys = scope.routes
    let addresses = Set(checkpoint.links.values.flatMap { $0.state.addresses ?? [] }.map(\.local))
    checkpoint.routes = snapshot.routes.filter { route in
      keys.contains(route.key) || route.hops.contains { $0.link.map(scope.links.contains) == true }
        || route.source.map(addresses.contains) == true
    }
    return checkpoint
  }
}

extension Checkpoint {
  /// Notes what VLANs have that a plan changes: of those that have what new ones have, nothing is observed.
  fileprivate mutating func note(_ changes: VLANSettings, of link: LinkName, in snapshot: Snapshot) {
    guard let observed = snapshot[link] else { return }
    for (vlan, settings) in changes.byVLAN {
      for option in settings.entries.map(\.option) {
        links[link]?.state.vlanSettings[vlan][option] = observed.vlanSettings?[vlan][option] ?? option.standard
      }
    }
  }
}

extension DeclaredLink {
  /// A declaration of all that can be set of a link.
  ///
  /// - Parameter differencesOnly: Leave out what a new link has by itself.
  init(_ link: ObservedLink, in snapshot: Snapshot, differencesOnly: Bool) {
    self.init(name: link.name, kind: link.kind)
    settings = link.settings.filter { entry in
      let option = entry.option
      // The spanning tree's own, or not what was set.
      if option.timing == .running || (option.id == Option.ageingTime.id && link.isTopologyChanging) { return false }
      if !link.kind.has(option) { return false }
      if link.kind.traits.refusesIdleSettings, let condition = option.condition, let table = link.kind.table,
        !condition.isMet(by: link.settings, table)
      {
        return false
      }
      // What a link shares with others may change before it goes.
      if differencesOnly, link.kind.lower?.sharesSettings == true { return true }
      return !(differencesOnly && option.standard.map { option.isSatisfied($0, by: entry.value) } == true)
    }
    virtualFunctions = link.virtualFunctions
    lower = snapshot.lowerName(of: link)
    peer = snapshot.peer(of: link)
    // A master that is out of sight cannot be gone back to, and so is left alone.
    if let index = link.master {
      master = snapshot[index].map { .on($0.name) }
    } else {
      master = DeclaredLink.Master.none
    }
    vlans = link.vlans
    // Where there are VLANs, not to map them is as exact as to map them.
    tunnels = link.kind == .bridge || link.vlans == nil ? nil : link.tunnels ?? VLANTunnels()
    vlanSettings = link.vlanSettings ?? VLANSettings()
    addresses = link.addresses
  }
}

/// Which part of a host a plan changes.
private struct CheckpointScope {
  let snapshot: Snapshot
  private(set) var links: Set<LinkName> = []
  private(set) var deleted: Set<LinkName> = []
  private(set) var made: [LinkName: [Int32]] = [:]
  private(set) var newAddresses: Set<Checkpoint.NewAddress> = []
  private(set) var newStations: Set<Checkpoint.NewStation> = []
  private(set) var newGroups: Set<Checkpoint.NewGroup> = []
  private(set) var newRoutes: [Route] = []
  private(set) var vlanSettings: [(link: LinkName, settings: VLANSettings)] = []
  private(set) var routes: Set<Route.Key> = []
  /// Bridges all ports of which change when they do.
  private var sweeping: Set<LinkName> = []

  init(plan: Plan, snapshot: Snapshot) {
    self.snapshot = snapshot
    for operation in plan.phases.lazy.flatMap(\.operations) { add(operation) }
  }

  private mutating func add(_ operation: Operation) {
    if let link = operation.link { links.insert(link) }
    for (link, index) in operation.creations {
      links.insert(link)
      made[link] = [index]
    }
    switch operation {
    case .delete(let name):
      // The other end of a pair is gone along with it.
      for name in [name, snapshot[name].flatMap(snapshot.peerName)].compactMap(\.self) {
        links.insert(name)
        deleted.insert(name)
        sweeping.insert(name)
      }
    case .set(let name, let kind, let settings, let master):
      if case .on(let bridge) = master { links.insert(bridge) }
      // Ports in the old default VLAN follow the bridge to the new one.
      if settings[.vlanDefaultPVID] != nil { sweeping.insert(name) }
      // The ports of a bond have its address and its MTU.
      if kind.traits.ports?.areTakenDown == true, settings[.mac] != nil || settings[.mtu] != nil {
        sweeping.insert(name)
      }
    case .setVLANs(let name, let settings): vlanSettings.append((name, settings))
    case .addAddress(let name, let address): newAddresses.insert(.init(link: name, address: address.key))
    case .addForwarding(let name, let entry): newStations.insert(.init(link: name, mac: entry.mac))
    case .addMulticast(let name, let entry, _): newGroups.insert(.init(link: name, entry: entry.key))
    case .addRoute(let route), .replaceRoute(let route):
      newRoutes.append(route)
      routes.insert(route.key)
    case .removeRoute(let route): routes.insert(route.key)
    default: break
    }
  }

  /// Calls all links by other names.
  mutating func rename(_ names: NewNames) {
    guard !names.isEmpty else { return }
    links = Set(links.map { names[$0] })
    deleted = Set(deleted.map { names[$0] })
    newAddresses = Set(newAddresses.map { .init(link: names[$0.link], address: $0.address) })
    newStations = Set(newStations.map { .init(link: names[$0.link], mac: $0.mac) })
    newGroups = Set(newGroups.map { .init(link: names[$0.link], entry: $0.entry) })
    newRoutes = newRoutes.map { $0.renamed(names) }
    vlanSettings = vlanSettings.map { (names[$0.link], $0.settings) }
  }

  /// Adds what changes along: a bridge that follows its ports, VLANs that follow the link under them, ports whose bridge
  /// goes, other ends of pairs, and ports whose stations come to others.
  mutating func spread() {
    spreadAlongLinks()
    // A station that comes to one port may go from another one, and one that comes back without a VLAN comes in all of
    // them.
    let coming = links.flatMap { snapshot.forwarding[$0] ?? [] }.filter { $0.vlan == nil && $0.remote == nil }
    let stations = Set(newStations.map(\.mac) + coming.map(\.mac))
    guard !stations.isEmpty else { return }
    for (name, entries) in snapshot.forwarding where entries.contains(where: { stations.contains($0.mac) }) {
      links.insert(name)
    }
  }

  private mutating func spreadAlongLinks() {
    for link in snapshot.links where links.contains(link.name) {
      if let master = snapshot.masterName(of: link) { links.insert(master) }
    }
    var hasGrown = true
    while hasGrown {
      hasGrown = false
      for link in snapshot.links where !links.contains(link.name) {
        let follows =
          snapshot.lowerName(of: link).map(links.contains) == true
          || snapshot.masterName(of: link).map(sweeping.contains) == true
          || snapshot.peerName(of: link).map(links.contains) == true
        guard follows else { continue }
        links.insert(link.name)
        // What lies on a link that goes is gone along with it.
        if link.kind.lower?.goesAlong == true, let lower = snapshot.lowerName(of: link), deleted.contains(lower) {
          deleted.insert(link.name)
          sweeping.insert(link.name)
        }
        if let master = snapshot.masterName(of: link) { links.insert(master) }
        hasGrown = true
      }
    }
  }
}
