internal import NetworkModel

/// What a route's keys say one by one, before it is looked at whether they make a route together.
struct RouteDraft {
  /// A way and the text that declares it.
  struct Hop {
    var hop: Route.Hop
    /// Where it stands in the list of ways; nil where the route's own keys say it.
    let index: Int?
    let members: [DocumentNode.Member]
  }

  /// Nil for the default route of a family that is still to be found.
  var destination: IPPrefix?
  var isIPv6: Bool?
  var action = Route.Action.unicast
  var hops: [Hop] = []
  var metric: UInt32?
  /// Nil for the table of the VRF that it leads into, or else the main one.
  var table: UInt32?
  var source: IPAddress?
  var mtu: UInt32?
  var scope: Scope?
}

extension Route {
  /// The family of a route of everything by the addresses in it; nil when it has none. A router of IPv6 serves routes of
  /// both families, but an address to send from and a router of IPv4 serve their own alone.
  static func isIPv6(source: IPAddress?, gateways: [IPAddress]) -> Bool? {
    if let source { return source.isIPv6 }
    return gateways.isEmpty ? nil : gateways.allSatisfy(\.isIPv6)
  }
}
