/// Settings of VLANs, by their identifiers: of a VLAN at a bridge port or at the bridge itself
/// (``OptionTable/vlanEntry``), and of a VLAN of a whole bridge (``OptionTable/globalVLAN``).
public struct VLANSettings: Hashable, Sendable {
  /// Consecutive VLANs with the same settings.
  public struct Run: Hashable, Sendable {
    /// The first VLAN.
    public let first: UInt16
    /// The last VLAN, not below `first`.
    public let last: UInt16
    /// What each of them has.
    public let settings: Settings

    /// VLANs from `first` to `last`.
    public init(first: UInt16, last: UInt16, settings: Settings) {
      self.first = first
      self.last = last
      self.settings = settings
    }

    /// `10`, or `20-29`.
    public var vlans: String { first == last ? "\(first)" : "\(first)-\(last)" }
  }

  /// The settings by VLAN; none of them is empty.
  public private(set) var byVLAN: [UInt16: Settings] = [:]

  /// No settings.
  public init() {}

  /// Settings by VLAN.
  public init(_ byVLAN: [UInt16: Settings]) { self.byVLAN = byVLAN.filter { !$0.value.isEmpty } }

  /// The settings of a VLAN.
  public subscript(vlan: UInt16) -> Settings {
    get { byVLAN[vlan] ?? Settings() }
    set { byVLAN[vlan] = newValue.isEmpty ? nil : newValue }
  }

  /// Adds settings of VLANs, over those that are here.
  public mutating func insert(_ run: Run) {
    for vlan in run.first...run.last { self[vlan].merge(run.settings) }
  }

  /// Whether there are none.
  public var isEmpty: Bool { byVLAN.isEmpty }

  /// The settings in the fewest runs, the lowest VLAN first.
  public var runs: [Run] {
    var runs: [Run] = []
    for (vlan, settings) in byVLAN.sorted(by: { $0.key < $1.key }) {
      if let run = runs.last, run.last + 1 == vlan, run.settings == settings {
        runs[runs.count - 1] = Run(first: run.first, last: vlan, settings: settings)
      } else {
        runs.append(Run(first: vlan, last: vlan, settings: settings))
      }
    }
    return runs
  }

  /// The entries whose options stand at `place`.
  public func at(_ place: OptionTable.Place) -> VLANSettings { filter { $1.option.place == place } }

  /// The entries that `isIncluded` accepts of a VLAN.
  public func filter(_ isIncluded: (UInt16, Settings.Entry) -> Bool) -> VLANSettings {
    VLANSettings(
      Dictionary(
        uniqueKeysWithValues: byVLAN.map { vlan, settings in (vlan, settings.filter { isIncluded(vlan, $0) }) }
      ))
  }
}

extension VLANSettings: CustomStringConvertible {
  /// `10: state blocking; 20-29: state listening, mcast_router 2`
  public var description: String { runs.map { "\($0.vlans): \($0.settings.summary)" }.joined(separator: "; ") }
}
