internal import NetworkModel

/// The keys of a route.
enum RouteKey: String, CaseIterable {
  case to
  case family
  case type
  case via
  case dev
  case onlink
  case hops
  case metric
  case table
  case source
  case mtu
  case scope

  /// The form of its value, for people.
  var form: String {
    switch self {
    case .to: "address/length, address or \"default\""
    case .family: "\"ipv4\" or \"ipv6\""
    case .type: Route.Action.allCases.map { "\"\($0.word)\"" }.joined(separator: ", ")
    case .via, .source: "address"
    case .dev: "link name"
    case .onlink: "true or false"
    case .hops: "list of objects"
    case .metric: "0 to \(UInt32.max)"
    case .table: "1 to \(UInt32.max), \"main\" or \"default\""
    case .mtu: "\(Route.mtuRange.lowerBound) to \(Route.mtuRange.upperBound) bytes"
    case .scope: "word or number"
    }
  }

  /// One sentence for the manual page and the schema.
  var summary: String {
    switch self {
    case .to: "Where the route leads: a range of addresses, one address, or \"default\" for all of them. Needed."
    case .family: "Whether a default route is of IPv4 or of IPv6. Needed where no address in the route tells."
    case .type:
      "What the route does with packets: \"unicast\" sends them on, \"blackhole\" drops them silently, \"unreachable\" "
        + "and \"prohibit\" drop them and say so, \"throw\" has the search go on in the next table. Without it, they are "
        + "sent on."
    case .via: "The router to send to. It may be one of IPv6 in a route of IPv4."
    case .dev: "The link to send over. Where it is left out, the host finds the router's link."
    case .onlink: "Whether the router is on the link though no address of the link says so."
    case .hops: "Several ways between which packets are divided, instead of via and dev."
    case .metric:
      "The lowest metric wins among routes to the same place. Without it, it is 0, and 1024 for a route of IPv6."
    case .table:
      "The routing table. Without it, that is the table of the VRF into which the document puts the links of the route, "
        + "or else \"main\", 254. The table \"local\", 255, is the kernel's own."
    case .source: "The address of this host from which it sends."
    case .mtu: "The largest packet that goes this way."
    case .scope:
      "How far the destination is: \"global\", \"site\", \"link\", \"host\" or a number from 0 to 254. Of IPv4 alone. "
        + "Without it, the scope is \"link\" for a route without a router and \"global\" for any other."
    }
  }

  /// Pairs that cannot stand together: each of the ways has a router and a link of its own.
  static let contradictions: [[RouteKey]] = [[.via, .hops], [.dev, .hops], [.onlink, .hops]]

  /// The keys of a route that sends nothing on.
  static let ofRejection: [RouteKey] = [.to, .family, .type, .metric, .table]

  /// The words for tables that have some, with the kernel's numbers (`RT_TABLE_*`).
  static let tables: KeyValuePairs<String, UInt32> = ["main": Route.mainTable, "default": 253]
  /// The table of the kernel's own routes, `RT_TABLE_LOCAL`.
  static let localTable: UInt32 = 255
}

/// The keys of one of several ways.
enum HopKey: String, CaseIterable {
  case via
  case dev
  case weight
  case onlink

  /// How many packets can go one way in proportion to the others: `rtnh_hops` is one byte, and one less.
  static let weights: ClosedRange<Int64> = 1...256

  /// The form of its value, for people.
  var form: String {
    switch self {
    case .via: RouteKey.via.form
    case .dev: RouteKey.dev.form
    case .weight: "\(Self.weights.lowerBound) to \(Self.weights.upperBound)"
    case .onlink: RouteKey.onlink.form
    }
  }

  /// One sentence for the manual page and the schema.
  var summary: String {
    switch self {
    case .via: "The router to send to. IPv6 has no ways without a router."
    case .dev: RouteKey.dev.summary
    case .weight: "How many of the packets go this way, in proportion to the other ways. 1 unless it is declared."
    case .onlink: RouteKey.onlink.summary
    }
  }
}
