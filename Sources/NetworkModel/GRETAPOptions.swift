internal import CLinuxShim

extension LinkKind.Traits {
  /// ipgre_netlink_parms() begins with zeros, and ipgre_link_update() works out the MTU anew unless the message has one.
  /// A tunnel outlives the link by which its packets go.
  static let gretap = LinkKind.Traits(
    title: "a GRE tunnel", plural: "GRE tunnels", kernelKind: "gretap",
    origin: LinkKind.Origin("ip_gre", "CONFIG_NET_IPGRE"), table: .gretap,
    lower: LinkKind.Lower(
      isRequired: false, attribute: UInt16(IFLA_GRE_LINK), limitsMTU: false, goesAlong: false,
      summary: "the link by which its packets go"),
    changes: .whole, identity: LinkKind.Identity("local", "remote", "ikey", isPerLower: true),
    booleans: .prefix)
}

extension OptionTable {
  /// The settings of `ip link add type gretap`, with the attributes of `ipgre_policy` in net/ipv4/ip_gre.c.
  public static let gretap = OptionTable(
    of: .gretap,
    [
      Option(
        "remote", .address(isIPv4Only: true), IFLA_GRE_REMOTE, .address(ipv6: nil), standard: .address(nil),
        "The other end, an IPv4 address; null for any."),
      Option(
        "local", .address(isIPv4Only: true), IFLA_GRE_LOCAL, .address(ipv6: nil), standard: .address(nil),
        "The source address of the packets, of IPv4; null for what the host chooses."),
      key("ikey", IFLA_GRE_IKEY, IFLA_GRE_IFLAGS, "The key that packets have to come with; 0 for none."),
      key("okey", IFLA_GRE_OKEY, IFLA_GRE_OFLAGS, "The key with which packets go; 0 for none."),
      flag("iseq", IFLA_GRE_IFLAGS, GRE.sequence, "Whether packets have to come in order."),
      flag("oseq", IFLA_GRE_OFLAGS, GRE.sequence, "Whether packets go with a sequence number."),
      flag("icsum", IFLA_GRE_IFLAGS, GRE.checksum, "Whether packets have to come with a checksum."),
      flag("ocsum", IFLA_GRE_OFLAGS, GRE.checksum, "Whether packets go with a checksum."),
      Option(
        "ttl", .number(0...255, or: ["inherit": 0]), IFLA_GRE_TTL, .u8, standard: .integer(0),
        "The packets' time to live. One that is not inherited needs pmtudisc."),
      Option(
        "tos", .number(0...255, or: ["inherit": 1]), IFLA_GRE_TOS, .u8, standard: .integer(0),
        "The packets' type of service."),
      Option(
        "pmtudisc", .boolean, IFLA_GRE_PMTUDISC, .u8, standard: .boolean(true),
        "Whether packets are never fragmented, so that the path's MTU is found out."),
      Option(
        "ignore_df", .boolean, IFLA_GRE_IGNORE_DF, .u8, standard: .boolean(false),
        condition: Option.Condition("pmtudisc", .boolean(false)), iproute2: "ignore-df",
        "Whether packets are fragmented though those within forbid it."),
      Option(
        "fwmark", .bitmask(allowed: 0xFFFF_FFFF), IFLA_GRE_FWMARK, .u32, standard: .integer(0),
        "The mark by which the host chooses the packets' route; 0 for none."),
      Option(
        "external", .boolean, IFLA_GRE_COLLECT_METADATA, .flag, timing: .creation, standard: .boolean(false),
        "Whether routes or filters say where frames go, and not the link."),
      Option(
        "encap", .words(["none": 0, "fou": 1, "gue": 2]), IFLA_GRE_ENCAP_TYPE, .u16, standard: .integer(0),
        "The form in which packets travel in UDP: not at all, directly (fou), or with a header (gue)."),
      Option(
        "encap_sport", .number(0...65535, or: ["auto": 0]), IFLA_GRE_ENCAP_SPORT, .u16NetworkOrder,
        standard: .integer(0), iproute2: "encap-sport", "The source port in UDP."),
      Option(
        "encap_dport", .integer(0...65535, unit: nil), IFLA_GRE_ENCAP_DPORT, .u16NetworkOrder, standard: .integer(0),
        iproute2: "encap-dport", "The port of the other end in UDP."),
      encapsulation("encap_csum", TUNNEL_ENCAP_FLAG_CSUM, "Whether there is a checksum in UDP over IPv4."),
      encapsulation("encap_csum6", TUNNEL_ENCAP_FLAG_CSUM6, "Whether there is a checksum in UDP over IPv6."),
      encapsulation("encap_remcsum", TUNNEL_ENCAP_FLAG_REMCSUM, "Whether the inner checksum is left to the receiver."),
    ])

  /// `GRE_CSUM` and `GRE_SEQ` in include/uapi/linux/if_tunnel.h.
  private enum GRE {
    static let checksum: UInt16 = 0x8000
    static let sequence: UInt16 = 0x1000
  }

  private static func key(_ name: String, _ attribute: Int, _ flags: Int, _ summary: String) -> Option {
    Option(
      name, .number(0...4_294_967_295, or: ["none": 0]), attribute, .greKey(flags: UInt16(flags)),
      standard: .integer(0), summary)
  }

  private static func flag(_ name: String, _ attribute: Int, _ bit: UInt16, _ summary: String) -> Option {
    Option(
      name, .boolean, attribute, .wordFlag(bit, isNetworkOrder: true), standard: .boolean(false), summary)
  }

  private static func encapsulation(_ name: String, _ bit: Int32, _ summary: String) -> Option {
    Option(
      name, .boolean, IFLA_GRE_ENCAP_FLAGS, .wordFlag(UInt16(bit), isNetworkOrder: false), standard: .boolean(false),
      iproute2: String(name.map { $0 == "_" ? "-" : $0 }), summary)
  }
}
