extension LinkKind {
  /// The tables of options that stand in a link of this kind, in the order of the manual.
  public var tables: [OptionTable] { traits.tables }

  /// The kind of master that keeps this of its ports.
  public static func master(keeping option: Option) -> LinkKind? {
    allCases.first { $0.traits.ports?.table?[option.name]?.id == option.id }
  }

  /// Whether links of this kind have the option, and it is not that of the link under them.
  public func has(_ option: Option) -> Bool { lower?.inherited.contains { $0.id == option.id } != true }

  /// The option of that name in a link of this kind.
  public func option(_ name: String) -> Option? {
    for table in tables.dropLast(EthtoolGroup.allCases.count) {
      if let option = table[name] { return has(option) ? option : nil }
    }
    return Self.ofEthtool[name]
  }

  /// What ethtool sets, of every kind: one look instead of one for each group.
  private static let ofEthtool = Dictionary(
    uniqueKeysWithValues: EthtoolGroup.allCases.flatMap(\.table.rows).map { ($0.name, $0) })

  /// Whether a link of this kind with these settings takes the frames of the lower link alone.
  public func isExclusive(_ settings: Settings) -> Bool {
    guard let condition = lower?.exclusive, let table else { return false }
    return condition.isMet(by: settings, table)
  }

  /// Whether two links can take the frames of one lower link.
  public func getsAlong(_ settings: Settings, with other: LinkKind, _ others: Settings) -> Bool {
    guard let taker = lower?.frameTaker, let second = other.lower?.frameTaker else { return true }
    return taker == second && !isExclusive(settings) && !other.isExclusive(others)
  }
}
