internal import NetworkModel

/// What becomes of the addresses: those that are declared, those that move to a bridge with their NIC, and those that
/// come back. Decided once it is known what becomes of the links.
struct AddressResolver {
  let fates: Fates
  let snapshot: Snapshot
  let ownership: Ownership
  let isRestoring: Bool
  let losses: LinkLosses

  /// The addresses of links as they shall be, for the links that are concerned.
  var desired: [LinkName: [Address]] = [:]
  /// The links whose addresses shall have the order of `desired`.
  var ordered: Set<LinkName> = []
  /// What NICs hand over now, or have handed over before and still miss. The routes are added once they are decided about.
  var handOvers: [LinkName: Ownership.HandOver] = [:]
  /// The addresses of their own that NICs get back when they lose those that are declared now.
  var founds: [LinkName: [Address]] = [:]
  /// The NICs whose addresses move to their bridges now.
  var handingOver: Set<LinkName> = []
  /// The NICs that get back what they had handed over.
  var returned: Set<LinkName> = []
  /// The moves of routes from one link to another.
  var moves: [RouteMove] = []
  /// What to tell about a link.
  var notes: [LinkName: [String]] = [:]
  /// The MAC addresses that bridges take over from NICs.
  var macs: [LinkName: OptionValue] = [:]

  /// Routes over one link that shall lead over another one.
  struct RouteMove {
    let from: LinkName
    let to: LinkName
    /// Whether all of them move, or only those of the keys of `originals`.
    let takesAll: Bool
    /// The routes as they led over `to` before.
    let originals: [Route.Key: Route]

    init(from: LinkName, to: LinkName, takesAll: Bool = false, _ originals: [Route] = []) {
      self.from = from
      self.to = to
      self.takesAll = takesAll
      self.originals = Dictionary(originals.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Whether a route over `link` had come from the link to which this leads.
    func leads(back route: Route, from link: LinkName) -> Bool { link == from && originals[route.key] != nil }
  }

  init(fates: Fates, snapshot: Snapshot, ownership: Ownership, isRestoring: Bool) {
    self.fates = fates
    self.snapshot = snapshot
    self.ownership = ownership
    self.isRestoring = isRestoring
    losses = LinkLosses(fates: fates, snapshot: snapshot)
    for fate in fates where !fate.isRemoved && !fate.declared.isAbsent { declare(fate) }
    keep()
    if !isRestoring {
      let nics = fates.filter { $0.declared.kind == .nic && !$0.isRemoved && !$0.declared.isAbsent }
      for nic in nics { takeBack(nic) }
      for nic in nics { handOver(nic) }
      for nic in nics { remember(nic) }
    }
  }

  /// What has to be done about the addresses of each link.
  func changes() -> [LinkName: AddressChange] {
    var result: [LinkName: AddressChange] = [:]
    for (name, desired) in desired {
      let change = AddressChange(from: current(name), to: desired, inOrder: ordered.contains(name))
      if !change.isEmpty { result[name] = change }
    }
    return result
  }

  /// The addresses that a link will have.
  func future(of name: LinkName) -> [Address] {
    desired[name] ?? current(name)
  }

  func fate(_ name: LinkName) -> LinkFate? { fates[name] }

  /// Whether the link that is there now goes, also when another one takes its place.
  func isGone(_ name: LinkName) -> Bool { fate(name).map { $0.isRemoved || $0.isMade } ?? false }

  /// The addresses that are still there when the plan comes to the addresses.
  private func current(_ name: LinkName) -> [Address] {
    guard !isGone(name), let link = snapshot[name] else { return [] }
    return losses.losesIPv6(name) ? link.addresses.filter { !$0.local.isIPv6 } : link.addresses
  }

  /// What shall be so far: what is declared, or what there is.
  func base(_ name: LinkName) -> [Address] { desired[name] ?? current(name) }

  /// The addresses that can be given and taken: not those that the kernel makes itself.
  func movable(of name: LinkName) -> [Address] {
    snapshot[name]?.addresses.filter { !$0.isMadeByKernel } ?? []
  }

  /// Those that the kernel has made and does not take away.
  func rest(of name: LinkName) -> [Address] { current(name).filter(\.isMadeByKernel) }

  /// Those of `addresses` that a link can have: without IPv6 it has none of that.
  func fitting(_ addresses: [Address], _ name: LinkName) -> [Address] {
    losses.hasIPv6(name) ? addresses : addresses.filter { !$0.local.isIPv6 }
  }

  /// What links lose for a moment they have again, and the labels that the kernel garbles when it renames them.
  private mutating func keep() {
    for fate in fates where desired[fate.name] == nil {
      guard let labelled = fate.labelledAddresses else { continue }
      let makesOwn = losses.regainsIPv6(fate.name) || fate.observed.map(losses.makesOwnIPv6) == true
      let isLost = { (address: Address) in address.local.isIPv6 && address.isMadeByKernel && makesOwn }
      desired[fate.name] = losses.losesIPv6(fate.name) ? fitting(labelled.filter { !isLost($0) }, fate.name) : labelled
      ordered.insert(fate.name)
    }
    for link in snapshot.links where link.addresses.contains(where: \.local.isIPv6) && desired[link.name] == nil {
      guard losses.losesIPv6ForAMoment(link.name) else { continue }
      let makesOwn = losses.regainsIPv6(link.name) || losses.makesOwnIPv6(link)
      desired[link.name] = link.addresses.filter { !($0.local.isIPv6 && $0.isMadeByKernel && makesOwn) }
      ordered.insert(link.name)
    }
  }

  // MARK: What is declared

  private mutating func declare(_ fate: LinkFate) {
    let name = fate.name
    guard let declared = fate.declared.addresses else {
      // A link that is made anew gets back what it had.
      guard fate.action == .replace else { return }
      let kept = fitting(movable(of: name), name)
      if !kept.isEmpty {
        desired[name] = kept
        ordered.insert(name)
      }
      return
    }
    let current = current(name)
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
}
