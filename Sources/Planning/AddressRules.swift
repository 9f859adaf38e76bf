internal import NetworkModel

extension Address {
  /// `IFA_F_PERMANENT`: the kernel sets it on all addresses without an end.
  var isPermanent: Bool { flags & 0x80 != 0 }

  /// `IFA_F_SECONDARY` of IPv4: it goes when the first address of its prefix goes.
  var isSecondary: Bool { !local.isIPv6 && flags & 0x01 != 0 }

  /// Whether it is a link-local address of IPv6 that is not known to be somebody's: the kernel makes one for each link
  /// and knows best when. Before Linux 5.18 nobody can tell, and all of them count as the kernel's. So do the loopback's
  /// 127.0.0.1 and ::1, and privacy addresses.
  var isMadeByKernel: Bool {
    // IFA_F_TEMPORARY: a privacy address, which comes and goes with the one that it was made from.
    if local.isIPv6, flags & 0x01 != 0 { return true }
    if local.isLoopback { return local.isIPv6 || local == IPAddress(127, 0, 0, 1) }
    guard local.isLinkLocal else { return false }
    return origin == 0 || origin == 3
  }

  /// Whether it came with a router advertisement or from a DHCP client, and so has an end. Who gave it tends it.
  var isTended: Bool { !isPermanent }

  /// Whether the kernel has reported it: it says all, a declaration seldom does.
  var isReported: Bool { scope != nil && noPrefixRoute != nil && validLifetime != nil }

  /// Whether an address that the kernel reports is as declared: what the declaration is silent about is left alone.
  func isSatisfied(by observed: Address) -> Bool {
    fixedPartIsSatisfied(by: observed) && movablePartIsSatisfied(by: observed)
  }

  /// What the kernel cannot change of an address: another one has to take its place.
  func fixedPartIsSatisfied(by observed: Address) -> Bool {
    key == observed.key && (broadcast == nil || broadcast == observed.broadcast)
      && (scope == nil || scope == observed.scope) && (label == nil || label == observed.label)
      // inet_rtm_newaddr() changes no flag of an address that is there, inet6_addr_modify() does.
      && (local.isIPv6 || noPrefixRoute == nil || noPrefixRoute == observed.noPrefixRoute)
  }

  /// This declaration, and what it is silent about as the kernel has it: a change has to say all.
  func completed(by observed: Address) -> Address {
    var result = observed
    result.preferredLifetime = preferredLifetime ?? observed.preferredLifetime
    result.validLifetime = validLifetime ?? observed.validLifetime
    result.metric = metric ?? observed.metric
    result.noPrefixRoute = noPrefixRoute ?? observed.noPrefixRoute
    return result
  }

  private func movablePartIsSatisfied(by observed: Address) -> Bool {
    preferredLifetime.map { $0.isSatisfied(by: observed.preferredLifetime) } != false
      && validLifetime.map { $0.isSatisfied(by: observed.validLifetime) } != false
      && (metric == nil || metric == observed.metric)
      && (noPrefixRoute == nil || noPrefixRoute == observed.noPrefixRoute)
  }

  /// The same address on another link: the label follows where it begins with the link's name.
  func moved(from old: LinkName, to new: LinkName) -> Address {
    guard let label, label == old.text || label.hasPrefix(old.text + ":") else { return self }
    var result = self
    let text = new.text + label.dropFirst(old.text.count)
    // A label has 15 bytes at most, as a link's name.
    result.label = text.utf8.count <= LinkName.maximumLength ? text : new.text
    return result
  }
}

extension Address.Lifetime {
  /// A lifetime runs down: what is left of it fulfils it.
  func isSatisfied(by observed: Address.Lifetime?) -> Bool {
    switch (self, observed) {
    case (.forever, .forever), (.forever, nil): true
    case (.seconds(let wanted), .seconds(let left)): left <= wanted
    default: false
    }
  }
}

extension Route {
  /// Whether a route that the kernel reports is as declared.
  func isSatisfied(by observed: Route) -> Bool {
    key == observed.key && action == observed.action && (source == nil || source == observed.source)
      && (scope == observed.scope || destination.isIPv6) && hops.count == observed.hops.count
      && zip(hops, observed.hops).allSatisfy { $0.isSatisfied(by: $1) }
      && metrics.allSatisfy { observed.metrics[$0.key] == $0.value }
  }

  /// Whether it is the same route but for what runs down.
  func isSame(as other: Route) -> Bool {
    var mine = self
    mine.expires = other.expires
    return mine == other
  }
}

extension Route.Hop {
  fileprivate func isSatisfied(by observed: Route.Hop) -> Bool {
    (link == nil || link == observed.link) && gateway == observed.gateway && weight == observed.weight
      && isOnLink == observed.isOnLink
  }
}
