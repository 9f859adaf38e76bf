internal import CLinuxShim

extension LinkKind.Traits {
  /// When its remote changes, the kernel works out the MTU anew (geneve_link_config).
  static let geneve = LinkKind.Traits(
    title: "a Geneve tunnel", plural: "Geneve tunnels", kernelKind: "geneve",
    origin: LinkKind.Origin("geneve", "CONFIG_GENEVE"), table: .geneve,
    needs: [
      LinkKind.Need("id", "its network identifier (VNI)", unless: "external"),
      LinkKind.Need("remote", "its other end", unless: "external"),
    ],
    changes: .withMTU, identity: LinkKind.Identity("id", "remote", "port", isPerLower: false),
    booleans: .prefix)
}

extension OptionTable {
  /// The settings of `ip link add type geneve`, with the attributes of `geneve_policy` in drivers/net/geneve.c.
  public static let geneve = OptionTable(
    of: .geneve,
    [
      Option(
        "id", .integer(0...16_777_215, unit: nil), IFLA_GENEVE_ID, .u32, timing: .creation,
        "The network identifier (VNI). Needed, unless external is true."),
      Option(
        "remote", .address(isIPv4Only: false), IFLA_GENEVE_REMOTE, .address(ipv6: UInt16(IFLA_GENEVE_REMOTE6)),
        "The other end. Needed, unless external is true."),
      Option(
        "port", .integer(1...65535, unit: nil), IFLA_GENEVE_PORT, .u16NetworkOrder, timing: .creation,
        standard: .integer(6081), iproute2: "dstport", "The UDP port."),
      Option(
        "ttl", .number(0...255, or: ["auto": 0, "inherit": 256]), IFLA_GENEVE_TTL,
        .ttl(inherit: UInt16(IFLA_GENEVE_TTL_INHERIT), isFlag: false), standard: .integer(0),
        "The packets' time to live; \"auto\" is the host's choice."),
      Option(
        "tos", .number(0...255, or: ["inherit": 1]), IFLA_GENEVE_TOS, .u8, standard: .integer(0),
        "The packets' type of service."),
      Option(
        "df", .words(["unset": 0, "set": 1, "inherit": 2]), IFLA_GENEVE_DF, .u8, standard: .integer(0),
        "The don't-fragment bit of IPv4 packets."),
      Option(
        "label", .bitmask(allowed: 0xFFFFF), IFLA_GENEVE_LABEL, .u32NetworkOrder, standard: .integer(0),
        condition: .address(of: ["remote"], isIPv6: true),
        iproute2: "flowlabel", "The flow label of IPv6 packets."),
      Option(
        "external", .boolean, IFLA_GENEVE_COLLECT_METADATA, .flag, timing: .creation, standard: .boolean(false),
        "Whether routes or filters say where frames go, and not the link."),
      Option(
        "udp_csum", .boolean, IFLA_GENEVE_UDP_CSUM, .u8, timing: .creation,
        condition: .address(of: ["remote"], isIPv6: false), iproute2: "udpcsum",
        "Whether packets have a UDP checksum. Of IPv4 alone."),
      Option(
        "udp_zero_csum6_tx", .boolean, IFLA_GENEVE_UDP_ZERO_CSUM6_TX, .u8, timing: .creation,
        condition: .address(of: ["remote"], isIPv6: true),
        iproute2: "udp6zerocsumtx", "Whether packets have no UDP checksum. Of IPv6 alone."),
      Option(
        "udp_zero_csum6_rx", .boolean, IFLA_GENEVE_UDP_ZERO_CSUM6_RX, .u8, timing: .creation,
        iproute2: "udp6zerocsumrx", "Whether packets without a UDP checksum are taken. Of IPv6 alone."),
      Option(
        "inner_proto_inherit", .boolean, IFLA_GENEVE_INNER_PROTO_INHERIT, .flag, timing: .creation,
        standard: .boolean(false), since: "5.18", iproute2: "innerprotoinherit",
        "Whether it carries packets and no frames, so that it has no MAC address and cannot be a port."),
    ])
}
