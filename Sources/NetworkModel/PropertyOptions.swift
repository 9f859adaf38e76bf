internal import CLinuxShim

extension OptionTable {
  /// The properties of every link, of which it can have several.
  public static let properties = OptionTable(
    ordinal: LinkKind.allCases.count + 4, title: "properties of every link", place: .properties,
    [
      // ALTIFNAMSIZ with the terminating NUL.
      Option(
        "alternative_names", .names(maximumBytes: 127), IFLA_ALT_IFNAME, .propertyList, standard: .names([]),
        iproute2: "altname",
        """
        Further names under which commands find the link. The list is all: names that udev has given to a NIC go \
        unless they stand in it, and come back when vnetctl lets go of the NIC.
        """)
    ])
}

extension Option {
  /// `alternative_names`
  public static let alternativeNames = OptionTable.properties.row("alternative_names")
}

extension Settings {
  /// The names that ``Option/alternativeNames`` holds; nil where it is not among the settings.
  public var alternativeNames: [String]? {
    if case .names(let names)? = self[.alternativeNames] { names } else { nil }
  }
}
