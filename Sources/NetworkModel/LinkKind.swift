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

  /// The word that `IFLA_INFO_KIND` holds for links of this kind; nil for a NIC, which can be anything.
  public var kernelKind: String? {
    switch self {
    case .nic: nil
    case .tap: "tun"
    case .bridge: "bridge"
    case .vlan: "vlan"
    }
  }

  /// The kernel module that brings the kind.
  public var module: String? {
    switch self {
    case .nic: nil
    case .tap: "tun"
    case .bridge: "bridge"
    case .vlan: "8021q"
    }
  }

  /// The options of this kind besides those that every link has.
  public var table: OptionTable? {
    switch self {
    case .nic: nil
    case .tap: OptionTable.tap
    case .bridge: OptionTable.bridge
    case .vlan: OptionTable.vlan
    }
  }

  /// The most ports that a bridge takes: `BR_MAX_PORTS` in net/bridge/br_private.h, less port 0.
  public static let maximumBridgePorts = 1023
}
