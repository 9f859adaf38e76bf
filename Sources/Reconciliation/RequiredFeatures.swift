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

  /// What it takes to bring it about: to change the network, and to look into other processes where a namespace is called
  /// by the process that is in it.
  public var capabilities: Capabilities {
    let isOfProcess = links.contains { $0.peer?.namespace?.hasPrefix("/proc/") == true }
    return isOfProcess ? [.netAdmin, .sysPtrace] : .netAdmin
  }
}

extension Ownership {
  /// The namespaces in which vnetctl made the other ends of links.
  var requiredFeatures: Set<KernelFeature> {
    Set(links.values.compactMap { $0.applied?.peer?.namespace }.map(KernelFeature.namespace))
  }
}

extension Checkpoint {
  /// The namespaces in which other ends of links may have to be made again.
  var requiredFeatures: Set<KernelFeature> {
    Set(links.values.compactMap { $0.state.peer?.namespace }.map(KernelFeature.namespace))
  }
}
