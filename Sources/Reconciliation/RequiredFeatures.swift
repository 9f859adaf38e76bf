internal import NetworkModel

extension Topology {
  /// What the kernel must be able to do for this topology, and so what is worth finding out about.
  var requiredFeatures: Set<KernelFeature> {
    var features: Set<KernelFeature> = []
    for link in links where !link.isAbsent {
      switch link.kind {
      case .nic: break
      case .tap: features.insert(.tap)
      case .bridge: features.insert(.bridge)
      case .vlan: features.insert(.vlan)
      }
      if link.vlans != nil || link.settings.flag(.vlanFiltering) == true || link.settings[.vlanDefaultPVID] != nil {
        features.insert(.vlanFiltering)
      }
    }
    return features
  }
}
