internal import NetworkModel

extension ChangeDescription {
  /// What changes about VLANs: those in a row of which the same changes are told as one.
  func vlanSettingDetails(of fate: LinkFate) -> [Change.Detail] {
    runs(
      "vlan",
      fate.vlanSettings.byVLAN.map { vlan, settings in
        (Int(vlan), settings.entries.map { detail(of: vlan, $0, fate) })
      })
  }

  private func detail(of vlan: UInt16, _ entry: Settings.Entry, _ fate: LinkFate) -> Change.Detail {
    let option = entry.option
    let isThere =
      option.place == .globalVLAN || (fate.observed?.vlans?.untagged(vlan) != nil && !fate.changesMaster)
    let before = fate.isMade || !isThere ? nil : fate.observed?.vlanSettings?[vlan][option] ?? option.standard
    let after = option.text(entry.value)
    let text = before.map(option.text)
    // What is said again of a VLAN that everybody leaves, and others come to, is said of a new one.
    return Change.Detail(name: option.name, before: text == after ? nil : text, after: after)
  }
}
