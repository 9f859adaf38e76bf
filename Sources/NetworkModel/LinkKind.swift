/// The kinds of link that a document can declare. The raw value is the word of the document.
public enum LinkKind: String, CaseIterable, Sendable, Hashable {
  /// A link that is there already, by whatever driver: vnetctl configures it and never makes or removes it.
  case nic
  /// A TAP device: the host's end of a guest's network card.
  case tap
  /// A Linux bridge (`net/bridge`).
  case bridge
  /// An 802.1Q or 802.1ad VLAN device (`net/8021q`).
  case vlan
  /// Several links that work as one (`drivers/net/bonding`).
  case bond
  /// One end of a cable between two links, perhaps to another network namespace (`drivers/net/veth.c`).
  case veth
  /// A link with a MAC address of its own over another one (`drivers/net/macvlan.c`).
  case macvlan
  /// A macvlan whose frames go to a character device, for a guest (`drivers/net/macvtap.c`).
  case macvtap
  /// A link with IP addresses of its own over another one, whose MAC address it shares (`drivers/net/ipvlan`).
  case ipvlan
  /// Ethernet over UDP, RFC 7348 (`drivers/net/vxlan`).
  case vxlan
  /// Ethernet over UDP, RFC 8926 (`drivers/net/geneve.c`).
  case geneve
  /// Ethernet over GRE (`net/ipv4/ip_gre.c`).
  case gretap
  /// A routing domain of its own (`drivers/net/vrf.c`).
  case vrf
  /// A link that swallows all frames (`drivers/net/dummy.c`).
  case dummy
  /// A place to which traffic is redirected to be shaped (`drivers/net/ifb.c`).
  case ifb

  /// What is so of all links of this kind. Each kind says it beside its options.
  public var traits: Traits {
    switch self {
    case .nic: .nic
    case .tap: .tap
    case .bridge: .bridge
    case .vlan: .vlan
    case .bond: .bond
    case .veth: .veth
    case .macvlan: .macvlan
    case .macvtap: .macvtap
    case .ipvlan: .ipvlan
    case .vxlan: .vxlan
    case .geneve: .geneve
    case .gretap: .gretap
    case .vrf: .vrf
    case .dummy: .dummy
    case .ifb: .ifb
    }
  }

  /// The word that `IFLA_INFO_KIND` holds for links of this kind; nil for a NIC, which can be anything.
  public var kernelKind: String? { traits.kernelKind }

  /// The options of this kind besides those that every link has.
  public var table: OptionTable? { traits.table }

  /// How links of this kind lie on another one; nil for those that lie on none.
  public var lower: Lower? { traits.lower }

  /// The kind whose links the kernel calls so.
  public static func called(_ kernelKind: String) -> LinkKind? { byKernelKind[kernelKind] }

  private static let byKernelKind = Dictionary(
    uniqueKeysWithValues: allCases.compactMap { kind in kind.kernelKind.map { ($0, kind) } })

  /// The most ports that a bridge takes: `BR_MAX_PORTS` in net/bridge/br_private.h, less port 0.
  public static let maximumBridgePorts = 1023
}
