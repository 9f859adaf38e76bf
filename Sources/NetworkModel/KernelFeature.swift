/// Something that a kernel may lack.
public enum KernelFeature: String, CaseIterable, Sendable, Hashable {
  /// TAP devices: `/dev/net/tun`.
  case tap
  /// Linux bridges.
  case bridge
  /// 802.1Q VLAN devices.
  case vlan
  /// VLAN filtering of bridges.
  case vlanFiltering = "vlan_filtering"

  /// What is missing, for people.
  public var title: String {
    switch self {
    case .tap: "TAP devices"
    case .bridge: "bridges"
    case .vlan: "VLAN devices"
    case .vlanFiltering: "VLAN filtering on bridges"
    }
  }

  /// What would bring it.
  public var remedy: String {
    switch self {
    case .tap: "load the module tun (modprobe tun), or build the kernel with CONFIG_TUN"
    case .bridge: "load the module bridge (modprobe bridge), or build the kernel with CONFIG_BRIDGE"
    case .vlan: "load the module 8021q (modprobe 8021q), or build the kernel with CONFIG_VLAN_8021Q"
    case .vlanFiltering: "it takes a kernel whose module bridge was built with CONFIG_BRIDGE_VLAN_FILTERING"
    }
  }
}
