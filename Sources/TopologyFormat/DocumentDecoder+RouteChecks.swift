internal import NetworkModel

/// Whether the keys of a route make a route together.
extension DocumentDecoder {
  /// Looks for keys that are missing and for keys that contradict each other; each pair is reported once, at the later
  /// of the two.
  mutating func checkCompany(_ draft: RouteDraft, _ members: [DocumentNode.Member], at node: DocumentNode) {
    let keys = members.compactMap { RouteKey(rawValue: $0.key) }
    if !keys.contains(.to) {
      report(node.position, "a route needs \"to\", such as \"10.8.0.0/16\" or \"default\"")
    }
    if draft.action == .unicast {
      if !keys.contains(where: { [.via, .dev, .hops].contains($0) }) {
        report(
          node.position,
          "a route needs \"via\", the router, or \"dev\", the link; or \"hops\", or a \"type\" that sends nothing on")
      }
    } else {
      for (key, member) in zip(keys, members) where !RouteKey.ofRejection.contains(key) {
        within(.key(member.key)) {
          $0.report(member.keyPosition, "a route of type \"\(draft.action.word)\" sends nothing on; remove this")
        }
      }
    }
    for pair in RouteKey.contradictions where pair.allSatisfy(keys.contains) {
      guard let later = members.last(where: { member in pair.contains { $0.rawValue == member.key } }) else { continue }
      let other = pair[0].rawValue == later.key ? pair[1] : pair[0]
      within(.key(later.key)) {
        $0.report(
          later.keyPosition, "\"\(other.rawValue)\" and this both say which way packets go; keep one of them")
      }
    }
  }

  /// The route; what is reported on the way makes it void.
  mutating func complete(_ draft: RouteDraft, _ members: [DocumentNode.Member], at node: DocumentNode) -> Route? {
    let gateways = draft.hops.compactMap(\.hop.gateway)
    let told = draft.destination?.isIPv6 ?? draft.isIPv6 ?? Route.isIPv6(source: draft.source, gateways: gateways)
    guard let isIPv6 = told else {
      report(
        .to, in: members,
        "nothing tells whether this is the default route of IPv4 or of IPv6; add \"family\": \"ipv4\" or \"ipv6\"")
      return nil
    }
    let family = isIPv6 ? "IPv6" : "IPv4"
    if let declared = draft.isIPv6, declared != isIPv6 {
      report(.family, in: members, "the destination is of \(family); remove this")
    }
    if let source = draft.source, source.isIPv6 != isIPv6 {
      report(.source, in: members, "\(source) cannot be the source of a route of \(family); it is of the other family")
    }
    if isIPv6, draft.scope != nil {
      report(.scope, in: members, "routes of IPv6 have no scope; remove this")
    }
    if isIPv6, draft.metric == 0 {
      report(
        .metric, in: members,
        "the kernel makes \(Route.standardIPv6Metric) of the metric 0 of IPv6; write that, or leave it out")
    }
    if let scope = draft.scope, scope.rawValue >= Scope.link.rawValue, !gateways.isEmpty {
      report(
        .scope, in: members, "what is behind a router has no scope of \"\(scope)\"; write \"global\" or remove this")
    }
    for hop in draft.hops { check(hop, isIPv6: isIPv6) }
    var route = Route(
      draft.destination ?? (isIPv6 ? .allIPv6 : .allIPv4), action: draft.action, hops: draft.hops.map(\.hop),
      metric: draft.metric, table: draft.table ?? Route.mainTable)
    route.scope = draft.scope ?? route.usualScope
    route.source = draft.source
    route.mtu = draft.mtu
    return route
  }

  private mutating func check(_ draft: RouteDraft.Hop, isIPv6: Bool) {
    let hop = draft.hop
    within(draft) { decoder in
      if let gateway = hop.gateway {
        if isIPv6, !gateway.isIPv6 {
          decoder.report(.via, in: draft.members, "\(gateway) cannot be the router of a route of IPv6; it is of IPv4")
        } else if gateway.isIPv6, gateway.isLinkLocal, hop.link == nil {
          decoder.report(
            .via, in: draft.members, "\(gateway) means something on its link alone; add \"dev\", the link's name")
        }
        if hop.isOnLink, hop.link == nil {
          decoder.report(.onlink, in: draft.members, "nothing tells on which link the router is; add \"dev\"")
        }
      } else {
        if hop.isOnLink {
          decoder.report(
            .onlink, in: draft.members, "\"onlink\" speaks of a router; add it as \"via\", or remove this")
        }
        // "Device only routes can not be added for IPv6 using the multipath API" (ip6_route_multipath_add).
        if isIPv6, draft.index != nil {
          decoder.report(.dev, in: draft.members, "of several ways of IPv6, each needs a router; add \"via\"")
        }
      }
    }
  }

  /// Runs `body` with the way's place at the end of the path.
  mutating func within(_ hop: RouteDraft.Hop, _ body: (inout DocumentDecoder) -> Void) {
    guard let index = hop.index else { return body(&self) }
    within(.key(RouteKey.hops.rawValue)) { $0.within(.index(index), body) }
  }

  /// Notes a fault of the value under `key`.
  private mutating func report(_ key: RouteKey, in members: [DocumentNode.Member], _ message: String) {
    guard let member = members.first(where: { $0.key == key.rawValue }) else { return }
    within(.key(member.key)) { $0.report(member.value.position, message) }
  }
}
