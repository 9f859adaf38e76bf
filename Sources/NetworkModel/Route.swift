/// A route: as a document declares it, or as the kernel reports it.
///
/// Links are called by name, so that a route outlives the link's index: of a bridge that is made anew, for example.
public struct Route: Sendable, Hashable {
  /// What a route does with packets: `RTN_*`.
  public enum Action: UInt8, Sendable, CaseIterable {
    /// Sends them on.
    case unicast = 1
    /// Drops them silently.
    case blackhole = 6
    /// Drops them and says "host unreachable".
    case unreachable = 7
    /// Drops them and says "administratively prohibited".
    case prohibit = 8
    /// Has the search go on in the next table.
    case `throw` = 9

    /// The word of `ip route`.
    public var word: String {
      switch self {
      case .unicast: "unicast"
      case .blackhole: "blackhole"
      case .unreachable: "unreachable"
      case .prohibit: "prohibit"
      case .throw: "throw"
      }
    }
  }

  /// One of the ways of a route.
  public struct Hop: Sendable, Hashable {
    /// The link over which it goes.
    public var link: LinkName?
    /// The router, which may be of the other family; nil when the destination is on the link.
    public var gateway: IPAddress?
    /// How many of the packets go this way, in proportion to the other hops: 1 to 256.
    public var weight: Int
    /// Whether the router is on the link though no address of the link says so (`RTNH_F_ONLINK`).
    public var isOnLink: Bool
    /// Attributes of a way among several that vnetctl does not know, such as an encapsulation, by number, as bytes. Those
    /// of the only way are the route's.
    public var others: [UInt16: [UInt8]] = [:]

    /// A way.
    public init(link: LinkName? = nil, gateway: IPAddress? = nil, weight: Int = 1, isOnLink: Bool = false) {
      self.link = link
      self.gateway = gateway
      self.weight = weight
      self.isOnLink = isOnLink
    }
  }

  /// What identifies a route: a second one of the same key would be another way to the same place.
  public struct Key: Sendable, Hashable {
    /// Where it leads.
    public let destination: IPPrefix
    /// The senders that it is for.
    public let senders: IPPrefix?
    /// The table that it is in.
    public let table: UInt32
    /// Its metric.
    public let metric: UInt32
    /// The type of service that it is for.
    public let typeOfService: UInt8
  }

  /// Where it leads.
  public var destination: IPPrefix
  /// What it does.
  public var action: Action
  /// The ways: one for a usual route, several for a multipath route, none for one that rejects.
  public var hops: [Hop]
  /// The address from which this host sends over it.
  public var source: IPAddress?
  /// `RTA_PRIORITY`: the lowest wins. The kernel gives routes of IPv6 1024 that ask for none.
  public var metric: UInt32
  /// The table.
  public var table: UInt32
  /// Who made it: `RTPROT_*`.
  public var origin: UInt8
  /// How far the destination is. IPv6 has no such thing, and reports `global`.
  public var scope: Scope
  /// The type of service that it is for, of IPv4 alone.
  public var typeOfService: UInt8 = 0
  /// The senders that it is for (`RTA_SRC`, `from` of `ip`), of IPv6 alone; nil for all.
  public var senders: IPPrefix?
  /// `RTAX_*` by number, each as the bytes of its attribute.
  public var metrics: [UInt16: [UInt8]] = [:]
  /// After how many seconds it goes, of IPv6 alone; nil for never.
  public var expires: UInt32?
  /// The nexthop object that says its ways (`ip nexthop`), of which `hops` is then a copy.
  public var nexthop: UInt32?
  /// Attributes that vnetctl does not know, by type with its flag bits, as bytes: a route that is moved or made anew keeps them.
  public var others: [UInt16: [UInt8]] = [:]

  /// `RT_TABLE_MAIN`
  public static let mainTable: UInt32 = 254
  /// `RTPROT_STATIC`: routes of administrators, and so those that documents declare.
  public static let staticOrigin: UInt8 = 4
  /// The metric of a route of IPv6 that asks for none: `IP6_RT_PRIO_USER`.
  public static let standardIPv6Metric: UInt32 = 1024

  /// A route with the least that every route has. A nil metric is that which the kernel gives.
  public init(
    _ destination: IPPrefix, action: Action = .unicast, hops: [Hop] = [], metric: UInt32? = nil,
    table: UInt32 = Route.mainTable, origin: UInt8 = Route.staticOrigin, scope: Scope = .global
  ) {
    self.destination = destination
    self.action = action
    self.hops = hops
    self.metric = metric ?? (destination.isIPv6 ? Self.standardIPv6Metric : 0)
    self.table = table
    self.origin = origin
    self.scope = scope
  }

  /// What identifies it.
  public var key: Key {
    Key(
      destination: destination, senders: senders, table: table, metric: metric, typeOfService: typeOfService)
  }

  /// Whether one of its ways is over that link.
  public func uses(_ link: LinkName) -> Bool { hops.contains { $0.link == link } }

  /// The same route over other links.
  public func over(_ link: LinkName, insteadOf other: LinkName) -> Route {
    var route = self
    for place in route.hops.indices where route.hops[place].link == other { route.hops[place].link = link }
    return route
  }
}

extension Route: CustomStringConvertible {
  /// As `ip route` prints it: `10.8.0.0/16 via 10.0.10.254 dev br0 metric 100`.
  public var description: String {
    (typeWords + [destination.description] + wayWords).joined(separator: " ")
  }

  /// All but the destination, as `ip route` prints it.
  public var wayText: String { (typeWords + wayWords).joined(separator: " ") }

  private var typeWords: [String] { action == .unicast ? [] : [action.word] }

  private var wayWords: [String] {
    var words: [String] = []
    if let senders { words += ["from", senders.description] }
    for hop in hops {
      if hops.count > 1 { words.append("nexthop") }
      if let gateway = hop.gateway {
        words +=
          gateway.isIPv6 == destination.isIPv6 ? ["via", gateway.description] : ["via inet6", gateway.description]
      }
      if let link = hop.link { words += ["dev", link.text] }
      if hops.count > 1 { words += ["weight", String(hop.weight)] }
      if hop.isOnLink { words.append("onlink") }
    }
    if table != Self.mainTable { words += ["table", String(table)] }
    if let source { words += ["src", source.description] }
    if metric != (destination.isIPv6 ? Self.standardIPv6Metric : 0) { words += ["metric", String(metric)] }
    return words
  }
}
