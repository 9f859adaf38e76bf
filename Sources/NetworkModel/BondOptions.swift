internal import CLinuxShim

extension LinkKind.Traits {
  /// bond_enslave() takes no link that is up, and takes it up; __bond_release_one() leaves it down, with the MAC address and
  /// the MTU that it had before.
  static let bond = LinkKind.Traits(
    title: "a bond", plural: "bonds", kernelKind: "bond", origin: LinkKind.Origin("bonding", "CONFIG_BONDING"),
    table: .bond, refusesIdleSettings: true,
    ports: LinkKind.Ports(table: .bondPort, areTakenDown: true), booleans: .digits)
}

extension OptionTable {
  /// The settings of `ip link add type bond`, with the attributes of `bond_policy` in drivers/net/bonding/bond_netlink.c.
  /// Times are milliseconds. What bond_options.c changes only while the bond is down, or has no ports, is fixed at creation
  /// here.
  ///
  /// `active_slave` is missing on purpose: it is what the bond chooses by itself, and `primary` says which it shall prefer.
  public static let bond = OptionTable(
    of: .bond,
    [
      Option(
        "mode",
        .words([
          "balance-rr": 0, "active-backup": 1, "balance-xor": 2, "broadcast": 3, "802.3ad": 4, "balance-tlb": 5,
          "balance-alb": 6,
        ]), IFLA_BOND_MODE, .u8, timing: .creation, standard: .integer(0),
        "How frames are shared among the ports; 802.3ad is LACP."),
      Option(
        "primary", .link, IFLA_BOND_PRIMARY, .linkIndex, timing: .populated, standard: .link(nil),
        condition: Mode.withActivePort, "The port that is used whenever it is up; null for none."),
      Option(
        "primary_reselect", .words(["always": 0, "better": 1, "failure": 2]), IFLA_BOND_PRIMARY_RESELECT, .u8,
        standard: .integer(0), condition: Mode.withActivePort,
        "When the primary port is used again that has come back."),
      milliseconds("miimon", IFLA_BOND_MIIMON, "The time between two looks at the ports' carriers. 0 looks never."),
      milliseconds(
        "updelay", IFLA_BOND_UPDELAY, condition: .isSet("miimon"),
        "How long a port that is up again is waited for; a multiple of miimon."),
      milliseconds(
        "downdelay", IFLA_BOND_DOWNDELAY, condition: .isSet("miimon"),
        "How long a port that is down is still used; a multiple of miimon."),
      milliseconds(
        "peer_notify_delay", IFLA_BOND_PEER_NOTIF_DELAY, condition: .isSet("miimon"),
        "The time between two gratuitous ARP or ND messages; a multiple of miimon."),
      Option(
        "use_carrier", .boolean, IFLA_BOND_USE_CARRIER, .u8, standard: .boolean(true),
        "Whether the driver says if a port has a carrier, and not MII registers."),
      milliseconds(
        "arp_interval", IFLA_BOND_ARP_INTERVAL, condition: Mode.withARP,
        "The time between two ARP requests to find out which ports work. 0 sends none. Excludes miimon."),
      Option(
        "arp_ip_target", .addresses(isIPv6: false, maximum: 16), IFLA_BOND_ARP_IP_TARGET, .addressList,
        standard: .addresses([]), "Whom the ARP requests go to."),
      Option(
        "ns_ip6_target", .addresses(isIPv6: true, maximum: 16), IFLA_BOND_NS_IP6_TARGET, .addressList,
        standard: .addresses([]), since: "5.18", "Whom neighbour solicitations go to, in the place of ARP requests."),
      Option(
        "arp_validate",
        .words([
          "none": 0, "active": 1, "backup": 2, "all": 3, "filter": 4, "filter_active": 5, "filter_backup": 6,
        ]), IFLA_BOND_ARP_VALIDATE, .u32, standard: .integer(0), condition: Mode.withARP,
        "Of which ports only answers to the requests count, and not any traffic."),
      Option(
        "arp_all_targets", .words(["any": 0, "all": 1]), IFLA_BOND_ARP_ALL_TARGETS, .u32, standard: .integer(0),
        "How many targets have to answer."),
      Option(
        "arp_missed_max", .integer(1...255, unit: nil), IFLA_BOND_MISSED_MAX, .u8, standard: .integer(2),
        since: "5.17", "After how many intervals without an answer a port counts as down."),
      Option(
        "fail_over_mac", .words(["none": 0, "active": 1, "follow": 2]), IFLA_BOND_FAIL_OVER_MAC, .u8,
        timing: .creation, standard: .integer(0), condition: Option.Condition("mode", .integer(1)),
        "none gives all ports the bond's MAC address, active gives the bond that of its active port, follow gives "
          + "the bond's to the active port alone."),
      Option(
        "xmit_hash_policy",
        .words(["layer2": 0, "layer3+4": 1, "layer2+3": 2, "encap2+3": 3, "encap3+4": 4, "vlan+srcmac": 5]),
        IFLA_BOND_XMIT_HASH_POLICY, .u8, standard: .integer(0), "What of a frame chooses the port."),
      Option(
        "resend_igmp", .integer(0...255, unit: nil), IFLA_BOND_RESEND_IGMP, .u32, standard: .integer(1),
        "How often memberships are reported again after a change of the active port."),
      Option(
        "num_peer_notif", .integer(0...255, unit: nil), IFLA_BOND_NUM_PEER_NOTIF, .u8, standard: .integer(1),
        iproute2: "num_grat_arp", "How many gratuitous ARP or ND messages follow a change of the active port."),
      Option(
        "all_slaves_active", .boolean, IFLA_BOND_ALL_SLAVES_ACTIVE, .u8, standard: .boolean(false),
        "Whether frames are taken also from ports that are not in use."),
      Option(
        "min_links", .integer(0...2_147_483_647, unit: "ports"), IFLA_BOND_MIN_LINKS, .u32, standard: .integer(0),
        "How many ports have to be up for the bond to have a carrier."),
      Option(
        "lp_interval", .integer(1...2_147_483_647, unit: "seconds"), IFLA_BOND_LP_INTERVAL, .u32,
        standard: .integer(1), "The time between two learning packets to the switches."),
      Option(
        "packets_per_slave", .integer(0...65535, unit: "packets"), IFLA_BOND_PACKETS_PER_SLAVE, .u32,
        standard: .integer(1), condition: Option.Condition("mode", .integer(0)),
        "How many packets go out of a port before the next one is used; 0 chooses by chance."),
      Option(
        "tlb_dynamic_lb", .boolean, IFLA_BOND_TLB_DYNAMIC_LB, .u8, timing: .creation,
        condition: Option.Condition("mode", .integer(5)),
        "Whether flows are moved to ports with less load."),
      Option(
        "lacp_active", .boolean, IFLA_BOND_AD_LACP_ACTIVE, .u8, timing: .creation, standard: .boolean(true),
        condition: Mode.lacp, since: "5.15", "Whether LACP messages are sent without being asked for."),
      Option(
        "lacp_rate", .words(["slow": 0, "fast": 1]), IFLA_BOND_AD_LACP_RATE, .u8, timing: .creation,
        standard: .integer(0), condition: Mode.lacp,
        "Whether the other end shall send LACP messages each second (fast), or each half minute."),
      Option(
        "ad_select", .words(["stable": 0, "bandwidth": 1, "count": 2]), IFLA_BOND_AD_SELECT, .u8, timing: .creation,
        standard: .integer(0), condition: Mode.lacp, "Which group of ports is used, and when that is decided."),
      Option(
        "ad_actor_sys_prio", .integer(1...65535, unit: nil), IFLA_BOND_AD_ACTOR_SYS_PRIO, .u16,
        standard: .integer(65535), condition: Mode.lacp, "The priority of this host in LACP."),
      Option(
        "ad_user_port_key", .integer(0...1023, unit: nil), IFLA_BOND_AD_USER_PORT_KEY, .u16, timing: .creation,
        standard: .integer(0), condition: Mode.lacp, "The administrator's part of the port key in LACP."),
      Option(
        "ad_actor_system", .mac, IFLA_BOND_AD_ACTOR_SYSTEM, .mac, timing: .creation,
        absent: .mac(MACAddress(bits: 0)), condition: Mode.lacp,
        "The MAC address of this host in LACP; without one it is the bond's."),
      Option(
        "coupled_control", .boolean, IFLA_BOND_COUPLED_CONTROL, .u8, timing: .creation, standard: .boolean(true),
        condition: Mode.lacp, since: "6.9", "Whether LACP says of a port in one word that it collects and distributes."),
    ])

  /// What the bond keeps of its port: `ip link set PORT type bond_slave`, with the attributes of `bond_slave_policy`.
  public static let bondPort = OptionTable(
    ordinal: LinkKind.allCases.count + 2, title: "bond port", place: .portData,
    [
      Option(
        "queue_id", .integer(0...65535, unit: nil), IFLA_BOND_SLAVE_QUEUE_ID, .u16, standard: .integer(0),
        "The queue whose packets go out here; 0 for none."),
      Option(
        "prio", .integer(-2_147_483_648...2_147_483_647, unit: nil), IFLA_BOND_SLAVE_PRIO, .s32,
        standard: .integer(0), since: "6.0", "The port's priority when a new active port is chosen; the highest wins."),
    ])

  private enum Mode {
    static let withActivePort = Option.Condition("mode", .integer(1), .integer(5), .integer(6))
    static let withARP = Option.Condition("mode", .integer(0), .integer(1), .integer(2), .integer(3))
    static let lacp = Option.Condition("mode", .integer(4))
  }

  private static func milliseconds(
    _ name: String, _ attribute: Int, condition: Option.Condition? = nil, _ summary: String
  ) -> Option {
    Option(
      name, .seconds(0...2_147_483_647, ticksPerSecond: 1000), attribute, .u32, standard: .integer(0),
      condition: condition, summary)
  }
}

extension Option {
  /// `primary`
  public static let primary = OptionTable.bond.row("primary")
  /// `miimon`
  public static let miimon = OptionTable.bond.row("miimon")
  /// `updelay`
  public static let upDelay = OptionTable.bond.row("updelay")
  /// `downdelay`
  public static let downDelay = OptionTable.bond.row("downdelay")
  /// `peer_notify_delay`
  public static let peerNotifyDelay = OptionTable.bond.row("peer_notify_delay")
  /// `arp_interval`
  public static let arpInterval = OptionTable.bond.row("arp_interval")
}
