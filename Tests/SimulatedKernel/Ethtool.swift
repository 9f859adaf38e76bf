import Glibc
import NetworkModel

/// What ethtool sets of a link of the simulated kernel.
struct SimulatedHardware: Equatable {
  /// What there is of each group that the driver has; of features those that can be changed, with what somebody wants.
  var settings = Settings()
  var limits: [Option.ID: Int64] = [:]

  /// Features that nobody can change, whether or not they are in force.
  private static let fixed = ["highdma": true, "rx-lro": false, "rx-fcs": false]

  init(of kind: LinkKind) {
    var wanted: [String: Bool] = [:]
    for name in [
      "tx-scatter-gather", "tx-checksum-ip-generic", "tx-generic-segmentation", "rx-gro", "tx-tcp-segmentation",
      "tx-tcp6-segmentation", "rx-vlan-filter",
    ] {
      wanted[name] = true
    }
    for name in ["tx-nocache-copy", "rx-gro-list", "tx-tcp-mangleid-segmentation"] { wanted[name] = false }
    settings[.features] = .flags(wanted)
    if kind == .tap { add(.coalescing, ["coalesce_rx_frames": 0]) }
    guard kind == .nic else { return }
    settings[.privateFlags] = .flags(["legacy-rx": false, "link down/on close": true])
    add(.channels, ["channels_combined": 4, "channels_other": 1], limits: 8)
    add(.rings, ["ring_rx": 256, "ring_tx": 256], limits: 4096)
    add(.coalescing, ["coalesce_rx_usecs": 3, "coalesce_tx_usecs": 0])
    for row in OptionTable.pause.rows { settings[row] = .boolean(false) }
    if let adaptive = OptionTable.coalescing["coalesce_adaptive_rx"] { settings[adaptive] = .boolean(true) }
  }

  private mutating func add(_ group: EthtoolGroup, _ numbers: [String: Int64], limits limit: Int64? = nil) {
    for (name, number) in numbers {
      guard let option = group.table[name] else { preconditionFailure("no option \(name)") }
      settings[option] = .integer(number)
      limits[option.id] = limit
    }
  }

  /// What is said of these groups.
  func observed(_ groups: Set<EthtoolGroup>) -> ObservedEthtool {
    var observed = ObservedEthtool()
    observed.settings = settings.filter { $0.option.ethtoolGroup.map(groups.contains) == true }
    observed.lacking = groups.subtracting(observed.settings.ethtoolGroups)
    observed.limits = limits
    guard groups.contains(.features) else { return observed }
    observed.activeFeatures = Set(observed.features.filter { $0.value && !isHeldBack($0.key) }.keys)
      .union(Self.fixed.filter(\.value).keys)
    observed.knownFeatures = Set(observed.features.keys).union(Self.fixed.keys)
    return observed
  }

  /// netdev_fix_features()
  private func isHeldBack(_ feature: String) -> Bool {
    guard let wanted = settings.flags(.features) else { return false }
    return FeatureRequirement.missing(for: feature) { wanted[$0] == true } != nil
  }

  /// `ETHTOOL_MSG_*_SET`
  mutating func set(_ new: Settings) throws(Objection) {
    for entry in new.entries {
      switch (entry.value, settings[entry.id]) {
      case (_, nil): throw Objection(EOPNOTSUPP)
      case (.flags(let flags), .flags(let present)):
        let named = entry.id == Option.features.id ? observed([.features]).kernelNames(of: flags) : flags
        guard named.keys.allSatisfy({ present[$0] != nil || Self.fixed[$0] != nil }) else {
          throw Objection(EINVAL, "bit name not found")
        }
        settings[entry.id] = .flags(present.merging(named.filter { present[$0.key] != nil }) { $1 })
      case (.integer(let number), _) where limits[entry.id].map({ number > $0 }) == true:
        throw Objection(EINVAL, "requested ring size exceeds maximum")
      default: settings[entry.id] = entry.value
      }
    }
  }
}

extension SimulatedState {
  mutating func setEthtool(_ index: Int32, _ settings: Settings) throws(Objection) {
    var hardware = try link(index).hardware
    defer { update(index) { $0.hardware = hardware } }
    try hardware.set(settings)
  }

  /// What links have of those groups.
  func ethtool(of links: [LinkName: Set<EthtoolGroup>]) -> [LinkName: ObservedEthtool] {
    var result: [LinkName: ObservedEthtool] = [:]
    guard !missing.contains(.ethtool) else { return result }
    for (name, groups) in links {
      if let link = index(of: name).flatMap({ self.links[$0] }) { result[name] = link.hardware.observed(groups) }
    }
    return result
  }
}
