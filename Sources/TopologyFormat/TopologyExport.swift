public import NetworkModel

extension Topology {
  /// What a document would have to declare so that an empty namespace with the same NICs becomes as `snapshot` is.
  ///
  /// What vnetctl makes is declared with what differs from a new link of their kind, and with what is the
  /// host's own choice for a new link. Of NICs those are declared that take part: ports of bridges, those that carry
  /// VLANs or the like, those that have addresses or virtual functions, those that are promiscuous or receive all
  /// multicast, and those whose traffic vnetctl limits. What no document can say
  /// stays out: links whose lower link is in another namespace, names with brackets or other characters that documents
  /// do not allow, and routes with metrics, types of service or nexthop objects.
  public init(exporting snapshot: Snapshot, name: String = Topology.standardName) {
    let carriers = Set(snapshot.links.compactMap { $0.kind.lower == nil ? nil : $0.lower })
    let routes = Self.routes(of: snapshot)
    let devices = Set(routes.flatMap { $0.route.hops.compactMap(\.link) })
    let links = snapshot.links.filter { Self.canDeclare($0.name) }
      .compactMap {
        Self.declaration(
          of: $0, in: snapshot, carriesOthers: carriers.contains($0.index), carriesRoutes: devices.contains($0.name))
      }
      .sorted { ($0.kind.rank, $0.name) < ($1.kind.rank, $1.name) }
    // Answers to what leaves by a port come in by its bridge, and no document can keep such a route but that of a NIC.
    let deaf = Set(links.filter { $0.kind != .nic && $0.frameMaster != nil }.map(\.name))
    self.init(
      name: name, links: links,
      routes: routes.filter { $0.route.hops.allSatisfy { hop in hop.link.map(deaf.contains) != true } })
  }

  static func canDeclare(_ name: LinkName) -> Bool {
    !RangePattern.hasBracket(name.text) && (try? LinkName(name.text)) != nil
  }

  private static func declaration(
    of observed: ObservedLink, in snapshot: Snapshot, carriesOthers: Bool, carriesRoutes: Bool
  ) -> DeclaredLink? {
    var link = DeclaredLink(name: observed.name, kind: observed.kind)
    let master = observed.master.flatMap { snapshot[$0] }.flatMap {
      $0.kind.traits.ports != nil && canDeclare($0.name) ? $0 : nil
    }
    if let master {
      link.master = .on(master.name)
      link.masterKind = master.kind
    }
    link.settings = observed.settings.filter {
      (master != nil || !$0.option.isPortSetting) && isWorthTelling($0, of: observed, on: master)
    }
    if master?.kind.traits.ports?.areTakenDown == true {
      link.settings[.mtu] = nil
      link.settings[.mac] = nil
    }
    link.addresses = addresses(of: observed)
    if link.frameMaster != nil {
      // A port that has addresses, or routes over it, was told to keep them.
      if observed.kind == .nic, link.addresses != nil || carriesRoutes { link.handsOver = false }
      link.addresses = nil
    }
    switch observed.kind {
    case .nic:
      let asksForMore = link.settings.flag(.promiscuous) == true || link.settings.flag(.allMulticast) == true
      link.virtualFunctions = observed.virtualFunctions.mapValues { settings in
        settings.filter { !$0.option.isStandardOfNewFunction($0.value) }
      }.filter { !$0.value.isEmpty }
      let hasFunctions = link.settings[.virtualFunctions] != nil
      guard
        master != nil || carriesOthers || asksForMore || hasFunctions || link.addresses != nil
          || link.speaksOfTrafficControl
      else { return nil }
    default:
      // The link that the GRE module brings to each namespace (gretap0): nobody has made it, and nobody can remove it.
      if observed.kind == .gretap, observed.mac?.isZero == true { return nil }
      if observed.kind.traits.isPaired {
        link.peer = snapshot.peer(of: observed)
        // Both ends of a pair have to be declared, or none.
        guard let peer = link.peer, canDeclare(peer.name) else { return nil }
      }
      guard let traits = observed.kind.lower else { break }
      link.lower = snapshot.lowerName(of: observed)
      if let lower = link.lower, !canDeclare(lower) { return nil }
      if link.lower == nil, traits.isRequired || observed.lower != nil { return nil }
      if traits.lendsMAC, observed.mac == link.lower.flatMap({ snapshot[$0]?.mac }) { link.settings[.mac] = nil }
    }
    let bridge = observed.kind == .bridge ? observed : master?.kind == .bridge ? master : nil
    link.tunnels = tunnels(of: observed)
    if let bridge {
      link.vlanSettings = vlanSettings(of: observed, on: bridge)
      let isSpokenOf = link.tunnels != nil || !link.vlanSettings.at(.vlanEntry).isEmpty
      link.vlans = vlans(of: observed, on: bridge, isSpokenOf: isSpokenOf)
      link.multicast = multicast(of: observed, on: bridge, in: snapshot)
      link.forwarding = forwarding(of: observed, in: snapshot, observed.kind == .bridge ? .bridge : .port)
    }
    if observed.kind == .vxlan { link.remotes = forwarding(of: observed, in: snapshot, .vxlan) }
    return link
  }

  /// Whether a new link would have another value, or might.
  private static func isWorthTelling(_ entry: Settings.Entry, of link: ObservedLink, on master: ObservedLink?) -> Bool {
    let option = entry.option
    if option.timing == .running || !link.kind.has(option) { return false }
    // What the kernel reports then is not what was set.
    if option.id == Option.ageingTime.id && link.isTopologyChanging { return false }
    if let condition = option.condition, let table = link.kind.table, !condition.isMet(by: link.settings, table) {
      return false
    }
    if TopologyWriter.value(of: entry.value, as: option.type) == nil { return false }
    // What is external says itself where it leads to.
    if link.kind.traits.needs.contains(where: { need in
      need.option == option.name && need.substitute.flatMap { link.kind.table?[$0] }.flatMap(link.settings.flag) == true
    }) {
      return false
    }
    if option.id == Option.up.id {
      // Links that vnetctl makes are up by themselves, and NICs are as they are found.
      return (entry.value == .boolean(true)) == (link.kind == .nic)
    }
    if option.id == Option.ipv6AddressGeneration.id {
      return isWorthTelling(addressGeneration: entry.value, of: link, on: master)
    }
    if link.kind == .nic, option.id == Option.mac.id || option.id == Option.txQueueLength.id { return false }
    // A TAP says that it does 10 Mbit/s (tun_get_link_ksettings), for which the kernel takes 100 (port_cost).
    if link.kind == .tap, option.id == Option.pathCost.id, entry.value == .integer(100) { return false }
    guard let standard = option.standard else { return true }
    return !option.isSatisfied(standard, by: entry.value)
  }

  /// Of new links the kernel makes addresses by EUI-64, apart from the TAPs that vnetctl makes as ports of bridges. NICs
  /// are as the host has them.
  private static func isWorthTelling(
    addressGeneration value: OptionValue, of link: ObservedLink, on master: ObservedLink?
  ) -> Bool {
    guard link.kind != .nic, case .integer(let mode) = value else { return false }
    return mode != (link.kind == .tap && master?.kind.traits.ports?.areRouted == false ? 1 : 0)
  }

  /// The VLANs, unless they are those that the bridge gives its ports by itself, and there is nothing to say of them.
  private static func vlans(of observed: ObservedLink, on bridge: ObservedLink, isSpokenOf: Bool) -> BridgeVLANs? {
    guard let vlans = observed.vlans else { return nil }
    var given = BridgeVLANs()
    let id = bridge.settings.number(.vlanDefaultPVID) ?? 1
    if id != 0 { given.insertPVID(UInt16(id), untagged: true) }
    return vlans == given && !isSpokenOf ? nil : vlans
  }

  /// The tunnels of its VLANs, where they are of any effect.
  private static func tunnels(of observed: ObservedLink) -> VLANTunnels? {
    let isExternal = observed.kind.table?["external"].flatMap { observed.settings.flag($0) } == true
    guard observed.kind == .nic || isExternal else { return nil }
    let tunnels = observed.tunnels?.filter { observed.tunnels?[$0].map { $0 > 0 } == true }
    return tunnels?.isEmpty == false ? tunnels : nil
  }
}

extension LinkKind {
  /// What others lie on comes first, and the many TAPs come last.
  fileprivate var rank: Int {
    switch self {
    case .nic: 0
    case .bridge: 1
    case .tap: 4
    default: lower == nil ? 2 : 3
    }
  }
}

extension TopologyWriter {
  /// The document that describes a namespace as it is.
  public static func text(exporting snapshot: Snapshot, name: String = Topology.standardName) -> String {
    text(of: Topology(exporting: snapshot, name: name))
  }
}
