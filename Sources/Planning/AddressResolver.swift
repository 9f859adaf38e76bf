internal import NetworkModel

/// What becomes of the addresses: those that are declared, those that move to a bridge with their NIC, and those that
/// come back. Decided once it is known what becomes of the links.
struct AddressResolver {
  let fates: [LinkFate]
  let snapshot: Snapshot
  let ownership: Ownership
  let isRestoring: Bool
  private let places: [LinkName: Int]

  /// `IPV6_MIN_MTU`
  private static let smallestIPv6MTU: Int64 = 1280

  /// The addresses of links as they shall be, for the links that are concerned.
  private(set) var desired: [LinkName: [Address]] = [:]
  /// The links whose addresses shall have the order of `desired`.
  private var ordered: Set<LinkName> = []
  /// What NICs hand over now, or have handed over before and still miss.
  private(set) var handOvers: [LinkName: Ownership.HandOver] = [:]
  /// The NICs whose addresses move to their bridges now.
  private(set) var handingOver: Set<LinkName> = []
  /// The NICs that get back what they had handed over.
  private var returned: Set<LinkName> = []
  /// The moves of routes from one link to another.
  private(set) var moves: [RouteMove] = []
  /// What to tell about a link.
  private(set) var notes: [LinkName: [String]] = [:]
  /// The MAC addresses that bridges take over from NICs.
  private(set) var macs: [LinkName: OptionValue] = [:]

  /// Routes over one link that shall lead over another one.
  struct RouteMove {
    let from: LinkName
    let to: LinkName
    /// Whether all of them move, or only those of the keys of `originals`.
    let takesAll: Bool
    /// The routes as they led over `to` before.
    let originals: [Route.Key: Route]
  }

  init(fates: [LinkFate], snapshot: Snapshot, ownership: Ownership, isRestoring: Bool) {
    self.fates = fates
    self.snapshot = snapshot
    self.ownership = ownership
    self.isRestoring = isRestoring
    places = Dictionary(uniqueKeysWithValues: fates.enumerated().map { ($1.name, $0) })
    for fate in fates where !fate.isRemoved && !fate.declared.isAbsent { declare(fate) }
    guard !isRestoring else { return }
    for fate in fates { takeBack(fate) }
    for fate in fates { handOver(fate) }
    for fate in fates { remember(fate) }
  }

  /// What has to be done about the addresses of each link.
  func changes() -> [LinkName: AddressChange] {
    var result: [LinkName: AddressChange] = [:]
    for (name, desired) in desired {
      let current = isGone(name) ? [] : snapshot[name]?.addresses ?? []
      let change = AddressChange(from: current, to: desired, inOrder: ordered.contains(name))
      if !change.isEmpty { result[name] = change }
    }
    return result
  }

  /// The addresses that a link will have.
  func future(of name: LinkName) -> [Address] {
    desired[name] ?? (isGone(name) ? [] : snapshot[name]?.addresses ?? [])
  }

  private func fate(_ name: LinkName) -> LinkFate? { places[name].map { fates[$0] } }

  /// Whether the link that is there now goes, also when another one takes its place.
  private func isGone(_ name: LinkName) -> Bool { fate(name).map { $0.isRemoved || $0.isMade } ?? false }

  /// What shall be so far: what is declared, or what there is.
  private func base(_ name: LinkName) -> [Address] {
    desired[name] ?? (isGone(name) ? [] : movable(of: name) + rest(of: name))
  }

  /// The addresses that can be given and taken: not those that the kernel makes itself.
  private func movable(of name: LinkName) -> [Address] {
    snapshot[name]?.addresses.filter { !$0.isMadeByKernel } ?? []
  }

  private func rest(of name: LinkName) -> [Address] { snapshot[name]?.addresses.filter(\.isMadeByKernel) ?? [] }

  /// Those of `addresses` that a link can have: without IPv6 it has none of that.
  private func fitting(_ addresses: [Address], _ name: LinkName) -> [Address] {
    let isDisabled =
      fate(name)?.declared.settings.flag(.disableIPv6) ?? snapshot[name]?.settings.flag(.disableIPv6) ?? false
    return isDisabled ? addresses.filter { !$0.local.isIPv6 } : addresses
  }

  // MARK: What is declared

  private mutating func declare(_ fate: LinkFate) {
    let name = fate.name
    guard let declared = fate.declared.addresses else {
      // A link that is made anew gets back what it had.
      let kept = fitting(movable(of: name), name)
      if fate.action == .replace, !kept.isEmpty {
        desired[name] = kept
        ordered.insert(name)
      }
      return
    }
    let current = fate.isMade ? [] : snapshot[name]?.addresses ?? []
    let applied = ownership.links[name]?.applied?.addresses ?? []
    let stays = current.filter { address in
      guard !declared.contains(where: { $0.key == address.key }) else { return false }
      if address.isMadeByKernel { return true }
      if isRestoring || applied.contains(where: { $0.key == address.key }) { return false }
      // Who gave an address with an end tends it. What somebody else has given to a link that vnetctl lets go of stays.
      return address.isTended || fate.isRelease
    }
    if isRestoring || fate.isRelease { ordered.insert(name) }
    // Those that are there keep their places.
    let present = current.compactMap { old in declared.first { $0.key == old.key } ?? stays.first { $0 == old } }
    desired[name] =
      ordered.contains(name)
      ? declared + stays : present + declared.filter { new in !present.contains { $0.key == new.key } }
  }

  // MARK: Handing over

  private mutating func handOver(_ fate: LinkFate) {
    guard fate.declared.kind == .nic, !fate.isRelease, !fate.declared.isAbsent, fate.declared.handsOver != false,
      fate.declared.addresses == nil, let bridge = fate.declared.bridgeName
    else { return }
    let nic = fate.name
    let returning = returned.contains(nic)
    let moving = (desired[nic] ?? movable(of: nic)).filter { !$0.isMadeByKernel }
    let routes = snapshot.routes.filter { $0.uses(nic) }
    guard !moving.isEmpty || !routes.isEmpty || returning else { return }
    let addresses = fitting(moving, bridge).map { $0.moved(from: nic, to: bridge) }
    handingOver.insert(nic)
    let isExact = self.fate(bridge)?.declared.addresses != nil
    if !isExact, !addresses.isEmpty {
      let present = base(bridge)
      desired[bridge] = present + addresses.filter { new in !present.contains { $0.key == new.key } }
      ordered.insert(bridge)
    }
    desired[nic] = rest(of: nic)
    if !moving.isEmpty {
      let list = moving.map(\.description).joined(separator: ", ")
      let verb = moving.count == 1 ? "moves" : "move"
      notes[nic, default: []].append(
        isExact
          ? "\(list) \(moving.count == 1 ? "leaves" : "leave") it: \(bridge) declares its own addresses"
          : "\(list) \(verb) to \(bridge)")
    }
    if !routes.isEmpty || returning {
      moves.append(RouteMove(from: nic, to: bridge, takesAll: true, originals: [:]))
    }
    if !routes.isEmpty {
      let count = routes.count == 1 ? "1 route moves" : "\(routes.count) routes move"
      notes[nic, default: []].append("\(count) to \(bridge)")
    }
    if self.fate(bridge)?.declared.settings[.mac] == nil,
      let mac = fate.declared.settings[.mac] ?? fate.observed?.settings[.mac]
    {
      macs[bridge] = mac
    }
    guard !returning else { return }
    var record = ownership.links[nic]?.handOver ?? Ownership.HandOver(bridge: bridge, addresses: [], routes: [])
    record.bridge = bridge
    // What vnetctl itself had given to the NIC does not come back.
    let applied = ownership.links[nic]?.applied?.addresses ?? []
    record.addresses += moving.filter { new in
      !(record.addresses + applied).contains { $0.key == new.key }
    }
    record.routes += routes.filter { new in
      ownership.routes[new.key] == nil && !record.routes.contains { $0.key == new.key }
    }
    handOvers[nic] = record
  }

  /// A NIC that goes down loses its routes and its addresses of IPv6, one without addresses its routes: they come back when
  /// vnetctl lets go of it. Until then it keeps them for itself, so to speak.
  private mutating func remember(_ fate: LinkFate) {
    let nic = fate.name
    guard fate.declared.kind == .nic, !fate.isRelease, !handingOver.contains(nic) else { return }
    let goesDown = fate.settings.flag(.up) == false
    // With a smaller MTU a link has no IPv6 at all.
    let isTooNarrow = fate.settings.number(.mtu).map { $0 < Self.smallestIPv6MTU } ?? false
    let losesIPv6 = goesDown || isTooNarrow || fate.settings.flag(.disableIPv6) == true
    let isBare = desired[nic].map { new in new.allSatisfy(\.local.isIPv6) } ?? false
    let losesIPv4 = goesDown || (isBare && movable(of: nic).contains { !$0.local.isIPv6 })
    let gone = movable(of: nic).filter { old in desired[nic]?.contains { $0.key == old.key } == false }.map(\.local)
    var record = handOvers[nic] ?? Ownership.HandOver(bridge: nic, addresses: [], routes: [])
    for route in snapshot.routes where route.uses(nic) && !record.routes.contains(where: { $0.key == route.key }) {
      let isLost = route.destination.isIPv6 ? losesIPv6 : losesIPv4 || route.source.map(gone.contains) == true
      if isLost, ownership.routes[route.key] == nil { record.routes.append(route) }
    }
    let applied = ownership.links[nic]?.applied?.addresses ?? []
    for address in movable(of: nic) where losesIPv6 && address.local.isIPv6 {
      if !(record.addresses + applied).contains(where: { $0.key == address.key }) { record.addresses.append(address) }
    }
    if !record.addresses.isEmpty || !record.routes.isEmpty { handOvers[nic] = record }
  }

  // MARK: Taking back

  /// A NIC that leaves the bridge to which it handed its addresses gets them back as they are on the bridge now: a DHCP
  /// client may have renewed or replaced them.
  private mutating func takeBack(_ fate: LinkFate) {
    guard fate.declared.kind == .nic, let record = ownership.links[fate.name]?.handOver else { return }
    let nic = fate.name
    let bridge = record.bridge
    let isOnBridge = fate.observed.flatMap(snapshot.masterName) == bridge
    let bridgeGoes = isGone(bridge) && self.fate(bridge)?.isMade != true
    let leaves = isOnBridge && (fate.movesToBridge || bridgeGoes)
    // Somebody else has put the NIC on another bridge.
    let isElsewhere = !isOnBridge && bridge != nic && fate.observed?.master != nil
    guard leaves || (fate.isRelease && !isElsewhere) else {
      if fate.isRelease, isElsewhere {
        notes[nic, default: []].append("somebody else put it on another bridge: its addresses stay on \(bridge)")
      } else {
        handOvers[nic] = record
      }
      return
    }
    let onBridge = movable(of: bridge).map { $0.moved(from: bridge, to: nic) }
    var back = record.addresses.map { old in onBridge.first { $0.key == old.key } ?? old }
    if bridgeGoes {
      // What the bridge has got since, and no document declares, would be lost with it.
      let applied = [bridge, nic].flatMap { ownership.links[$0]?.applied?.addresses ?? [] }
      let ofOthers = ownership.links.values.filter { $0.handOver?.bridge == bridge }.flatMap {
        $0.handOver?.addresses ?? []
      }
      back += onBridge.filter { new in !(back + applied + ofOthers).contains { $0.key == new.key } }
    }
    let present = base(nic)
    returned.insert(nic)
    desired[nic] = back + present.filter { old in !back.contains { $0.key == old.key } }
    ordered.insert(nic)
    if !isGone(bridge), self.fate(bridge)?.declared.addresses == nil {
      let lost = back.map { $0.moved(from: nic, to: bridge) }
      desired[bridge] = base(bridge).filter { address in !lost.contains { $0.key == address.key } }
    }
    moves.append(
      RouteMove(
        from: bridge, to: nic, takesAll: bridgeGoes,
        originals: Dictionary(record.routes.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })))
  }
}
