internal import NetworkModel

/// The differences between what is declared and what is.
extension FateResolver {
  mutating func compare(_ fate: LinkFate) {
    guard !fate.isRemoved, !fate.declared.isAbsent else { return }
    if fate.isMade { completeNewLink(fate) }
    resolveEthtool(fate)
    let observed = fate.isMade ? nil : fate.observed
    let master = observed.flatMap { snapshot.masterName(of: $0) }
    switch fate.declared.master {
    case nil: break
    case .some(.none): fate.changesMaster = master != nil
    case .on(let name): fate.changesMaster = master != name || fates[name]?.isMade == true
    }
    noteTakenDown(fate, observed: observed)
    let isNewPort = fate.changesMaster
    for entry in fate.declared.settings.entries {
      let isPortSetting = entry.option.isPortSetting
      if isDeferred(entry.option, of: fate) { continue }
      // A port that joins a master starts with the standard settings, whatever it had on another one.
      let known = isPortSetting && isNewPort ? nil : observed?.settings[entry.id]
      if let known, entry.option.isSatisfied(entry.value, by: known) { continue }
      if known == nil, let observed, isReportedAlways(entry.option, by: observed), !(isPortSetting && isNewPort) {
        refuse(.option, fate.declared, "\(entry.option.name): \(entry.option.unknownToKernel)")
      }
      fate.settings[entry.id] = change(to: entry.value, from: known)
    }
    if fate.isTakenDown {
      // The kernel itself gives a port the master's, and gives it back what it had.
      for option in [Option.mac, .mtu] {
        fate.settings[option] = fate.joinsWhileDown ? nil : fate.declared.settings[option]
      }
      fate.settings[.up] = .boolean(fate.willBeUp)
    }
    compareVirtualFunctions(fate)
    compareVLANs(fate, observed: observed, isNewPort: isNewPort)
    compareTunnels(fate, observed: observed, isNewPort: isNewPort)
    // What a bridge has itself stays when that comes to a VRF.
    compareForwarding(fate, observed: observed, isNewPort: isNewPort && fate.declared.kind != .bridge)
    compareMulticast(fate, observed: observed, isNewPort: isNewPort && fate.declared.kind != .bridge)
    if fate.action == nil && fate.hasDifferences { fate.action = .update }
    noteSpanningTree(fate)
    noteReset(fate)
  }

  /// A bond takes ports that are down, takes them up, and leaves them down when they go; a VRF takes ports down and up when
  /// they come and when they go.
  private func noteTakenDown(_ fate: LinkFate, observed: ObservedLink?) {
    guard fate.changesMaster || fate.declared.master == nil else { return }
    let old = observed.flatMap { snapshot.masterName(of: $0) }
    let former = old.flatMap { snapshot[$0]?.kind.traits.ports }
    if former?.areTakenDown == true || former?.areRouted == true, fate.declared.master == nil, let old,
      let master = fates[old]
    {
      if master.isRemoved || master.declared.isAbsent {
        fate.declared.master = DeclaredLink.Master.none
        fate.changesMaster = true
      } else if master.isMade {
        fate.declared.master = .on(old)
        fate.changesMaster = true
      }
    }
    guard fate.changesMaster else { return }
    let new = fate.declared.masterName.flatMap { fates.kind(of: $0, in: snapshot)?.traits.ports }
    fate.joinsWhileDown = new?.areTakenDown == true
    fate.isTakenDown = former?.areTakenDown == true || fate.joinsWhileDown
    fate.isCycled = observed != nil && (former?.areRouted == true || new?.areRouted == true)
    if fate.joinsWhileDown, fate.declared.settings.flag(.up) == nil { fate.declared.settings[.up] = .boolean(true) }
    if fate.isTakenDown || fate.isCycled, !fate.isDownToBeRenamed, observed?.settings.flag(.up) == true, fate.willBeUp {
      fate.notes.append("the link goes down and up")
    }
  }

  /// What a new link gets besides what is declared.
  private func completeNewLink(_ fate: LinkFate) {
    if fate.declared.settings.flag(.up) == nil { fate.declared.settings[.up] = .boolean(true) }
    // A host with a thousand TAPs need not have a thousand link-local addresses: the bridge has the host's.
    if !isRestoring, fate.declared.kind == .tap, snapshot.links.first?.settings[.ipv6AddressGeneration] != nil,
      fate.declared.settings[.ipv6AddressGeneration] == nil, !fates.masters(of: fate.name, in: snapshot).isEmpty
    {
      fate.declared.settings[.ipv6AddressGeneration] = .integer(1)
    }
    // What is made anew stays where it was if the document does not say otherwise.
    if fate.action == .replace, fate.declared.master == nil, let old = fate.observed,
      let master = snapshot.masterName(of: old), snapshot[master]?.kind.traits.ports != nil,
      fates[master]?.isRemoved != true
    {
      fate.declared.master = .on(master)
    }
    if fate.action == .replace, fate.declared.lower == nil, let old = fate.observed, old.kind == fate.declared.kind,
      !isRestoring
    {
      fate.declared.lower = snapshot.lowerName(of: old)
    }
  }

  /// Settings that the kernel takes only in some states of the link, and that are left alone in others.
  private func isDeferred(_ option: Option, of fate: LinkFate) -> Bool {
    if option.id == Option.vnetHeader.id || option.id == Option.packetInfo.id {
      // The program that has the TAP open chose these when it attached.
      return !fate.isMade && fate.observed?.isInUse == true
    }
    if option.id == Option.ageingTime.id { return !fate.isMade && fate.observed?.isTopologyChanging == true }
    if option.timing == .running {
      return fate.isMade || fate.observed?.hasCarrier != true || !fate.willBeUp
    }
    return false
  }

  /// Whether a kernel that knows the option says so of every such link: what it is silent about it does not know.
  private func isReportedAlways(_ option: Option, by link: ObservedLink) -> Bool {
    let isPort = link.master.flatMap { snapshot[$0] }?.kind == .bridge
    return option.isPortSetting ? isPort : OptionTable.bridge[option.name]?.id == option.id
  }

  /// What to say so that something becomes so. A map is exact as a whole: what the kernel has and the document does not is
  /// mapped to 0, which removes it. Of flags nothing is said but what differs.
  private func change(to value: OptionValue, from known: OptionValue?) -> OptionValue {
    if case .flags(let wanted) = value, case .flags(let found) = known {
      return .flags(wanted.filter { found[$0.key] != $0.value })
    }
    guard case .map(let wanted) = value, case .map(let found) = known else { return value }
    var changes = wanted.filter { found[$0.key] != $0.value }
    for key in found.keys where wanted[key] == nil { changes[key] = 0 }
    return .map(changes)
  }

  private func compareVLANs(_ fate: LinkFate, observed: ObservedLink?, isNewPort: Bool) {
    guard let wanted = fate.declared.vlans,
      let before = vlansBeforehand(of: fate, observed: observed, isNewPort: isNewPort)
    else { return }
    let isNew = fate.declared.kind == .bridge ? observed == nil : isNewPort
    fate.vlansBefore = isNew ? nil : observed?.vlans
    fate.addedVLANs = wanted.missing(from: before)
    fate.removedVLANs = before.absent(from: wanted)
  }

  /// Mappings go with their VLANs, and all of them when the port maps none any more (nbp_vlan_tunnel_info_flush).
  private func compareTunnels(_ fate: LinkFate, observed: ObservedLink?, isNewPort: Bool) {
    guard let wanted = fate.declared.tunnels else { return }
    let vlans = isNewPort ? nil : vlansBeforehand(of: fate, observed: observed, isNewPort: false)
    let known = isNewPort ? nil : observed?.tunnels
    let before = known?.filter { vlans?.untagged($0) != nil } ?? VLANTunnels()
    fate.addedTunnels = wanted.missing(from: before)
    fate.removedTunnels = fate.settings.flag(.vlanTunnel) == false ? VLANTunnels() : before.missing(from: wanted)
  }

  /// The VLANs that a port, or the bridge itself, has before those are made that are declared for it; nil for what is on no
  /// bridge.
  func vlansBeforehand(of fate: LinkFate, observed: ObservedLink?, isNewPort: Bool) -> BridgeVLANs? {
    guard let bridge = fates.bridge(of: fate, in: snapshot) else { return nil }
    let isNew = fate.declared.kind == .bridge ? observed == nil : isNewPort
    guard isNew else { return following(bridge, observed?.vlans ?? BridgeVLANs()) }
    // A new port, and a new bridge itself, are members of the default VLAN.
    var vlans = BridgeVLANs()
    let id = UInt16(fates.number(.vlanDefaultPVID, of: bridge, in: snapshot) ?? 1)
    if id != 0 { vlans.insertPVID(id, untagged: true) }
    return vlans
  }

  /// The VLANs of a port that stays, or of a bridge itself, once the bridge's default VLAN is what it shall be.
  func following(_ bridge: LinkName, _ vlans: BridgeVLANs) -> BridgeVLANs {
    guard let fate = fates[bridge], !fate.isMade, let new = fate.declared.settings.number(.vlanDefaultPVID),
      let old = snapshot[bridge]?.settings.number(.vlanDefaultPVID)
    else { return vlans }
    return vlans.following(defaultPVID: UInt16(old), to: UInt16(new))
  }

  /// A port of a bridge with STP listens and learns before it forwards, forward_delay each (802.1D, 8.4).
  private func noteSpanningTree(_ fate: LinkFate) {
    // One that is taken down and up begins anew.
    let restarted = fate.isCycled && fate.observed?.settings.flag(.up) == true && fate.declared.kind == .bridge
    guard fate.changesMaster, let bridge = restarted ? fate.name : fate.declared.masterName else { return }
    guard fates.flag(.stp, of: bridge, in: snapshot) == true else { return }
    let delay = min(max(fates.number(.forwardDelay, of: bridge, in: snapshot) ?? 1500, 200), 3000)
    fate.notes.append("STP: \(Option.decimal(2 * delay, per: 100)) s until it forwards")
  }
}

extension Option {
  /// What to say where a kernel does not know it.
  var unknownToKernel: String {
    "this kernel does not know the setting" + (since.map { "; it came with Linux \($0)" } ?? "")
  }
}
