import NetworkModel

/// The commands of ethtool.
extension OperationCommand {
  static func ethtoolLines(_ name: LinkName, _ settings: Settings) -> [String] {
    EthtoolGroup.allCases.compactMap { group in
      let entries = settings.at(.ethtool(group)).entries
      guard !entries.isEmpty else { return nil }
      return line(["ethtool", flag(of: group), name.text] + entries.flatMap(ethtoolWords))
    }
  }

  private static func flag(of group: EthtoolGroup) -> String {
    switch group {
    case .privateFlags: "--set-priv-flags"
    case .channels: "-L"
    case .rings: "-G"
    case .coalescing: "-C"
    case .pause: "-A"
    case .features: "-K"
    }
  }

  private static func ethtoolWords(_ entry: Settings.Entry) -> [String] {
    if case .flags(let flags) = entry.value {
      return flags.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value ? "on" : "off"] }
    }
    return [entry.option.iproute2, entry.option.text(entry.value)]
  }
}
