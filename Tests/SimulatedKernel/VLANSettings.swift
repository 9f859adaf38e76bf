import Glibc
import NetworkModel

/// Settings of VLANs. Like the real kernel's dumps after they were read, links keep what is not as it is with a new VLAN.
extension SimulatedState {
  /// br_vlan_rtm_process(), with the objections that a planner can meet.
  mutating func setVLANs(_ settings: VLANSettings, of index: Int32) throws(Objection) {
    let link = try link(index)
    let isBridge = link.kind == .bridge
    guard isBridge || link.master.flatMap({ links[$0] })?.kind == .bridge, !missing.contains(.vlanFiltering) else {
      throw Objection(EOPNOTSUPP)
    }
    for run in settings.at(.globalVLAN).runs {
      guard isBridge else { throw Objection(EINVAL, "Global vlan options can only be set on bridge device") }
      for vlan in run.first...run.last {
        guard hasVLAN(vlan, index) else {
          throw Objection(ENOENT, "Vlan in range doesn't exist, can't process global options")
        }
        for entry in run.settings.entries { write(entry, vlan, index) }
      }
    }
    for run in settings.at(.vlanEntry).runs {
      for vlan in run.first...run.last {
        guard link.vlans?.untagged(vlan) != nil else {
          throw Objection(ENOENT, "Vlan range start doesn't exist, can't process options")
        }
        for entry in run.settings.entries {
          try check(entry, vlan, link)
          write(entry, vlan, index)
        }
      }
    }
  }

  private func check(_ entry: Settings.Entry, _ vlan: UInt16, _ link: SimulatedLink) throws(Objection) {
    let bridge = link.kind == .bridge ? link : link.master.flatMap { links[$0] }
    switch entry.id {
    case Option.vlanState.id where bridge?.settings.flag(.stp) == true:
      throw Objection(EBUSY, "Can't modify vlan state when using kernel STP")
    case Option.vlanState.id where bridge?.settings.flag(.mstEnabled) == true:
      throw Objection(EBUSY, "Can't modify vlan state directly when MST is enabled")
    case Option.vlanMulticastRouter.id where link.kind == .bridge && entry.value == .integer(3):
      throw Objection(EINVAL)
    case Option.vlanMaximumGroups.id where link.kind == .bridge:
      throw Objection(EINVAL, "Can't set mcast_max_groups for non-port vlans")
    case Option.vlanMaximumGroups.id where bridge.map({ !snoops($0, vlan) }) ?? true:
      throw Objection(EINVAL, "Multicast snooping disabled on this VLAN")
    case Option.vlanNeighbourSuppression.id where link.kind == .bridge:
      throw Objection(EINVAL, "Can't set neigh_suppress for non-port vlans")
    default: break
    }
  }

  private mutating func write(_ entry: Settings.Entry, _ vlan: UInt16, _ index: Int32) {
    var value = Self.rounded(entry.value, as: entry.option.type)
    if entry.option.name == "mcast_query_interval" || entry.option.name == "mcast_startup_query_interval",
      case .integer(let ticks) = value
    {
      value = .integer(max(ticks, 100))
    }
    let isStandard = entry.option.standard.map { entry.option.isSatisfied($0, by: value) } == true
    update(index) { $0.vlanSettings[vlan][entry.id] = isStandard ? nil : value }
  }

  /// br_multicast_port_ctx_vlan_disabled()
  private func snoops(_ bridge: SimulatedLink, _ vlan: UInt16) -> Bool {
    bridge.settings.flag(.mcastVLANSnooping) == true && bridge.vlanSettings[vlan].flag(.vlanSnooping) != false
  }

  private func hasVLAN(_ vlan: UInt16, _ bridge: Int32) -> Bool {
    links[bridge]?.vlans?.untagged(vlan) != nil || ports(of: bridge).contains { $0.vlans?.untagged(vlan) != nil }
  }

  /// Settings go with their VLANs: at a port when it leaves one, and of a bridge when everybody has.
  mutating func forgetVLANs() {
    for link in links.values where !link.vlanSettings.isEmpty {
      let left = link.vlanSettings.filter { vlan, entry in
        entry.option.place == .globalVLAN ? hasVLAN(vlan, link.index) : link.vlans?.untagged(vlan) != nil
      }
      update(link.index) { $0.vlanSettings = left }
    }
  }

  /// What a dump shows of a link's.
  func vlanSettings(of link: SimulatedLink) -> VLANSettings? {
    guard !link.vlanSettings.isEmpty else { return nil }
    let bridge = link.master.flatMap { links[$0] }
    let shown = link.vlanSettings.filter { vlan, entry in
      entry.id != Option.vlanMaximumGroups.id || bridge.map { snoops($0, vlan) } == true
    }
    return shown.isEmpty ? nil : shown
  }
}

extension Option {
  /// `mst_enabled` of a bridge
  fileprivate static let mstEnabled = OptionTable.bridge.rows.first { $0.name == "mst_enabled" } ?? .vlanState
}
