extension Address {
  /// The scope of an address that declares none, as `ip address add` chooses it.
  public var usualScope: Scope { local.isLoopback ? .host : .global }
}

extension Route {
  /// The scope of a route that declares none, as `ip route add` chooses it: a destination without a router before it is
  /// on the link. IPv6 has no scopes, and of a route that sends nothing on it is the widest.
  public var usualScope: Scope {
    let isOnLink = !destination.isIPv6 && action == .unicast && hops.allSatisfy { $0.gateway == nil }
    return isOnLink ? .link : .global
  }
}
