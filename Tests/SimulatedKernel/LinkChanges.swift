import Glibc
import NetworkModel

extension SimulatedState {
  /// `RTM_SETLINK` or `RTM_NEWLINK` on a link that exists: what its kind keeps first (`changelink`), then what
  /// do_setlink() does, in that order. What was done before an objection stays done.
  mutating func set(_ index: Int32, _ settings: Settings, master: MasterChange?) throws(Objection) {
    // In a message of its own: do_setlink() would look at it last, when a link that goes up has made its address already.
    try setAddressGeneration(of: index, settings)
    switch try link(index).kind {
    case .nic, .tap: break
    case .bridge: try changeBridge(index, settings.at(.kindData))
    default: try changeKind(index, settings.at(.kindData), mtu: settings.number(.mtu))
    }
    takeStandardRemote(index)
    if case .mac(let address) = settings[.mac] { try setMAC(of: index, to: address) }
    if let mtu = settings.number(.mtu) { try setMTU(of: index, to: mtu) }
    if let master { try setMaster(of: index, to: master) }
    if let isUp = settings.flag(.up) { try setUp(of: index, to: isUp) }
    if settings[.mac] != nil || settings[.mtu] != nil { try lead(index) }
    let plain = settings.at(.link).filter { ![Option.mac.id, Option.mtu.id, Option.up.id].contains($0.id) }
    update(index) { $0.settings.merge(plain) }
  }

  mutating func setMAC(of index: Int32, to address: MACAddress) throws(Objection) {
    let kind = try link(index).kind
    guard kind.has(.mac), !kind.traits.fixed.contains(where: { $0.id == Option.mac.id }) else {
      throw Objection(EOPNOTSUPP)
    }
    guard !address.isMulticast, !address.isZero else { throw Objection(EADDRNOTAVAIL) }
    update(index) {
      $0.settings[.mac] = .mac(address)
      // dev_set_mac_address() notes the choice even when the address is the one the link has.
      $0.hasChosenMAC = true
    }
    for upper in uppers(of: index) where !upper.kind.has(.mac) {
      update(upper.index) { $0.settings[.mac] = .mac(address) }
    }
    if let bridge = links[index]?.master { followPorts(bridge) }
  }

  mutating func setMTU(of index: Int32, to mtu: Int64) throws(Objection) {
    let present = try link(index)
    // dev_set_mtu() returns before it asks the driver when nothing changes: a bridge then does not learn of the choice.
    guard mtu != present.mtu else { return }
    guard mtu >= 68 else { throw Objection(EINVAL, "mtu less than device minimum") }
    guard mtu <= present.maximumMTU else { throw Objection(EINVAL, "mtu greater than device maximum") }
    if present.kind.lower?.limitsMTU == true, let lower = present.lower, let base = links[lower], mtu > base.mtu {
      throw Objection(ERANGE)
    }
    writeMTU(of: index, mtu)
    if present.kind == .bridge { update(index) { $0.hasChosenMTU = true } }
  }

  /// Writes an MTU, lowers those of VLAN devices above it, and lets the bridge follow.
  private mutating func writeMTU(of index: Int32, _ mtu: Int64) {
    guard let link = links[index], link.mtu != mtu else { return }
    update(index) { $0.settings[.mtu] = .integer(mtu) }
    followMTU(index)
    for upper in uppers(of: index) {
      let isAbove = upper.mtu > mtu && upper.kind.lower?.limitsMTU == true
      if isAbove || !upper.kind.has(.mtu) { writeMTU(of: upper.index, mtu) }
    }
    if let bridge = link.master { followPorts(bridge) }
  }

  /// br_mtu_auto_adjust() and br_stp_recalculate_bridge_id(): what a bridge takes over from its ports.
  mutating func followPorts(_ bridge: Int32) {
    guard let link = links[bridge], link.kind == .bridge else { return }
    var lowestMAC: UInt64?
    var lowestMTU: Int64?
    for port in links.values where port.master == bridge {
      lowestMAC = min(lowestMAC ?? .max, port.mac.bits)
      lowestMTU = min(lowestMTU ?? .max, port.mtu)
    }
    if !link.hasChosenMAC {
      // A bridge that lost its last port has the address 00:00:00:00:00:00.
      update(bridge) { $0.settings[.mac] = .mac(MACAddress(bits: lowestMAC ?? 0)) }
    }
    if !link.hasChosenMTU { writeMTU(of: bridge, lowestMTU ?? 1500) }
  }

  mutating func setUp(of index: Int32, to isUp: Bool) throws(Objection) {
    let present = try link(index)
    guard present.isUp != isUp else { return }
    if isUp, present.kind.lower?.sharesState == true, let lower = present.lower, let base = links[lower], !base.isUp,
      present.settings.flag(.looseBinding) != true
    {
      throw Objection(ENETDOWN)
    }
    update(index) {
      $0.settings[.up] = .boolean(isUp)
      $0.port?[.portState] = nil
    }
    if isUp {
      reviveRoutes(over: present.name, isIPv6: true)
      if !present.ipv4.isEmpty { reviveRoutes(over: present.name, isIPv6: false) }
    } else {
      flushRoutes(over: present.name, isIPv6: false, isLinkGone: false)
      // net.ipv6.conf.*.keep_addr_on_down is 0: addresses of IPv6 go, those of IPv4 stay.
      stopIPv6(index, isLinkGone: false)
    }
    settle(index)
    if let peer = present.peer { settle(peer) }
    // vlan_device_event(): VLAN devices go down with the link under them, and up with it.
    for upper in uppers(of: index)
    where upper.kind.lower?.sharesState == true && upper.settings.flag(.looseBinding) != true {
      try setUp(of: upper.index, to: isUp)
    }
  }

  mutating func delete(_ index: Int32) throws(Objection) {
    let link = try link(index)
    guard link.kind != .nic else { throw Objection(EOPNOTSUPP) }
    remove(index)
  }

  /// Removes a link, whatever its kind, with what goes along with it; the ports of a bridge become free.
  mutating func remove(_ index: Int32) {
    guard let link = links[index] else { return }
    if let peer = link.peer {
      // veth_dellink()
      update(index) { $0.peer = nil }
      update(peer) { $0.peer = nil }
      remove(peer)
    }
    for upper in uppers(of: index) {
      if upper.kind.lower?.goesAlong == true { remove(upper.index) } else { update(upper.index) { $0.lower = nil } }
    }
    if link.kind == .vrf { for port in ports(of: index) { leaveVRF(port.index) } }
    if link.kind == .bond { for port in ports(of: index) { leaveBond(port.index, index) } }
    for port in ports(of: index) {
      update(port.index) {
        $0.master = nil
        $0.port = nil
        $0.vlans = nil
        $0.tunnels = VLANTunnels()
        $0.multicast = []
        $0.forwarding.removeAll { $0.remote == nil }
      }
    }
    flushRoutes(over: link.name, isIPv6: false, isLinkGone: true)
    flushRoutes(over: link.name, isIPv6: true, isLinkGone: true)
    let table = routingTable(of: link)
    forget(index)
    flushRoutes(from: link.ipv4, table: table)
    for other in links.values where other.port?[.backupPort] == .link(link.name) {
      update(other.index) { $0.port?[.backupPort] = .link(nil) }
    }
    if let bridge = link.master {
      followPorts(bridge)
      settle(bridge)
    }
  }
}
