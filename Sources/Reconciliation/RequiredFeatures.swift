internal import NetworkModel

extension Topology {
  /// What the kernel must be able to do for this topology, and so what is worth finding out about.
  var requiredFeatures: Set<KernelFeature> {
    var features: Set<KernelFeature> = []
    for link in links where !link.isAbsent {
      if link.kind.traits.origin != nil { features.insert(.kind(link.kind)) }
      if link.vlans != nil || link.settings.flag(.vlanFiltering) == true || link.settings[.vlanDefaultPVID] != nil {
        features.insert(.vlanFiltering)
      }
    }
    return features
  }
}
