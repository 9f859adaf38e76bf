import NetworkModel

/// VLANs in the words of `bridge vlan`.
extension OperationCommand {
  static func vlanLines(_ name: LinkName, _ settings: VLANSettings) -> [String] {
    lines(["bridge", "vlan", "global", "set"], name, settings.at(.globalVLAN), .digits)
      + lines(["bridge", "vlan", "set"], name, settings.at(.vlanEntry), .words)
  }

  private static func lines(
    _ command: [String], _ name: LinkName, _ settings: VLANSettings, _ booleans: LinkKind.Booleans
  ) -> [String] {
    settings.runs.map { line(command + ["dev", name.text, "vid", $0.vlans] + words($0.settings, booleans)) }
  }
}
