internal import NetworkModel

/// The second half of planning: the operations that bring the fates about, in an order that the kernel accepts and in
/// which nothing flaps that need not.
///
/// A class, since its methods are handed on as functions: of a struct each link would copy all parts.
final class OperationOrder {
  let resolution: Resolution
  let snapshot: Snapshot
  let newNames: NewNames

  /// Those of whom something may have to be done: links that change, and those that follow the links under them. Ten
  /// thousand others may be as they shall be.
  let concerned: [LinkFate]

  var fates: Fates { resolution.fates }

  init(resolution: Resolution, snapshot: Snapshot, newNames: NewNames) {
    self.resolution = resolution
    self.snapshot = snapshot
    self.newNames = newNames
    concerned = resolution.fates.filter { $0.action != nil || $0.declared.kind.lower?.sharesState == true }
  }

  /// The phases, empty ones left out.
  func phases() -> [Plan.Phase] {
    guard resolution.hasChanges || !newNames.isEmpty else { return [] }
    let removals = removals()
    let upward = sortedByDepth(concerned.filter { !$0.isRemoved })
    let freed = concerned.filter(\.leavesFirst).map { fate in
      Operation.set(fate.name, fate.declared.kind, Settings(), master: DeclaredLink.Master.none)
    }
    // A NIC that gets its addresses back leaves its bridge right before they go from there: while it is a port, what it
    // is answered reaches the bridge.
    let leaving = concerned.filter(\.leavesLate).flatMap { fate in
      [Operation.set(fate.name, fate.declared.kind, Settings(), master: DeclaredLink.Master.none)] + leftMTU(fate)
    }
    let phases: [(String, [Operation])] = [
      ("names", renamings()),
      ("make room", lostNames() + removals.first + freed + lostForwarding() + lostMulticast()),
      ("virtual functions", concerned.flatMap(newVirtualFunctions)),
      ("create", creations(upward.filter(\.isMade))),
      ("limit traffic", concerned.flatMap(limitOperations)),
      ("lower MTUs", upward.reversed().flatMap { limitedMTU($0, rises: false) }),
      ("configure", configuration()),
      ("alternative names", concerned.flatMap(newNames)),
      ("raise MTUs", upward.flatMap { limitedMTU($0, rises: true) }),
      ("bridge ports and VLANs", concerned.flatMap(portOperations)),
      ("settings of VLANs", vlanSettingOperations()),
      ("up", upward.flatMap(upOperations)),
      ("ports of bonds", upward.flatMap(populatedOperations)),
      (
        "forwarding databases",
        concerned.flatMap(forgettingOperations) + forwardingOperations() + concerned.flatMap(lockingOperations)
      ),
      ("multicast databases", multicastOperations()),
      ("addresses", addressOperations()),
      ("routes", routeOperations()),
      ("old routes and addresses", leaving + departures()),
      ("remove", removals.last + concerned.flatMap(lostVirtualFunctions)),
      ("keep MTUs", fates.flatMap(keptMTU) + fates.flatMap(keptMAC)),
    ]
    return phases.compactMap { $0.1.isEmpty ? nil : Plan.Phase(title: $0.0, operations: $0.1) }
  }

  /// The fate of a link, if the plan concerns it.
  func fate(_ name: LinkName) -> LinkFate? { fates[name] }

  // MARK: Order among links

  private func sortedByDepth(_ fates: [LinkFate]) -> [LinkFate] {
    fates.map { ($0, depth($0)) }.sorted { $0.1 < $1.1 }.map(\.0)
  }

  /// How many links lie below this one. A document without circles has been made sure of by its reader; what the kernel
  /// has cannot have any.
  private func depth(_ fate: LinkFate) -> Int {
    var depth = 0
    var lower = lowerName(of: fate)
    while let name = lower, depth < 64 {
      depth += 1
      lower = self.fate(name).map(lowerName) ?? snapshot[name].flatMap(snapshot.lowerName)
    }
    return depth
  }

  private func lowerName(of fate: LinkFate) -> LinkName? {
    fate.declared.lower ?? fate.observed.flatMap(snapshot.lowerName)
  }

  // MARK: Removal

  /// The deletions that must come before anything is made, and those that can wait until the rest stands.
  private func removals() -> (first: [Operation], last: [Operation]) {
    let leaving = sortedByDepth(concerned.filter { $0.isRemoved || $0.action == .replace })
    guard !leaving.isEmpty else { return ([], []) }
    let crowded = crowdedBridges()
    var first: [LinkName] = []
    var last: [LinkName] = []
    let peers = Set(leaving.filter { isInTheWay($0, crowded) }.compactMap { $0.observed.flatMap(snapshot.peerName) })
    for fate in leaving {
      // What lies on a link that goes early would be gone along with it.
      let goesEarly =
        isInTheWay(fate, crowded) || peers.contains(fate.name)
        || fate.observed.flatMap(snapshot.lowerName).map(first.contains) == true
      if goesEarly { first.append(fate.name) } else { last.append(fate.name) }
    }
    // Bridges last, so that no port is thrown out of a bridge only to be deleted next.
    last.sort { removalRank($0) < removalRank($1) }
    return (deletions(first.reversed()), deletions(last))
  }

  /// Of a pair one end: the other one goes along.
  private func deletions(_ names: [LinkName]) -> [Operation] {
    var gone: Set<LinkName> = []
    for name in names {
      guard !gone.contains(name), let peer = snapshot[name].flatMap(snapshot.peerName) else { continue }
      gone.insert(peer)
    }
    return names.filter { !gone.contains($0) }.map(Operation.delete)
  }

  private func isInTheWay(_ fate: LinkFate, _ crowded: Set<Int32>) -> Bool {
    fate.action == .replace || blocksNewLink(fate) || holdsFrames(fate)
      || fate.observed?.master.map(crowded.contains) == true
  }

  private func removalRank(_ name: LinkName) -> Int {
    guard let fate = fate(name) else { return 0 }
    return fate.declared.kind.traits.ports != nil ? 1000 : -depth(fate)
  }

  /// Whether a new link wants the place of this one: such as a VLAN of the same identifier and protocol on the same link.
  private func blocksNewLink(_ fate: LinkFate) -> Bool {
    guard let old = fate.observed, let identity = old.kind.traits.identity, let table = old.kind.table else {
      return false
    }
    let lower = snapshot.lowerName(of: old)
    let options = identity.options.compactMap { table[$0] }
    return fates.contains { new in
      new.isMade && new.declared.kind == old.kind && (!identity.isPerLower || new.declared.lower == lower)
        && options.allSatisfy { option in
          (new.declared.settings[option] ?? option.standard) == (old.settings[option] ?? option.standard)
        }
    }
  }

  /// Whether it takes the frames of a link that is to be a port, or to give its frames to others.
  private func holdsFrames(_ fate: LinkFate) -> Bool {
    guard let old = fate.observed, old.kind.lower?.takesFrames == true, let name = snapshot.lowerName(of: old)
    else { return false }
    if self.fate(name)?.changesMaster == true, !fates.masters(of: name, in: snapshot).isEmpty { return true }
    return fates.contains { new in
      new.isMade && new.declared.lower == name
        && !old.kind.getsAlong(old.settings, with: new.declared.kind, new.declared.settings)
    }
  }

  /// Bridges that could not take their new ports before old ones go.
  private func crowdedBridges() -> Set<Int32> {
    var counts: [Int32: Int] = [:]
    for link in snapshot.links { if let master = link.master { counts[master, default: 0] += 1 } }
    for fate in concerned where fate.changesMaster {
      if let bridge = fate.declared.masterName.flatMap({ snapshot[$0] }) { counts[bridge.index, default: 0] += 1 }
    }
    let crowded = counts.filter { $0.value > LinkKind.maximumBridgePorts && snapshot[$0.key]?.kind == .bridge }
    return Set(crowded.keys)
  }

  /// The links that shall be ports of a bridge.
  func ports(of master: LinkFate) -> [LinkFate] {
    fates.filter { $0.declared.masterName == master.name && !$0.isRemoved }
  }

  // MARK: Configuration

  private func configuration() -> [Operation] {
    let staying = concerned.filter { !$0.isRemoved }
    // A bridge has what it shall have before ports come, whatever VRF it is in.
    let comesFirst = { (fate: LinkFate) in
      fate.declared.kind.traits.ports != nil && (!fate.changesMaster || fate.declared.kind == .bridge)
    }
    let masters = staying.filter(comesFirst)
    let others = staying.filter { !comesFirst($0) }
    let leaving = others.filter { $0.changesMaster && $0.declared.masterName == nil }
    let rest = others.filter { !$0.changesMaster || $0.declared.masterName != nil }
    return leaving.flatMap(configure) + masters.flatMap(configure) + rest.flatMap(configure)
  }

  private func configure(_ fate: LinkFate) -> [Operation] {
    let kind = fate.declared.kind
    var operations: [Operation] = []
    var settings = fate.settings.at(.link)
    settings.merge(fate.settings.at(.ipv6).filter { !$0.option.isIPv6Configuration })
    if !fate.isMade {
      let device = fate.settings.at(.tapDevice)
      if !device.isEmpty { operations.append(.retuneTAP(fate.name, device)) }
      settings.merge(dataChanges(of: fate))
    } else {
      // This went with the creating message.
      if kind != .tap { settings[.mac] = nil }
      // A new link is down.
      if settings.flag(.up) == false, !fate.joinsWhileDown { settings[.up] = nil }
    }
    if kind.lower?.limitsMTU == true { settings[.mtu] = nil }
    if losesEmptyQueue(fate) { settings[.txQueueLength] = .integer(0) }
    if goesUpLate(fate) { settings[.up] = nil }
    if kind == .bridge {
      if let mtu = settings.number(.mtu), fate.isMade { operations += pinMTU(fate.name, mtu) }
      // With STP on, the kernel refuses a forward_delay that without it is fine, and it reads forward_delay first.
      if !fate.isMade, settings.flag(.stp) == false, settings[.forwardDelay] != nil {
        operations.append(.set(fate.name, kind, Settings(.stp, settings[.stp]), master: nil))
        settings[.stp] = nil
      }
    }
    if fate.joinsWhileDown, !fate.isMade, fate.observed?.settings.flag(.up) == true {
      operations.append(.set(fate.name, kind, Settings(.up, .boolean(false)), master: nil))
    }
    let configuration = fate.settings.filter { $0.option.isIPv6Configuration }
    if !configuration.isEmpty { operations.append(.configureIPv6(fate.name, configuration)) }
    let deviceFile = fate.settings.at(.deviceFile)
    if !deviceFile.isEmpty { operations.append(.setDeviceFile(fate.name, deviceFile)) }
    operations += ethtoolOperations(fate)
    let hasLeft = fate.leavesLate || (fate.leavesFirst && fate.declared.masterName == nil)
    var master = fate.changesMaster && !hasLeft ? fate.declared.master : nil
    if shrinksItsBridge(fate), !fate.leavesFirst {
      if fate.leavesLate {
        settings[.mtu] = nil
      } else if master != nil {
        operations.append(.set(fate.name, kind, Settings(), master: DeclaredLink.Master.none))
        if fate.declared.masterName == nil { master = nil }
      }
    }
    // In one message the kernel would set these first, and only then look at the master. A port that joins it takes up.
    var own = Settings()
    if fate.isTakenDown {
      own = settings.filter { [Option.mac.id, Option.mtu.id, Option.up.id].contains($0.id) }
      settings = settings.filter { own[$0.id] == nil }
    }
    if fate.joinsWhileDown, own.flag(.up) == true { own[.up] = nil }
    if !settings.isEmpty || master != nil {
      operations.append(.set(fate.name, kind, settings, master: master))
    }
    if !own.isEmpty { operations.append(.set(fate.name, kind, own, master: nil)) }
    return operations
  }

  /// The settings of the kind that have to be sent to change some of them: those that change, those that share an
  /// attribute with them, and what else the kernel would take for changed.
  private func dataChanges(of fate: LinkFate) -> Settings {
    let changed = fate.settings.at(.kindData).filter { $0.option.timing != .populated }
    guard !changed.isEmpty, let observed = fate.observed?.settings else { return changed }
    let changes = fate.declared.kind.traits.changes
    var result = observed.at(.kindData).filter { entry in
      changes == .whole
        || entry.option.isPartOfWord && changed.entries.contains { $0.option.sharesWord(with: entry.option) }
    }
    result.merge(changed)
    if changes != .alone { result[.mtu] = fate.settings[.mtu] ?? observed[.mtu] }
    return result
  }

  // MARK: Ports, VLANs and up

  private func portOperations(_ fate: LinkFate) -> [Operation] {
    let isBridge = fate.declared.kind == .bridge
    var operations: [Operation] = []
    let late = lockingSettings(fate)
    let settings = fate.portSettings.filter { late[$0.id] == nil }
    if !settings.isEmpty { operations.append(.setPort(fate.name, settings)) }
    // What is added comes before what is removed, so that a port that changes its VLAN is never in none.
    if !fate.addedVLANs.isEmpty {
      operations.append(.addVLANs(fate.name, fate.addedVLANs, ofBridgeItself: isBridge))
    }
    if !fate.removedTunnels.isEmpty { operations.append(.removeTunnels(fate.name, fate.removedTunnels)) }
    if !fate.addedTunnels.isEmpty { operations.append(.addTunnels(fate.name, fate.addedTunnels)) }
    if !fate.removedVLANs.isEmpty {
      operations.append(.removeVLANs(fate.name, fate.removedVLANs, ofBridgeItself: isBridge))
    }
    return operations
  }

  /// Whether there are any of those; asked about each link more than once.
  private func hasPortOperations(_ fate: LinkFate) -> Bool {
    let hasVLANs = !fate.addedVLANs.isEmpty || !fate.removedVLANs.isEmpty
    let hasTunnels = !fate.addedTunnels.isEmpty || !fate.removedTunnels.isEmpty
    let hasSettings = fate.settings.entries.contains { $0.option.isPortSetting }
    return hasVLANs || hasTunnels || hasSettings && !portOperations(fate).isEmpty
  }

  private func populatedOperations(_ fate: LinkFate) -> [Operation] {
    let settings = fate.settings.filter { $0.option.timing == .populated }
    return settings.isEmpty ? [] : [.set(fate.name, fate.declared.kind, settings, master: nil)]
  }

  /// A link with port settings or VLANs goes up when it has them, so that no frame passes by rules that do not hold; a
  /// VLAN goes up after the link under it.
  private func goesUpLate(_ fate: LinkFate) -> Bool {
    guard fate.settings.flag(.up) == true else { return false }
    return fate.declared.kind.lower?.sharesState == true || hasPortOperations(fate) || !fate.vlanSettings.isEmpty
  }

  private func upOperations(_ fate: LinkFate) -> [Operation] {
    var operations: [Operation] = []
    if goesUpLate(fate) || isRaisedByKernel(fate) {
      let up = Settings(.up, fate.declared.settings[.up])
      operations.append(.set(fate.name, fate.declared.kind, up, master: nil))
    }
    let running = fate.settings.filter { $0.option.timing == .running }
    if !running.isEmpty { operations.append(.setPort(fate.name, running)) }
    return operations
  }

  /// When a link goes up, the kernel takes its VLANs up with it (vlan_device_event), those too that shall be down.
  private func isRaisedByKernel(_ fate: LinkFate) -> Bool {
    guard fate.declared.kind.lower?.sharesState == true, fate.declared.settings.flag(.up) == false,
      let lower = lowerName(of: fate)
    else { return false }
    return LinkLosses(fates: fates, snapshot: snapshot).goesUp(lower) && self.fate(lower)?.willBeUp == true
  }
}

extension Option {
  /// Whether it is a bit of a word of the kernel's that is set as a whole.
  fileprivate var isPartOfWord: Bool { if case .wordFlag = wire { true } else { false } }

  fileprivate func sharesWord(with other: Option) -> Bool { isPartOfWord && attribute == other.attribute }
}
