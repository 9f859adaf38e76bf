import Glibc
import NetworkModel

/// What bond_enslave() and __bond_release_one() do to a port, and the bond to its ports.
extension SimulatedState {
  mutating func joinBond(_ index: Int32, _ bond: Int32) throws(Objection) {
    let link = try link(index)
    let master = try self.link(bond)
    guard !link.isUp else { throw Objection(EPERM, "Device can not be enslaved while up") }
    guard link.name.text != "lo", link.kind.traits.canBePort, link.kind != .bond, !lies(link, on: bond) else {
      throw Objection(EINVAL)
    }
    if uppers(of: index).contains(where: { $0.kind.lower?.takesFrames == true }) { throw Objection(EBUSY) }
    if !master.hasChosenMAC, ports(of: bond).isEmpty { writeMAC(of: bond, link.mac) }
    guard let mac = links[bond]?.mac, let mtu = links[bond]?.mtu else { return }
    var original = Settings(.mac, .mac(link.mac))
    original[.mtu] = .integer(link.mtu)
    var port = Settings()
    for option in OptionTable.bondPort.rows { port[option] = option.standard }
    update(index) {
      $0.master = bond
      $0.port = port
      $0.original = original
    }
    writeMAC(of: index, mac)
    try setMTU(of: index, to: mtu)
    try setUp(of: index, to: true)
    settle(bond)
  }

  mutating func leaveBond(_ index: Int32, _ bond: Int32) {
    guard let link = links[index] else { return }
    update(index) {
      $0.master = nil
      $0.port = nil
      $0.original = nil
    }
    // What dev_close() cannot refuse.
    try? setUp(of: index, to: false)
    if case .mac(let mac) = link.original?[.mac] { writeMAC(of: index, mac) }
    if let mtu = link.original?.number(.mtu) { try? setMTU(of: index, to: mtu) }
    update(bond) { master in
      if master.settings[.primary] == .link(link.name) { master.settings[.primary] = .link(nil) }
    }
    if ports(of: bond).isEmpty {
      writeMAC(of: bond, inventMAC())
      update(bond) { $0.hasChosenMAC = false }
    }
    settle(bond)
  }

  /// An address that nobody chose.
  private mutating func writeMAC(of index: Int32, _ address: MACAddress) {
    update(index) { $0.settings[.mac] = .mac(address) }
    for upper in uppers(of: index) where !upper.kind.has(.mac) { writeMAC(of: upper.index, address) }
    if let master = links[index]?.master { followPorts(master) }
  }

  /// Gives the ports what the bond has.
  mutating func lead(_ bond: Int32) throws(Objection) {
    guard let link = links[bond], link.kind == .bond else { return }
    for port in ports(of: bond) {
      writeMAC(of: port.index, link.mac)
      try setMTU(of: port.index, to: link.mtu)
    }
  }

  private func lies(_ link: SimulatedLink, on bond: Int32) -> Bool {
    guard let lower = link.lower else { return false }
    return lower == bond || links[lower].map { lies($0, on: bond) } ?? false
  }
}
