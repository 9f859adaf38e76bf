/// What ethtool(8) sets of a link, group by group: the kernel has a request of its own for each. In the order in which they
/// are set: flags of a driver may decide what else there is, and rings depend on channels.
public enum EthtoolGroup: Int, CaseIterable, Sendable, Hashable {
  /// What one driver alone has (`ethtool --set-priv-flags`).
  case privateFlags
  /// Queues (`ethtool -L`).
  case channels
  /// The sizes of queues (`ethtool -G`).
  case rings
  /// How long interrupts are put off (`ethtool -C`).
  case coalescing
  /// Flow control (`ethtool -A`).
  case pause
  /// Offloads (`ethtool -K`).
  case features

  /// The options of the group.
  public var table: OptionTable {
    switch self {
    case .privateFlags: .privateFlags
    case .channels: .channels
    case .rings: .rings
    case .coalescing: .coalescing
    case .pause: .pause
    case .features: .features
    }
  }

  /// What a driver may lack, for people.
  public var title: String {
    switch self {
    case .privateFlags: "private flags"
    case .channels: "channels"
    case .rings: "rings"
    case .coalescing: "coalescing"
    case .pause: "pause frames"
    case .features: "features"
    }
  }

  /// The ordinal of the group's table.
  var ordinal: Int { LinkKind.allCases.count + 10 + rawValue }
}

extension Option {
  /// Which of the groups of ethtool it belongs to; nil for none.
  public var ethtoolGroup: EthtoolGroup? {
    if case .ethtool(let group) = OptionTable.all[Int(id.ordinal >> 8)].place { group } else { nil }
  }
}

extension Settings {
  /// Those that ethtool sets. Their tables are the last.
  public var ofEthtool: Settings {
    let first = UInt16(EthtoolGroup.privateFlags.ordinal << 8)
    guard let last = entries.last, last.id.ordinal >= first else { return Settings() }
    return filter { $0.id.ordinal >= first }
  }

  /// The groups of those that ethtool sets.
  public var ethtoolGroups: Set<EthtoolGroup> { Set(ofEthtool.entries.compactMap(\.option.ethtoolGroup)) }

  /// The names that a setting of them has with what they are; nil where it is not among the settings.
  public func flags(_ option: Option) -> [String: Bool]? {
    if case .flags(let flags)? = self[option] { flags } else { nil }
  }
}
