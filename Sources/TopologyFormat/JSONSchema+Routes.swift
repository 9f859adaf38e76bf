internal import NetworkModel

/// Routes in the schema.
extension JSONSchema {
  static var route: JSONValue {
    let rejections = Route.Action.allCases.filter { $0 != .unicast }.map { JSONValue.string($0.word) }
    let foreign = RouteKey.allCases.filter { !RouteKey.ofRejection.contains($0) }.map { absence(of: $0.rawValue) }
    let ways = [RouteKey.via, .dev, .hops].map {
      JSONValue.members(["required": .array([.string($0.rawValue)])])
    }
    let excluded = RouteKey.contradictions.map { pair in
      JSONValue.members(["not": .members(["required": .array(pair.map { .string($0.rawValue) })])])
    }
    return .members([
      "title": .string("a route"), "type": .string("object"),
      "properties": .object(RouteKey.allCases.map { .init($0.rawValue, described($0.summary, form(of: $0))) }),
      "required": .array([.string(RouteKey.to.rawValue)]), "additionalProperties": .boolean(false),
      "if": .members([
        "properties": .members([RouteKey.type.rawValue: .members(["enum": .array(rejections)])]),
        "required": .array([.string(RouteKey.type.rawValue)]),
      ]),
      "then": .members(["allOf": .array(foreign)]),
      "else": .members(["anyOf": .array(ways), "allOf": .array(excluded)]),
    ])
  }

  private static func form(of key: RouteKey) -> JSONValue {
    switch key {
    case .to: reference("destination")
    case .family: .members(["enum": .array([.string("ipv4"), .string("ipv6")])])
    case .type: .members(["enum": .array(Route.Action.allCases.map { .string($0.word) })])
    case .via, .source: reference("ip_address")
    case .dev: reference("link_name")
    case .onlink: boolean
    case .hops: .members(["type": .string("array"), "items": reference("hop"), "minItems": .integer(2)])
    case .metric: integer(0...Int64(UInt32.max))
    case .table:
      .members([
        "anyOf": .array([
          .members(["enum": .array(RouteKey.tables.map { .string($0.key) })]), integer(1...Int64(UInt32.max)),
        ]),
        "not": .members(["const": .integer(Int64(RouteKey.localTable))]),
      ])
    case .mtu: integer(Route.mtuRange)
    case .scope: scope(upTo: .host)
    }
  }

  static var hop: JSONValue {
    let keys = HopKey.allCases.map { key in
      let value =
        switch key {
        case .via: reference("ip_address")
        case .dev: reference("link_name")
        case .weight: integer(HopKey.weights)
        case .onlink: boolean
        }
      return JSONValue.Member(key.rawValue, described(key.summary, value))
    }
    let ways = [HopKey.via, .dev].map { JSONValue.members(["required": .array([.string($0.rawValue)])]) }
    return .members([
      "title": .string("one way of a route that has several"), "type": .string("object"), "properties": .object(keys),
      "anyOf": .array(ways), "additionalProperties": .boolean(false),
    ])
  }
}
