import NetworkModel
import Planning
import SimulatedKernel

/// Settings of VLANs, at ports and of bridges.
extension RandomTopology {
  mutating func addVLANSettings(to links: inout [DeclaredLink]) {
    for place in links.indices where links[place].settings.flag(.vlanFiltering) == true && chance(60) {
      links[place].settings[.mcastVLANSnooping] = .boolean(chance(80))
    }
    let bridges = Dictionary(links.filter { $0.kind == .bridge }.map { ($0.name, $0) }) { first, _ in first }
    var members: [LinkName: Set<UInt16>] = [:]
    for place in links.indices {
      let isBridge = links[place].kind == .bridge
      let name = isBridge ? links[place].name : links[place].masterKind == .bridge ? links[place].masterName : nil
      guard let name, let vlans = links[place].vlans, let bridge = bridges[name] else { continue }
      members[name, default: []].formUnion(vlans.members)
      guard chance(40) else { continue }
      for vlan in vlans.members.sorted() where chance(40) {
        links[place].vlanSettings[vlan] = entry(ofBridgeItself: isBridge, bridge)
      }
    }
    for place in links.indices where links[place].kind == .bridge && chance(50) {
      for vlan in members[links[place].name, default: []].sorted() where chance(30) {
        links[place].vlanSettings[vlan].merge(global())
      }
    }
  }

  /// Sets what others may have set. What the kernel does not take is left out.
  mutating func addVLANSettings(on kernel: SimulatedKernel) throws {
    for link in try kernel.snapshot(probing: []).links where chance(30) {
      guard let vlan = pick(link.vlans?.members.sorted() ?? []) else { continue }
      var settings = Settings(.vlanState, .integer(Int64(below(5))))
      if chance(30) { settings = Settings(.vlanMulticastRouter, .integer(Int64(below(3)))) }
      if chance(30), link.kind != .bridge { settings = Settings(.vlanMaximumGroups, .integer(Int64(below(3)))) }
      if chance(30), link.kind == .bridge { settings = global() }
      _ = kernel.perform([.setVLANs(link.name, VLANSettings([vlan: settings]))])
    }
  }

  /// What a document may say of a VLAN at a port of that bridge, or at the bridge itself.
  private mutating func entry(ofBridgeItself isBridge: Bool, _ bridge: DeclaredLink) -> Settings {
    var settings = Settings()
    if chance(50), bridge.settings.flag(.stp) == false { settings[.vlanState] = .integer(Int64(below(5))) }
    if chance(50) { settings[.vlanMulticastRouter] = .integer(Int64(below(3))) }
    guard !isBridge else { return settings }
    if chance(30) { settings[.vlanNeighbourSuppression] = .boolean(chance(50)) }
    if bridge.settings.flag(.vlanFiltering) == true, bridge.settings.flag(.mcastVLANSnooping) == true, chance(50) {
      settings[.vlanMaximumGroups] = .integer(Int64(below(3)))
    }
    return settings
  }

  private mutating func global() -> Settings {
    var settings = Settings()
    for option in OptionTable.globalVLAN.rows where chance(15) {
      switch option.type {
      // Where a VLAN is not snooped, its ports have no limit of groups.
      case .boolean where option.id == Option.vlanSnooping.id: break
      case .boolean: settings[option] = .boolean(chance(50))
      default: settings[option] = chance(50) ? option.standard : .integer(option.name.hasSuffix("version") ? 2 : 200)
      }
    }
    return settings
  }
}
