internal import NetworkModel

/// What becomes of everything that a plan concerns: the result of the first half of planning.
struct Resolution {
  /// What becomes of the links.
  var fates: Fates
  /// What changes about the addresses of links, those of other topologies included.
  var addresses: [LinkName: AddressChange]
  /// What becomes of the routes.
  var routes: RouteResolver
  /// The addresses that a link will have.
  var futureAddresses: (LinkName) -> [Address]

  /// Whether anything has to be done.
  var hasChanges: Bool {
    fates.contains { $0.action != nil } || !addresses.isEmpty || !routes.change.isEmpty
  }
}

extension FateResolver {
  /// Decides about addresses and routes, once it is known what becomes of the links.
  mutating func resolveAddresses() -> Resolution {
    let addresses = AddressResolver(fates: fates, snapshot: snapshot, ownership: ownership, isRestoring: isRestoring)
    let changes = addresses.changes()
    let losses = RouteLosses(
      links: addresses.losses, snapshot: snapshot, changes: changes, addresses: addresses.future, fates: fates)
    let routes = RouteResolver(
      topology: topology, fates: fates, snapshot: snapshot, ownership: ownership, moves: addresses.moves,
      losses: losses)
    reasons += routes.reasons
    for fate in fates {
      let name = fate.name
      fate.addressChange = changes[name]
      if let change = changes[name] {
        fate.addressesAfter = addresses.future(of: name)
        let isBack = { (added: Address) in
          added.local.isIPv6 && fate.observed?.addresses.contains { $0.key == added.key } == true
        }
        if !fate.isTakenDown, !fate.isCycled, !fate.isDownToBeRenamed, addresses.losses.losesIPv6(name),
          change.added.contains(where: isBack)
        {
          fate.notes.append("loses its addresses of IPv6 for a moment")
        }
      }
      let leaves = fate.changesMaster && fate.declared.master == DeclaredLink.Master.none
      fate.leavesFirst =
        fate.changesMaster && !fate.isMade && fates.masters(of: name, in: snapshot).isEmpty
        && fates.contains { $0.isMade && $0.declared.lower == name && $0.declared.kind.lower?.takesFrames == true }
      // What gets addresses back from its bridge leaves it once they are there.
      fate.leavesLate =
        leaves && !fate.leavesFirst && !fate.isTakenDown && !fate.isCycled
        && fate.addressChange?.added.isEmpty == false
      fate.handOver = handOver(of: fate, addresses, routes)
      fate.foundAddresses = addresses.founds[name]
      fate.isHandingOver = addresses.handingOver.contains(name)
      if !fate.isRemoved {
        fate.notes += (addresses.notes[name] ?? []) + (routes.notes[name] ?? [])
      }
      if let mac = addresses.macs[name], !fate.isRemoved, fate.declared.settings[.mac] == nil {
        fate.declared.settings[.mac] = mac
        if fate.isMade || fate.observed?.settings[.mac] != mac { fate.settings[.mac] = mac }
      }
      if fate.action == nil && fate.hasDifferences { fate.action = .update }
    }
    checkHandOvers()
    return Resolution(fates: fates, addresses: changes, routes: routes, futureAddresses: addresses.future)
  }

  /// What a NIC had and will not have: it comes back when vnetctl lets go of it.
  private func handOver(of fate: LinkFate, _ addresses: AddressResolver, _ routes: RouteResolver) -> Ownership.HandOver?
  {
    let nic = fate.name
    guard fate.declared.kind == .nic, !fate.isRelease else { return nil }
    var result = addresses.handOvers[nic] ?? Ownership.HandOver(bridge: nic, addresses: [], routes: [])
    var had = ownership.links[nic]?.handOver?.routes ?? []
    // In the place of a route that is declared no longer, another one may have been found.
    let found = ownership.routes.filter { routes.records[$0.key] == nil }.flatMap(\.value.found)
    for route in snapshot.routes.filter({ ownership.routes[$0.key] == nil }) + found where route.uses(nic) {
      if !had.contains(where: { $0.key == route.key }) { had.append(route) }
    }
    result.routes = had.filter { old in !routes.future.contains { $0.isSame(as: old) } }
    let isNothing = result.bridge == nic && result.addresses.isEmpty && result.routes.isEmpty
    return isNothing ? nil : result
  }

  /// Addresses on a bridge that is down are of no use, and the kernel takes no routes over it.
  private mutating func checkHandOvers() {
    for fate in fates where fate.isHandingOver {
      let down = fates.masters(of: fate.name, in: snapshot).first {
        !(self.fate($0)?.willBeUp ?? (snapshot[$0]?.settings.flag(.up) ?? true))
      }
      guard let down else { continue }
      refuse(
        .host, fate.declared,
        "cannot hand its addresses over to \(down), which is down; declare \"up\": true there, or \"hand_over\": false "
          + "here")
    }
  }
}
