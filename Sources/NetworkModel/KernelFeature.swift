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
    LinkKind.allCases.filter { $0.traits.origin != nil }.map(KernelFeature.kind) + [.vlanFiltering]
}
