/// One setting of a link: a row of an ``OptionTable``.
///
/// The row is all that the program knows of the setting. Decoding, validation, diff, encoding, `export`, the JSON
/// Schema and the manual page read it; there is no second list of options anywhere. Rows are shared, since a plan for ten
/// thousand links looks at a million of them.
public final class Option: Sendable {
  /// Identifies a row: the table and the place in it.
  public struct ID: Hashable, Sendable, Comparable {
    /// The table, then the row, so that settings sort in the order of the manual.
    let ordinal: UInt16

    /// Orders by table, then by row.
    public static func < (left: ID, right: ID) -> Bool { left.ordinal < right.ordinal }
  }

  /// When the kernel lets a setting be made.
  public enum Timing: Sendable, Equatable {
    /// At any time.
    case always
    /// Fixed when the link is created: a change means a new link.
    case creation
    /// At any time, apart from this value: to have it, and to have it no more, means a new link.
    case creationAt(Int64)
    /// Only while the link is up and has a carrier.
    case running
    /// Once the ports are there.
    case populated
  }

  /// The row's identity. Given by the table that holds the row.
  public let id: ID
  /// The key in the document, lower_snake_case.
  public let name: String
  /// What values it takes.
  public let type: OptionType
  /// The kernel's attribute number, within the attribute space of the table. Unused by interface flags.
  public let attribute: UInt16
  /// How the value travels in the attribute.
  public let wire: WireFormat
  /// When it can be set.
  public let timing: Timing
  /// The value a new link has by itself where all kernels agree; nil where it depends.
  public let standard: OptionValue?
  /// What it means that the kernel leaves the attribute out; nil where it leaves it out for no value.
  public let absent: OptionValue?
  /// What another option has to be for this one to have an effect.
  public let condition: Condition?
  /// The first kernel that knows it, when that is younger than Linux 5.10.
  public let since: String?
  /// The word of `ip` for it.
  public let iproute2: String
  /// One sentence for the manual page and the schema.
  public let summary: String

  init(
    _ name: String, _ type: OptionType, _ attribute: Int, _ wire: WireFormat, timing: Timing = .always,
    standard: OptionValue? = nil, absent: OptionValue? = nil, condition: Condition? = nil, since: String? = nil,
    iproute2: String? = nil, _ summary: String
  ) {
    id = ID(ordinal: .max)
    self.name = name
    self.type = type
    self.attribute = UInt16(attribute)
    self.wire = wire
    self.timing = timing
    self.standard = standard
    self.absent = absent ?? wire.absent
    self.condition = condition
    self.since = since
    self.iproute2 = iproute2 ?? name
    self.summary = summary
  }

  /// The row at its place in a table.
  init(_ row: Option, id: ID) {
    self.id = id
    name = row.name
    type = row.type
    attribute = row.attribute
    wire = row.wire
    timing = row.timing
    standard = row.standard
    absent = row.absent
    condition = row.condition
    since = row.since
    iproute2 = row.iproute2
    summary = row.summary
  }

  /// What another option of the same kind has to be for one to have an effect.
  public enum Condition: Sendable {
    /// The option has one of these values.
    case value(of: String, [OptionValue])
    /// One of these options is an address of that version of IP; of IPv4 also when none is an address.
    case address(of: [String], isIPv6: Bool)
    /// The number is not 0.
    case isSet(String)

    init(_ option: String, _ values: OptionValue...) { self = .value(of: option, values) }

    /// Whether it is met by settings of a kind.
    public func isMet(by settings: Settings, _ table: OptionTable) -> Bool {
      switch self {
      case .value(let name, let values):
        guard let option = table[name], let value = settings[option] ?? option.standard else { return true }
        return values.contains(value)
      case .isSet(let name):
        guard let option = table[name], case .integer(let number)? = settings[option] ?? option.standard else {
          return true
        }
        return number != 0
      case .address(let names, let isIPv6):
        let hasIPv6 = names.contains { name in
          if let option = table[name], case .address(let address?) = settings[option] { address.isIPv6 } else { false }
        }
        return hasIPv6 == isIPv6
      }
    }
  }

  /// All attributes of the kernel that say something of it.
  var attributes: [UInt16] { [attribute] + wire.furtherAttributes }

  /// Whether it is what a master keeps of its port.
  public var isPortSetting: Bool { place == .portData }

  /// Where the attribute stands.
  public var place: OptionTable.Place { OptionTable.all[Int(id.ordinal >> 8)].place }

  /// The row with the identity `id`.
  public static subscript(id: ID) -> Option { OptionTable.all[Int(id.ordinal >> 8)].rows[Int(id.ordinal & 0xFF)] }

  /// Whether a value that the kernel reports fulfils what was declared.
  public func isSatisfied(_ declared: OptionValue, by observed: OptionValue) -> Bool {
    switch (type, declared, observed) {
    case (.seconds(_, ticksPerSecond: 100), .integer(let wanted), .integer(let found)):
      // The kernel keeps jiffies and reports USER_HZ ticks: with HZ = 250, 123 comes back as 122. One tick is rounding.
      return abs(wanted - found) <= 1
    case (.queues, .integer(let wanted), .integer(let found)):
      // The kernel fixes at creation only whether there can be several queues; how many, the descriptors decide.
      return (wanted > 1) == (found > 1)
    case (.limit, .limit(let wanted), .limit(let found)): return wanted.isSatisfied(by: found)
    // What is not named stays as it is.
    case (.flags, .flags(let wanted), .flags(let found)): return wanted.allSatisfy { found[$0.key] == $0.value }
    default: return declared == observed
    }
  }
}
