internal import CLinuxShim

extension LinkKind.Traits {
  static let vxlan = LinkKind.Traits(
    title: "a VXLAN", plural: "VXLANs", kernelKind: "vxlan", origin: LinkKind.Origin("vxlan", "CONFIG_VXLAN"),
    table: .vxlan, needs: [LinkKind.Need("id", "its network identifier (VNI)", unless: "external")],
    lower: LinkKind.Lower(
      isRequired: false, attribute: UInt16(IFLA_VXLAN_LINK), summary: "the link by which its packets go"),
    identity: LinkKind.Identity("id", "port", isPerLower: false), booleans: .prefix)
}

extension OptionTable {
  /// The settings of `ip link add type vxlan`, with the attributes of `vxlan_policy` in drivers/net/vxlan/vxlan_core.c.
  /// What vxlan_nl2conf() changes on no link that is there is fixed at creation.
  public static let vxlan = OptionTable(
    of: .vxlan,
    [
      Option(
        "id", .integer(0...16_777_215, unit: nil), IFLA_VXLAN_ID, .u32, timing: .creation,
        "The network identifier (VNI). Needed, unless external is true."),
      Option(
        "remote", .address(isIPv4Only: false), IFLA_VXLAN_GROUP, .address(ipv6: UInt16(IFLA_VXLAN_GROUP6)),
        standard: .address(nil),
        """
        Where frames to unknown addresses go: the other end, or a multicast group, which needs link; null for nowhere.
        """),
      Option(
        "local", .address(isIPv4Only: false), IFLA_VXLAN_LOCAL, .address(ipv6: UInt16(IFLA_VXLAN_LOCAL6)),
        standard: .address(nil), "The source address of the packets; null for what the host chooses."),
      Option(
        "port", .integer(1...65535, unit: nil), IFLA_VXLAN_PORT, .u16NetworkOrder, timing: .creation,
        standard: .integer(8472), iproute2: "dstport",
        "The UDP port. The kernel's own choice is older than the 4789 of RFC 7348."),
      Option(
        "port_range", .ports, IFLA_VXLAN_PORT_RANGE, .u32NetworkOrder, timing: .creation, standard: .integer(0),
        iproute2: "srcport", "The range of source ports; \"0-0\" for what the host chooses."),
      Option(
        "ttl", .number(0...255, or: ["auto": 0, "inherit": 256]), IFLA_VXLAN_TTL,
        .ttl(inherit: UInt16(IFLA_VXLAN_TTL_INHERIT), isFlag: true), timing: .creationAt(256), standard: .integer(0),
        "The packets' time to live; \"auto\" is 1 for multicast and the host's choice otherwise."),
      Option(
        "tos", .number(0...255, or: ["inherit": 1]), IFLA_VXLAN_TOS, .u8, standard: .integer(0),
        "The packets' type of service."),
      Option(
        "df", .words(["unset": 0, "set": 1, "inherit": 2]), IFLA_VXLAN_DF, .u8, standard: .integer(0),
        "The don't-fragment bit of IPv4 packets."),
      Option(
        "label", .bitmask(allowed: 0xFFFFF), IFLA_VXLAN_LABEL, .u32NetworkOrder, standard: .integer(0),
        condition: .address(of: ["remote", "local"], isIPv6: true),
        iproute2: "flowlabel", "The flow label of IPv6 packets."),
      on("learning", IFLA_VXLAN_LEARNING, true, timing: .always, "Whether addresses are learned from packets."),
      on("proxy", IFLA_VXLAN_PROXY, false, "Whether it answers ARP and neighbour solicitations itself."),
      on("rsc", IFLA_VXLAN_RSC, false, "Whether it routes itself what goes to a router that it knows."),
      on("l2miss", IFLA_VXLAN_L2MISS, false, "Whether user space is told of unknown MAC addresses."),
      on("l3miss", IFLA_VXLAN_L3MISS, false, "Whether user space is told of unknown IP addresses."),
      Option(
        "ageing", .integer(0...4_294_967_295, unit: "seconds"), IFLA_VXLAN_AGEING, .u32, standard: .integer(300),
        "How long a learned address is kept without a packet from it."),
      Option(
        "limit", .integer(0...4_294_967_295, unit: "entries"), IFLA_VXLAN_LIMIT, .u32, timing: .creation,
        standard: .integer(0), iproute2: "maxaddress", "How many addresses are kept. 0 sets no limit."),
      Option(
        "udp_csum", .boolean, IFLA_VXLAN_UDP_CSUM, .u8, timing: .creation, standard: .boolean(true),
        iproute2: "udpcsum", "Whether packets of IPv4 have a UDP checksum."),
      on(
        "udp_zero_csum6_tx", IFLA_VXLAN_UDP_ZERO_CSUM6_TX, false, iproute2: "udp6zerocsumtx",
        "Whether packets of IPv6 have none."),
      on(
        "udp_zero_csum6_rx", IFLA_VXLAN_UDP_ZERO_CSUM6_RX, false, iproute2: "udp6zerocsumrx",
        "Whether packets of IPv6 without one are taken."),
      on(
        "remcsum_tx", IFLA_VXLAN_REMCSUM_TX, false, iproute2: "remcsumtx",
        "Whether the inner checksum is left to the receiver."),
      on(
        "remcsum_rx", IFLA_VXLAN_REMCSUM_RX, false, iproute2: "remcsumrx",
        "Whether inner checksums are made for the sender."),
      on(
        "external", IFLA_VXLAN_COLLECT_METADATA, false,
        "Whether routes, filters or VLAN tunnels say where frames go, and not the link."),
      Option(
        "gbp", .boolean, IFLA_VXLAN_GBP, .flag, timing: .creation, standard: .boolean(false),
        "Whether packets carry a group policy."),
      Option(
        "gpe", .boolean, IFLA_VXLAN_GPE, .flag, timing: .creation, standard: .boolean(false),
        condition: Option.Condition("external", .boolean(true)), "Whether packets carry other protocols than Ethernet."),
      Option(
        "vnifilter", .boolean, IFLA_VXLAN_VNIFILTER, .u8, timing: .creation, standard: .boolean(false),
        absent: .boolean(false), condition: Option.Condition("external", .boolean(true)), since: "5.18",
        "Whether only packets of VNIs are taken that it was told of."),
    ])

  private static func on(
    _ name: String, _ attribute: Int, _ standard: Bool, timing: Option.Timing = .creation, iproute2: String? = nil,
    _ summary: String
  ) -> Option {
    Option(
      name, .boolean, attribute, .u8, timing: timing, standard: .boolean(standard), iproute2: iproute2, summary)
  }
}

extension Option {
  /// `remote`
  public static let vxlanRemote = OptionTable.vxlan.row("remote")
  /// `local`
  public static let vxlanLocal = OptionTable.vxlan.row("local")
}
