extension LinkKind.Traits {
  /// The driver cannot change the MAC address (no `ndo_set_mac_address`).
  static let ifb = LinkKind.Traits(
    title: "an ifb", plural: "ifbs", kernelKind: "ifb", origin: LinkKind.Origin("ifb", "CONFIG_IFB"),
    table: OptionTable(of: .ifb), fixed: [.mac])
}
