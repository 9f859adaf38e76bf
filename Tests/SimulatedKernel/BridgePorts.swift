import Glibc
import NetworkModel

/// What happens to a link's master.
enum MasterChange {
  /// `IFLA_MASTER` 0.
  case detach
  /// The index of a bridge.
  case attach(Int32)
}

extension Option {
  /// The spanning tree state of a port.
  static let portState = OptionTable.port.rows[0]
}

extension SimulatedState {
  private static let maximumPorts = 1023

  mutating func setMaster(of index: Int32, to change: MasterChange) throws(Objection) {
    let link = try link(index)
    switch change {
    case .detach:
      detach(index)
    case .attach(let bridge):
      let master = try self.link(bridge)
      guard link.master != bridge else { return }
      guard master.kind.traits.ports != nil else { throw Objection(EOPNOTSUPP, "Device does not allow enslaving") }
      // do_set_master() takes a port off its old bridge before it asks the new one.
      detach(index)
      if master.kind == .bond { return try joinBond(index, bridge) }
      if master.kind == .vrf { return try joinVRF(index, bridge) }
      guard link.kind != .bridge else { throw Objection(ELOOP, "Can not enslave a bridge to a bridge.") }
      guard link.name.text != "lo", link.kind.traits.canBePort, !isStacked(link, on: bridge) else {
        throw Objection(EINVAL)
      }
      if uppers(of: index).contains(where: { $0.kind.lower?.takesFrames == true }) { throw Objection(EBUSY) }
      guard links.values.count(where: { $0.master == bridge }) < Self.maximumPorts else { throw Objection(EXFULL) }
      var port = Settings()
      for option in OptionTable.port.rows { port[option] = option.standard }
      if let cost = OptionTable.port["path_cost"] { port[cost] = .integer(100) }
      let pvid = UInt16(master.settings.number(.vlanDefaultPVID) ?? 0)
      var vlans: BridgeVLANs? = missing.contains(.vlanFiltering) ? nil : BridgeVLANs()
      if pvid > 0 { vlans?.insertPVID(pvid, untagged: true) }
      update(index) {
        $0.master = bridge
        $0.port = port
        $0.vlans = vlans
      }
      followPorts(bridge)
      settle(bridge)
    }
  }

  private mutating func detach(_ index: Int32) {
    guard let link = links[index], let bridge = link.master else { return }
    if links[bridge]?.kind == .bond { return leaveBond(index, bridge) }
    if links[bridge]?.kind == .vrf { return leaveVRF(index) }
    update(index) {
      $0.master = nil
      $0.port = nil
      $0.vlans = nil
      $0.vlanSettings = VLANSettings()
      $0.tunnels = VLANTunnels()
      $0.forwarding.removeAll { $0.remote == nil }
      $0.multicast = []
    }
    for other in ports(of: bridge) where other.port?[.backupPort] == .link(link.name) {
      update(other.index) { $0.port?[.backupPort] = .link(nil) }
    }
    followPorts(bridge)
    settle(bridge)
  }

  /// Whether a link is a VLAN device over that bridge, however many layers up.
  private func isStacked(_ link: SimulatedLink, on bridge: Int32) -> Bool {
    guard let lower = link.lower else { return false }
    return lower == bridge || links[lower].map { isStacked($0, on: bridge) } ?? false
  }

  /// br_setport(), with the objections that a planner can meet.
  mutating func setPort(_ index: Int32, _ settings: Settings) throws(Objection) {
    let link = try link(index)
    guard let bridge = link.master, var port = link.port else { throw Objection(EOPNOTSUPP) }
    guard let kept = links[bridge]?.kind.traits.ports?.table?.rows,
      settings.at(.portData).entries.allSatisfy({ entry in kept.contains { $0.id == entry.id } })
    else { throw Objection(EOPNOTSUPP) }
    let wanted = settings.at(.portData)
    if wanted[.portState] != nil {
      guard isRunning(link), links[bridge]?.settings.flag(.stp) != true else { throw Objection(EBUSY) }
    }
    if case .link(let name?) = wanted[.backupPort] {
      guard let backup = self.index(of: name), let other = links[backup], other.port != nil else {
        throw Objection(ENOENT)
      }
      guard other.master == bridge, backup != index else { throw Objection(EINVAL) }
    }
    port.merge(wanted)
    if let mab = OptionTable.port["mab"], let locked = OptionTable.port["locked"], port.flag(mab) == true,
      port.flag(locked) != true
    {
      throw Objection(EINVAL, "Bridge port must be locked when MAB is enabled")
    }
    update(index) {
      $0.port = port
      // nbp_vlan_tunnel_info_flush()
      if port.flag(.vlanTunnel) != true { $0.tunnels = VLANTunnels() }
    }
  }

  mutating func addVLANs(_ vlans: BridgeVLANs, to index: Int32, ofBridgeItself: Bool) throws(Objection) {
    try checkVLANs(index, ofBridgeItself: ofBridgeItself)
    update(index) { link in
      guard var members = link.vlans else { return }
      for run in vlans.runs {
        // An entry that is added again takes its flags from the new message: the PVID flag can go that way.
        members.remove(run.first, through: run.last)
        members.insert(run.first, through: run.last, untagged: run.untagged)
      }
      if let pvid = vlans.pvid { members.insertPVID(pvid, untagged: vlans.untagged(pvid) ?? false) }
      link.vlans = members
    }
  }

  mutating func removeVLANs(_ vlans: BridgeVLANs, from index: Int32, ofBridgeItself: Bool) throws(Objection) {
    try checkVLANs(index, ofBridgeItself: ofBridgeItself)
    update(index) { link in
      for run in vlans.runs {
        link.vlans?.remove(run.first, through: run.last)
        link.tunnels = link.tunnels.filter { !(run.first...run.last ~= $0) }
        // br_fdb_delete_by_port() spares the static entries.
        link.forwarding.removeAll { !$0.isStatic && run.first...run.last ~= $0.vlan ?? 0 }
      }
    }
  }

  /// br_process_vlan_tunnel_info() and `__vlan_tunnel_info_add`()
  mutating func addTunnels(_ tunnels: VLANTunnels, to index: Int32) throws(Objection) {
    try checkTunnels(index)
    for (vlan, id) in tunnels.identifiers.sorted(by: { $0.key < $1.key }) {
      let port = try link(index)
      guard port.vlans?.untagged(vlan) != nil else { throw Objection(EINVAL) }
      guard port.tunnels[vlan] == nil, !port.tunnels.identifiers.values.contains(id) else { throw Objection(EEXIST) }
      update(index) { $0.tunnels.insert(VLANTunnels.Run(first: vlan, last: vlan, id: id)) }
    }
  }

  mutating func removeTunnels(_ tunnels: VLANTunnels, from index: Int32) throws(Objection) {
    try checkTunnels(index)
    update(index) { link in link.tunnels = link.tunnels.filter { tunnels[$0] == nil } }
  }

  private func checkTunnels(_ index: Int32) throws(Objection) {
    try checkVLANs(index, ofBridgeItself: false)
    guard try link(index).port?.flag(.vlanTunnel) == true else { throw Objection(EINVAL) }
  }

  private func checkVLANs(_ index: Int32, ofBridgeItself: Bool) throws(Objection) {
    let link = try link(index)
    let isBridgePort = link.master.flatMap { links[$0] }?.kind == .bridge
    let fits = ofBridgeItself ? link.kind == .bridge : isBridgePort
    guard fits, !missing.contains(.vlanFiltering) else { throw Objection(EOPNOTSUPP) }
  }
}
