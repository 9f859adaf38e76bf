/// A list of options that share an attribute space of the kernel.
public struct OptionTable: Sendable {
  /// Where in a link message the attributes of a table stand.
  public enum Place: Sendable, Equatable {
    /// `IFLA_*`, at the top level, and the flags in the header.
    case link
    /// `IFLA_INFO_DATA` within `IFLA_LINKINFO`, of the link's own kind.
    case kindData
    /// `IFLA_INFO_SLAVE_DATA` within `IFLA_LINKINFO`: what the bridge keeps of its port.
    case portData
    /// `IFLA_PROP_LIST`.
    case properties
    /// `IFLA_AF_SPEC`, `AF_INET6` within it.
    case ipv6
    /// No attribute: the owner and the permissions of the link's character device, `/dev/tapN` of a macvtap.
    case deviceFile
    /// No attribute: qdiscs and filters, which have messages of their own (rtnetlink(7), `RTM_NEWQDISC`, `RTM_NEWTFILTER`).
    case trafficControl
    /// No attribute that a message sets: a file of the NIC's device in sysfs.
    case sriov
    /// `IFLA_VF_INFO` within `IFLA_VFINFO_LIST`, one for each virtual function of a NIC.
    case virtualFunction
    /// Read from `IFLA_INFO_DATA`, but set through ioctls on `/dev/net/tun`: rtnetlink makes no TAPs.
    case tapDevice
    /// `BRIDGE_VLANDB_ENTRY`: what a bridge keeps of a VLAN at a port or at itself.
    case vlanEntry
    /// `BRIDGE_VLANDB_GLOBAL_OPTIONS`: what a bridge keeps of a VLAN as a whole.
    case globalVLAN
    /// In a message of ethtool's own family, of that group.
    case ethtool(EthtoolGroup)
  }

  /// The heading in the manual.
  public let title: String
  /// Where the attributes stand.
  public let place: Place
  /// The rows in the order of the manual.
  public let rows: [Option]
  private let byName: [String: Int]
  /// The rows by attribute number. A dump of a thousand links asks tens of thousands of times.
  private let byAttribute: [[Option]]

  /// The options of a kind.
  init(of kind: LinkKind, place: Place = .kindData, _ rows: [Option] = []) {
    self.init(ordinal: kind.ordinal, title: kind.rawValue, place: place, rows)
  }

  init(ordinal: Int, title: String, place: Place, _ rows: [Option]) {
    self.title = title
    self.place = place
    self.rows = rows.enumerated().map { index, row in
      Option(row, id: Option.ID(ordinal: UInt16(ordinal << 8 | index)))
    }
    byName = Dictionary(uniqueKeysWithValues: self.rows.enumerated().map { ($1.name, $0) })
    var byAttribute = [[Option]](repeating: [], count: Int(rows.flatMap(\.attributes).max() ?? 0) + 1)
    for row in self.rows {
      for attribute in row.attributes { byAttribute[Int(attribute)].append(row) }
    }
    self.byAttribute = byAttribute
  }

  /// The row of that name.
  public subscript(name: String) -> Option? { byName[name].map { rows[$0] } }

  /// The rows that the kernel's attribute holds: one, or several that are bits of one word.
  public func rows(attribute: UInt16) -> [Option] {
    attribute < byAttribute.count ? byAttribute[Int(attribute)] : []
  }

  /// A row that the code refers to by name. Tables are fixed, so a miss is a slip of the keyboard.
  func row(_ name: String) -> Option {
    guard let row = self[name] else { preconditionFailure("no option \(name) in the table \(title)") }
    return row
  }

  /// Every table, by ordinal: in the place of NICs, which have none, that of every link, so that settings sort in the
  /// order of the manual.
  public static let all =
    LinkKind.allCases.map { $0.table ?? link }
    + [port, ipv6, bondPort, deviceFile, properties, rate, sriov, virtualFunction, vlanEntry, globalVLAN]
    + EthtoolGroup.allCases.map(\.table)
}

extension LinkKind {
  /// The ordinal of the kind's table.
  fileprivate var ordinal: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
