import Glibc
import NetworkModel

/// What the kernel asks of a route before it takes it: fib_create_info() and ip6_route_info_create().
extension SimulatedState {
  /// The route as the kernel would report it, its hops with their links.
  func checked(_ route: Route) throws(Objection) -> Route {
    var new = route
    guard route.nexthop == nil else { throw Objection(EINVAL, "Nexthop id does not exist") }
    if route.destination.isIPv6 {
      new.scope = .global
      new.typeOfService = 0
      if new.metric == 0 { new.metric = Route.standardIPv6Metric }
    }
    guard route.action == .unicast else {
      guard route.hops.isEmpty else {
        throw Objection(EINVAL, "Gateway, device and multipath can not be specified for this route type")
      }
      return new
    }
    guard !route.hops.isEmpty else {
      throw route.destination.isIPv6 ? Objection(ENODEV) : Objection(EINVAL, "Nexthop has no gateway or device")
    }
    for place in new.hops.indices {
      let hop = new.hops[place]
      new.hops[place].link =
        try route.destination.isIPv6 ? checkedIPv6(hop, table: route.table) : checkedIPv4(hop, table: route.table)
      if new.hops.count == 1 { new.hops[place].weight = 1 }
    }
    if let source = route.source, !isLocal(source) {
      throw Objection(EINVAL, route.destination.isIPv6 ? "Invalid source address" : "Invalid prefsrc address")
    }
    return new
  }

  /// fib_check_nh(): the link over which the hop goes.
  private func checkedIPv4(_ hop: Route.Hop, table: UInt32) throws(Objection) -> LinkName {
    if hop.gateway?.isIPv6 == true { return try checkedIPv6(hop, table: table) }
    let link = hop.link.flatMap { index(of: $0) }.flatMap { links[$0] }
    guard let gateway = hop.gateway else {
      guard let link else { throw Objection(ENODEV) }
      guard link.isUp else { throw Objection(ENETDOWN, "Device for nexthop is not up") }
      return link.name
    }
    if hop.isOnLink {
      guard let link else { throw Objection(ENODEV, "Nexthop device required for onlink") }
      guard link.isUp else { throw Objection(ENETDOWN, "Nexthop device is not up") }
      guard !isLocal(gateway) else { throw Objection(EINVAL, "Nexthop has invalid gateway") }
      return link.name
    }
    guard let found = neighborhood(of: gateway, over: link, table: table) else {
      throw Objection(ENETUNREACH, "Nexthop has invalid gateway")
    }
    let isBroadcast = found.prefix.length < 31 && gateway == found.prefix.last
    guard !isBroadcast else { throw Objection(EINVAL, "Nexthop has invalid gateway") }
    return found.link
  }

  /// ip6_validate_gw() and fib6_nh_init(): the link over which the hop goes.
  private func checkedIPv6(_ hop: Route.Hop, table: UInt32) throws(Objection) -> LinkName {
    var link = hop.link.flatMap { index(of: $0) }.flatMap { links[$0] }
    if let gateway = hop.gateway {
      guard !isLocal(gateway) else { throw Objection(EINVAL, "Gateway can not be a local address") }
      let isLinkLocal = gateway.bytes[0] == 0xFE && gateway.bytes[1] & 0xC0 == 0x80
      if !hop.isOnLink, !isLinkLocal {
        guard let found = neighborhood(of: gateway, over: link, table: table) else { throw Objection(EHOSTUNREACH) }
        link = index(of: found.link).flatMap { links[$0] }
      }
      guard link != nil else { throw Objection(EINVAL, "Egress device not specified") }
    }
    guard let link, link.hasIPv6 else { throw Objection(ENODEV) }
    guard link.usesIPv6 else { throw Objection(EACCES, "IPv6 is disabled on nexthop device") }
    guard link.isUp else { throw Objection(ENETDOWN, "Nexthop device is not up") }
    return link.name
  }

  /// The longest prefix on a link, the given one if any, in which a router is: a kernel-made route to the prefix of an
  /// address, or somebody's route in the main table without a router.
  /// Without a link the kernel looks into the table of the route, and then into the main one.
  private func neighborhood(
    of router: IPAddress, over wanted: SimulatedLink?, table: UInt32
  ) -> (link: LinkName, prefix: IPPrefix)? {
    var best: (link: LinkName, prefix: IPPrefix)?
    for link in links.values.sorted(by: { $0.index < $1.index }) where link.isUp {
      if let wanted, wanted.index != link.index { continue }
      if wanted == nil, ![table, Route.mainTable].contains(routingTable(of: link)) { continue }
      var prefixes: [IPPrefix] = []
      for address in link.addresses where address.isIPv6 == router.isIPv6 {
        prefixes.append(IPPrefix(address.local, length: 128))
        if address.hasPrefixRoute { prefixes.append(address.prefix) }
      }
      for entry in routes where entry.route.table == Route.mainTable && entry.isOnLink(link.name) {
        prefixes.append(entry.route.destination)
      }
      for prefix in prefixes where prefix.contains(router) && prefix.length > best?.prefix.length ?? 0 {
        best = (link.name, prefix)
      }
    }
    return best
  }
}

extension IPPrefix {
  /// The last address in it: of IPv4, that for broadcasts.
  fileprivate var last: IPAddress {
    var bytes = address.bytes
    for place in bytes.indices {
      let host = min(max((place + 1) * 8 - Int(length), 0), 8)
      bytes[place] |= UInt8(truncatingIfNeeded: (1 << host) - 1)
    }
    return IPAddress(bytes: bytes) ?? address
  }
}
