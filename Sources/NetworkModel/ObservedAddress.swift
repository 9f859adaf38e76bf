/// An IP address of a link as the kernel reports it.
public struct ObservedAddress: Sendable, Hashable {
  /// The link's index.
  public var link: Int32
  /// The address of this host (`IFA_LOCAL`, or `IFA_ADDRESS` where the kernel gives that alone).
  public var address: IPAddress
  /// The length of the prefix that is on the link.
  public var prefixLength: UInt8
  /// The far end of a point-to-point link.
  public var peer: IPAddress?
  /// The address for broadcasts.
  public var broadcast: IPAddress?
  /// How far it is valid: `RT_SCOPE_UNIVERSE` 0, `RT_SCOPE_LINK` 253, `RT_SCOPE_HOST` 254.
  public var scope: UInt8
  /// `IFA_F_*`: permanent, secondary, tentative, ….
  public var flags: UInt32
  /// The label of IPv4, by default the link's name.
  public var label: String?
  /// How many seconds it is still preferred; nil for ever.
  public var preferredLifetime: UInt32?
  /// How many seconds it is still valid; nil for ever.
  public var validLifetime: UInt32?

  /// An address with the least that every address has.
  public init(link: Int32, address: IPAddress, prefixLength: UInt8, scope: UInt8 = 0, flags: UInt32 = 0) {
    self.link = link
    self.address = address
    self.prefixLength = prefixLength
    self.scope = scope
    self.flags = flags
  }
}
