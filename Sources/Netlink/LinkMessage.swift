internal import CLinuxShim
internal import Glibc
internal import NetworkModel

/// A link as an `RTM_NEWLINK` message describes it.
struct LinkMessage: Equatable {
  /// An option whose value is another link, known by index alone until all links are.
  struct Reference: Equatable {
    let option: Option.ID
    let index: Int32
  }

  /// The link, without the options that refer to other links, and without VLANs.
  private(set) var link: ObservedLink
  /// The options that refer to other links.
  private(set) var references: [Reference] = []

  /// Reads what follows the netlink header: `struct ifinfomsg` and attributes.
  init(_ payload: RawSpan) throws(MalformedMessage) {
    let flags = try payload.readUInt32(at: 8)
    link = ObservedLink(
      index: try payload.readInt32(at: 4), name: LinkName(kernelName: ""), kind: .nic,
      settings: Settings(capacity: Self.usualSettings))
    for (option, bit) in Self.interfaceFlags { link.settings[option] = .boolean(flags & bit != 0) }
    link.settings.merge(Self.absentOfLinks)
    var lowerNamespace: Int32?
    var alternativeNames: [String] = []
    var device = ParentDevice(bus: "", name: "")
    try payload.forEachAttribute(from: MemoryLayout<ifinfomsg>.size) { (type, value) throws(MalformedMessage) in
      switch type {
      case IFLA_IFNAME: link.name = LinkName(kernelName: value.text)
      case IFLA_MASTER: link.master = Self.index(try value.readInt32(at: 0))
      case IFLA_LINK: link.lower = Self.index(try value.readInt32(at: 0))
      case IFLA_LINK_NETNSID: lowerNamespace = try value.readInt32(at: 0)
      case IFLA_CARRIER: link.hasCarrier = try value.readUInt8(at: 0) != 0
      case IFLA_OPERSTATE: link.operationalState = Self.operationalState(try value.readUInt8(at: 0))
      case IFLA_PERM_ADDRESS where value.byteCount == 6:
        link.permanentMAC = MACAddress(bits: try value.readBigEndian(at: 0, count: 6))
      case IFLA_MAX_MTU:
        // 0 stands for no limit.
        let limit = Int64(try value.readUInt32(at: 0))
        link.maximumMTU = limit == 0 ? nil : limit
      case IFLA_GROUP: link.group = try value.readUInt32(at: 0)
      case IFLA_LINKINFO: try readLinkInfo(value)
      case IFLA_AF_SPEC: try readFamilies(value)
      case IFLA_PROP_LIST: alternativeNames = try Self.names(value)
      case IFLA_PARENT_DEV_NAME: device.name = value.text
      case IFLA_PARENT_DEV_BUS_NAME: device.bus = value.text
      case IFLA_NUM_VF: link.settings[.virtualFunctions] = .integer(Int64(try value.readUInt32(at: 0)))
      case IFLA_VFINFO_LIST: link.virtualFunctions = try VirtualFunctionMessage.read(list: value)
      default: try read(OptionTable.link, type, value)
      }
    }
    // Settings are kept in the order of the tables, of which this is one of the last: it costs least at the end.
    link.settings[.alternativeNames] = .names(alternativeNames)
    if !device.name.isEmpty { link.device = device }
    if let lowerNamespace {
      if link.kind.traits.isPaired, let index = link.lower {
        link.distantPeer = DistantPeer(namespaceID: lowerNamespace, index: index)
      }
      link.lower = nil
    }
  }

  /// The indices of its master, of the link below it, and of those that its options refer to.
  var mentionedLinks: [Int32] { [link.master, link.lower].compactMap(\.self) + references.map(\.index) }

  /// The link with its references resolved.
  func resolved(_ name: (Int32) -> LinkName?) -> ObservedLink {
    var result = link
    for reference in references { result.settings[reference.option] = .link(name(reference.index)) }
    return result
  }

  private mutating func readLinkInfo(_ info: RawSpan) throws(MalformedMessage) {
    var master: LinkKind?
    try info.forEachAttribute { (type, value) throws(MalformedMessage) in
      switch type {
      case IFLA_INFO_KIND: link.kernelKind = value.text
      case IFLA_INFO_SLAVE_KIND: master = LinkKind.called(value.text)
      default: break
      }
    }
    link.kind = LinkKind.called(link.kernelKind) ?? .nic
    if let absent = Self.absentOfKinds[link.kind] { link.settings.merge(absent) }
    if let absent = master.flatMap({ Self.absentOfPorts[$0] }) { link.settings.merge(absent) }
    try info.forEachAttribute { (type, value) throws(MalformedMessage) in
      switch type {
      case IFLA_INFO_DATA: try readKindData(value)
      case IFLA_INFO_SLAVE_DATA:
        guard let ports = master?.traits.ports?.table else { return }
        try value.forEachAttribute { (type, value) throws(MalformedMessage) in try read(ports, type, value) }
      default: break
      }
    }
  }

  /// Reads what the families of protocols say of a link: of IPv6, an attribute each, and an array of numbers.
  private mutating func readFamilies(_ families: RawSpan) throws(MalformedMessage) {
    try families.forEachAttribute { (family, value) throws(MalformedMessage) in
      guard family == Int(AF_INET6) else { return }
      try value.forEachAttribute { (type, value) throws(MalformedMessage) in
        guard type == IFLA_INET6_CONF else { return try read(OptionTable.ipv6, type, value) }
        for option in Self.configurations {
          if let found = try OptionCodec.decode(option, configuration: value) { link.settings[option] = found }
        }
      }
    }
  }

  private static func names(_ properties: RawSpan) throws(MalformedMessage) -> [String] {
    var names: [String] = []
    try properties.forEachAttribute { (type, value) throws(MalformedMessage) in
      if type == IFLA_ALT_IFNAME { names.append(value.text) }
    }
    return names.sorted()
  }

  private mutating func readKindData(_ data: RawSpan) throws(MalformedMessage) {
    if link.kind == .tap {
      // The driver makes TUNs too, which carry packets and no frames.
      var isTAP = true
      try data.forEachAttribute { (type, value) throws(MalformedMessage) in
        if type == IFLA_TUN_TYPE { isTAP = try value.readUInt8(at: 0) == UInt8(IFF_TAP) }
      }
      if !isTAP { link.kind = .nic }
    }
    guard let table = link.kind.table else { return }
    try data.forEachAttribute { (type, value) throws(MalformedMessage) in
      if link.kind == .bridge, type == IFLA_BR_TOPOLOGY_CHANGE {
        link.isTopologyChanging = try value.readUInt8(at: 0) != 0
      }
      if let attribute = link.kind.lower?.attribute, type == Int(attribute) {
        link.lower = Self.index(try value.readInt32(at: 0))
      }
      try read(table, type, value)
    }
  }

  private mutating func read(_ table: OptionTable, _ type: Int, _ value: RawSpan) throws(MalformedMessage) {
    guard let attribute = UInt16(exactly: type) else { return }
    for option in table.rows(attribute: attribute) {
      switch try OptionCodec.decode(option, value, attribute: attribute) {
      case .value(let value): link.settings[option] = value
      case .link(let index) where index != 0: references.append(Reference(option: option.id, index: index))
      case .link, nil: break
      }
    }
  }

  /// How many settings most links have: those of every link, and those of a TAP and of a bridge port.
  private static let usualSettings = 64

  // What is the same for every link is worked out once: a host has thousands of them.
  private static let interfaceFlags: [(Option.ID, UInt32)] = OptionTable.link.rows.compactMap { option in
    if case .interfaceFlag(let bit) = option.wire { (option.id, bit) } else { nil }
  }
  private static let configurations = OptionTable.ipv6.rows.filter {
    if case .ipv6Configuration = $0.wire { true } else { false }
  }
  private static let absentOfLinks = OptionCodec.absent(OptionTable.link)
  private static let absentOfPorts: [LinkKind: Settings] = Dictionary(
    uniqueKeysWithValues: LinkKind.allCases.compactMap { kind in
      kind.traits.ports?.table.map { (kind, OptionCodec.absent($0)) }
    })
  private static let absentOfKinds: [LinkKind: Settings] = Dictionary(
    uniqueKeysWithValues: LinkKind.allCases.compactMap { kind in
      kind.table.map { (kind, OptionCodec.absent($0)) }
    })

  private static func index(_ number: Int32) -> Int32? { number > 0 ? number : nil }

  /// The words of `ip link` for the states of RFC 2863, in the kernel's numbering (`IF_OPER_*`).
  private static func operationalState(_ number: UInt8) -> String {
    let words = ["unknown", "notpresent", "down", "lowerlayerdown", "testing", "dormant", "up"]
    return words.indices.contains(Int(number)) ? words[Int(number)] : "unknown"
  }
}
