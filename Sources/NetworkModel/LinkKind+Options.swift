extension LinkKind {
  /// The tables of options that stand in a link of this kind, in the order of the manual.
  public var tables: [OptionTable] { [.link, .ipv6] + [table].compactMap(\.self) }

  /// Whether links of this kind have the option, and it is not that of the link under them.
  public func has(_ option: Option) -> Bool { lower?.inherited.contains { $0.id == option.id } != true }

  /// The option of that name in a link of this kind.
  public func option(_ name: String) -> Option? {
    for table in tables {
      if let option = table[name] { return has(option) ? option : nil }
    }
    return nil
  }
}
