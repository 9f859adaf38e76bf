internal import NetworkModel

/// The entries of forwarding databases that are declared, of bridges and of VXLANs.
extension FateResolver {
  mutating func compareForwarding(_ fate: LinkFate, observed: ObservedLink?, isNewPort: Bool) {
    guard !isRestoring, fate.declared.forwarding != nil || fate.declared.remotes != nil else { return }
    let all = observed == nil ? [] : snapshot.forwarding[fate.name] ?? []
    let applied = ownership.links[fate.name]?.applied
    var change = ForwardingChange()
    if let declared = fate.declared.forwarding {
      let before = vlansBeforehand(of: fate, observed: observed, isNewPort: isNewPort) ?? BridgeVLANs()
      let hasVLANs = snapshot.features[.vlanFiltering] != false
      let after = hasVLANs ? (fate.declared.vlans ?? before).members : []
      checkStations(of: fate, after)
      // A link that is given back has what was found there, each in its VLAN.
      let wanted = fate.isRelease ? declared : declared.inEachVLAN(of: after)
      change = ForwardingChange(
        from: isNewPort ? [] : all.filter { $0.remote == nil }, to: wanted,
        vlans: (isNewPort ? [] : observed?.vlans?.members ?? [], after)
      ) { entry in
        entry.isGiven && (!fate.isRelease || applied?.forwarding?.contains { $0.covers(entry) } == true)
      }
    }
    if let declared = fate.declared.remotes {
      checkRemotes(of: fate, observed)
      let standard = fate.standardRemote(observed, snapshot)
      let wanted = declared.filter { $0.remote.map(standard) != true || !$0.mac.isZero }
      change = change.joined(
        by: ForwardingChange(from: all.filter { $0.remote != nil }, toRemotes: wanted) { entry in
          entry.isGiven && !(entry.mac.isZero && entry.remote.map(standard) == true)
            && (!fate.isRelease || applied?.remotes?.contains { $0.key == entry.key } == true)
        })
    }
    fate.forwardingChange = change.isEmpty ? nil : change
  }

  /// What is wrong with an entry shows when it is known what the bridge will be like.
  private mutating func checkStations(of fate: LinkFate, _ vlans: Set<UInt16>) {
    guard !fate.isRelease, let bridge = fates.bridge(of: fate, in: snapshot) else { return }
    let owners = addressOwners(on: bridge)
    for entry in fate.declared.forwarding ?? [] {
      if let owner = owners[entry.mac] {
        refuse(
          .host, fate.declared,
          "fdb: \(entry.mac) is the address of \(owner) itself, of which the kernel knows where it is; remove it")
      }
      if let vlan = entry.vlan, !vlans.contains(vlan), snapshot.features[.vlanFiltering] != false {
        refuse(.document, fate.declared, "fdb: \(entry.mac) is in VLAN \(vlan), of which \(fate.name) is no member")
      }
    }
  }

  /// vxlan_fdb_add() refuses the other family: a VXLAN speaks IPv4 or IPv6.
  private mutating func checkRemotes(of fate: LinkFate, _ observed: ObservedLink?) {
    let ends = [Option.vxlanRemote, .vxlanLocal].compactMap { option in
      if case .address(let address?)? = fate.declared.settings[option] ?? observed?.settings[option] {
        address
      } else {
        nil
      }
    }
    let isIPv6 = ends.first?.isIPv6 == true
    let others = (fate.declared.remotes ?? []).compactMap(\.remote?.address).filter { $0.isIPv6 != isIPv6 }
    guard let other = others.first, !fate.isRelease else { return }
    refuse(
      .host, fate.declared, "fdb: \(other) is no address of IPv\(isIPv6 ? 6 : 4), of which this VXLAN's packets are")
  }

  /// The addresses of a bridge and of its ports, with whose they are.
  private mutating func addressOwners(on bridge: LinkName) -> [MACAddress: LinkName] {
    if let known = stationOwners[bridge] { return known }
    var owners: [MACAddress: LinkName] = [:]
    func note(_ name: LinkName, _ mac: MACAddress?) {
      guard let mac, name == bridge || fates.master(of: name, in: snapshot) == bridge else { return }
      owners[mac] = name
    }
    for link in snapshot.links where fates[link.name] == nil { note(link.name, link.mac) }
    for fate in fates where !fate.isRemoved {
      if case .mac(let mac)? = fate.declared.settings[.mac] {
        note(fate.name, mac)
      } else if !fate.isMade {
        note(fate.name, fate.observed?.mac)
      }
    }
    stationOwners[bridge] = owners
    return owners
  }
}

extension LinkFate {
  /// Whether it is where a VXLAN sends frames to unknown stations by its settings, as they will be or as they are: the
  /// kernel makes that entry, and removes it.
  fileprivate func standardRemote(
    _ observed: ObservedLink?, _ snapshot: Snapshot
  ) -> (ForwardingEntry.Remote) -> Bool {
    let lower = declared.lower ?? observed.flatMap(snapshot.lowerName)
    guard case .address(let address?)? = declared.settings[.vxlanRemote] ?? observed?.settings[.vxlanRemote] else {
      return { _ in false }
    }
    return { $0.isStandard(address, lower) }
  }
}

extension ForwardingEntry {
  /// Whether somebody put it there for good: what was learnt, and what a program tends, comes and goes.
  fileprivate var isGiven: Bool { isStatic && !isExternallyLearned }

  /// Whether an entry came with this one: one without a VLAN is made in each.
  fileprivate func covers(_ entry: ForwardingEntry) -> Bool { mac == entry.mac && (vlan == nil || vlan == entry.vlan) }
}

extension [ForwardingEntry] {
  /// Each in its VLAN; those without one in every VLAN besides, apart from those in which the station has another entry.
  fileprivate func inEachVLAN(of vlans: Set<UInt16>) -> [ForwardingEntry] {
    let own = Set(filter { $0.vlan != nil }.map(\.key))
    return flatMap { entry in
      guard entry.vlan == nil else { return [entry] }
      return [entry] + vlans.map { entry.inVLAN($0) }.filter { !own.contains($0.key) }
    }
  }
}
