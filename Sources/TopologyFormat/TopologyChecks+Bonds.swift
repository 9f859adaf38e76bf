internal import NetworkModel

/// What can be wrong between the settings of a bond, and between a bond and its ports.
extension TopologyChecks {
  mutating func checkBond(_ declaration: LinkDeclaration) {
    checkBondPort(declaration)
    let link = declaration.link
    guard link.kind == .bond else { return }
    let interval = link.settings.number(.miimon) ?? 0
    if interval != 0, link.settings.number(.arpInterval) ?? 0 != 0 {
      let name = Option.arpInterval.name
      report(
        declaration, [name], at: declaration.position(name),
        "a bond watches its ports by \"miimon\" or by \"arp_interval\", and not by both")
    }
    for option in [Option.upDelay, .downDelay, .peerNotifyDelay] {
      guard interval != 0, let delay = link.settings.number(option), delay % interval != 0 else { continue }
      report(
        declaration, [option.name], at: declaration.position(option.name),
        "\(option.text(.integer(delay))) is no multiple of the \(option.text(.integer(interval))) of \"miimon\"")
    }
    if case .link(let name?) = link.settings[.primary], let port = self[name],
      port.link.isAbsent || port.link.master.map({ $0 != .on(link.name) }) ?? true
    {
      let key = Option.primary.name
      report(
        declaration, [key], at: declaration.position(key),
        "\(name), declared at \(port.place), is no port of this bond")
    }
  }

  /// A port has the bond's MTU, and by most modes its MAC address.
  private mutating func checkBondPort(_ declaration: LinkDeclaration) {
    let link = declaration.link
    guard link.master != nil, let bond = link.masterName, link.masterKind.traits.ports?.areTakenDown == true else {
      return
    }
    for option in [Option.mtu, .mac] where link.settings[option] != nil {
      report(
        declaration, [option.name], at: declaration.position(option.name),
        "a port of a bond has the \(option.name) of the bond; declare it for \(bond)")
    }
  }
}
