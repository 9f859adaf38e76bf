internal import NetworkModel

extension Topology {
  /// What of its VLANs is not as it is with a new one, as far as a document can say it.
  static func vlanSettings(of observed: ObservedLink, on bridge: ObservedLink) -> VLANSettings {
    let settings = observed.vlanSettings ?? VLANSettings()
    // It was set before the bridge spoke the protocol, and cannot be set again.
    guard bridge.settings.flag(.stp) == true else { return settings }
    return settings.filter { _, entry in entry.option.id != Option.vlanState.id }
  }
}
