internal import CLinuxShim

extension OptionTable {
  /// The options of every link.
  public static let link = OptionTable(
    ordinal: 0, title: "every link", place: .link,
    [
      // 68 is what IPv4 demands (RFC 791); a TAP takes at most 65521, the kernel's own words tell the rest.
      Option(
        "mtu", .integer(68...65535, unit: "bytes"), IFLA_MTU, .u32,
        "The largest packet the link carries, without the link-layer header."),
      Option("mac", .mac, IFLA_ADDRESS, .mac, iproute2: "address", "The link's own MAC address, a unicast one."),
      Option(
        "up", .boolean, 0, .interfaceFlag(UInt32(IFF_UP.rawValue)),
        "Whether the link is administratively up. Links that vnetctl creates are up unless this is false."),
      Option(
        "promiscuous", .boolean, 0, .interfaceFlag(UInt32(IFF_PROMISC.rawValue)), standard: .boolean(false),
        iproute2: "promisc",
        """
        Whether the link receives frames for every address. This is the administrator's own switch; a bridge \
        puts its ports into promiscuous mode by itself, and that is neither shown nor counted here.
        """),
      Option(
        "all_multicast", .boolean, 0, .interfaceFlag(UInt32(IFF_ALLMULTI.rawValue)), standard: .boolean(false),
        iproute2: "allmulticast", "Whether the link receives frames for every multicast address."),
      Option(
        "description", .text(maximumBytes: 255), IFLA_IFALIAS, .string, standard: .text(""),
        iproute2: "alias", "A text for people (the kernel's ifalias). An empty text removes it."),
      Option(
        "tx_queue_length", .integer(0...4_294_967_295, unit: "packets"), IFLA_TXQLEN, .u32,
        iproute2: "txqueuelen", "How many packets may wait to be sent."),
    ])
}

extension Option {
  /// `mtu`
  public static let mtu = OptionTable.link.row("mtu")
  /// `mac`
  public static let mac = OptionTable.link.row("mac")
  /// `up`
  public static let up = OptionTable.link.row("up")
  /// `promiscuous`
  public static let promiscuous = OptionTable.link.row("promiscuous")
  /// `all_multicast`
  public static let allMulticast = OptionTable.link.row("all_multicast")
  /// `tx_queue_length`
  public static let txQueueLength = OptionTable.link.row("tx_queue_length")
  /// `description`
  public static let description = OptionTable.link.row("description")
}
