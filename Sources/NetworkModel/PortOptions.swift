internal import CLinuxShim

extension OptionTable {
  /// The settings of `bridge link set`, with the attributes of `br_port_policy` in net/bridge/br_netlink.c. All of them
  /// go back to their standards when a port leaves its bridge.
  ///
  /// `learning_sync` and `hwmode` are missing on purpose: they belong to switch hardware, and the software bridge
  /// knows neither.
  public static let port = OptionTable(
    ordinal: LinkKind.allCases.count, title: "bridge port", place: .portData,
    [
      Option(
        "state", spanningTreeStates, IFLA_BRPORT_STATE, .u8, timing: .running,
        """
        The spanning tree state, for a protocol run outside the kernel. Refused while stp is on. The kernel lets it \
        be set only while the port is up and has a carrier, so it is set and compared only then.
        """),
      Option(
        "priority", .integer(0...63, unit: nil), IFLA_BRPORT_PRIORITY, .u16, standard: .integer(32),
        "The port's priority in the spanning tree; the lowest wins."),
      Option(
        "path_cost", .integer(1...65535, unit: nil), IFLA_BRPORT_COST, .u32, iproute2: "cost",
        "What the way through this port costs in the spanning tree. The kernel's own choice follows the link's speed."),
      on("hairpin", IFLA_BRPORT_MODE, false, "Whether frames may leave through the port they came in by."),
      on("guard", IFLA_BRPORT_GUARD, false, "Whether the port is disabled when a spanning tree message arrives."),
      on("root_block", IFLA_BRPORT_PROTECT, false, "Whether the port may not become the root port."),
      on("fastleave", IFLA_BRPORT_FAST_LEAVE, false, "Whether a multicast group ends at once when a member leaves."),
      on("learning", IFLA_BRPORT_LEARNING, true, "Whether MAC addresses are learned from frames."),
      on("flood", IFLA_BRPORT_UNICAST_FLOOD, true, "Whether frames to unknown addresses go out here."),
      on("proxy_arp", IFLA_BRPORT_PROXYARP, false, "Whether the bridge answers ARP for hosts it knows elsewhere."),
      on(
        "proxy_arp_wifi", IFLA_BRPORT_PROXYARP_WIFI, false,
        "Like proxy_arp, with the answers that IEEE 802.11 and Hotspot 2.0 demand."),
      Option(
        "mcast_router", .integer(0...3, unit: nil), IFLA_BRPORT_MULTICAST_ROUTER, .u8, standard: .integer(1),
        "Whether a multicast router is behind the port: 0 never, 1 learned, 2 always, 3 for now."),
      on("mcast_flood", IFLA_BRPORT_MCAST_FLOOD, true, "Whether multicast to unknown groups goes out here."),
      on("bcast_flood", IFLA_BRPORT_BCAST_FLOOD, true, "Whether broadcasts go out here."),
      on("mcast_to_unicast", IFLA_BRPORT_MCAST_TO_UCAST, false, "Whether multicast is sent to each member by unicast."),
      Option(
        "mcast_max_groups", .integer(0...4_294_967_295, unit: "groups"),
        SHIM_IFLA_BRPORT_MCAST_MAX_GROUPS, .u32, standard: .integer(0), since: "6.3",
        "How many multicast groups the port may join. 0 sets no limit."),
      Option(
        "group_fwd_mask", .bitmask(allowed: 0xFFFD), IFLA_BRPORT_GROUP_FWD_MASK, .u16, standard: .integer(0),
        "Which link-local groups 01:80:c2:00:00:0X are forwarded, a bit each. Bit 1 (pause frames) is not allowed."),
      on("neigh_suppress", IFLA_BRPORT_NEIGH_SUPPRESS, false, "Whether the bridge answers ARP and ND for this port."),
      Option(
        "neigh_vlan_suppress", .boolean, SHIM_IFLA_BRPORT_NEIGH_VLAN_SUPPRESS, .u8,
        standard: .boolean(false), since: "6.4", "Like neigh_suppress, chosen for each VLAN."),
      on("vlan_tunnel", IFLA_BRPORT_VLAN_TUNNEL, false, "Whether VLANs are mapped to tunnels here."),
      on("isolated", IFLA_BRPORT_ISOLATED, false, "Whether frames may not pass to other isolated ports."),
      Option(
        "locked", .boolean, IFLA_BRPORT_LOCKED, .u8, standard: .boolean(false), since: "5.18",
        "Whether only source addresses with an entry in the FDB are let in."),
      Option(
        "mab", .boolean, SHIM_IFLA_BRPORT_MAB, .u8, standard: .boolean(false), since: "6.2",
        "Whether a locked port notes unknown source addresses (MAC authentication bypass). Needs locked and learning."),
      Option(
        "backup_port", .link, IFLA_BRPORT_BACKUP_PORT, .linkIndex, standard: .link(nil),
        "The port that takes the frames while this one has no carrier; null for none."),
      Option(
        "backup_nhid", .integer(0...4_294_967_295, unit: nil), SHIM_IFLA_BRPORT_BACKUP_NHID, .u32OmittedAtZero,
        standard: .integer(0), since: "6.6", "The next hop that goes with frames sent to the backup port. 0 for none."),
    ])

  /// `BR_STATE_*`
  static let spanningTreeStates = OptionType.words([
    "disabled": 0, "listening": 1, "learning": 2, "forwarding": 3, "blocking": 4,
  ])

  private static func on(_ name: String, _ attribute: Int, _ standard: Bool, _ summary: String) -> Option {
    Option(name, .boolean, attribute, .u8, standard: .boolean(standard), summary)
  }
}

extension Option {
  /// `backup_port`
  public static let backupPort = OptionTable.port.row("backup_port")
  /// `state`
  public static let portState = OptionTable.port.row("state")
  /// `learning`
  public static let learning = OptionTable.port.row("learning")
  /// `locked`
  public static let locked = OptionTable.port.row("locked")
  /// `mab`
  public static let mab = OptionTable.port.row("mab")
  /// `vlan_tunnel`
  public static let vlanTunnel = OptionTable.port.row("vlan_tunnel")
  /// `path_cost`
  public static let pathCost = OptionTable.port.row("path_cost")
}
