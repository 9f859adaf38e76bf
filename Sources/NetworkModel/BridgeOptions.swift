internal import CLinuxShim

extension LinkKind.Traits {
  static let bridge = LinkKind.Traits(
    title: "a bridge", plural: "bridges", kernelKind: "bridge", origin: LinkKind.Origin("bridge", "CONFIG_BRIDGE"),
    table: .bridge, canBePort: false, ports: LinkKind.Ports(table: .port),
    booleans: .digits)
}

extension OptionTable {
  /// The settings of `ip link add type bridge`, with the attributes of `br_policy` in net/bridge/br_netlink.c. Times are
  /// `clock_t`, hundredths of a second.
  public static let bridge = OptionTable(
    of: .bridge,
    [
      Option(
        "stp", .boolean, IFLA_BR_STP_STATE, .u32, standard: .boolean(false), iproute2: "stp_state",
        "Whether the bridge speaks the spanning tree protocol (802.1D)."),
      ticks(
        "forward_delay", 0...100_000_000, IFLA_BR_FORWARD_DELAY, .u32, standard: 1500,
        "How long a new port listens, and then learns, before it forwards. 2 to 30 s while stp is on."),
      ticks(
        "hello_time", 100...1000, IFLA_BR_HELLO_TIME, .u32, standard: 200,
        "The time between two configuration messages of a root bridge."),
      ticks(
        "max_age", 600...4000, IFLA_BR_MAX_AGE, .u32, standard: 2000,
        "How old a configuration message may be."),
      ticks(
        "ageing_time", 0...100_000_000, IFLA_BR_AGEING_TIME, .u32, standard: 30_000,
        """
        How long a learned MAC address is kept without a frame from it. 0 keeps none for long. While the spanning tree \
        changes, the kernel takes twice the forward delay instead, and this is not compared.
        """),
      Option(
        "priority", .integer(0...65535, unit: nil), IFLA_BR_PRIORITY, .u16, standard: .integer(32768),
        "The bridge's priority in the election of the root bridge; the lowest wins."),
      Option(
        "group_fwd_mask", .bitmask(allowed: 0xFFF8), IFLA_BR_GROUP_FWD_MASK, .u16, standard: .integer(0),
        "Which link-local groups 01:80:c2:00:00:0X are forwarded, a bit each. Bits 0 to 2 are not allowed."),
      Option(
        "group_address", .groupAddress, IFLA_BR_GROUP_ADDR, .mac, standard: .mac(MACAddress(bits: 0x0180_C200_0000)),
        "The group address that the spanning tree protocol uses: 01:80:c2:00:00:0X, where X is not 1, 2 or 3."),
      boolean("vlan_filtering", IFLA_BR_VLAN_FILTERING, "Whether the bridge keeps VLANs apart."),
      Option(
        "vlan_protocol", etherTypes, IFLA_BR_VLAN_PROTOCOL, .u16NetworkOrder, standard: .integer(0x8100),
        "The tag that vlan_filtering looks at."),
      Option(
        "vlan_default_pvid", .integer(0...4094, unit: nil), IFLA_BR_VLAN_DEFAULT_PVID, .u16, standard: .integer(1),
        "The VLAN that new ports are put into, untagged. 0 puts them into none."),
      boolean("vlan_stats_enabled", IFLA_BR_VLAN_STATS_ENABLED, "Whether frames are counted per VLAN."),
      boolean(
        "vlan_stats_per_port", IFLA_BR_VLAN_STATS_PER_PORT,
        "Whether frames are counted per VLAN and port. The kernel changes it only while no port has a VLAN."),
      Option(
        "no_linklocal_learn", .boolean, IFLA_BR_MULTI_BOOLOPT,
        .maskedFlag(1 << UInt32(BR_BOOLOPT_NO_LL_LEARN.rawValue)),
        standard: .boolean(false), "Whether addresses are not learned from link-local frames."),
      Option(
        "mst_enabled", .boolean, IFLA_BR_MULTI_BOOLOPT, .maskedFlag(1 << UInt32(BR_BOOLOPT_MST_ENABLE.rawValue)),
        standard: .boolean(false), since: "5.18",
        "Whether VLANs have spanning tree states of their own. The kernel changes it only while there are no VLANs."),
      Option(
        "mdb_offload_fail_notification", .boolean, IFLA_BR_MULTI_BOOLOPT,
        .maskedFlag(1 << UInt32(SHIM_BR_BOOLOPT_MDB_OFFLOAD_FAIL_NOTIFICATION)),
        standard: .boolean(false), since: "6.16",
        "Whether user space is told when hardware did not take a multicast group."),
      Option(
        "fdb_local_vlan_0", .boolean, IFLA_BR_MULTI_BOOLOPT,
        .maskedFlag(1 << UInt32(SHIM_BR_BOOLOPT_FDB_LOCAL_VLAN_0)),
        standard: .boolean(false), since: "6.18",
        "Whether the bridge keeps its local addresses once, for VLAN 0, instead of once for every VLAN."),
      Option(
        "fdb_max_learned", .integer(0...4_294_967_295, unit: "entries"), SHIM_IFLA_BR_FDB_MAX_LEARNED,
        .u32, standard: .integer(0), since: "6.7", "How many addresses may be learned. 0 sets no limit."),
      Option(
        "mcast_snooping", .boolean, IFLA_BR_MCAST_SNOOPING, .u8, standard: .boolean(true),
        "Whether multicast goes only to ports that asked for it (IGMP and MLD snooping)."),
      Option(
        "mcast_vlan_snooping", .boolean, IFLA_BR_MULTI_BOOLOPT,
        .maskedFlag(1 << UInt32(BR_BOOLOPT_MCAST_VLAN_SNOOPING.rawValue)), standard: .boolean(false), since: "5.15",
        "Whether snooping keeps VLANs apart. Needs vlan_filtering."),
      Option(
        "mcast_router", .integer(0...2, unit: nil), IFLA_BR_MCAST_ROUTER, .u8, standard: .integer(1),
        "Whether the bridge counts as a multicast router: 0 never, 1 when it is a querier, 2 always."),
      boolean(
        "mcast_query_use_ifaddr", IFLA_BR_MCAST_QUERY_USE_IFADDR,
        "Whether queries carry the bridge's own IPv4 address instead of 0.0.0.0."),
      boolean("mcast_querier", IFLA_BR_MCAST_QUERIER, "Whether the bridge sends multicast queries."),
      Option(
        "mcast_hash_elasticity", .integer(16...16, unit: nil), IFLA_BR_MCAST_HASH_ELASTICITY, .u32,
        standard: .integer(16), "Fixed at 16 by the kernel since Linux 5.0, which takes any value and keeps none."),
      Option(
        "mcast_hash_max", .integer(1...4_294_967_295, unit: "groups"), IFLA_BR_MCAST_HASH_MAX, .u32,
        standard: .integer(4096), "How many multicast groups the bridge keeps; a power of two on kernels before 5.0."),
      Option(
        "mcast_last_member_count", .integer(0...4_294_967_295, unit: nil), IFLA_BR_MCAST_LAST_MEMBER_CNT, .u32,
        standard: .integer(2), "How many queries are sent when a member leaves, before its group is removed."),
      Option(
        "mcast_startup_query_count", .integer(0...4_294_967_295, unit: nil), IFLA_BR_MCAST_STARTUP_QUERY_CNT, .u32,
        standard: .integer(2), "How many queries are sent at the start."),
      ticks(
        "mcast_last_member_interval", 0...100_000_000, IFLA_BR_MCAST_LAST_MEMBER_INTVL, .u64, standard: 100,
        "The time between the queries after a member left."),
      ticks(
        "mcast_membership_interval", 0...100_000_000, IFLA_BR_MCAST_MEMBERSHIP_INTVL, .u64, standard: 26_000,
        "How long a group is kept without a report."),
      ticks(
        "mcast_querier_interval", 0...100_000_000, IFLA_BR_MCAST_QUERIER_INTVL, .u64, standard: 25_500,
        "How long another querier is believed to be there without a query from it."),
      ticks(
        "mcast_query_interval", 100...100_000_000, IFLA_BR_MCAST_QUERY_INTVL, .u64, standard: 12_500,
        "The time between two queries. The kernel does not go below one second."),
      ticks(
        "mcast_query_response_interval", 0...100_000_000, IFLA_BR_MCAST_QUERY_RESPONSE_INTVL, .u64, standard: 1000,
        "How long members may take to answer a query."),
      ticks(
        "mcast_startup_query_interval", 100...100_000_000, IFLA_BR_MCAST_STARTUP_QUERY_INTVL, .u64, standard: 3125,
        "The time between the queries at the start. The kernel does not go below one second."),
      boolean("mcast_stats_enabled", IFLA_BR_MCAST_STATS_ENABLED, "Whether IGMP and MLD messages are counted."),
      Option(
        "mcast_igmp_version", .integer(2...3, unit: nil), IFLA_BR_MCAST_IGMP_VERSION, .u8, standard: .integer(2),
        "The IGMP version of queries."),
      Option(
        "mcast_mld_version", .integer(1...2, unit: nil), IFLA_BR_MCAST_MLD_VERSION, .u8, standard: .integer(1),
        "The MLD version of queries."),
      boolean(
        "nf_call_iptables", IFLA_BR_NF_CALL_IPTABLES,
        "Whether bridged IPv4 passes iptables. Needs the module br_netfilter to have an effect."),
      boolean(
        "nf_call_ip6tables", IFLA_BR_NF_CALL_IP6TABLES,
        "Whether bridged IPv6 passes ip6tables. Needs the module br_netfilter to have an effect."),
      boolean(
        "nf_call_arptables", IFLA_BR_NF_CALL_ARPTABLES,
        "Whether bridged ARP passes arptables. Needs the module br_netfilter to have an effect."),
    ])

  /// The two tags: 802.1Q and 802.1ad.
  static let etherTypes = OptionType.words(["802.1Q": 0x8100, "802.1ad": 0x88A8])

  private static func boolean(_ name: String, _ attribute: Int, _ summary: String) -> Option {
    Option(name, .boolean, attribute, .u8, standard: .boolean(false), summary)
  }

  private static func ticks(
    _ name: String, _ range: ClosedRange<Int64>, _ attribute: Int, _ wire: WireFormat, standard: Int64,
    _ summary: String
  ) -> Option {
    Option(
      name, .seconds(range, ticksPerSecond: 100), attribute, wire, standard: .integer(standard), summary)
  }
}

extension Option {
  /// `stp`
  public static let stp = OptionTable.bridge.row("stp")
  /// `forward_delay`
  public static let forwardDelay = OptionTable.bridge.row("forward_delay")
  /// `ageing_time`
  public static let ageingTime = OptionTable.bridge.row("ageing_time")
  /// `vlan_filtering`
  public static let vlanFiltering = OptionTable.bridge.row("vlan_filtering")
  /// `vlan_default_pvid`
  public static let vlanDefaultPVID = OptionTable.bridge.row("vlan_default_pvid")
  /// `mcast_snooping`
  public static let mcastSnooping = OptionTable.bridge.row("mcast_snooping")
  /// `mcast_vlan_snooping`
  public static let mcastVLANSnooping = OptionTable.bridge.row("mcast_vlan_snooping")
}
