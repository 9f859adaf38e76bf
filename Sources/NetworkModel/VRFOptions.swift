internal import CLinuxShim

extension LinkKind.Traits {
  /// No rx handler, so no bridge, can have its frames (`IFF_NO_RX_HANDLER` in vrf_setup). vrf_add_slave() has a port go down
  /// and up (cycle_netdev), so that what the kernel makes for its addresses moves to the VRF's table; do_vrf_del_slave() has
  /// it move back.
  static let vrf = LinkKind.Traits(
    title: "a VRF", plural: "VRFs", kernelKind: "vrf", origin: LinkKind.Origin("vrf", "CONFIG_NET_VRF"), table: .vrf,
    needs: [LinkKind.Need("table", "the number of its routing table")], canBePort: false,
    ports: LinkKind.Ports(areRouted: true))
}

extension OptionTable {
  /// The settings of `ip link add type vrf`, with the attributes of `vrf_nl_policy` in drivers/net/vrf.c.
  public static let vrf = OptionTable(
    of: .vrf,
    [
      Option(
        "table", .integer(1...4_294_967_294, unit: nil), IFLA_VRF_TABLE, .u32, timing: .creation,
        "The number of the routing table that the links in this domain use. Needed.")
    ])
}

extension Option {
  /// `table`
  public static let vrfTable = OptionTable.vrf.row("table")
}
