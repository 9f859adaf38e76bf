extension LinkKind.Traits {
  static let veth = LinkKind.Traits(
    title: "a veth", plural: "veths", kernelKind: "veth", origin: LinkKind.Origin("veth", "CONFIG_VETH"),
    table: OptionTable(of: .veth), isPaired: true)
}
