internal import CLinuxShim

extension LinkKind.Traits {
  /// The MAC address and the MTU follow the link under it (ipvlan_device_event), and no rx handler, so no bridge, can
  /// have its frames (`IFF_NO_RX_HANDLER`).
  static let ipvlan = LinkKind.Traits(
    title: "an ipvlan", plural: "ipvlans", kernelKind: "ipvlan",
    origin: LinkKind.Origin("ipvlan", "CONFIG_IPVLAN"), table: .ipvlan,
    lower: LinkKind.Lower(
      lendsMAC: true, inherited: [.mtu, .mac], frameTaker: "ipvlan", sharesSettings: true,
      summary: "the link whose MAC address and MTU it has"),
    canBePort: false)
}

extension OptionTable {
  /// The settings of `ip link add type ipvlan`, with the attributes of `ipvlan_nl_policy` in
  /// drivers/net/ipvlan/ipvlan_main.c. The kernel keeps them for all ipvlans of one link together.
  public static let ipvlan = OptionTable(
    of: .ipvlan,
    [
      Option(
        "mode", .words(["l2": 0, "l3": 1, "l3s": 2]), IFLA_IPVLAN_MODE, .u16, standard: .integer(1),
        """
        Whether frames (l2) or packets (l3, and l3s with netfilter) are told apart. All ipvlans on one link have the same.
        """),
      Option(
        "flags", .words(["bridge": 0, "private": 1, "vepa": 2]), IFLA_IPVLAN_FLAGS, .u16, standard: .integer(0),
        iproute2: "",
        """
        Whether ipvlans on one link reach each other directly (bridge), not at all (private), or through the switch \
        (vepa). All of them have the same.
        """),
    ])
}
