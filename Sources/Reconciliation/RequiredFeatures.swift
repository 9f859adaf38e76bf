public import NetworkModel

extension Topology {
  /// What the kernel must be able to do for this topology, and so what is worth finding out about.
  var requiredFeatures: Set<KernelFeature> {
    var features: Set<KernelFeature> = []
    for link in links where !link.isAbsent {
      if link.kind.traits.origin != nil { features.insert(.kind(link.kind)) }
      let hasVLANs = link.vlans != nil || link.forwarding?.contains { $0.vlan != nil } == true
      if hasVLANs || link.settings.flag(.vlanFiltering) == true || link.settings[.vlanDefaultPVID] != nil {
        features.insert(.vlanFiltering)
      }
      if let namespace = link.peer?.namespace { features.insert(.namespace(namespace)) }
      if link.needsDeviceFile { features.insert(.deviceFiles) }
      if !link.settings.ofEthtool.isEmpty { features.insert(.ethtool) }
    }
    return features
  }
}

extension Topology {
  /// Whether it takes the forwarding databases to plan for it. They may hold what ten thousand stations have sent.
  func speaksOfForwarding(_ ownership: Ownership) -> Bool {
    links.contains { $0.forwarding != nil || $0.remotes != nil }
      || ownership.links.values.contains { link in
        link.topology == name && (link.found?.forwarding != nil || link.found?.remotes != nil)
      }
  }

  /// Of which links it takes what ethtool says to plan for it: of those that it speaks of, and of those that it spoke of
  /// before.
  func ethtoolGroups(_ ownership: Ownership) -> [LinkName: Set<EthtoolGroup>] {
    var result: [LinkName: Set<EthtoolGroup>] = [:]
    func add(_ link: DeclaredLink?) {
      guard let link, case let groups = link.settings.ethtoolGroups, !groups.isEmpty else { return }
      result[link.name, default: []].formUnion(groups)
    }
    for link in links { add(link) }
    for link in ownership.links.values where link.topology == name {
      add(link.found)
      add(link.applied)
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
  /// The namespaces in which vnetctl made the other ends of links.
  var requiredFeatures: Set<KernelFeature> {
    Set(links.values.compactMap { $0.applied?.peer?.namespace }.map(KernelFeature.namespace))
  }
}

extension Checkpoint {
  /// Of which links it takes what ethtool says to go back to it.
  var ethtoolGroups: [LinkName: Set<EthtoolGroup>] {
    links.mapValues(\.state.settings.ethtoolGroups).filter { !$0.value.isEmpty }
  }

  /// The namespaces in which other ends of links may have to be made again.
  var requiredFeatures: Set<KernelFeature> {
    Set(links.values.compactMap { $0.state.peer?.namespace }.map(KernelFeature.namespace))
  }
}
