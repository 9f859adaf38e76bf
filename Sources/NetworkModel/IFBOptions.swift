extension LinkKind.Traits {
  static let ifb = LinkKind.Traits(
    title: "an ifb", plural: "ifbs", kernelKind: "ifb", origin: LinkKind.Origin("ifb", "CONFIG_IFB"),
    table: OptionTable(of: .ifb))
}
