internal import CLinuxShim

// The groups of ethtool, with the attributes of Documentation/networking/ethtool-netlink.rst. Names are those of
// NetworkManager, values those of ethtool(8).
extension OptionTable {
  /// Flags that a driver invents (`ethtool --show-priv-flags`).
  public static let privateFlags = OptionTable(
    .privateFlags, "private flags",
    [
      Option(
        "private_flags", .flags(areFeatures: false), ETHTOOL_A_PRIVFLAGS_FLAGS, .bitset,
        """
        Flags that the link's driver alone has, by their names for ethtool --show-priv-flags. Those that do not stand here \
        stay as they are.
        """)
    ])

  /// Numbers of queues (`ethtool -l`).
  public static let channels = OptionTable(
    .channels, "channels",
    [
      channel("rx", ETHTOOL_A_CHANNELS_RX_COUNT, ETHTOOL_A_CHANNELS_RX_MAX, "only receive"),
      channel("tx", ETHTOOL_A_CHANNELS_TX_COUNT, ETHTOOL_A_CHANNELS_TX_MAX, "only send"),
      channel(
        "other", ETHTOOL_A_CHANNELS_OTHER_COUNT, ETHTOOL_A_CHANNELS_OTHER_MAX,
        "are for other things, such as the link's state"
      ),
      channel("combined", ETHTOOL_A_CHANNELS_COMBINED_COUNT, ETHTOOL_A_CHANNELS_COMBINED_MAX, "receive and send"),
    ])

  /// Sizes of queues (`ethtool -g`).
  public static let rings = OptionTable(
    .rings, "rings",
    [
      ring("rx", ETHTOOL_A_RINGS_RX, ETHTOOL_A_RINGS_RX_MAX, "a receive ring"),
      ring("rx_mini", ETHTOOL_A_RINGS_RX_MINI, ETHTOOL_A_RINGS_RX_MINI_MAX, "a receive ring for small frames"),
      ring("rx_jumbo", ETHTOOL_A_RINGS_RX_JUMBO, ETHTOOL_A_RINGS_RX_JUMBO_MAX, "a receive ring for large frames"),
      ring("tx", ETHTOOL_A_RINGS_TX, ETHTOOL_A_RINGS_TX_MAX, "a transmit ring"),
    ])

  /// Flow control by IEEE 802.3 Annex 31B (`ethtool -a`).
  public static let pause = OptionTable(
    .pause, "pause",
    [
      Option(
        "pause_autoneg", .boolean, ETHTOOL_A_PAUSE_AUTONEG, .u8, iproute2: "autoneg",
        "Whether the two ends of a cable agree about pause frames."),
      Option(
        "pause_rx", .boolean, ETHTOOL_A_PAUSE_RX, .u8, iproute2: "rx",
        "Whether the link stops sending when the other end asks it to."),
      Option(
        "pause_tx", .boolean, ETHTOOL_A_PAUSE_TX, .u8, iproute2: "tx",
        "Whether the link asks the other end to stop when it cannot keep up."),
    ])

  /// Offloads (`ethtool -k`).
  public static let features = OptionTable(
    .features, "features",
    [
      Option(
        "features", .flags(areFeatures: true), ETHTOOL_A_FEATURES_WANTED, .bitset,
        """
        What the link does itself, or the kernel for it, by the names of ethtool -k, such as tso, gro or rx-vlan-filter. \
        Those that do not stand here stay as they are.
        """)
    ])

  init(_ group: EthtoolGroup, _ title: String, _ rows: [Option]) {
    self.init(ordinal: group.ordinal, title: title, place: .ethtool(group), rows)
  }

  private static func channel(_ word: String, _ count: Int, _ maximum: Int, _ purpose: String) -> Option {
    Option(
      "channels_\(word)", .integer(0...4_294_967_295, unit: nil), count, .u32Limited(by: UInt16(maximum)),
      iproute2: word, "How many queues, with an interrupt each, \(purpose).")
  }

  private static func ring(_ word: String, _ size: Int, _ maximum: Int, _ ring: String) -> Option {
    let words = word.split(separator: "_").joined(separator: "-")
    return Option(
      "ring_\(word)", .integer(0...4_294_967_295, unit: "frames"), size, .u32Limited(by: UInt16(maximum)),
      iproute2: words, "How many frames \(ring) holds.")
  }
}

extension Option {
  /// `features`
  public static let features = OptionTable.features.row("features")
  /// `private_flags`
  public static let privateFlags = OptionTable.privateFlags.row("private_flags")
}
