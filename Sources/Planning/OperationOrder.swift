internal import NetworkModel

/// The second half of planning: the operations that bring the fates about, in an order that the kernel accepts and in
/// which nothing flaps that need not.
struct OperationOrder {
  let fates: [LinkFate]
  let snapshot: Snapshot
  private let places: [LinkName: Int]

  init(fates: [LinkFate], snapshot: Snapshot) {
    self.fates = fates
    self.snapshot = snapshot
    places = Dictionary(uniqueKeysWithValues: fates.enumerated().map { ($1.name, $0) })
  }

  /// The phases, empty ones left out.
  func phases() -> [Plan.Phase] {
    let removals = removals()
    let upward = fates.filter { !$0.isRemoved }.sorted { depth($0) < depth($1) }
    let phases: [(String, [Operation])] = [
      ("make room", removals.first),
      ("create", creations(upward.filter(\.isMade))),
      ("lower MTUs", upward.reversed().flatMap { vlanMTU($0, rises: false) }),
      ("configure", configuration()),
      ("raise MTUs", upward.flatMap { vlanMTU($0, rises: true) }),
      ("bridge ports and VLANs", fates.flatMap(portOperations)),
      ("up", upward.flatMap(upOperations)),
      ("remove", removals.last),
      ("keep MTUs", fates.flatMap(keptMTU)),
    ]
    return phases.compactMap { $0.1.isEmpty ? nil : Plan.Phase(title: $0.0, operations: $0.1) }
  }

  private func fate(_ name: LinkName) -> LinkFate? { places[name].map { fates[$0] } }

  // MARK: Order among links

  /// How many links lie below this one. A document without circles has been made sure of by its reader; what the kernel
  /// has cannot have any.
  private func depth(_ fate: LinkFate) -> Int {
    var depth = 0
    var lower = lowerName(of: fate)
    while let name = lower, depth < 64 {
      depth += 1
      lower = self.fate(name).map(lowerName) ?? snapshot[name].flatMap(lowerName)
    }
    return depth
  }

  private func lowerName(of fate: LinkFate) -> LinkName? {
    fate.declared.lower ?? fate.observed.flatMap(lowerName)
  }

  /// The link under a VLAN. IFLA_LINK of other kinds may mean something else: of a veth, its peer.
  private func lowerName(of link: ObservedLink) -> LinkName? {
    link.kind == .vlan ? snapshot.lowerName(of: link) : nil
  }

  // MARK: Removal

  /// The deletions that must come before anything is made, and those that can wait until the rest stands.
  private func removals() -> (first: [Operation], last: [Operation]) {
    let leaving = fates.filter { $0.isRemoved || $0.action == .replace }.sorted { depth($0) < depth($1) }
    let crowded = crowdedBridges()
    var first: [LinkName] = []
    var last: [LinkName] = []
    for fate in leaving {
      // What lies on a link that goes early would be gone along with it.
      let isInTheWay =
        fate.action == .replace || blocksVLAN(fate) || fate.observed?.master.map(crowded.contains) == true
        || fate.observed.flatMap(lowerName).map(first.contains) == true
      if isInTheWay { first.append(fate.name) } else { last.append(fate.name) }
    }
    // Bridges last, so that no port is thrown out of a bridge only to be deleted next.
    last.sort { removalRank($0) < removalRank($1) }
    return (first.reversed().map(Operation.delete), last.map(Operation.delete))
  }

  private func removalRank(_ name: LinkName) -> Int {
    guard let fate = fate(name) else { return 0 }
    return fate.declared.kind == .bridge ? 1000 : -depth(fate)
  }

  /// Whether a new VLAN wants the place of this one: the same identifier and protocol on the same link.
  private func blocksVLAN(_ fate: LinkFate) -> Bool {
    guard let old = fate.observed, old.kind == .vlan, let lower = snapshot.lowerName(of: old) else { return false }
    return fates.contains {
      $0.isMade && $0.declared.kind == .vlan && $0.declared.lower == lower
        && $0.declared.settings[.vlanID] == old.settings[.vlanID]
        && ($0.declared.settings.number(.vlanProtocol) ?? 0x8100) == (old.settings.number(.vlanProtocol) ?? 0x8100)
    }
  }

  /// Bridges that could not take their new ports before old ones go.
  private func crowdedBridges() -> Set<Int32> {
    var counts: [Int32: Int] = [:]
    for link in snapshot.links { if let master = link.master { counts[master, default: 0] += 1 } }
    for fate in fates where fate.movesToBridge {
      if let bridge = fate.declared.bridgeName.flatMap({ snapshot[$0] }) { counts[bridge.index, default: 0] += 1 }
    }
    return Set(counts.filter { $0.value > LinkKind.maximumBridgePorts }.keys)
  }

  // MARK: Creation

  /// Bridges, then TAPs, then what lies on others from below. A VLAN takes the address that the link under it has at
  /// that moment, so bridges get theirs first; one that takes it from a new VLAN gets it once that is made.
  private func creations(_ made: [LinkFate]) -> [Operation] {
    let bridges = made.filter { $0.declared.kind == .bridge }
    let vlans = made.filter { $0.declared.kind == .vlan }
    let others = made.filter { $0.declared.kind != .bridge && $0.declared.kind != .vlan }
    let early = bridges.filter { newVLANLeading($0) == nil }
    let ordered = vlans.map { ($0, creationRank($0)) }.sorted { $0.1 < $1.1 }.map(\.0)
    return bridges.flatMap(creation) + others.flatMap(creation) + early.flatMap(pin)
      + ordered.flatMap { vlan in
        creation(vlan) + bridges.filter { newVLANLeading($0)?.name == vlan.name }.flatMap(pin)
      }
  }

  /// The port whose address a new bridge takes, when that is a VLAN that has to be made itself.
  private func newVLANLeading(_ bridge: LinkFate) -> LinkFate? {
    leadingPort(of: bridge).flatMap { $0.isMade && $0.declared.kind == .vlan ? $0 : nil }
  }

  /// How many VLANs must have been made before this one, so that the link under it has its address.
  private func creationRank(_ fate: LinkFate, limit: Int = 64) -> Int {
    let earlier = fate.declared.kind == .bridge ? newVLANLeading(fate) : lowerName(of: fate).flatMap(self.fate)
    guard limit > 0, fate.isMade, let earlier else { return 0 }
    return 1 + creationRank(earlier, limit: limit - 1)
  }

  private func creation(_ fate: LinkFate) -> [Operation] {
    let declared = fate.declared
    switch declared.kind {
    case .nic: return []
    case .tap: return [.createTAP(fate.name, fate.settings.at(.tapDevice))]
    case .bridge:
      var settings = fate.settings.at(.kindData)
      settings[.mac] = fate.settings[.mac] ?? knownMAC(forBridge: fate)
      return [.create(fate.name, .bridge, settings, lower: nil)]
    case .vlan:
      var settings = fate.settings.at(.kindData)
      settings[.mac] = fate.settings[.mac]
      return [.create(fate.name, .vlan, settings, lower: declared.lower)]
    }
  }

  // MARK: The MAC address of a bridge that declares none

  private func ports(of bridge: LinkFate) -> [LinkFate] {
    fates.filter { $0.declared.bridgeName == bridge.name && !$0.isRemoved }
  }

  /// The port whose address a new bridge takes: a NIC before others, then the first in the document.
  private func leadingPort(of bridge: LinkFate) -> LinkFate? {
    let ports = ports(of: bridge)
    return ports.first { $0.declared.kind == .nic } ?? ports.first
  }

  /// The leading port's address where it is known before anything is done.
  private func knownMAC(forBridge bridge: LinkFate) -> OptionValue? {
    guard let port = leadingPort(of: bridge) else { return nil }
    if port.declared.kind == .nic, let permanent = port.observed?.permanentMAC, !permanent.isZero {
      return .mac(permanent)
    }
    return port.declared.settings[.mac] ?? (port.isMade ? nil : port.observed?.settings[.mac])
  }

  /// A new bridge keeps one address while ports come and go: the kernel stops choosing once somebody has chosen.
  private func pin(_ bridge: LinkFate) -> [Operation] {
    guard bridge.isMade, bridge.settings[.mac] == nil, knownMAC(forBridge: bridge) == nil else { return [] }
    return [.pinMAC(bridge: bridge.name, of: leadingPort(of: bridge)?.name ?? bridge.name)]
  }

  // MARK: Configuration

  private func configuration() -> [Operation] {
    let staying = fates.filter { !$0.isRemoved }
    let leaving = staying.filter { $0.movesToBridge && $0.declared.bridgeName == nil }
    let bridges = staying.filter { $0.declared.kind == .bridge && $0.observedKindMatches }
    let rest = staying.filter { !($0.declared.kind == .bridge) && !($0.movesToBridge && $0.declared.bridgeName == nil) }
    return leaving.flatMap(configure) + bridges.flatMap(configure) + rest.flatMap(configure)
  }

  private func configure(_ fate: LinkFate) -> [Operation] {
    let kind = fate.declared.kind
    var operations: [Operation] = []
    var settings = fate.settings.at(.link)
    if !fate.isMade {
      let device = fate.settings.at(.tapDevice)
      if !device.isEmpty { operations.append(.retuneTAP(fate.name, device)) }
      settings.merge(fate.settings.at(.kindData))
    } else {
      // This went with the creating message.
      if kind != .tap { settings[.mac] = nil }
      // A new link is down.
      if settings.flag(.up) == false { settings[.up] = nil }
    }
    if kind == .vlan { settings[.mtu] = nil }
    if goesUpLate(fate) { settings[.up] = nil }
    if kind == .bridge {
      if let mtu = settings.number(.mtu), fate.isMade { operations += pinMTU(fate.name, mtu, &settings) }
      // With STP on, the kernel refuses a forward_delay that without it is fine, and it reads forward_delay first.
      if !fate.isMade, settings.flag(.stp) == false, settings[.forwardDelay] != nil {
        var stp = Settings()
        stp[.stp] = settings[.stp]
        settings[.stp] = nil
        operations.append(.set(fate.name, kind, stp, master: nil))
      }
    }
    let master = fate.movesToBridge ? fate.declared.bridge : nil
    if !settings.isEmpty || master != nil {
      operations.append(.set(fate.name, kind, settings, master: master))
    }
    return operations
  }

  /// A bridge follows the smallest MTU of its ports until somebody sets another MTU than it has (br_change_mtu), so one
  /// that shall have what the kernel gives a new bridge anyway is first set to something else.
  private func pinMTU(_ bridge: LinkName, _ mtu: Int64, _ settings: inout Settings) -> [Operation] {
    let standardMTU: Int64 = 1500
    guard mtu == standardMTU else { return [] }
    var other = Settings()
    other[.mtu] = .integer(standardMTU - 1)
    return [.set(bridge, .bridge, other, master: nil)]
  }

  // MARK: MTUs

  /// A VLAN's MTU is at most that of the link under it: it is lowered before that one, and raised after it. Bridges
  /// take their MTU from their ports, so raising waits until these are attached.
  private func vlanMTU(_ fate: LinkFate, rises: Bool) -> [Operation] {
    guard fate.declared.kind == .vlan, let mtu = fate.settings[.mtu], case .integer(let wanted) = mtu else { return [] }
    let current = fate.isMade ? nil : fate.observed?.settings.number(.mtu)
    guard (wanted > current ?? 0) == rises else { return [] }
    var settings = Settings()
    settings[.mtu] = mtu
    return [.set(fate.name, .vlan, settings, master: nil)]
  }

  /// A bridge that follows its ports may have another MTU now that some have come, gone or changed. When it has not, the
  /// kernel sees that nothing changes and tells nobody.
  private func keptMTU(_ bridge: LinkFate) -> [Operation] {
    guard bridge.declared.kind == .bridge, let index = bridge.observed?.index, !bridge.isMade,
      let mtu = bridge.declared.settings[.mtu]
    else { return [] }
    let isAffected = fates.contains { fate in
      let wasPort = fate.observed?.master == index
      let isPort = fate.declared.bridgeName == bridge.name && !fate.isRemoved
      if isPort && fate.movesToBridge { return finalMTU(fate) != mtu }
      return wasPort && (fate.action == .remove || fate.movesToBridge || fate.settings[.mtu] != nil)
    }
    guard isAffected else { return [] }
    var settings = Settings()
    settings[.mtu] = mtu
    return [.set(bridge.name, .bridge, settings, master: nil)]
  }

  private func finalMTU(_ fate: LinkFate) -> OptionValue? {
    fate.declared.settings[.mtu] ?? (fate.isMade ? .integer(1500) : fate.observed?.settings[.mtu])
  }

  // MARK: Ports, VLANs and up

  private func portOperations(_ fate: LinkFate) -> [Operation] {
    let isBridge = fate.declared.kind == .bridge
    var operations: [Operation] = []
    if !fate.portSettings.isEmpty { operations.append(.setPort(fate.name, fate.portSettings)) }
    // What is added comes before what is removed, so that a port that changes its VLAN is never in none.
    if !fate.addedVLANs.isEmpty {
      operations.append(.addVLANs(fate.name, fate.addedVLANs, ofBridgeItself: isBridge))
    }
    if !fate.removedVLANs.isEmpty {
      operations.append(.removeVLANs(fate.name, fate.removedVLANs, ofBridgeItself: isBridge))
    }
    return operations
  }

  /// A link with port settings or VLANs goes up when it has them, so that no frame passes by rules that do not hold; a
  /// VLAN goes up after the link under it.
  private func goesUpLate(_ fate: LinkFate) -> Bool {
    guard fate.settings.flag(.up) == true else { return false }
    return fate.declared.kind == .vlan || !portOperations(fate).isEmpty
  }

  private func upOperations(_ fate: LinkFate) -> [Operation] {
    var operations: [Operation] = []
    if goesUpLate(fate) || isRaisedByKernel(fate) {
      var settings = Settings()
      settings[.up] = fate.declared.settings[.up]
      operations.append(.set(fate.name, fate.declared.kind, settings, master: nil))
    }
    let running = fate.settings.filter { $0.option.timing == .running }
    if !running.isEmpty { operations.append(.setPort(fate.name, running)) }
    return operations
  }

  /// When a link goes up, the kernel takes its VLANs up with it (vlan_device_event), those too that shall be down.
  private func isRaisedByKernel(_ fate: LinkFate) -> Bool {
    guard fate.declared.kind == .vlan, fate.declared.settings.flag(.up) == false, let lower = lowerName(of: fate)
    else { return false }
    return self.fate(lower)?.settings.flag(.up) == true
  }
}

extension LinkFate {
  /// Whether the link is, or is made, of the kind that is declared.
  fileprivate var observedKindMatches: Bool { isMade || observed?.kind == declared.kind }
}
