internal import NetworkModel

/// NICs hand their addresses over to their bridges and get them back; those on a bond that is on a bridge, to that bridge,
/// for an address of a port hears nothing. What a NIC had and will not have is on record, so
/// that it has it again when vnetctl lets go of it.
extension AddressResolver {
  /// What vnetctl itself gave to a link: it comes with its declaration and goes with it.
  private func applied(_ name: LinkName) -> [Address] { ownership.links[name]?.applied?.addresses ?? [] }

  // MARK: Taking back

  /// A NIC that leaves the bridge to which it handed its addresses gets them back as they are on the bridge now: a DHCP
  /// client may have renewed or replaced them.
  mutating func takeBack(_ fate: LinkFate) {
    let nic = fate.name
    guard let record = ownership.links[nic]?.handOver else {
      if fate.isRelease, losses.losesIPv6(nic) { giveBack([], to: nic) }
      return
    }
    let bridge = record.bridge
    let isOnBridge = isPort(nic, of: bridge)
    let bridgeGoes = isGone(bridge) && self.fate(bridge)?.isMade != true
    let leaves = isOnBridge && (isGone(bridge) || fates.masters(of: nic, in: snapshot).last != bridge)
    // Somebody else has put the NIC on another bridge.
    let isElsewhere = !isOnBridge && bridge != nic && fate.observed?.master != nil
    guard leaves || (fate.isRelease && !isElsewhere) else {
      if fate.isRelease, isElsewhere {
        notes[nic, default: []].append("somebody else put it on another bridge: its addresses stay on \(bridge)")
      } else {
        handOvers[nic] = record
        // Those that it lost when it came to a VRF.
        let isBackInMain =
          fate.isCycled && fates.routingTable(of: nic, in: snapshot) == Route.mainTable
          && fates.masters(of: nic, in: snapshot).isEmpty
        if bridge == nic, isBackInMain { moves.append(RouteMove(from: nic, to: nic, record.routes)) }
      }
      return
    }
    let onBridge = bridge == nic ? [] : movable(of: bridge).map { $0.moved(from: bridge, to: nic) }
    var back = record.addresses.map { old in onBridge.first { $0.key == old.key } ?? old }
    if bridgeGoes {
      // What the bridge has got since, and no document declares, would be lost with it.
      let ofPorts = ownership.links.values.flatMap { link in
        // One that vnetctl gave to another port may have come here with that, and have stayed since it has an end.
        (link.handOver?.bridge == bridge ? link.handOver?.addresses ?? [] : []) + applied(link.name)
      }
      let known = back + applied(bridge) + ofPorts
      back += onBridge.filter { new in !known.contains { $0.key == new.key } }
    }
    returned.insert(nic)
    giveBack(back, to: nic)
    if bridge != nic, !isGone(bridge) {
      // Also from a bridge that declares its own addresses, which leaves those alone that have an end.
      let declared = self.fate(bridge)?.declared.addresses ?? []
      // What vnetctl gave to the NIC, and moved to the bridge along with the rest, goes with the NIC's declaration.
      let lost = back.filter { !$0.isMadeByKernel } + (fate.isRelease ? applied(nic) : [])
      desired[bridge] = base(bridge).filter { address in
        declared.contains { $0.key == address.key } || !lost.contains { $0.key == address.key }
      }
    }
    moves.append(RouteMove(from: bridge, to: nic, takesAll: bridgeGoes, record.routes))
  }

  /// Whether a NIC is a port of this bridge now, or of a bond that is.
  private func isPort(_ nic: LinkName, of bridge: LinkName) -> Bool {
    var master = snapshot[nic].flatMap(snapshot.masterName)
    while let name = master, name != bridge { master = snapshot[name].flatMap(snapshot.masterName) }
    return master != nil
  }

  /// Gives a NIC what it had. As long as other addresses are declared for it, that is kept for later, but for what
  /// somebody tends.
  private mutating func giveBack(_ addresses: [Address], to nic: LinkName) {
    let isExact = fate(nic)?.isRelease != true && fate(nic)?.declared.addresses != nil
    if isExact { founds[nic] = addresses.filter { !$0.isMadeByKernel } }
    let present = desired[nic] ?? (movable(of: nic) + rest(of: nic))
    let back = addresses.filter { address in
      // The kernel makes its own address by itself when IPv6 begins on the link.
      address.isMadeByKernel ? !losses.regainsIPv6(nic) : !isExact || address.isTended
    }
    var result: [Address] = []
    for address in isExact ? present + back : back + present
    where !result.contains(where: { $0.key == address.key }) { result.append(address) }
    desired[nic] = fitting(result, nic)
    if !isExact { ordered.insert(nic) }
  }

  // MARK: Handing over

  mutating func handOver(_ fate: LinkFate) {
    guard !fate.isRelease, fate.declared.handsOver != false, fate.declared.addresses == nil,
      fate.declared.masterName != nil || returned.contains(fate.name),
      let bridge = fates.masters(of: fate.name, in: snapshot).last
    else { return }
    let nic = fate.name
    let returning = returned.contains(nic)
    let moving = (desired[nic] ?? movable(of: nic)).filter { !$0.isMadeByKernel }
    let routes = snapshot.routes.filter { $0.uses(nic) }
    guard !moving.isEmpty || !routes.isEmpty || returning else { return }
    let addresses = fitting(moving, bridge).map { $0.moved(from: nic, to: bridge) }
    handingOver.insert(nic)
    let isExact = self.fate(bridge)?.declared.addresses != nil
    if !isExact, !addresses.isEmpty {
      let present = base(bridge)
      let new = addresses.filter { address in !present.contains { $0.key == address.key } }
      // The kernel puts new addresses of IPv4 last, of IPv6 first.
      let all = new.filter(\.local.isIPv6) + present + new.filter { !$0.local.isIPv6 }
      desired[bridge] = all.filter { !$0.local.isIPv6 } + all.filter(\.local.isIPv6)
      ordered.insert(bridge)
    }
    desired[nic] = rest(of: nic)
    if !moving.isEmpty {
      let list = moving.map(\.description).joined(separator: ", ")
      let verb = moving.count == 1 ? "moves" : "move"
      notes[nic, default: []].append(
        isExact
          ? "\(list) \(moving.count == 1 ? "leaves" : "leave") it: \(bridge) declares its own addresses"
          : "\(list) \(verb) to \(bridge)")
    }
    if !routes.isEmpty || returning {
      moves.append(RouteMove(from: nic, to: bridge, takesAll: true))
    }
    // Another VRF's table has routes of its own.
    let table = fate.observed.map(snapshot.routingTable)
    let staysInTable = table == fates.routingTable(of: bridge, in: snapshot)
    let following = routes.count { staysInTable || $0.table != table }
    if following > 0 {
      let count = following == 1 ? "1 route moves" : "\(following) routes move"
      notes[nic, default: []].append("\(count) to \(bridge)")
    }
    if self.fate(bridge)?.declared.settings[.mac] == nil,
      let mac = fate.declared.settings[.mac] ?? fate.observed?.settings[.mac]
    {
      macs[bridge] = mac
    }
    // The kernel's own address goes when the NIC goes down, and need not come again by itself.
    let made = snapshot[nic]?.addresses.filter(\.isMadeByKernel) ?? []
    record(moving + (losses.losesIPv6(nic) ? made.filter(\.local.isIPv6) : []), of: nic, on: bridge)
  }

  /// A NIC that goes down, or has no IPv6 any more, loses addresses: they come back when vnetctl lets go of it.
  mutating func remember(_ fate: LinkFate) {
    guard !fate.isRelease, !handingOver.contains(fate.name), losses.losesIPv6(fate.name) else { return }
    var lost = (snapshot[fate.name]?.addresses ?? []).filter(\.local.isIPv6)
    if losses.losesIPv6ForAMoment(fate.name) {
      // All come back but the kernel's own, of a link that shall have none.
      lost = losses.regainsIPv6(fate.name) ? [] : lost.filter(\.isMadeByKernel)
    }
    record(lost, of: fate.name, on: nil)
  }

  /// Puts on record what a NIC had.
  private mutating func record(_ addresses: [Address], of nic: LinkName, on bridge: LinkName?) {
    let known = ownership.links[nic]?.handOver
    var record = handOvers[nic] ?? Ownership.HandOver(bridge: nic, addresses: [], routes: [])
    if let bridge { record.bridge = bridge }
    let applied = applied(nic)
    // What comes back from another bridge may be newer than what is on record.
    let hasReturned = returned.contains(nic)
    record.addresses = known?.addresses.filter { $0.isMadeByKernel || !hasReturned } ?? []
    record.addresses += addresses.filter { new in !(record.addresses + applied).contains { $0.key == new.key } }
    guard bridge != nil || !record.addresses.isEmpty else { return }
    handOvers[nic] = record
  }
}
