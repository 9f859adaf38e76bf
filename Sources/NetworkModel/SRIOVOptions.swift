internal import CLinuxShim

extension OptionTable {
  /// How many virtual functions a NIC has (SR-IOV, PCI Express Base Specification, chapter 9).
  public static let sriov = OptionTable(
    ordinal: LinkKind.allCases.count + 6, title: "SR-IOV of a NIC", place: .sriov,
    [
      // Reported with RTEXT_FILTER_VF alone, and set through sysfs (sriov_numvfs_store in drivers/pci/iov.c).
      Option(
        "virtual_functions", .integer(0...65535, unit: nil), IFLA_NUM_VF, .u32, standard: .integer(0), since: "5.14",
        iproute2: "sriov_numvfs",
        """
        How many virtual functions (SR-IOV) the NIC has, at most as many as its hardware can. To have another number of \
        them, the kernel makes all anew: what uses them loses them, so that takes --allow disruption.
        """)
    ])

  /// What a NIC does for one of its virtual functions: the settings of `ip link set dev NIC vf NUMBER`, with the attributes
  /// of `ifla_vf_policy` in net/core/rtnetlink.c. Each holds a struct that begins with the function's number.
  ///
  /// GUIDs are missing on purpose: they belong to InfiniBand.
  public static let virtualFunction = OptionTable(
    ordinal: LinkKind.allCases.count + 7, title: "virtual function", place: .virtualFunction,
    [
      Option(
        "mac", .mac, IFLA_VF_MAC, .virtualFunction(at: 4, .mac),
        "The MAC address that the function has, a unicast one. Whoever uses it cannot choose another one unless trusted."
      ),
      Option(
        "vlan", .integer(0...4094, unit: nil), IFLA_VF_VLAN_LIST, .virtualFunction(at: 4, .word),
        standard: .integer(0),
        "The VLAN whose tag the NIC puts on the function's frames, and takes off. 0 for none."),
      Option(
        "qos", .integer(0...7, unit: nil), IFLA_VF_VLAN_LIST, .virtualFunction(at: 8, .word), standard: .integer(0),
        "The priority in that tag."),
      Option(
        "vlan_protocol", etherTypes, IFLA_VF_VLAN_LIST, .virtualFunction(at: 12, .etherType),
        standard: .integer(0x8100), iproute2: "proto",
        "The tag's protocol: 802.1Q, or 802.1ad for an outer tag around those of the function's own VLANs."),
      Option(
        "spoof_check", .boolean, IFLA_VF_SPOOFCHK, .virtualFunction(at: 4, .word), iproute2: "spoofchk",
        """
        Whether the NIC drops frames from other source addresses than the function's. What a new function has, its driver \
        says.
        """),
      Option(
        "trust", .boolean, IFLA_VF_TRUST, .virtualFunction(at: 4, .word), standard: .boolean(false),
        "Whether whoever uses the function may do more with it, such as to choose its address, or to hear everything."),
      Option(
        "link_state", .words(["auto": 0, "enable": 1, "disable": 2]), IFLA_VF_LINK_STATE,
        .virtualFunction(at: 4, .word), standard: .integer(0), iproute2: "state",
        "Whether the function sees a carrier: when the NIC has one (auto), always (enable) or never (disable)."),
      Option(
        "min_tx_rate", bandwidth, IFLA_VF_RATE, .virtualFunction(at: 4, .word), standard: .integer(0),
        "How much the function can send at least. 0 for no such promise."),
      Option(
        "max_tx_rate", bandwidth, IFLA_VF_RATE, .virtualFunction(at: 8, .word), standard: .integer(0),
        "How much the function can send at most. 0 for no limit."),
      Option(
        "query_rss", .boolean, IFLA_VF_RSS_QUERY_EN, .virtualFunction(at: 4, .word), standard: .boolean(false),
        "Whether whoever uses the function may read the table and the key by which the NIC spreads frames over queues."),
    ])

  private static let bandwidth = OptionType.integer(0...4_294_967_295, unit: "Mbit/s")
}

extension Option {
  /// `virtual_functions`
  public static let virtualFunctions = OptionTable.sriov.row("virtual_functions")
  /// `mac` of a virtual function
  public static let virtualFunctionMAC = OptionTable.virtualFunction.row("mac")
  /// `vlan` of a virtual function
  public static let virtualFunctionVLAN = OptionTable.virtualFunction.row("vlan")
  /// `vlan_protocol` of a virtual function
  public static let virtualFunctionProtocol = OptionTable.virtualFunction.row("vlan_protocol")
  /// `min_tx_rate` of a virtual function
  public static let minimumRate = OptionTable.virtualFunction.row("min_tx_rate")
  /// `max_tx_rate` of a virtual function
  public static let maximumRate = OptionTable.virtualFunction.row("max_tx_rate")

  /// Whether a value is what a new virtual function has. One without an address of its own has that of zeros.
  public func isStandardOfNewFunction(_ value: OptionValue) -> Bool {
    if case .mac(let address) = value { address.isZero } else { value == standard }
  }
}

extension Settings {
  /// The settings of a virtual function that the kernel is told of together with those that change: fields of one struct.
  ///
  /// - Parameter known: What is known of the function.
  public func completed(from known: Settings?) -> Settings {
    let attributes = Set(entries.map(\.option.attribute))
    var result = Settings()
    for option in OptionTable.virtualFunction.rows where attributes.contains(option.attribute) {
      result[option] = self[option] ?? known?[option] ?? option.standard
    }
    return result
  }
}

extension DeclaredLink {
  /// Whether it says how many virtual functions there are, or something of them.
  public var speaksOfVirtualFunctions: Bool { settings[.virtualFunctions] != nil || !virtualFunctions.isEmpty }
}
