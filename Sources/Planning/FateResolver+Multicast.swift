internal import NetworkModel

/// The groups of multicast databases that are declared.
extension FateResolver {
  mutating func compareMulticast(_ fate: LinkFate, observed: ObservedLink?, isNewPort: Bool) {
    guard !isRestoring, let declared = fate.declared.multicast, let bridge = fates.bridge(of: fate, in: snapshot)
    else { return }
    let access = multicastAccess(of: bridge)
    let before = vlansBeforehand(of: fate, observed: observed, isNewPort: isNewPort) ?? BridgeVLANs()
    let vlans = snapshot.features[.vlanFiltering] != false ? (fate.declared.vlans ?? before).members : []
    let present = observed == nil ? [] : snapshot.multicast[fate.name] ?? []
    let applied = ownership.links[fate.name]?.applied?.multicast
    // A link that is given back has what was found there, each in its VLAN.
    let wanted = fate.isRelease ? declared : declared.inEachVLAN(of: vlans, isFiltering: access.then.isFiltering)
    let change = MulticastChange(from: isNewPort ? [] : present, to: wanted, access: access) { entry in
      !fate.isRelease || applied?.contains { $0 == entry || $0 == entry.inVLAN(nil) } == true
    }
    if !fate.isRelease { checkGroups(of: fate, change, vlans, bridge) }
    guard !change.isEmpty else { return }
    fate.multicastChange = change
    let list = { (entries: [MulticastEntry]) in
      entries.isEmpty ? "none" : entries.map(\.description).joined(separator: " ")
    }
    let isFiltering = observed.flatMap(snapshot.masterName).flatMap { snapshot[$0] }?.settings.flag(.vlanFiltering)
    fate.multicastWords = (
      list(
        present.summarised(
          vlans: observed?.vlans?.members ?? [],
          isFiltering: (fate.declared.kind == .bridge ? observed?.settings.flag(.vlanFiltering) : isFiltering) == true)),
      list(declared.summarised(vlans: vlans, isFiltering: access.then.isFiltering && fate.isRelease))
    )
  }

  /// What can be changed in a bridge's database before the bridge changes, and after it.
  func multicastAccess(of bridge: LinkName) -> (now: MulticastAccess, then: MulticastAccess) {
    let fate = fates[bridge]
    let observed = snapshot[bridge]
    let will = { (option: Option) in
      fates.flag(option, of: bridge, in: snapshot) ?? (option.standard == .boolean(true))
    }
    let isUp = fate?.willBeUp ?? (observed?.settings.flag(.up) == true)
    let then = MulticastAccess(isOpen: isUp && will(.mcastSnooping), isFiltering: will(.vlanFiltering))
    guard let settings = observed?.settings else { return (.closed, then) }
    let now = MulticastAccess(
      isOpen: settings.flag(.up) == true && settings.flag(.mcastSnooping) == true,
      isFiltering: settings.flag(.vlanFiltering) == true)
    return (now, then)
  }

  /// What is wrong with a group shows when it is known what the bridge will be like.
  private mutating func checkGroups(
    of fate: LinkFate, _ change: MulticastChange, _ vlans: Set<UInt16>, _ bridge: LinkName
  ) {
    for entry in fate.declared.multicast ?? [] {
      if let vlan = entry.vlan, !vlans.contains(vlan), snapshot.features[.vlanFiltering] != false {
        refuse(.document, fate.declared, "mdb: \(entry.group) is in VLAN \(vlan), of which \(fate.name) is no member")
      }
    }
    guard let entry = change.missing.first else { return }
    if let observed = snapshot[bridge], observed.kind == .bridge, observed.settings[.mcastSnooping] == nil {
      refuse(
        .option, fate.declared,
        "mdb: the bridges of this kernel do not snoop multicast; it takes one whose module bridge was built with "
          + "CONFIG_BRIDGE_IGMP_SNOOPING")
    } else {
      let isUp = fates[bridge]?.willBeUp ?? (snapshot[bridge]?.settings.flag(.up) == true)
      refuse(
        .host, fate.declared,
        "mdb: \(bridge) takes no groups such as \(entry.group) while it \(isUp ? "does not snoop" : "is down"); declare "
          + "\"\(isUp ? Option.mcastSnooping.name : Option.up.name)\": true there")
    }
  }
}
