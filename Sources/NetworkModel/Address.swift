/// An IP address of a link: as a document declares it, or as the kernel reports it.
///
/// In a declaration nil means that the document does not say, and then the kernel's choice stands. What the kernel
/// reports is complete, but for `peer`, `broadcast` and `metric`, which not every address has.
public struct Address: Sendable, Hashable {
  /// What identifies an address on its link. The kernel keeps two of the same key apart on two links.
  public struct Key: Sendable, Hashable {
    /// The address of this host.
    public let local: IPAddress
    /// The length of the prefix that is on the link.
    public let prefixLength: UInt8
    /// The far end of a point-to-point link.
    public let peer: IPAddress?
  }

  /// How long something is so.
  public enum Lifetime: Sendable, Hashable {
    /// For ever (`INFINITY_LIFE_TIME`).
    case forever
    /// For so many seconds from the moment in which it was declared or reported.
    case seconds(UInt32)
  }

  /// The address of this host (`IFA_LOCAL`, or `IFA_ADDRESS` where the kernel gives that alone).
  public var local: IPAddress
  /// The length of the prefix that is on the link.
  public var prefixLength: UInt8
  /// The far end of a point-to-point link.
  public var peer: IPAddress?
  /// The address for broadcasts, of IPv4 alone.
  public var broadcast: IPAddress?
  /// How far it is valid.
  public var scope: Scope?
  /// The label of IPv4, by default the link's name.
  public var label: String?
  /// How long it is used for new connections.
  public var preferredLifetime: Lifetime?
  /// How long it is there.
  public var validLifetime: Lifetime?
  /// The metric of the route to its prefix (`IFA_RT_PRIORITY`).
  public var metric: UInt32?
  /// Whether the kernel makes no route to its prefix (`IFA_F_NOPREFIXROUTE`).
  public var noPrefixRoute: Bool?
  /// All of `IFA_F_*` as the kernel reports them; 0 in a declaration.
  public var flags: UInt32
  /// `IFA_PROTO`: who made it. 0 where the kernel (before 5.18) or the maker does not say.
  public var origin: UInt8

  /// An address with the least that every address has.
  public init(_ local: IPAddress, prefixLength: UInt8, scope: Scope? = nil, flags: UInt32 = 0, origin: UInt8 = 0) {
    self.local = local
    self.prefixLength = prefixLength
    self.scope = scope
    self.flags = flags
    self.origin = origin
  }

  /// `IFA_F_NODAD`: it is used at once, without a search for others that have it.
  public static let noDuplicateDetection: UInt32 = 0x02

  /// What identifies it on its link.
  public var key: Key { Key(local: local, prefixLength: prefixLength, peer: peer) }
}

extension Address: CustomStringConvertible {
  /// `192.0.2.7/24`, with the far end where there is one: `192.0.2.7 peer 192.0.2.1/32`, as `ip` writes it.
  public var description: String {
    if let peer { return "\(local) peer \(peer)/\(prefixLength)" }
    return "\(local)/\(prefixLength)"
  }
}
