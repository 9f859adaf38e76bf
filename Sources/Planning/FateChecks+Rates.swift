internal import NetworkModel

/// Limits of traffic that cannot be.
extension FateResolver {
  /// Of a link that goes back to what it was, the kernel says itself what is in the way.
  mutating func checkRates(of fate: LinkFate) {
    guard !isRestoring, !fate.isRelease else { return }
    let control = fate.isMade ? nil : snapshot.trafficControl[fate.name]
    let directions = [
      (Option.egressRate, KernelFeature.shaping, control?.foreignQdisc.map { qdisc in
        "the qdisc \(qdisc) is at the root of \(fate.name), which vnetctl did not put there; remove it first "
          + "(tc qdisc del dev \(fate.name) root), or leave this to whoever made it"
      }),
      (.ingressRate, .policing, control?.foreignFilter.map { reason in
        "\(fate.name) cannot have a filter of preference \(TrafficControl.preference): \(reason); remove that first, or "
          + "leave this to whoever made it"
      }),
    ]
    for (option, feature, obstacle) in directions {
      guard let limit = fate.settings.limit(option), !limit.isNone else { continue }
      if snapshot.features[feature] == false {
        refuse(.kernel(feature), fate.declared, "\(option.path): this kernel has no \(feature.title): \(feature.remedy)")
      }
      if let obstacle { refuse(.host, fate.declared, "\(option.path): \(obstacle)") }
      checkBurst(limit, option, fate)
    }
  }

  /// What is larger than a burst never passes.
  private mutating func checkBurst(_ limit: TrafficLimit, _ option: Option, _ fate: LinkFate) {
    let mtu = fate.declared.settings.number(.mtu) ?? fate.observed?.settings.number(.mtu) ?? 1500
    guard Int64(limit.burst) < mtu + Self.headers else { return }
    refuse(
      .host, fate.declared,
      "\(option.path): a burst of \(limit.burst) bytes never lets pass a frame of the MTU \(mtu); make it at least "
        + "\(mtu + Self.headers)")
  }

  /// The bytes before a packet: both MAC addresses, an 802.1Q tag, and the type.
  private static let headers: Int64 = 18
}
