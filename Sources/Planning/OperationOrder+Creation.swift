internal import NetworkModel

/// How new links are made, and how a new bridge gets an address that it keeps.
extension OperationOrder {
  /// Masters, then what lies on nothing, then what lies on others from below. A VLAN takes the address that the link
  /// under it has at that moment, so masters get theirs first.
  func creations(_ made: [LinkFate]) -> [Operation] {
    let masters = made.filter { $0.declared.kind.traits.ports != nil }
    let uppers = made.filter { $0.declared.kind.lower != nil }
    let others = made.filter { $0.declared.kind.traits.ports == nil && $0.declared.kind.lower == nil }
    return masters.flatMap(creation) + others.filter(isFirstEnd).flatMap(creation) + masters.flatMap(pinning)
      + uppers.flatMap(creation)
  }

  /// Whether it is that end of a pair of which the other one is made along.
  private func isFirstEnd(_ fate: LinkFate) -> Bool {
    guard let peer = fate.declared.peer, peer.namespace == nil else { return true }
    return fates.first { $0.name == fate.name || $0.name == peer.name }?.name == fate.name
  }

  private func creation(_ fate: LinkFate) -> [Operation] {
    switch fate.declared.kind {
    case .nic: return []
    case .tap: return [.createTAP(fate.name, index: fate.newIndex, fate.settings.at(.tapDevice))]
    case let kind:
      // What the kernel says by silence it need not be told of a new link, and of some kinds it does not take it.
      var settings = fate.settings.at(.kindData).filter {
        $0.value != $0.option.absent && $0.option.timing != .populated
      }
      settings[.mac] = fate.settings[.mac]
      if kind.traits.ports?.areRouted == false, settings[.mac] == nil,
        case .known(let mac) = address(forNewMaster: fate)
      {
        settings[.mac] = mac
      }
      if let peer = fate.declared.peer {
        let end = peer.namespace == nil ? self.fate(peer.name) : nil
        let new = NewPeer(peer, index: end?.newIndex ?? 0, Settings(.mac, end?.settings[.mac]))
        return [.createPair(fate.name, index: fate.newIndex, kind, settings, peer: new)]
      }
      return [.create(fate.name, index: fate.newIndex, kind, settings, lower: fate.declared.lower)]
    }
  }

  /// A new bridge keeps one address while ports come and go: the kernel stops choosing once somebody has chosen.
  private func pinning(_ master: LinkFate) -> [Operation] {
    guard master.settings[.mac] == nil, master.declared.kind.traits.ports?.areRouted == false,
      case .of(let source) = address(forNewMaster: master)
    else { return [] }
    // A bond that has no address of its own yet takes that of its first port.
    if master.declared.kind != .bridge, source == master.name { return [] }
    return [.pinMAC(bridge: master.name, of: source)]
  }

  /// Where an address comes from.
  private enum Address {
    /// It is known before anything is done.
    case known(OptionValue)
    /// It is that of a link which is yet to be made.
    case of(LinkName)
  }

  /// The address of a master that declares none: that of its NIC, or else of its first port, or else its own.
  private func address(forNewMaster master: LinkFate) -> Address {
    let ports = ports(of: master)
    // What lies on others is made after the bridge has its address, and what address that gets nobody knows before.
    let candidates = ports.filter { $0.declared.kind == .nic } + ports.filter { $0.declared.kind == .bond } + ports
    return candidates.lazy.compactMap { self.address(of: $0.name) }.first ?? .of(master.name)
  }

  /// The address of a link; nil for one that the kernel invents later.
  private func address(of name: LinkName) -> Address? {
    let fate = fate(name)
    if let declared = fate?.declared.settings[.mac] { return .known(declared) }
    if let fate, fate.isMade {
      if fate.declared.kind == .bond { return address(forNewMaster: fate) }
      guard let lower = fate.declared.kind.lower else { return .of(name) }
      return lower.lendsMAC ? fate.declared.lower.flatMap(address) : nil
    }
    let observed = snapshot[name]
    if let permanent = observed?.permanentMAC, !permanent.isZero { return .known(.mac(permanent)) }
    return observed?.mac.map { .known(.mac($0)) } ?? .of(name)
  }
}
