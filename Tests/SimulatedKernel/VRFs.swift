import Glibc
import NetworkModel

/// What do_vrf_add_slave() and do_vrf_del_slave() do to a link.
extension SimulatedState {
  mutating func joinVRF(_ index: Int32, _ vrf: Int32) throws(Objection) {
    let link = try link(index)
    guard link.name.text != "lo" else { throw Objection(EOPNOTSUPP, "Can not enslave loopback device to VRF") }
    guard link.kind != .vrf else { throw Objection(EINVAL, "Can not enslave an L3 master device to a VRF") }
    update(index) { $0.master = vrf }
    cycle(index)
  }

  mutating func leaveVRF(_ index: Int32) {
    update(index) { $0.master = nil }
    cycle(index)
  }

  /// The table of the kernel's own routes over a link: l3mdev_fib_table(), or the main one.
  func routingTable(of link: SimulatedLink) -> UInt32 {
    let table = link.master.flatMap { links[$0] }?.settings.number(.vrfTable)
    return table.map(UInt32.init) ?? Route.mainTable
  }

  /// fib_netdev_event() and addrconf_notify() at `NETDEV_CHANGEUPPER`, then cycle_netdev().
  private mutating func cycle(_ index: Int32) {
    guard let link = links[index] else { return }
    flushRoutes(over: link.name, isIPv6: false, isLinkGone: false)
    stopIPv6(index, isLinkGone: false)
    guard link.isUp else { return }
    // What was up can go up again.
    try? setUp(of: index, to: false)
    try? setUp(of: index, to: true)
  }
}
