internal import CLinuxShim

extension LinkKind.Traits {
  static let vlan = LinkKind.Traits(
    title: "a VLAN", plural: "VLANs", kernelKind: "vlan", origin: LinkKind.Origin("8021q", "CONFIG_VLAN_8021Q"),
    table: .vlan, needs: [LinkKind.Need("id", "its VLAN identifier")],
    // vlan_dev_open(), vlan_dev_change_mtu() and vlan_device_event() in net/8021q.
    lower: LinkKind.Lower(
      sharesState: true, lendsMAC: true, summary: "the link it lies on: a NIC, a bridge, or another VLAN (QinQ)"),
    identity: LinkKind.Identity("id", "protocol", isPerLower: true))
}

extension OptionTable {
  /// The settings of `ip link add type vlan`, with the attributes of `vlan_policy` in net/8021q/vlan_netlink.c.
  public static let vlan = OptionTable(
    of: .vlan,
    [
      // The kernel takes a change of id or protocol, says yes and ignores it (vlan_changelink).
      Option(
        "id", .integer(VLANID.range, unit: nil), IFLA_VLAN_ID, .u16, timing: .creation, "The VLAN identifier."),
      Option(
        "protocol", etherTypes, IFLA_VLAN_PROTOCOL, .u16NetworkOrder, timing: .creation, standard: .integer(0x8100),
        "The tag: 802.1Q, or 802.1ad for the outer tag of a provider bridge."),
      flag(
        "reorder_header", VLAN_FLAG_REORDER_HDR, true, iproute2: "reorder_hdr",
        "Whether received frames look as if they had no tag."),
      flag("gvrp", VLAN_FLAG_GVRP, false, "Whether the VLAN is announced by GVRP. Needs the module 8021q with GVRP."),
      flag("mvrp", VLAN_FLAG_MVRP, false, "Whether the VLAN is announced by MVRP. Needs the module 8021q with MVRP."),
      flag(
        "loose_binding", VLAN_FLAG_LOOSE_BINDING, false,
        "Whether the VLAN stays up when the link under it goes down."),
      flag(
        "bridge_binding", VLAN_FLAG_BRIDGE_BINDING, false,
        "Whether the VLAN has a carrier only when a bridge port of that VLAN has one. Only over a bridge."),
      Option(
        "egress_qos_map", .map(keys: 0...4_294_967_295, values: 0...7), IFLA_VLAN_EGRESS_QOS, .qosMap,
        standard: .map([:]), iproute2: "egress-qos-map",
        "From the packet's priority to the tag's; what is not listed maps to 0."),
      Option(
        "ingress_qos_map", .map(keys: 0...7, values: 0...4_294_967_295), IFLA_VLAN_INGRESS_QOS, .qosMap,
        standard: .map([:]), iproute2: "ingress-qos-map",
        "From the tag's priority to the packet's; what is not listed maps to 0."),
    ])

  private static func flag(
    _ name: String, _ bit: vlan_flags, _ standard: Bool, iproute2: String? = nil, _ summary: String
  ) -> Option {
    Option(
      name, .boolean, IFLA_VLAN_FLAGS, .maskedFlag(UInt32(bit.rawValue)), standard: .boolean(standard),
      iproute2: iproute2, summary)
  }
}

extension Option {
  /// `id`
  public static let vlanID = OptionTable.vlan.row("id")
  /// `protocol`
  public static let vlanProtocol = OptionTable.vlan.row("protocol")
  /// `loose_binding`
  public static let looseBinding = OptionTable.vlan.row("loose_binding")
  /// `bridge_binding`
  public static let bridgeBinding = OptionTable.vlan.row("bridge_binding")
}
