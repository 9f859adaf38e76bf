internal import NetworkModel

/// Limits of traffic that cannot be.
extension FateResolver {
  /// Of a link that goes back to what it was, the kernel says itself what is in the way.
  mutating func checkRates(of fate: LinkFate) {
    guard !isRestoring, !fate.isRelease, fate.declared.speaksOfTrafficControl else { return }
    let control = fate.isMade ? nil : snapshot.trafficControl[fate.name]
    let qdisc = control?.foreignQdisc.map { qdisc in
      "the qdisc \(qdisc) is at the root of \(fate.name), which vnetctl did not put there; remove it first "
        + "(tc qdisc del dev \(fate.name) root), or leave this to whoever made it"
    }
    let filter = control?.foreignFilter.map { reason in
      "\(fate.name) cannot have a filter of preference \(TrafficControl.preference): \(reason); remove that first, or "
        + "leave this to whoever made it"
    }
    check(.egressRate, .shaping, of: fate, obstacle: qdisc)
    check(.ingressRate, .policing, of: fate, obstacle: filter)
  }

  private mutating func check(
    _ option: Option, _ feature: KernelFeature, of fate: LinkFate, obstacle: String?
  ) {
    guard let limit = fate.settings.limit(option), !limit.isNone else { return }
    let link = fate.declared
    if snapshot.features[feature] == false {
      refuse(.kernel(feature), link, "\(option.path): this kernel has no \(feature.title): \(feature.remedy)")
    }
    if let obstacle { refuse(.host, link, "\(option.path): \(obstacle)") }
    // What is larger than a burst never passes.
    let mtu = link.settings.number(.mtu) ?? fate.observed?.settings.number(.mtu) ?? 1500
    guard Int64(limit.burst) < mtu + Self.headers else { return }
    refuse(
      .host, link,
      "\(option.path): a burst of \(limit.burst) bytes never lets pass a frame of the MTU \(mtu); make it at least "
        + "\(mtu + Self.headers)")
  }

  /// The bytes before a packet: both MAC addresses, an 802.1Q tag, and the type.
  private static let headers: Int64 = 18
}
