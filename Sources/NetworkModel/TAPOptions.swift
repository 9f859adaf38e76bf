internal import CLinuxShim

extension LinkKind.Traits {
  static let tap = LinkKind.Traits(
    title: "a TAP", plural: "TAPs", kernelKind: "tun", origin: LinkKind.Origin("tun", "CONFIG_TUN"), table: .tap,
    // What fits into an IPv4 packet less an Ethernet header: MAX_MTU in drivers/net/tun.c.
    maximumMTU: 65521)
}

extension OptionTable {
  /// The options of a TAP.
  public static let tap = OptionTable(
    of: .tap, place: .tapDevice,
    [
      Option(
        "owner", .user, IFLA_TUN_OWNER, .u32, iproute2: "user",
        "The user, by name or number, who may open the device without privileges."),
      Option(
        "group", .group, IFLA_TUN_GROUP, .u32,
        "The group, by name or number, whose members may open the device without privileges."),
      Option(
        "queues", .queues(1...256), IFLA_TUN_MULTI_QUEUE, .u8, timing: .creation, standard: .integer(1),
        iproute2: "multi_queue",
        """
        How many queues a guest may use. More than one makes the device multi-queue; the kernel keeps that much \
        and no number, since every descriptor that attaches adds a queue.
        """),
      Option(
        "vnet_header", .boolean, IFLA_TUN_VNET_HDR, .u8, standard: .boolean(false), iproute2: "vnet_hdr",
        """
        Whether frames carry a virtio header, for offloads. A program that opens the device chooses for itself, so \
        this is set and compared only while none has it open.
        """),
      Option(
        "packet_info", .boolean, IFLA_TUN_PI, .u8, standard: .boolean(false), iproute2: "pi",
        """
        Whether frames carry the four bytes of struct tun_pi. A program that opens the device chooses for itself, \
        so this is set and compared only while none has it open.
        """),
    ])
}

extension Option {
  /// `owner`
  public static let owner = OptionTable.tap.row("owner")
  /// `group`
  public static let group = OptionTable.tap.row("group")
  /// `queues`
  public static let queues = OptionTable.tap.row("queues")
  /// `vnet_header`
  public static let vnetHeader = OptionTable.tap.row("vnet_header")
  /// `packet_info`
  public static let packetInfo = OptionTable.tap.row("packet_info")
}
