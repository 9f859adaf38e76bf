internal import NetworkModel

/// The first half of planning: what becomes of each link, and what stands in the way.
struct FateResolver {
  let topology: Topology
  let snapshot: Snapshot
  let ownership: Ownership
  /// The names that links have, by those that they are called by here.
  let formerNames: NewNames
  /// The addresses of those to which the kernel gives other labels than those that go with the new name.
  private let labelledAddresses: [LinkName: [Address]]
  let allowances: Set<Allowance>
  /// Whether the topology is a checkpoint: then addresses are exact and in order, and nothing is handed over.
  let isRestoring: Bool

  /// The fates of all links that the plan concerns.
  var fates: Fates
  var reasons: [Refusal.Reason] = []
  /// Whose the addresses are on a bridge, for the bridges of which that was asked.
  var stationOwners: [LinkName: [MACAddress: LinkName]] = [:]
  /// The links that have a link as their master or below them, by its index: their places in the snapshot.
  private let dependants: [Int32: [Int]]
  /// How many ports a master will have of those that the plan concerns; asked for once it is known who will be one.
  lazy var portCounts = fates.reduce(into: [LinkName: Int]()) { counts, fate in
    if !fate.isRemoved, let master = fate.declared.masterName { counts[master, default: 0] += 1 }
  }

  init(_ naming: LinkNaming, allowances: Set<Allowance>, isRestoring: Bool = false) {
    self.isRestoring = isRestoring
    topology = naming.topology
    fates = Fates(capacity: topology.links.count)
    snapshot = naming.snapshot
    ownership = naming.ownership
    formerNames = naming.newNames.inverse
    labelledAddresses = naming.labelledAddresses
    self.allowances = allowances
    var dependants: [Int32: [Int]] = [:]
    // By their places: a loop over the links themselves would copy each.
    for place in snapshot.links.indices {
      let (master, lower) = (snapshot.links[place].master, snapshot.links[place].lower)
      if let master { dependants[master, default: []].append(place) }
      if let lower, lower != master { dependants[lower, default: []].append(place) }
    }
    self.dependants = dependants
  }

  /// The links that have the link with that index as their master or below them.
  func dependants(of index: Int32) -> some Collection<ObservedLink> {
    (dependants[index] ?? []).lazy.map { snapshot.links[$0] }
  }

  mutating func resolve() throws(Refusal) -> Resolution {
    for link in topology.links { fates.append(fate(of: link)) }
    addDropped()
    noteNewNames()
    spreadReplacement()
    for fate in fates { checkReferences(of: fate) }
    // Differences are of no use while a reference dangles.
    guard reasons.isEmpty else { throw Refusal(reasons: reasons) }
    for fate in fates { compare(fate) }
    compareVLANSettings()
    let resolution = resolveAddresses()
    for fate in fates { checkHost(for: fate) }
    checkNames()
    guard reasons.isEmpty else { throw Refusal(reasons: reasons) }
    return resolution
  }

  /// The fate of a link, if the plan concerns it.
  func fate(_ name: LinkName) -> LinkFate? { fates[name] }

  mutating func refuse(_ obstacle: Refusal.Reason.Obstacle, _ link: DeclaredLink, _ message: String) {
    if case .guarded(let allowance) = obstacle, allowances.contains(allowance) { return }
    reasons.append(Refusal.Reason(obstacle: obstacle, link: link.name, position: link.position, message: message))
  }

  // MARK: Which links are made, kept, removed

  private mutating func fate(of link: DeclaredLink) -> LinkFate {
    let observed = snapshot[link.name]
    let record = ownership.links[link.name]
    let fate = LinkFate(declared: link, observed: observed)
    if let record, record.topology != topology.name {
      refuse(
        .document, link,
        "belongs to the topology \"\(record.topology)\"; change it there, or give it another name here")
      return fate
    }
    if link.isAbsent {
      guard let observed else { return fate }
      fate.action = .remove
      fate.declared.kind = observed.kind
      if observed.kind == .nic && observed.kernelKind.isEmpty {
        refuse(.host, link, "is hardware; only virtual links can be removed")
      }
      return fate
    }
    guard let observed else {
      fate.action = .create
      if link.kind == .nic {
        refuse(.host, link, "there is no such link on this host; vnetctl does not make NICs")
      }
      return fate
    }
    if link.kind == .nic {
      if let record, record.isOwned {
        refuse(.document, link, "is a \(record.kind.rawValue) that vnetctl made; declare it as \(record.kind.rawValue)")
      }
      return fate
    }
    if observed.kind != link.kind {
      let found = observed.kind == .nic ? describe(observed) : observed.kind.rawValue
      if record?.isOwned == true {
        fate.action = .replace
        fate.replacementReason = "it was a \(found)"
      } else {
        refuse(
          .host, link,
          "there is a \(found) of that name, which vnetctl did not make; remove or rename it, or choose another name")
      }
    } else if let reason = replacementReason(link, observed) {
      fate.action = .replace
      fate.replacementReason = reason
    }
    return fate
  }

  private func describe(_ link: ObservedLink) -> String {
    link.kernelKind.isEmpty ? "hardware link" : "link of kind \(link.kernelKind)"
  }

  /// Why the link cannot become as declared while it stays the same link.
  private func replacementReason(_ declared: DeclaredLink, _ observed: ObservedLink) -> String? {
    for entry in declared.settings.entries {
      guard let value = observed.settings[entry.id], !entry.option.isSatisfied(entry.value, by: value) else { continue }
      let option = entry.option
      if option.isFixed(from: value, to: entry.value)
        || declared.kind.traits.fixed.contains(where: { $0.id == option.id })
      {
        return declared.kind == .vlan
          ? "the kernel ignores a change of \(option.name)" : "the kernel fixes \(option.name) at creation"
      }
      if case (.address(let wanted), .address(let found)) = (entry.value, value),
        wanted?.isIPv6 ?? false != found?.isIPv6 ?? false
      {
        return "the kernel fixes at creation whether \(option.name) is of IPv4 or IPv6"
      }
      // Changing these takes an attachment to the TAP, which is single while a process has it open.
      if (option.id == Option.owner.id || option.id == Option.group.id) && observed.isInUse {
        return "\(option.name) cannot change while a process has it open"
      }
    }
    if isRestoring, declared.kind == .tap {
      for option in [Option.owner, .group] where declared.settings[option] == nil && observed.settings[option] != nil {
        return "the kernel does not take its \(option.name) away again"
      }
    }
    // In a checkpoint, not to lie on any link is as exact as to lie on one.
    if declared.kind.lower != nil, declared.lower != nil || isRestoring,
      snapshot.lowerName(of: observed) != declared.lower
    {
      return "\(declared.kind.traits.title) stays on the link it was made on"
    }
    if let peer = declared.peer, !snapshot.isPeer(peer, of: observed) {
      return snapshot.peer(of: observed).map { "its other end is \($0)" } ?? "its other end is another one"
    }
    return nil
  }

  /// What the record has under the topology's name and the topology no longer declares.
  private mutating func addDropped() {
    let dropped = ownership.links.values.filter { $0.topology == topology.name && fates[$0.name] == nil }
    for record in dropped.sorted(by: { $0.name < $1.name }) {
      guard let observed = snapshot[record.name] else { continue }
      if let found = record.found {
        fates.append(release(of: observed, found: found, applied: record.applied))
      } else {
        let gone = DeclaredLink(name: record.name, kind: record.kind)
        fates.append(LinkFate(action: .remove, declared: gone, observed: observed))
      }
    }
  }

  /// Kernels before 6.2 rename no link that is up (dev_change_name).
  private func noteNewNames() {
    for (name, former) in formerNames.byOldName {
      guard let fate = fates[name], let observed = fate.observed else { continue }
      fate.formerName = former
      fate.labelledAddresses = labelledAddresses[name]
      let isUp = observed.settings.flag(.up) == true
      fate.isDownToBeRenamed = isUp && snapshot.features[.renamingWhileUp] != true
      if fate.isDownToBeRenamed, fate.willBeUp { fate.notes.append("the link goes down and up") }
    }
  }

  /// A link that goes takes along the links that lie on it: those of the document are made anew with it.
  private mutating func spreadReplacement() {
    var hasSpread = fates.contains { $0.action == .replace }
    while hasSpread {
      hasSpread = false
      for upper in snapshot.links {
        guard upper.kind.lower?.goesAlong == true, let lower = snapshot.lowerName(of: upper),
          fates[lower]?.action == .replace,
          let fate = fates[upper.name], fate.action == nil
        else { continue }
        fate.action = .replace
        fate.replacementReason = "it lies on \(lower)"
        hasSpread = true
      }
    }
  }
}

extension Option {
  /// Whether a link has to be made anew to have another value.
  fileprivate func isFixed(from old: OptionValue, to new: OptionValue) -> Bool {
    switch timing {
    case .creation: true
    case .creationAt(let number): old == .integer(number) || new == .integer(number)
    case .always, .running, .populated: false
    }
  }
}
