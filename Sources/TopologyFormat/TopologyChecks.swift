internal import NetworkModel

/// What can be wrong between declarations, each of which is right by itself.
///
/// Links that are not declared may be there on the host: whether they are, only the planner can tell.
struct TopologyChecks {
  let declarations: [LinkDeclaration]
  var diagnostics: [Diagnostic] = []
  private let byName: [LinkName: Int]
  private var reported: Set<String> = []
  /// The ends of pairs that are not declared themselves, and those that are, which name them.
  var otherEnds: [Peer: LinkDeclaration] = [:]

  /// - Parameter byName: the places of the links in `declarations`.
  init(declarations: [LinkDeclaration], byName: [LinkName: Int]) {
    self.declarations = declarations
    self.byName = byName
  }

  mutating func run() {
    for declaration in declarations where !declaration.link.isAbsent {
      checkReferences(declaration)
      checkBridge(declaration)
      checkPort(declaration)
      checkBond(declaration)
      checkLoopback(declaration)
      checkConditions(declaration)
      checkLower(declaration)
      checkPeer(declaration)
      checkAddresses(declaration)
      checkForwarding(declaration)
      checkMulticast(declaration)
      checkVLANStates(declaration)
    }
    checkSharedAddresses()
    checkSharedStations()
    checkPortCounts()
    checkTwinVLANs()
    checkSiblings()
    checkLoops()
  }

  subscript(name: LinkName?) -> LinkDeclaration? { name.flatMap { byName[$0] }.map { declarations[$0] } }

  /// Notes a fault. The links of one range share their text, so a fault that they share is told once.
  mutating func report(
    _ declaration: LinkDeclaration, _ path: [String], element: Int? = nil, at position: TextPosition, _ message: String
  ) {
    let diagnostic = declaration.diagnostic(position, path, element: element, message)
    if reported.insert("\(diagnostic.position) \(diagnostic.path)").inserted { diagnostics.append(diagnostic) }
  }

  // MARK: References

  private mutating func checkReferences(_ declaration: LinkDeclaration) {
    let link = declaration.link
    let key = link.masterKind.rawValue
    var masterPosition: TextPosition { declaration.position(key, PortKey.name.rawValue) }
    if let master = self[link.masterName] {
      if master.link.isAbsent {
        report(declaration, [key], at: masterPosition, absence(of: master))
      } else if master.link.kind != link.masterKind, master.link.kind != .nic {
        report(
          declaration, [key], at: masterPosition,
          "\(master.link.name) is no \(key) but \(master.link.kind.title), declared at \(master.place)")
      }
    }
    if let lower = self[link.lower], lower.link.isAbsent {
      let key = LinkKey.link.rawValue
      report(declaration, [key], at: declaration.position(key), absence(of: lower))
    }
  }

  func absence(of declaration: LinkDeclaration) -> String {
    "\(declaration.link.name) is declared absent at \(declaration.place)"
  }

  // MARK: Bridges

  /// What the kernel allows while it speaks the spanning tree protocol (`BR_MIN_FORWARD_DELAY` and
  /// `BR_MAX_FORWARD_DELAY` in net/bridge/br_private.h), in hundredths of a second.
  private static let forwardDelayUnderSTP: ClosedRange<Int64> = 200...3000

  private mutating func checkBridge(_ declaration: LinkDeclaration) {
    let settings = declaration.link.settings
    guard declaration.link.kind == .bridge else { return }
    if settings.flag(.stp) == true, let delay = settings.number(.forwardDelay),
      !Self.forwardDelayUnderSTP.contains(delay)
    {
      let name = Option.forwardDelay.name
      report(
        declaration, [name], at: declaration.position(name),
        "with \"stp\" the forward delay is 2 to 30 s; \(Option.forwardDelay.text(.integer(delay))) is out of that range"
      )
    }
    if settings.flag(.mcastVLANSnooping) == true, settings.flag(.vlanFiltering) == false {
      let name = Option.mcastVLANSnooping.name
      report(
        declaration, [name], at: declaration.position(name),
        "the kernel keeps multicast of VLANs apart only on a bridge with \"vlan_filtering\", which is false here")
    }
  }

  private mutating func checkPortCounts() {
    var counts: [LinkName: Int] = [:]
    for declaration in declarations where !declaration.link.isAbsent {
      guard declaration.link.masterKind == .bridge, let bridge = declaration.link.masterName else { continue }
      let count = counts[bridge, default: 0] + 1
      counts[bridge] = count
      if count == LinkKind.maximumBridgePorts + 1 {
        let total = declarations.count { $0.link.masterName == bridge && !$0.link.isAbsent }
        report(
          declaration, [LinkKey.bridge.rawValue],
          at: declaration.position(LinkKey.bridge.rawValue, PortKey.name.rawValue),
          "\(bridge) would have \(total) ports; a bridge takes at most \(LinkKind.maximumBridgePorts)")
      }
    }
  }

  // MARK: Ports

  private mutating func checkPort(_ declaration: LinkDeclaration) {
    let link = declaration.link
    guard link.master != nil, link.masterKind == .bridge else { return }
    let bridge = LinkKey.bridge.rawValue
    if link.settings.flag(.mab) == true {
      let path = [bridge, Option.mab.name]
      let position = declaration.position(bridge, Option.mab.name)
      if link.settings.flag(.locked) != true {
        report(declaration, path, at: position, "a port with \"mab\" must be locked; add \"locked\": true")
      } else if link.settings.flag(.learning) == false {
        report(declaration, path, at: position, "a port with \"mab\" must learn; remove \"learning\": false")
      }
    }
    if link.settings[.portState] != nil, self[link.masterName]?.link.settings.flag(.stp) == true {
      let path = [bridge, Option.portState.name]
      report(
        declaration, path, at: declaration.position(bridge, Option.portState.name),
        "the spanning tree protocol sets the state of this port, for its bridge has \"stp\" on")
    }
    checkBackupPort(declaration)
    checkTunnels(declaration)
  }

  /// While a bridge speaks the spanning tree protocol, the kernel lets nobody set states of VLANs (br_vlan_modify_state).
  private mutating func checkVLANStates(_ declaration: LinkDeclaration) {
    let link = declaration.link
    guard !link.vlanSettings.isEmpty,
      let bridge = link.kind == .bridge ? declaration : self[link.masterName],
      bridge.link.settings.flag(.stp) == true,
      link.vlanSettings.byVLAN.values.contains(where: { $0[.vlanState] != nil })
    else { return }
    let (vlan, options) = (LinkKey.vlan.rawValue, VLANKey.options.rawValue)
    let path = link.kind == .bridge ? [vlan, options] : [LinkKey.bridge.rawValue, vlan, options]
    let position =
      link.kind == .bridge ? declaration.position(vlan, options) : declaration.position(path[0], vlan, options)
    report(
      declaration, path, at: position,
      "the kernel lets nobody set states of VLANs while the bridge speaks the spanning tree protocol, and \(bridge.link.name) "
        + "has \"stp\" on; remove \"\(Option.vlanState.name)\" here, or \"stp\" there")
  }

  /// What has an identifier of its own, or none at all, carries none of a VLAN's.
  private mutating func checkTunnels(_ declaration: LinkDeclaration) {
    let link = declaration.link
    guard link.tunnels?.isEmpty == false, link.kind != .nic else { return }
    let external = link.kind.table?["external"]
    guard external.flatMap({ link.settings.flag($0) }) != true else { return }
    let path = [LinkKey.bridge.rawValue, PortKey.vlan.rawValue, VLANKey.tunnels.rawValue]
    report(
      declaration, path, at: declaration.position(path[0], path[1], path[2]),
      external == nil
        ? "only what is external carries the identifiers of VLANs, such as a VXLAN, and this is \(link.kind.title)"
        : "\(link.kind.title) carries the identifiers of VLANs if it is external; add \"external\": true to the link")
  }

  /// A VRF is the loopback of its own (do_vrf_add_slave).
  private mutating func checkLoopback(_ declaration: LinkDeclaration) {
    let link = declaration.link
    guard link.vrf != nil, link.name.text == "lo" else { return }
    let key = LinkKey.vrf.rawValue
    report(
      declaration, [key], at: declaration.position(key),
      "the loopback cannot be in a VRF; give its addresses to the VRF itself, which is the loopback there")
  }

  private mutating func checkBackupPort(_ declaration: LinkDeclaration) {
    let link = declaration.link
    guard case .link(let name?) = link.settings[.backupPort] else { return }
    let path = [LinkKey.bridge.rawValue, Option.backupPort.name]
    let position = declaration.position(path[0], path[1])
    if name == link.name {
      report(declaration, path, at: position, "a port cannot be its own backup")
    } else if let backup = self[name] {
      if backup.link.isAbsent {
        report(declaration, path, at: position, absence(of: backup))
      } else if backup.link.kind == .bridge || (backup.link.master ?? link.master) != link.master {
        report(
          declaration, path, at: position,
          "\(name), declared at \(backup.place), is no port of the same bridge")
      }
    }
  }

  // MARK: Loops

  /// Frames go from a link to the one under it and from a bridge to its ports. A way that leads back to its start is
  /// one that the kernel refuses (ELOOP, `__netdev_has_upper_dev`), and it would be late to learn that from the kernel.
  private mutating func checkLoops() {
    // Without a link that lies on another there is no loop, and no need to look at a thousand TAPs.
    guard declarations.contains(where: { $0.link.lower != nil }) else { return }
    var under: [Int: [Int]] = [:]
    for (place, declaration) in declarations.enumerated() where !declaration.link.isAbsent {
      if let lower = declaration.link.lower.flatMap({ byName[$0] }) { under[place, default: []].append(lower) }
      if let bridge = declaration.link.masterName.flatMap({ byName[$0] }) { under[bridge, default: []].append(place) }
    }
    var isDone = Array(repeating: false, count: declarations.count)
    for start in declarations.indices where declarations[start].link.lower != nil && !isDone[start] {
      var way: [(place: Int, next: Int)] = [(start, 0)]
      var onWay: Set<Int> = [start]
      while let last = way.last {
        let below = under[last.place] ?? []
        guard last.next < below.count else {
          isDone[last.place] = true
          onWay.remove(last.place)
          way.removeLast()
          continue
        }
        way[way.count - 1].next += 1
        let next = below[last.next]
        if onWay.contains(next) {
          reportLoop(way.map(\.place).drop { $0 != next })
        } else if !isDone[next] {
          way.append((next, 0))
          onWay.insert(next)
        }
      }
    }
  }

  private mutating func reportLoop(_ loop: ArraySlice<Int>) {
    // Whatever link the search came upon first, the loop begins with the one that is declared first.
    guard let first = loop.min(), let start = loop.firstIndex(of: first) else { return }
    let places = Array(loop[start...] + loop[..<start])
    let names = (places + [first]).map { declarations[$0].link.name.text }.joined(separator: " → ")
    let closing =
      declarations[places[0]].link.lower != nil ? declarations[places[0]] : declarations[places[places.count - 1]]
    let key = closing.link.lower == nil ? closing.link.masterKind.rawValue : LinkKey.link.rawValue
    report(closing, [key], at: closing.position(key), "these links lie on each other in a circle: \(names)")
  }
}
