internal import NetworkModel

/// Addresses and routes in the document's form, in the fewest words.
extension TopologyWriter {
  static func value(of address: Address) -> JSONValue {
    let text = JSONValue.string("\(address.local)/\(address.prefixLength)")
    // A valid lifetime stands for the preferred one too, unless it is for ever.
    let isSaid = address.validLifetime != .forever && address.preferredLifetime == address.validLifetime
    let others: [(AddressKey, JSONValue?)] = [
      (.peer, address.peer.map { .string($0.description) }),
      (.broadcast, address.broadcast.map { .string($0.description) }),
      (.scope, address.scope.map(value)),
      (.label, address.label.map(JSONValue.string)),
      (.preferredLifetime, isSaid ? nil : address.preferredLifetime.map(value)),
      (.validLifetime, address.validLifetime.map(value)),
      (.noPrefixRoute, address.noPrefixRoute.map(JSONValue.boolean)),
      (.metric, address.metric.map { .integer(Int64($0)) }),
    ]
    let members = others.compactMap { key, value in value.map { JSONValue.Member(key.rawValue, $0) } }
    return members.isEmpty ? text : .object([.init(AddressKey.address.rawValue, text)] + members)
  }

  private static func value(of scope: Scope) -> JSONValue {
    Scope.words.first { $0.value == scope }.map { .string($0.key) } ?? .integer(Int64(scope.rawValue))
  }

  private static func value(of lifetime: Address.Lifetime) -> JSONValue {
    switch lifetime {
    case .forever: .string(AddressKey.forever)
    case .seconds(let seconds): .integer(Int64(seconds))
    }
  }

  // MARK: Routes

  /// - Parameter domains: The links in VRFs, over which a route is not in the main table by itself.
  static func value(of route: Route, inVRFs domains: Set<LinkName>) -> JSONValue {
    let single = route.hops.count == 1 ? route.hops[0] : nil
    let gateways = route.hops.compactMap(\.gateway)
    let needsFamily =
      route.destination.isDefault
      && Route.isIPv6(source: route.source, gateways: gateways) != route.destination.isIPv6
    let standardMetric = Route(route.destination).metric
    let isInMain = route.table == Route.mainTable && !route.hops.contains { $0.link.map(domains.contains) == true }
    let members: [(RouteKey, JSONValue?)] = [
      (.to, .string(route.destination.description)),
      (.family, needsFamily ? .string(route.destination.isIPv6 ? "ipv6" : "ipv4") : nil),
      (.type, route.action == .unicast ? nil : .string(route.action.word)),
      (.via, single?.gateway.map { .string($0.description) }),
      (.dev, single?.link.map { .string($0.text) }),
      (.onlink, single?.isOnLink == true ? .boolean(true) : nil),
      (.hops, route.hops.count > 1 ? .array(route.hops.map(value)) : nil),
      (.metric, route.metric == standardMetric ? nil : .integer(Int64(route.metric))),
      (.table, isInMain ? nil : table(route.table)),
      (.source, route.source.map { .string($0.description) }),
      (.mtu, route.mtu.map { .integer(Int64($0)) }),
      (.scope, route.scope == route.usualScope ? nil : value(of: route.scope)),
    ]
    return .object(members.compactMap { key, value in value.map { .init(key.rawValue, $0) } })
  }

  private static func table(_ number: UInt32) -> JSONValue {
    RouteKey.tables.first { $0.value == number }.map { .string($0.key) } ?? .integer(Int64(number))
  }

  private static func value(of hop: Route.Hop) -> JSONValue {
    let members: [(HopKey, JSONValue?)] = [
      (.via, hop.gateway.map { .string($0.description) }),
      (.dev, hop.link.map { .string($0.text) }),
      (.weight, hop.weight == 1 ? nil : .integer(Int64(hop.weight))),
      (.onlink, hop.isOnLink ? .boolean(true) : nil),
    ]
    return .object(members.compactMap { key, value in value.map { .init(key.rawValue, $0) } })
  }
}
