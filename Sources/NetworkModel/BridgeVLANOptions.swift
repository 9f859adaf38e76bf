internal import CLinuxShim

extension OptionTable {
  /// What a bridge keeps of a VLAN at a port, or at the bridge itself: the settings of `bridge vlan set`, with the attributes
  /// of `br_vlan_db_policy` in net/bridge/br_vlan.c. A VLAN that comes to a port has the standards.
  ///
  /// Tunnels are ``VLANTunnels``.
  public static let vlanEntry = OptionTable(
    ordinal: LinkKind.allCases.count + 8, title: "VLAN of a bridge port", place: .vlanEntry,
    [
      Option(
        "state", spanningTreeStates, BRIDGE_VLANDB_ENTRY_STATE, .u8, standard: .integer(3),
        """
        The spanning tree state of the VLAN here, for a protocol run outside the kernel. While the bridge has stp on, the \
        kernel lets nobody set it.
        """),
      Option(
        "mcast_router", .integer(0...3, unit: nil), BRIDGE_VLANDB_ENTRY_MCAST_ROUTER, .u8, standard: .integer(1),
        since: "5.15",
        """
        Whether a multicast router of the VLAN is behind the port: 0 never, 1 learned, 2 always, 3 for now. At a bridge \
        itself, whether it counts as one: 0 never, 1 when it is a querier, 2 always.
        """),
      Option(
        "mcast_max_groups", .integer(0...4_294_967_295, unit: "groups"), SHIM_BRIDGE_VLANDB_ENTRY_MCAST_MAX_GROUPS,
        .u32,
        standard: .integer(0), since: "6.3",
        """
        How many multicast groups the port may join in the VLAN. 0 sets no limit. The kernel counts them, and takes the \
        setting, only where the bridge has mcast_vlan_snooping and the VLAN mcast_snooping. Of ports alone.
        """),
      Option(
        "neigh_suppress", .boolean, SHIM_BRIDGE_VLANDB_ENTRY_NEIGH_SUPPRESS, .u8, standard: .boolean(false),
        since: "6.4",
        """
        Whether the bridge answers ARP and ND for this port in the VLAN. Of effect at a port with neigh_vlan_suppress. Of \
        ports alone.
        """),
    ])

  /// What a bridge keeps of a VLAN as a whole, as long as a port or the bridge itself is in it: the settings of `bridge vlan
  /// global set`, with the attributes of `br_vlan_db_gpol` in net/bridge/br_vlan_options.c. They are of effect where
  /// snooping keeps VLANs apart (`mcast_vlan_snooping`).
  ///
  /// `msti` is missing on purpose: it belongs to the daemon that speaks MSTP.
  public static let globalVLAN = OptionTable(
    ordinal: LinkKind.allCases.count + 9, title: "VLAN of a bridge", place: .globalVLAN,
    [
      ofBridge(
        "mcast_snooping", BRIDGE_VLANDB_GOPTS_MCAST_SNOOPING,
        "Whether multicast of the VLAN goes only to ports that asked for it (IGMP and MLD snooping)."),
      ofBridge(
        "mcast_querier", BRIDGE_VLANDB_GOPTS_MCAST_QUERIER, "Whether the bridge sends multicast queries in the VLAN."),
      ofBridge("mcast_igmp_version", BRIDGE_VLANDB_GOPTS_MCAST_IGMP_VERSION),
      ofBridge("mcast_mld_version", BRIDGE_VLANDB_GOPTS_MCAST_MLD_VERSION),
      ofBridge("mcast_last_member_count", BRIDGE_VLANDB_GOPTS_MCAST_LAST_MEMBER_CNT),
      ofBridge("mcast_startup_query_count", BRIDGE_VLANDB_GOPTS_MCAST_STARTUP_QUERY_CNT),
      ofBridge("mcast_last_member_interval", BRIDGE_VLANDB_GOPTS_MCAST_LAST_MEMBER_INTVL),
      ofBridge("mcast_membership_interval", BRIDGE_VLANDB_GOPTS_MCAST_MEMBERSHIP_INTVL),
      ofBridge("mcast_querier_interval", BRIDGE_VLANDB_GOPTS_MCAST_QUERIER_INTVL),
      ofBridge("mcast_query_interval", BRIDGE_VLANDB_GOPTS_MCAST_QUERY_INTVL),
      ofBridge("mcast_query_response_interval", BRIDGE_VLANDB_GOPTS_MCAST_QUERY_RESPONSE_INTVL),
      ofBridge("mcast_startup_query_interval", BRIDGE_VLANDB_GOPTS_MCAST_STARTUP_QUERY_INTVL),
    ])

  /// What each VLAN of a bridge has as the bridge itself does: values and form are the same, and so is what both begin with
  /// (`br_multicast_ctx_init`).
  private static func ofBridge(_ name: String, _ attribute: Int, _ summary: String? = nil) -> Option {
    let row = bridge.row(name)
    return Option(name, row.type, attribute, row.wire, standard: row.standard, since: "5.15", summary ?? row.summary)
  }
}

extension Option {
  /// `state` of a VLAN
  public static let vlanState = OptionTable.vlanEntry.row("state")
  /// `mcast_router` of a VLAN
  public static let vlanMulticastRouter = OptionTable.vlanEntry.row("mcast_router")
  /// `mcast_max_groups` of a VLAN
  public static let vlanMaximumGroups = OptionTable.vlanEntry.row("mcast_max_groups")
  /// `neigh_suppress` of a VLAN
  public static let vlanNeighbourSuppression = OptionTable.vlanEntry.row("neigh_suppress")
  /// `mcast_snooping` of a VLAN of a bridge
  public static let vlanSnooping = OptionTable.globalVLAN.row("mcast_snooping")

  /// Whether VLANs at ports have it, and those at bridges themselves have not.
  public var isOfPortVLANsAlone: Bool {
    id == Option.vlanMaximumGroups.id || id == Option.vlanNeighbourSuppression.id
  }

  /// The setting of a port that came to the kernel together with this one of its VLANs: of a port each kernel that knows it
  /// says so.
  public var companion: Option? {
    switch id {
    case Option.vlanMaximumGroups.id: OptionTable.port["mcast_max_groups"]
    case Option.vlanNeighbourSuppression.id: OptionTable.port["neigh_vlan_suppress"]
    default: nil
    }
  }
}
