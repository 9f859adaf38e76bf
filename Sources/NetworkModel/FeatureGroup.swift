/// A name of `ethtool -k` that stands for several features of the kernel, or for one that the kernel calls otherwise
/// (`off_flag_def` in ethtool's common.c).
public struct FeatureGroup: Sendable, Equatable {
  /// The name that `ethtool -k` prints, and the short one that `ethtool -K` takes besides.
  public let names: [String]
  /// What the kernel calls them (`netdev_features_strings` in net/ethtool/common.c).
  public let members: [String]

  private init(_ name: String, _ short: String, _ members: String...) {
    names = [name, short]
    self.members = members
  }

  /// All groups.
  public static let all = [
    FeatureGroup("rx-checksumming", "rx", "rx-checksum"),
    FeatureGroup(
      "tx-checksumming", "tx", "tx-checksum-ipv4", "tx-checksum-ip-generic", "tx-checksum-ipv6", "tx-checksum-fcoe-crc",
      "tx-checksum-sctp"),
    FeatureGroup("scatter-gather", "sg", "tx-scatter-gather", "tx-scatter-gather-fraglist"),
    FeatureGroup(
      "tcp-segmentation-offload", "tso", "tx-tcp-segmentation", "tx-tcp-ecn-segmentation",
      "tx-tcp-mangleid-segmentation",
      "tx-tcp6-segmentation", "tx-tcp-accecn-segmentation"),
    FeatureGroup("udp-fragmentation-offload", "ufo", "tx-udp-fragmentation"),
    FeatureGroup("generic-segmentation-offload", "gso", "tx-generic-segmentation"),
    FeatureGroup("generic-receive-offload", "gro", "rx-gro"),
    FeatureGroup("large-receive-offload", "lro", "rx-lro"),
    FeatureGroup("rx-vlan-offload", "rxvlan", "rx-vlan-hw-parse"),
    FeatureGroup("tx-vlan-offload", "txvlan", "tx-vlan-hw-insert"),
    FeatureGroup("ntuple-filters", "ntuple", "rx-ntuple-filter"),
    FeatureGroup("receive-hashing", "rxhash", "rx-hashing"),
  ]

  /// The group of that name.
  public static func called(_ name: String) -> FeatureGroup? { byName[name] }

  private static let byName = Dictionary(
    uniqueKeysWithValues: all.flatMap { group in group.names.map { ($0, group) } })
}

/// What the kernel demands of a feature before it puts it in force, whoever asks for it (netdev_fix_features in
/// net/core/dev.c). What a driver demands besides only the driver knows.
public enum FeatureRequirement {
  /// Of each list one has to be in force.
  static let all: [String: [[String]]] = [
    "tx-tcp-segmentation": [scatterGather, ["tx-checksum-ip-generic", "tx-checksum-ipv4"]],
    "tx-tcp6-segmentation": [scatterGather, ["tx-checksum-ip-generic", "tx-checksum-ipv6"]],
    "tx-tcp-ecn-segmentation": [scatterGather, ["tx-tcp-segmentation", "tx-tcp6-segmentation"]],
    "tx-tcp-mangleid-segmentation": [scatterGather, ["tx-tcp-segmentation"]],
    "tx-generic-segmentation": [scatterGather],
    "rx-gro-hw": [["rx-checksum"]],
  ]

  private static let scatterGather = ["tx-scatter-gather"]

  /// The features of which one is missing for that one; nil when nothing is.
  ///
  /// - Parameter isOn: Whether a feature will be in force.
  public static func missing(for feature: String, _ isOn: (String) -> Bool) -> [String]? {
    all[feature]?.first { !$0.contains(where: isOn) }
  }
}
