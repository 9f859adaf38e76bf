/// Something that a kernel may lack, or a host.
public enum KernelFeature: Sendable, Hashable {
  /// Links of a kind.
  case kind(LinkKind)
  /// VLAN filtering of bridges.
  case vlanFiltering
  /// Another network namespace, by name or path.
  case namespace(String)
  /// The files of devices, as the machine's own namespace has them.
  case deviceFiles
  /// Limits of what links send.
  case shaping
  /// Limits of what links receive.
  case policing
  /// The names of links' drivers, which are asked for one by one.
  case driverNames
  /// Renaming of links that are up, since Linux 6.2 (`dev_change_name`).
  case renamingWhileUp
  /// What ethtool sets, by netlink.
  case ethtool
  /// Virtual functions of a NIC, as many as one asks for.
  case virtualFunctions(LinkName)

  /// What is missing, for people.
  public var title: String {
    switch self {
    case .kind(.tap): "TAP devices"
    case .kind(.vlan): "VLAN devices"
    case .kind(let kind): kind.traits.plural
    case .vlanFiltering: "VLAN filtering on bridges"
    case .namespace(let name): "other network namespace \(name)"
    case .deviceFiles: "device files of its own for this network namespace"
    case .shaping: "token bucket filter (tbf)"
    case .policing: "policing of what links receive"
    case .driverNames: "names of drivers"
    case .renamingWhileUp: "renaming of links that are up"
    case .ethtool: "settings of hardware by netlink (ethtool)"
    case .virtualFunctions(let name): "way to choose the number of virtual functions of \(name)"
    }
  }

  /// What would bring it.
  public var remedy: String {
    switch self {
    case .kind(let kind):
      kind.traits.origin.map {
        "load the module \($0.module) (modprobe \($0.module)), or build the kernel with \($0.configuration)"
      } ?? "plug it in"
    case .vlanFiltering: "it takes a kernel whose module bridge was built with CONFIG_BRIDGE_VLAN_FILTERING"
    case .namespace(let name):
      name.utf8.contains(UInt8(ascii: "/"))
        ? "whoever makes it has to come first" : "make it first (ip netns add \(name))"
    case .deviceFiles:
      "that takes the machine's own network namespace, with devtmpfs on /dev and sysfs on /sys"
    case .shaping: "load the module sch_tbf (modprobe sch_tbf), or build the kernel with CONFIG_NET_SCH_TBF"
    case .policing:
      "load the modules sch_ingress, cls_matchall and act_police (modprobe -a sch_ingress cls_matchall act_police), or build "
        + "the kernel with CONFIG_NET_SCH_INGRESS, CONFIG_NET_CLS_MATCHALL and CONFIG_NET_ACT_POLICE"
    case .driverNames: "it takes a kernel with ethtool's ioctl"
    case .renamingWhileUp: "it takes Linux 6.2"
    case .ethtool: "it takes a kernel that was built with CONFIG_ETHTOOL_NETLINK"
    case .virtualFunctions:
      "that takes hardware with SR-IOV, switched on in its firmware, a driver for it, Linux 5.14, and sysfs on /sys"
    }
  }

  /// TAP devices: `/dev/net/tun`.
  public static let tap = KernelFeature.kind(.tap)
  /// Linux bridges.
  public static let bridge = KernelFeature.kind(.bridge)
  /// 802.1Q VLAN devices.
  public static let vlan = KernelFeature.kind(.vlan)
}

extension KernelFeature: CaseIterable {
  /// All there is to ask about.
  public static let allCases =
    LinkKind.allCases.filter { $0.traits.origin != nil }.map(KernelFeature.kind)
    + [.vlanFiltering, .shaping, .policing]
}
