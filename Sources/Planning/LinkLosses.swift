internal import NetworkModel

/// What links lose by themselves when their settings change: nobody asks the kernel for it.
struct LinkLosses {
  private let fates: Fates
  private let snapshot: Snapshot

  /// `IN6_ADDR_GEN_MODE_NONE`
  private static let noAddress: Int64 = 1
  /// `IPV6_MIN_MTU`
  private static let smallestIPv6MTU: Int64 = 1280

  init(fates: Fates, snapshot: Snapshot) {
    self.fates = fates
    self.snapshot = snapshot
  }

  /// Whether a link that stays is down for a moment at least, and so loses its routes and its addresses of IPv6.
  func goesDown(_ name: LinkName) -> Bool {
    guard let link = snapshot[name], fates[name].map({ $0.isMade || $0.isRemoved }) != true else { return false }
    if fates[name]?.settings.flag(.up) == false || fates[name]?.isDownToBeRenamed == true { return true }
    if fates[name]?.isTakenDown == true || fates[name]?.isCycled == true, link.settings.flag(.up) == true {
      return true
    }
    guard link.kind.lower?.sharesState == true, let lower = snapshot.lowerName(of: link),
      link.settings.flag(.looseBinding) != true
    else { return false }
    if link.settings.flag(.up) == true, goesDown(lower) { return true }
    // The kernel takes it up with the link under it; it goes down again with that, or is put down.
    return goesUp(lower) && (fates[lower]?.willBeUp == false || fates[name]?.declared.settings.flag(.up) == false)
  }

  /// Whether a link goes up, be it again or for a moment.
  func goesUp(_ name: LinkName) -> Bool {
    guard let fate = fates[name] else { return false }
    return fate.settings.flag(.up) == true || fate.joinsWhileDown || fate.isDownToBeRenamed
      || (fate.isCycled && fate.observed?.settings.flag(.up) == true)
  }

  /// Whether a link that is up will be up when all is done.
  func isUpInTheEnd(_ name: LinkName) -> Bool {
    guard fates[name]?.willBeUp ?? true else { return false }
    guard let link = snapshot[name], link.kind.lower?.sharesState == true, let lower = snapshot.lowerName(of: link)
    else {
      return true
    }
    return isUpInTheEnd(lower)
  }

  /// Whether the kernel takes all addresses of IPv6 off a link that stays, and the routes of IPv6 over it.
  func losesIPv6(_ name: LinkName) -> Bool {
    if goesDown(name) { return true }
    guard let fate = fates[name], !fate.isMade, !fate.isRemoved else { return false }
    return fate.isCycled || isTooNarrow(fate.settings) || fate.settings.flag(.disableIPv6) == true
  }

  /// Whether a link can have again at once the addresses of IPv6 that it loses, and hears what is sent to them.
  func losesIPv6ForAMoment(_ name: LinkName) -> Bool {
    guard losesIPv6(name), hasIPv6(name), fates.masters(of: name, in: snapshot).isEmpty else { return false }
    return isUpInTheEnd(name) || (fates[name]?.isCycled == true && snapshot[name]?.settings.flag(.up) == false)
  }

  /// Whether the kernel makes its own address for a link as it is.
  func makesOwnIPv6(_ link: ObservedLink) -> Bool {
    link.settings.number(.ipv6AddressGeneration) != Self.noAddress
  }

  /// Whether IPv6 begins anew on a link, and the kernel makes its own address for it.
  func regainsIPv6(_ name: LinkName) -> Bool {
    guard let before = snapshot[name]?.settings else { return false }
    let settings = fates[name]?.settings ?? Settings()
    let mode = fates[name]?.declared.settings.number(.ipv6AddressGeneration) ?? before.number(.ipv6AddressGeneration)
    guard mode != Self.noAddress else { return false }
    return settings.flag(.up) == true || settings.flag(.disableIPv6) == false
      || (settings[.mtu] != nil && !isTooNarrow(settings) && isTooNarrow(before))
      || (goesDown(name) && isUpInTheEnd(name))
  }

  /// Whether a link can have addresses of IPv6 once all is done.
  func hasIPv6(_ name: LinkName) -> Bool {
    let declared = fates[name]?.declared.settings ?? Settings()
    let observed = fates[name]?.isMade == true ? nil : snapshot[name]?.settings
    let isDisabled = declared.flag(.disableIPv6) ?? observed?.flag(.disableIPv6) ?? false
    return !isDisabled && !isTooNarrow(declared[.mtu] == nil ? observed ?? Settings() : declared)
  }

  private func isTooNarrow(_ settings: Settings) -> Bool {
    settings.number(.mtu).map { $0 < Self.smallestIPv6MTU } ?? false
  }
}
