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
      if link.speaksOfVirtualFunctions { features.insert(.virtualFunctions(link.name)) }
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
  /// The namespaces in which vnetctl made the other ends of links, and the NICs whose virtual functions it changed.
  var requiredFeatures: Set<KernelFeature> {
    let functions = links.values.filter { $0.found?.speaksOfVirtualFunctions == true }.map(\.name)
    return Set(links.values.compactMap { $0.applied?.peer?.namespace }.map(KernelFeature.namespace))
      .union(functions.map(KernelFeature.virtualFunctions))
  }
}

extension Checkpoint {
  /// The namespaces in which other ends of links may have to be made again, and the NICs whose virtual functions are to be
  /// as they were.
  var requiredFeatures: Set<KernelFeature> {
    let functions = links.filter { $0.value.state.speaksOfVirtualFunctions }.map(\.key)
    return Set(links.values.compactMap { $0.state.peer?.namespace }.map(KernelFeature.namespace))
      .union(functions.map(KernelFeature.virtualFunctions))
  }
}
