internal import CLinuxShim

extension LinkKind.Traits {
  /// No rx handler, so no bridge, can have its frames (`IFF_NO_RX_HANDLER` in vrf_setup).
  static let vrf = LinkKind.Traits(
    title: "a VRF", plural: "VRFs", kernelKind: "vrf", origin: LinkKind.Origin("vrf", "CONFIG_NET_VRF"), table: .vrf,
    needs: [LinkKind.Need("table", "the number of its routing table")], canBePort: false)
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
