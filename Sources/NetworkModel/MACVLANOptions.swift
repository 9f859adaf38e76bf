internal import CLinuxShim

extension LinkKind.Traits {
  static let macvlan = LinkKind.Traits(
    title: "a macvlan", plural: "macvlans", kernelKind: "macvlan",
    origin: LinkKind.Origin("macvlan", "CONFIG_MACVLAN"), table: .macvlan, lower: .macvlan,
    booleans: .flags)

  /// It gives its frames to its character device before a bridge could have them (macvtap_newlink).
  static let macvtap = LinkKind.Traits(
    title: "a macvtap", plural: "macvtaps", kernelKind: "macvtap",
    origin: LinkKind.Origin("macvtap", "CONFIG_MACVTAP"), table: .macvtap,
    deviceFile: .deviceFile, lower: .macvlan, canBePort: false,
    booleans: .flags)
}

extension LinkKind.Lower {
  fileprivate static let macvlan = LinkKind.Lower(
    frameTaker: "macvlan", exclusive: Option.Condition("mode", .integer(8)),
    summary: "the link whose frames it takes part in")
}

extension OptionTable {
  /// The settings of `ip link add type macvlan`, with the attributes of `macvlan_policy` in drivers/net/macvlan.c.
  public static let macvlan = OptionTable(of: .macvlan, macvlanRows)
  /// The owner and the group of a macvtap's `/dev/tapN`, which the kernel makes for root alone (devtmpfs).
  public static let deviceFile = OptionTable(
    ordinal: LinkKind.allCases.count + 3, title: "macvtap device", place: .deviceFile,
    [
      Option(
        "owner", .user, 0, .u32, standard: .account(Account(number: 0)),
        """
        The user, by name or number, who may open the link's device /dev/tapN, where N is its index, without privileges. \
        Only in the machine's own network namespace.
        """),
      Option(
        "group", .group, 1, .u32, standard: .account(Account(number: 0)),
        """
        The group, by name or number, whose members may open that device without privileges; root for none. Only in the \
        machine's own network namespace.
        """),
    ])

  /// The settings of `ip link add type macvtap`: those of a macvlan.
  public static let macvtap = OptionTable(of: .macvtap, macvlanRows)

  private static let macvlanRows = [
    // The kernel refuses to change to this mode or from it (macvlan_changelink).
    Option(
      "mode", .words(["private": 1, "vepa": 2, "bridge": 4, "passthru": 8, "source": 16]), IFLA_MACVLAN_MODE, .u32,
      timing: .creationAt(Int64(MACVLAN_MODE_PASSTHRU.rawValue)), standard: .integer(2),
      """
      Which frames reach the others on the same link: none (private), those that come back from the switch (vepa), or \
      all (bridge); whether this one has the link for itself (passthru), or takes frames by their source (source). To \
      passthru, or from it, the link is made anew.
      """),
    Option(
      "nopromisc", .boolean, IFLA_MACVLAN_FLAGS,
      .wordFlag(UInt16(MACVLAN_FLAG_NOPROMISC), isNetworkOrder: false), standard: .boolean(false),
      condition: Option.Condition("mode", .integer(8)),
      "Whether the link under it is not put into promiscuous mode."),
    Option(
      "nodst", .boolean, IFLA_MACVLAN_FLAGS, .wordFlag(UInt16(MACVLAN_FLAG_NODST), isNetworkOrder: false),
      standard: .boolean(false), condition: Option.Condition("mode", .integer(16)),
      "Whether frames that came by their source are not looked up by their destination besides."),
    Option(
      "macaddr", .macs, IFLA_MACVLAN_MACADDR_DATA, .macList(mode: UInt16(IFLA_MACVLAN_MACADDR_MODE)),
      standard: .macs([]), condition: Option.Condition("mode", .integer(16)),
      "The source addresses whose frames it takes."),
    Option(
      "bcqueuelen", .integer(0...4_294_967_295, unit: "packets"), IFLA_MACVLAN_BC_QUEUE_LEN, .u32,
      standard: .integer(1000),
      """
      How many broadcasts may wait to be given to all on the same link. The largest that one of them asks for holds for \
      all.
      """),
  ]
}

extension Option {
  /// `owner` of a macvtap
  public static let deviceOwner = OptionTable.deviceFile.row("owner")
  /// `group` of a macvtap
  public static let deviceGroup = OptionTable.deviceFile.row("group")
}
