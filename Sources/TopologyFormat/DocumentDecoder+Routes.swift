internal import NetworkModel

/// Routes: `{"to": "10.8.0.0/16", "via": "10.0.10.254"}`.
extension DocumentDecoder {
  mutating func decodeRoutes(_ node: DocumentNode) {
    guard case .array(let elements) = node.content else {
      return report(
        node.position,
        "routes are a list such as [{\"to\": \"default\", \"via\": \"192.0.2.1\"}], not \(node.title)")
    }
    for (index, element) in elements.enumerated() {
      within(.index(index)) { $0.decodeRoute(element) }
    }
  }

  private mutating func decodeRoute(_ node: DocumentNode) {
    guard case .object(let members) = node.content else {
      return report(
        node.position,
        "a route is an object such as {\"to\": \"default\", \"via\": \"192.0.2.1\"}, not \(node.title)")
    }
    let before = diagnostics.count
    let draft = decodeDraft(members)
    checkCompany(draft, members, at: node)
    guard diagnostics.count == before, let route = complete(draft, members, at: node), diagnostics.count == before
    else { return }
    routes.append(
      RouteDeclaration(
        route: DeclaredRoute(route, position: node.position.source(in: file)), hasTable: draft.table != nil,
        place: place(node.position)))
    for hop in draft.hops { noteDevice(of: hop, isIPv6: route.destination.isIPv6) }
  }

  // MARK: Key by key

  private mutating func decodeDraft(_ members: [DocumentNode.Member]) -> RouteDraft {
    var draft = RouteDraft()
    var hop = RouteDraft.Hop(hop: Route.Hop(), index: nil, members: members)
    for member in members {
      within(.key(member.key)) { decoder in
        guard let key = RouteKey(rawValue: member.key) else {
          return decoder.report(member.keyPosition, KeyAdvice.inRoute(member.key))
        }
        switch key {
        case .via, .dev, .onlink: decoder.decode(HopKey(rawValue: key.rawValue), member.value, into: &hop.hop)
        case .hops: draft.hops = decoder.decodeHops(member.value)
        default: decoder.decode(key, member.value, into: &draft)
        }
      }
    }
    if draft.hops.isEmpty, hop.hop != Route.Hop() { draft.hops = [hop] }
    return draft
  }

  private mutating func decode(_ key: RouteKey, _ node: DocumentNode, into draft: inout RouteDraft) {
    switch key {
    case .to: draft.destination = decodeDestination(node)
    case .family: draft.isIPv6 = decodeWord(node, among: ["ipv4", "ipv6"]).map { $0 == "ipv6" }
    case .type:
      let word = decodeWord(node, among: Route.Action.allCases.map(\.word))
      draft.action = Route.Action.allCases.first { $0.word == word } ?? .unicast
    case .metric: draft.metric = decodeInteger(node, in: 0...Int64(UInt32.max), unit: nil).map { UInt32($0) }
    case .table: draft.table = decodeTable(node)
    case .source: draft.source = decodeHostAddress(node)
    case .mtu: draft.mtu = decodeInteger(node, in: Route.mtuRange, unit: "bytes").map { UInt32($0) }
    // The kernel takes no scope beyond that of the host itself ("Invalid scope", fib_create_info).
    case .scope: draft.scope = decodeScope(node, upTo: .host)
    case .via, .dev, .onlink, .hops: break
    }
  }

  /// Nil for "default" too.
  private mutating func decodeDestination(_ node: DocumentNode) -> IPPrefix? {
    if case .string("default") = node.content { return nil }
    let example = "a range of addresses such as \"10.8.0.0/16\", an address, or \"default\""
    guard let (address, length) = decodeAddressAndLength(node, example: example) else { return nil }
    let prefix = IPPrefix(address, length: length ?? UInt8(address.bytes.count * 8))
    guard prefix.address == address else {
      let meant = "\(prefix.address)/\(prefix.length)"
      report(node.position, "\(node.title) has bits set behind its prefix; write \"\(meant)\"")
      return nil
    }
    return prefix
  }

  private mutating func decodeTable(_ node: DocumentNode) -> UInt32? {
    let local = "the table \"local\" is the kernel's own; routes in it come with addresses"
    switch node.content {
    case .number(let number):
      guard number.integer != Int64(RouteKey.localTable) else {
        report(node.position, local)
        return nil
      }
      return decodeInteger(node, in: 1...Int64(UInt32.max), unit: nil).map { UInt32($0) }
    case .string("local"):
      report(node.position, local)
      return nil
    default:
      let words = RouteKey.tables.map(\.key)
      if case .string(let text) = node.content, let word = words.first(where: { $0 == text }) {
        return RouteKey.tables.first { $0.key == word }?.value
      }
      report(
        node.position,
        "a table is a number from 1 to \(UInt32.max), \"main\" or \"default\", not \(node.title)")
      return nil
    }
  }

  // MARK: Ways

  private mutating func decodeHops(_ node: DocumentNode) -> [RouteDraft.Hop] {
    guard case .array(let elements) = node.content, elements.count > 1 else {
      report(
        node.position,
        "\"hops\" is a list of two ways or more, each an object such as {\"via\": \"192.0.2.1\", \"weight\": 2}; "
          + "a single one is said by \"via\" and \"dev\"")
      return []
    }
    var hops: [RouteDraft.Hop] = []
    for (index, element) in elements.enumerated() {
      within(.index(index)) { decoder in
        guard case .object(let members) = element.content else {
          return decoder.report(
            element.position, "a way is an object such as {\"via\": \"192.0.2.1\"}, not \(element.title)")
        }
        let before = decoder.diagnostics.count
        var hop = RouteDraft.Hop(hop: Route.Hop(), index: index, members: members)
        for member in members {
          decoder.within(.key(member.key)) { decoder in
            guard let key = HopKey(rawValue: member.key) else {
              return decoder.report(member.keyPosition, KeyAdvice.inHop(member.key))
            }
            decoder.decode(key, member.value, into: &hop.hop)
          }
        }
        guard decoder.diagnostics.count == before else { return }
        if hop.hop.gateway == nil, hop.hop.link == nil {
          decoder.report(element.position, "a way needs \"via\", the router, or \"dev\", the link, or both")
        } else if hops.contains(where: { $0.hop.gateway == hop.hop.gateway && $0.hop.link == hop.hop.link }) {
          decoder.report(element.position, "this way stands in the list already; give it a larger \"weight\" instead")
        }
        hops.append(hop)
      }
    }
    return hops
  }

  private mutating func decode(_ key: HopKey?, _ node: DocumentNode, into hop: inout Route.Hop) {
    switch key {
    case .via: hop.gateway = decodeHostAddress(node)
    case .dev: hop.link = decodeLinkName(node)
    case .weight: hop.weight = decodeInteger(node, in: HopKey.weights, unit: nil).map { Int($0) } ?? 1
    case .onlink: hop.isOnLink = decodeBoolean(node) ?? false
    case nil: break
    }
  }

  private mutating func noteDevice(of hop: RouteDraft.Hop, isIPv6: Bool) {
    guard let name = hop.hop.link else { return }
    within(hop) { decoder in
      decoder.within(.key(HopKey.dev.rawValue)) { decoder in
        let member = hop.members.first { $0.key == HopKey.dev.rawValue }
        guard let position = member?.value.position else { return }
        decoder.routeDevices.append(RouteDevice(name: name, isIPv6: isIPv6, place: decoder.place(position)))
      }
    }
  }
}
