import Glibc
import NetworkModel

extension SimulatedState {
  private static let forwardDelays: ClosedRange<Int64> = 200...3000

  /// br_changelink(), with the quirks that a planner meets. Options are taken in the kernel's order as far as it shows:
  /// the delay before the spanning tree, filtering before what needs it.
  mutating func changeBridge(_ index: Int32, _ settings: Settings) throws(Objection) {
    var wanted = settings
    if missing.contains(.vlanFiltering) {
      // Without CONFIG_BRIDGE_VLAN_FILTERING the attributes are not looked at.
      wanted = wanted.filter { !$0.option.name.hasPrefix("vlan_") }
    }
    if let delay = wanted.number(.forwardDelay) {
      let bridge = try link(index)
      if bridge.settings.flag(.stp) == true, !Self.forwardDelays.contains(delay) { throw Objection(ERANGE) }
      write(index, .forwardDelay, .integer(delay))
      wanted[.forwardDelay] = nil
    }
    if let pvid = wanted.number(.vlanDefaultPVID) {
      moveDefaultPVID(index, to: UInt16(pvid))
      wanted[.vlanDefaultPVID] = nil
    }
    for entry in wanted.entries {
      try checkBridge(index, entry, wanted)
      write(index, entry.option, entry.value)
    }
    if wanted.flag(.stp) == true, let delay = links[index]?.settings.number(.forwardDelay) {
      // br_stp_start() brings the delay into the range of the standard and says nothing.
      write(index, .forwardDelay, .integer(min(max(delay, 200), 3000)))
    }
    if wanted.flag(.vlanFiltering) == false, let snooping = OptionTable.bridge["mcast_vlan_snooping"] {
      write(index, snooping, .boolean(false))
    }
  }

  private func checkBridge(_ index: Int32, _ entry: Settings.Entry, _ wanted: Settings) throws(Objection) {
    let bridge = try link(index)
    let portVLANs = ports(of: index).contains { $0.vlans?.isEmpty == false }
    let changes = bridge.settings[entry.id] != entry.value
    switch (entry.option.name, entry.value) {
    case ("group_fwd_mask", .integer(let mask)) where mask & 7 != 0: throw Objection(EINVAL)
    case ("vlan_stats_per_port", _) where changes && portVLANs: throw Objection(EBUSY)
    case ("mst_enabled", _) where changes && (portVLANs || bridge.vlans?.isEmpty == false):
      throw Objection(EBUSY, "MST mode can't be changed while VLANs exist")
    case ("mcast_vlan_snooping", .boolean(true))
    where !(wanted.flag(.vlanFiltering) ?? bridge.settings.flag(.vlanFiltering) ?? false):
      throw Objection(EINVAL, "Cannot enable multicast vlan snooping with vlan filtering disabled")
    default: break
    }
  }

  private mutating func write(_ index: Int32, _ option: Option, _ value: OptionValue) {
    var value = Self.rounded(value, as: option.type)
    switch (option.name, value) {
    case ("mcast_hash_elasticity", _): value = .integer(16)
    case ("mcast_query_interval", .integer(let ticks)), ("mcast_startup_query_interval", .integer(let ticks)):
      value = .integer(max(ticks, 100))
    default: break
    }
    update(index) { $0.settings[option] = value }
  }

  /// Times as the kernel reports them back: kept in jiffies (HZ = 250), both ways rounded down.
  static func rounded(_ value: OptionValue, as type: OptionType) -> OptionValue {
    guard case .seconds(_, let ticksPerSecond) = type, case .integer(let ticks) = value else { return value }
    let jiffies = ticks * 250 / ticksPerSecond
    return .integer(jiffies * ticksPerSecond / 250)
  }

  /// __br_vlan_set_default_pvid(): the bridge and those ports follow whose PVID is the old default, untagged, and
  /// which do not have the new one already.
  private mutating func moveDefaultPVID(_ index: Int32, to new: UInt16) {
    guard let bridge = links[index] else { return }
    let old = UInt16(bridge.settings.number(.vlanDefaultPVID) ?? 0)
    guard new != old else { return }
    for member in [bridge] + ports(of: index) {
      guard var vlans = member.vlans else { continue }
      let hasOld = vlans.pvid == old && vlans.untagged(old) == true
      if new == 0 {
        if hasOld { vlans.remove(old, through: old) }
      } else if (old == 0 || hasOld) && vlans.untagged(new) == nil {
        vlans.insertPVID(new, untagged: true)
        if old != 0 { vlans.remove(old, through: old) }
      }
      update(member.index) { link in
        link.vlans = vlans
        link.tunnels = link.tunnels.filter { vlans.untagged($0) != nil }
      }
    }
    update(index) { $0.settings[.vlanDefaultPVID] = .integer(Int64(new)) }
  }
}
