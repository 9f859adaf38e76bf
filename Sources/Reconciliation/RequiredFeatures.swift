public import NetworkModel

extension Topology {
  /// What the kernel must be able to do for this topology, and so what is worth finding out about.
  var requiredFeatures: Set<KernelFeature> {
    var features: Set<KernelFeature> = []
    // Of thousands of links most are of the kind of those before them.
    var last: LinkKind?
    for link in links where !link.isAbsent {
      if link.kind != last, link.kind.traits.origin != nil { features.insert(.kind(link.kind)) }
      last = link.kind
      let hasVLANs =
        link.vlans != nil || !link.vlanSettings.isEmpty || link.forwarding?.contains { $0.vlan != nil } == true
        || link.multicast?.contains { $0.vlan != nil } == true
      if hasVLANs || link.settings.flag(.vlanFiltering) == true || link.settings[.vlanDefaultPVID] != nil {
        features.insert(.vlanFiltering)
      }
      if let namespace = link.peer?.namespace { features.insert(.namespace(namespace)) }
      if link.needsDeviceFile { features.insert(.deviceFiles) }
      if link.settings.limit(.egressRate)?.isNone == false { features.insert(.shaping) }
      if link.settings.limit(.ingressRate)?.isNone == false { features.insert(.policing) }
      if let match = link.match {
        if match.driver != nil { features.insert(.driverNames) }
        if match.renames { features.insert(.renamingWhileUp) }
      }
      if !link.settings.ofEthtool.isEmpty { features.insert(.ethtool) }
      if link.speaksOfVirtualFunctions { features.insert(.virtualFunctions(link.name)) }
    }
    return features
  }
}

extension Topology {
  /// Whether it takes the forwarding and multicast databases to plan for it. They may hold what ten thousand stations have
  /// sent.
  func speaksOfForwarding(_ ownership: Ownership) -> Bool {
    links.contains(where: \.speaksOfDatabases)
      || ownership.links.values.contains { $0.topology == name && $0.found?.speaksOfDatabases == true }
  }

  /// Whether it takes the qdiscs and filters of links to plan for it: some more questions for each link that has any.
  func speaksOfTrafficControl(_ ownership: Ownership) -> Bool {
    links.contains(where: \.speaksOfTrafficControl)
      || ownership.links.values.contains { $0.topology == name && $0.found?.speaksOfTrafficControl == true }
  }

  /// Of which links it takes what ethtool says to plan for it: of those that it speaks of, and of those that it spoke of
  /// before.
  func ethtoolGroups(_ ownership: Ownership) -> [LinkName: Set<EthtoolGroup>] {
    var result: [LinkName: Set<EthtoolGroup>] = [:]
    func add(_ settings: Settings?, _ name: LinkName) {
      guard let settings, !settings.ofEthtool.isEmpty else { return }
      result[name, default: []].formUnion(settings.ethtoolGroups)
    }
    for place in links.indices { add(links[place].settings, links[place].name) }
    for link in ownership.links.values where link.topology == name {
      add(link.found?.settings, link.name)
      add(link.applied?.settings, link.name)
    }
    return result
  }

  /// What it takes to bring it about: to change the network, to look into other processes where a namespace is called by the
  /// process that is in it, and to give files away where a device is somebody's.
  public var capabilities: Capabilities {
    var needed = Capabilities.netAdmin
    if links.contains(where: { $0.peer?.namespace?.hasPrefix("/proc/") == true }) { needed.insert(.sysPtrace) }
    if links.contains(where: \.needsDeviceFile) { needed.insert(.chown) }
    return needed
  }
}

extension DeclaredLink {
  /// Whether it says something of what the databases of a bridge or VXLAN hold there.
  fileprivate var speaksOfDatabases: Bool { forwarding != nil || remotes != nil || multicast != nil }

  /// Whether it says whose the link's device file is.
  var needsDeviceFile: Bool { !settings.at(.deviceFile).isEmpty }
}

extension HostRecord {
  /// What it takes to give back what is on record, and to undo what is on its way.
  public var capabilities: Capabilities {
    let found = ownership.links.values.contains { $0.found?.needsDeviceFile == true }
    let before = transaction?.checkpoint.links.values.contains { $0.state.needsDeviceFile } == true
    return found || before ? [.netAdmin, .chown] : .netAdmin
  }
}

extension Ownership {
  /// The namespaces in which vnetctl made the other ends of links, the NICs whose virtual functions it changed, and what it
  /// takes to give links their names back.
  var requiredFeatures: Set<KernelFeature> {
    let functions = links.values.filter { $0.found?.speaksOfVirtualFunctions == true }.map(\.name)
    var features = Set(links.values.compactMap { $0.applied?.peer?.namespace }.map(KernelFeature.namespace))
    features.formUnion(functions.map(KernelFeature.virtualFunctions))
    if links.values.contains(where: { $0.formerName != nil }) { features.insert(.renamingWhileUp) }
    return features
  }
}

extension Checkpoint {
  /// Whether it takes the forwarding and multicast databases to go back to it.
  var speaksOfDatabases: Bool {
    !newStations.isEmpty || !newGroups.isEmpty
      || links.values.contains { !$0.forwarding.isEmpty || !$0.multicast.isEmpty }
  }

  /// Whether it takes the qdiscs and filters of links to go back to it.
  var speaksOfTrafficControl: Bool { links.values.contains(where: \.state.speaksOfTrafficControl) }

  /// Of which links it takes what ethtool says to go back to it, by what they are called now.
  func ethtoolGroups(in snapshot: Snapshot) -> [LinkName: Set<EthtoolGroup>] {
    var result: [LinkName: Set<EthtoolGroup>] = [:]
    for (name, link) in links where !link.state.settings.ethtoolGroups.isEmpty {
      result[snapshot[link.index]?.name ?? name] = link.state.settings.ethtoolGroups
    }
    return result
  }

  /// The namespaces in which other ends of links may have to be made again, the NICs whose virtual functions are to be as
  /// they were, and what it takes to give links their names back.
  var requiredFeatures: Set<KernelFeature> {
    let functions = links.filter { $0.value.state.speaksOfVirtualFunctions }.map(\.key)
    var features = Set(links.values.compactMap { $0.state.peer?.namespace }.map(KernelFeature.namespace))
    features.formUnion(functions.map(KernelFeature.virtualFunctions))
    if !newNames.isEmpty { features.insert(.renamingWhileUp) }
    return features
  }
}
