/// What the kernel says of a link through ethtool, as far as it was asked.
public struct ObservedEthtool: Sendable, Equatable {
  /// The groups that the driver lacks.
  public var lacking: Set<EthtoolGroup> = []
  /// The settings of the other groups. Of features those that can be changed, with what somebody wants of them: the kernel
  /// keeps that, and puts a feature in force as soon as nothing stands in its way.
  public var settings = Settings()
  /// The largest numbers that the driver takes.
  public var limits: [Option.ID: Int64] = [:]
  /// The features that are in force, those included that nobody can change.
  public var activeFeatures: Set<String> = []
  /// The features that the kernel has a name for, whatever the link can do.
  public var knownFeatures: Set<String> = []

  /// Nothing.
  public init() {}

  /// The features that can be changed, with what is wanted of them.
  public var features: [String: Bool] { settings.flags(.features) ?? [:] }

  /// The same features by the kernel's names: of a group those that can be changed and are not named themselves.
  public func kernelNames(of flags: [String: Bool]) -> [String: Bool] {
    var result = flags.filter { FeatureGroup.called($0.key) == nil }
    for (name, isOn) in flags {
      for member in FeatureGroup.called(name)?.members ?? [] where features[member] != nil && flags[member] == nil {
        result[member] = isOn
      }
    }
    return result
  }
}

extension Snapshot {
  /// Adds to links what the kernel says of them through ethtool.
  public mutating func note(_ observed: [LinkName: ObservedEthtool]) {
    for (name, ethtool) in observed { change(name) { $0.note(ethtool) } }
  }
}

extension ObservedLink {
  fileprivate mutating func note(_ observed: ObservedEthtool) {
    settings = settings.filter { $0.option.ethtoolGroup == nil }
    settings.merge(observed.settings)
    ethtool = observed
  }
}
