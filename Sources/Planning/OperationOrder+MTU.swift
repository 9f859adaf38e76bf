internal import NetworkModel

/// MTUs: links that lie on others have at most theirs, and bridges follow their ports.
extension OperationOrder {
  /// A bridge follows the smallest MTU of its ports until somebody sets another MTU than it has (br_change_mtu), so one
  /// that shall have what the kernel gives a new bridge anyway is first set to something else.
  func pinMTU(_ bridge: LinkName, _ mtu: Int64) -> [Operation] {
    let standardMTU: Int64 = 1500
    guard mtu == standardMTU else { return [] }
    return [.set(bridge, .bridge, Settings(.mtu, .integer(standardMTU - 1)), master: nil)]
  }

  /// The MTU of a link that lies on another is at most that of the lower one: it is lowered before that one, and raised
  /// after it. Bridges take their MTU from their ports, so raising waits until these are attached.
  func limitedMTU(_ fate: LinkFate, rises: Bool) -> [Operation] {
    guard fate.declared.kind.lower?.limitsMTU == true, let mtu = fate.settings[.mtu], case .integer(let wanted) = mtu
    else { return [] }
    let current = fate.isMade ? nil : fate.observed?.settings.number(.mtu)
    guard (wanted > current ?? 0) == rises else { return [] }
    return [.set(fate.name, fate.declared.kind, Settings(.mtu, mtu), master: nil)]
  }

  /// Whether a port that leaves its bridge would take that along when its MTU falls, and with it what lies on the bridge:
  /// in one message the kernel sets the MTU first, and looks at the master then.
  func shrinksItsBridge(_ fate: LinkFate) -> Bool {
    guard !fate.isMade, fate.changesMaster, let observed = fate.observed, let mtu = fate.settings.number(.mtu),
      let current = observed.settings.number(.mtu), mtu < current
    else { return false }
    return snapshot.masterName(of: observed).flatMap { snapshot[$0] }?.kind == .bridge
  }

  /// The MTU that waits until the port has left its bridge late.
  func leftMTU(_ fate: LinkFate) -> [Operation] {
    guard shrinksItsBridge(fate), let mtu = fate.settings[.mtu] else { return [] }
    return [.set(fate.name, fate.declared.kind, Settings(.mtu, mtu), master: nil)]
  }

  /// A bridge that follows its ports may have another MTU now that some have come, gone or changed. When it has not, the
  /// kernel sees that nothing changes and tells nobody.
  func keptMTU(_ bridge: LinkFate) -> [Operation] {
    guard bridge.declared.kind == .bridge, let index = bridge.observed?.index, !bridge.isMade,
      let mtu = bridge.declared.settings[.mtu]
    else { return [] }
    let isAffected = concerned.contains { fate in
      let wasPort = fate.observed?.master == index
      let isPort = fate.declared.masterName == bridge.name && !fate.isRemoved
      if isPort && fate.changesMaster { return finalMTU(fate) != mtu }
      return wasPort && (fate.action == .remove || fate.changesMaster || fate.settings[.mtu] != nil)
    }
    guard isAffected else { return [] }
    return [.set(bridge.name, .bridge, Settings(.mtu, mtu), master: nil)]
  }

  /// Nil where the kernel works it out, from the link under it or from the route to its other end.
  private func finalMTU(_ fate: LinkFate) -> OptionValue? {
    if let declared = fate.declared.settings[.mtu] { return declared }
    guard fate.isMade else { return fate.observed?.settings[.mtu] }
    let traits = fate.declared.kind.traits
    return traits.lower == nil && traits.changes == .alone ? .integer(1500) : nil
  }

  /// A bond that has lost its last port invents a new address (__bond_release_one), whoever set the old one.
  func keptMAC(_ bond: LinkFate) -> [Operation] {
    guard bond.declared.kind == .bond, !bond.isMade, let index = bond.observed?.index,
      let mac = bond.declared.settings[.mac]
    else { return [] }
    let hasLost = concerned.contains { fate in
      fate.observed?.master == index && (fate.isRemoved || fate.isMade || fate.changesMaster)
    }
    return hasLost ? [.set(bond.name, .bond, Settings(.mac, mac), master: nil)] : []
  }
}
