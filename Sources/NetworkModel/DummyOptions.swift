extension LinkKind.Traits {
  static let dummy = LinkKind.Traits(
    title: "a dummy", plural: "dummies", kernelKind: "dummy", origin: LinkKind.Origin("dummy", "CONFIG_DUMMY"),
    table: OptionTable(of: .dummy))
}
