import Glibc
import NetworkModel
import Netlink
import Planning
import SimulatedKernel
import Testing

@Suite struct MulticastTests {
  private let group = MulticastEntry(.address(IPAddress(239, 1, 1, 1)))

  /// br0 with t0, and the VLANs 5 and 6 there.
  private func bridged(isUp: Bool = true) throws -> SimulatedKernel {
    let kernel = SimulatedKernel()
    #expect(try kernel.addBridge("br0", Settings(.bridge, ["vlan_default_pvid": .integer(0)])) == nil)
    #expect(try kernel.addTAP("t0") == nil)
    #expect(try kernel.attach("t0", to: "br0") == nil)
    var vlans = BridgeVLANs()
    vlans.insert(5, through: 6, untagged: false)
    #expect(try kernel.ask(.addVLANs(link("t0"), vlans, ofBridgeItself: false)) == nil)
    if isUp { #expect(try kernel.set("br0", .up(true)) == nil) }
    return kernel
  }

  private func add(_ entry: MulticastEntry, _ name: String, _ kernel: SimulatedKernel) throws -> Int32? {
    try kernel.ask(.addMulticast(link(name), entry, bridge: link("br0")))?.code
  }

  private func remove(_ entry: MulticastEntry, _ name: String, _ kernel: SimulatedKernel) throws -> Int32? {
    try kernel.ask(.removeMulticast(link(name), entry, bridge: link("br0")))?.code
  }

  @Test func `a group is there once at a port, and goes with it`() throws {
    let kernel = try bridged()
    #expect(try add(group, "t0", kernel) == nil)
    #expect(try add(group, "t0", kernel) == EEXIST)
    #expect(try add(group.inVLAN(5), "t0", kernel) == nil)
    #expect(try kernel.multicast() == [link("t0"): [group, group.inVLAN(5)]])
    #expect(try remove(group, "t0", kernel) == nil)
    #expect(try remove(group, "t0", kernel) == EINVAL)
    #expect(try add(group, "br0", kernel) == EINVAL)
    #expect(try add(MulticastEntry(.mac(MACAddress(bits: 0x0100_5E00_0001))), "br0", kernel) == nil)
    #expect(try kernel.ask(.set(link("t0"), .tap, Settings(), master: DeclaredLink.Master.none)) == nil)
    #expect(try kernel.multicast().keys.map(\.text) == ["br0"])
    #expect(try add(group, "t0", kernel) == EINVAL)
  }

  @Test func `a bridge that filters takes a group of no VLAN for one of every VLAN`() throws {
    let kernel = try bridged()
    #expect(try add(group, "t0", kernel) == nil)
    let filtering = Settings(.bridge, ["vlan_filtering": .boolean(true)])
    #expect(try kernel.ask(.set(link("br0"), .bridge, filtering, master: nil)) == nil)
    #expect(try remove(group, "t0", kernel) == EINVAL)
    #expect(try add(group, "t0", kernel) == nil)
    #expect(try remove(group, "t0", kernel) == nil)
    // That which was there before is out of reach.
    #expect(try kernel.multicast() == [link("t0"): [group]])
  }

  @Test func `a bridge that is down or does not snoop takes no groups`() throws {
    let kernel = try bridged(isUp: false)
    #expect(try add(group, "t0", kernel) == EINVAL)
    #expect(try kernel.set("br0", .up(true)) == nil)
    #expect(try add(group, "t0", kernel) == nil)
    let deaf = Settings(.bridge, ["mcast_snooping": .boolean(false)])
    #expect(try kernel.ask(.set(link("br0"), .bridge, deaf, master: nil)) == nil)
    #expect(try remove(group, "t0", kernel) == EINVAL)
    #expect(try kernel.multicast() == [:])
  }
}
