internal import NetworkModel

/// How new links are made, and how a new bridge gets an address that it keeps.
extension OperationOrder {
  /// Bridges, then what lies on nothing, then what lies on others from below. A VLAN takes the address that the link
  /// under it has at that moment, so bridges get theirs first.
  func creations(_ made: [LinkFate]) -> [Operation] {
    let bridges = made.filter { $0.declared.kind.traits.ports != nil }
    let uppers = made.filter { $0.declared.kind.lower != nil }
    let others = made.filter { $0.declared.kind.traits.ports == nil && $0.declared.kind.lower == nil }
    return bridges.flatMap(creation) + others.flatMap(creation) + bridges.flatMap(pinning) + uppers.flatMap(creation)
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
      if kind.traits.ports != nil, settings[.mac] == nil, case .known(let mac) = address(forNewBridge: fate) {
        settings[.mac] = mac
      }
      return [.create(fate.name, index: fate.newIndex, kind, settings, lower: fate.declared.lower)]
    }
  }

  /// A new bridge keeps one address while ports come and go: the kernel stops choosing once somebody has chosen.
  private func pinning(_ bridge: LinkFate) -> [Operation] {
    guard bridge.settings[.mac] == nil, case .of(let source) = address(forNewBridge: bridge) else { return [] }
    // A bond that has no address of its own yet takes that of its first port.
    if bridge.declared.kind != .bridge, source == bridge.name { return [] }
    return [.pinMAC(bridge: bridge.name, of: source)]
  }

  /// Where an address comes from.
  private enum Address {
    /// It is known before anything is done.
    case known(OptionValue)
    /// It is that of a link which is yet to be made.
    case of(LinkName)
  }

  /// The address of a bridge that declares none: that of its NIC, or else of its first port, or else its own.
  private func address(forNewBridge bridge: LinkFate) -> Address {
    let ports = ports(of: bridge)
    // What lies on others is made after the bridge has its address, and what address that gets nobody knows before.
    let candidates = ports.lazy.filter { $0.declared.kind == .nic } + ports
    return candidates.lazy.compactMap { address(of: $0.name) }.first ?? .of(bridge.name)
  }

  /// The address of a link; nil for one that the kernel invents later.
  private func address(of name: LinkName) -> Address? {
    let fate = fate(name)
    if let declared = fate?.declared.settings[.mac] { return .known(declared) }
    if let fate, fate.isMade {
      guard let lower = fate.declared.kind.lower else { return .of(name) }
      return lower.lendsMAC ? fate.declared.lower.flatMap(address) : nil
    }
    let observed = snapshot[name]
    if let permanent = observed?.permanentMAC, !permanent.isZero { return .known(.mac(permanent)) }
    return observed?.mac.map { .known(.mac($0)) } ?? .of(name)
  }
}
