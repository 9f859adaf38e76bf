internal import CLinuxShim
internal import NetworkModel

extension Topology {
  /// The addresses of a link that a document would declare: those that somebody gave it for good. What the kernel made,
  /// a router announced or a DHCP client leases comes by itself.
  static func addresses(of link: ObservedLink) -> [Address]? {
    let addresses = link.addresses.filter(\.isGivenForGood)
    // The loopback brings its own addresses along, and is not worth telling for them. With others they have to be told,
    // for what is declared is all that stays.
    if addresses.allSatisfy(\.isOfLoopback) { return nil }
    return addresses.map { $0.declared(on: link.name) }
  }

  /// The routes that administrators made, as far as documents can say them.
  static func routes(of snapshot: Snapshot) -> [DeclaredRoute] {
    var keys: Set<Route.Key> = []
    return snapshot.routes.compactMap { observed in
      guard [Route.staticOrigin, UInt8(RTPROT_BOOT)].contains(observed.origin) else { return nil }
      var route = observed
      route.origin = Route.staticOrigin
      // The kernel says that packets of a route of IPv6 which rejects go to the loopback.
      if route.action != .unicast { route.hops = [] }
      return route.isSayable && keys.insert(route.key).inserted ? DeclaredRoute(route) : nil
    }
  }
}

extension Address {
  fileprivate var isGivenForGood: Bool {
    guard flags & UInt32(IFA_F_PERMANENT) != 0, Self.isWritable(local) else { return false }
    // Kernels before 5.18 do not say who made a link-local address, and then it is most likely the kernel's own.
    let ofKernel = local.isLinkLocal ? [0, UInt8(IFAPROT_KERNEL_LL)] : []
    return ![UInt8(IFAPROT_KERNEL_RA)].contains(origin) && !ofKernel.contains(origin)
  }

  private static func isWritable(_ address: IPAddress) -> Bool { DocumentDecoder.objection(to: address) == nil }

  fileprivate var isOfLoopback: Bool {
    self.key == Address(local, prefixLength: local.isIPv6 ? 128 : 8).key
      && (local == IPAddress(127, 0, 0, 1) || local.isIPv6 && local.isLoopback)
  }

  /// The address without what each address of its kind has by itself.
  fileprivate func declared(on link: LinkName) -> Address {
    var address = Address(local, prefixLength: prefixLength)
    address.peer = peer
    if !local.isIPv6 {
      address.broadcast = broadcast
      if scope != address.usualScope { address.scope = scope }
      if label != link.text, label?.isEmpty == false { address.label = label }
    }
    // IPv4 shows by the flag alone that an address which stays is not preferred.
    if flags & UInt32(IFA_F_DEPRECATED) != 0 {
      address.preferredLifetime = .seconds(0)
    } else if preferredLifetime != .forever {
      address.preferredLifetime = preferredLifetime
    }
    address.metric = metric == 0 ? nil : metric
    if noPrefixRoute == true { address.noPrefixRoute = true }
    return address
  }
}

extension Route {
  /// Whether a document can say all of it, such that the reader takes it.
  fileprivate var isSayable: Bool {
    let hasKnownParts =
      typeOfService == 0 && expires == nil && nexthop == nil && others.isEmpty
      && metrics.keys.allSatisfy { $0 == Self.mtuMetric } && mtu.map { Self.mtuRange.contains(Int64($0)) } != false
    guard hasKnownParts, table != 0, table != RouteKey.localTable else { return false }
    if action != .unicast { return source == nil && metrics.isEmpty && scope == usualScope }
    let areWays = !hops.isEmpty && hops.allSatisfy { $0.isSayable(of: destination, isOnly: hops.count == 1) }
    let areDifferent = Set(hops.map { Hop(link: $0.link, gateway: $0.gateway) }).count == hops.count
    let hasScope = destination.isIPv6 ? scope == .global : scope != .nowhere
    return areWays && areDifferent && hasScope && !(destination.isIPv6 && metric == 0)
  }
}

extension Route.Hop {
  fileprivate func isSayable(of destination: IPPrefix, isOnly: Bool) -> Bool {
    guard let link, Topology.canDeclare(link) else { return false }
    guard isOnly ? weight == 1 : HopKey.weights.contains(Int64(weight)) else { return false }
    guard let gateway else { return !isOnLink && (isOnly || !destination.isIPv6) }
    return gateway.isIPv6 || !destination.isIPv6
  }
}
