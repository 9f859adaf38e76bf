/// A route as the kernel reports it.
public struct ObservedRoute: Sendable, Hashable {
  /// One of the ways of a route.
  public struct Hop: Sendable, Hashable {
    /// The index of the link over which it goes.
    public var link: Int32?
    /// The router; nil when the destination is on the link.
    public var gateway: IPAddress?
    /// How many of the packets go this way, in proportion to the other hops.
    public var weight: Int

    /// A way.
    public init(link: Int32? = nil, gateway: IPAddress? = nil, weight: Int = 1) {
      self.link = link
      self.gateway = gateway
      self.weight = weight
    }
  }

  /// Whether it is of IPv6; the default route has no destination that would tell.
  public var isIPv6: Bool
  /// The destination; nil for the default route.
  public var destination: IPAddress?
  /// The length of the destination's prefix.
  public var prefixLength: UInt8
  /// The ways: one for a usual route, several for a multipath route, none for one that rejects.
  public var hops: [Hop] = []
  /// The address from which this host sends over it.
  public var preferredSource: IPAddress?
  /// `RTA_PRIORITY`: the lowest wins.
  public var metric: UInt32?
  /// The table, `RT_TABLE_MAIN` 254 for usual routes.
  public var table: UInt32
  /// Who made it: `RTPROT_KERNEL` 2, `RTPROT_BOOT` 3, `RTPROT_STATIC` 4, ….
  public var origin: UInt8
  /// How far the destination is: `RT_SCOPE_UNIVERSE` 0, `RT_SCOPE_LINK` 253, `RT_SCOPE_HOST` 254.
  public var scope: UInt8
  /// What it does: `RTN_UNICAST` 1, `RTN_LOCAL` 2, `RTN_BROADCAST` 3, `RTN_BLACKHOLE` 6, ….
  public var type: UInt8

  /// A route without ways.
  public init(
    isIPv6: Bool, destination: IPAddress?, prefixLength: UInt8, table: UInt32, origin: UInt8, scope: UInt8, type: UInt8
  ) {
    self.isIPv6 = isIPv6
    self.destination = destination
    self.prefixLength = prefixLength
    self.table = table
    self.origin = origin
    self.scope = scope
    self.type = type
  }
}
