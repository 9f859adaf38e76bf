import Glibc
import NetworkModel
import Netlink
import Planning
import SimulatedKernel
import Testing

@Suite struct VLANFilteringTests {
  private func bridged() throws -> SimulatedKernel {
    let kernel = SimulatedKernel()
    #expect(try kernel.addBridge("br0") == nil)
    for name in ["t0", "t1"] {
      #expect(try kernel.addTAP(name) == nil)
      #expect(try kernel.attach(name, to: "br0") == nil)
    }
    return kernel
  }

  private func vlans(_ first: UInt16, _ last: UInt16, untagged: Bool = false, pvid: UInt16? = nil) -> BridgeVLANs {
    var vlans = BridgeVLANs()
    vlans.insert(first, through: last, untagged: untagged)
    if let pvid { vlans.insertPVID(pvid, untagged: true) }
    return vlans
  }

  @Test func `adding a VLAN again replaces its flags, and the PVID goes`() throws {
    let kernel = try bridged()
    #expect(try kernel.ask(.addVLANs(link("t0"), vlans(1, 1), ofBridgeItself: false)) == nil)
    #expect(try kernel.look("t0")?.vlans?.description == "trunk 1")
  }

  @Test func `there is one PVID`() throws {
    let kernel = try bridged()
    #expect(try kernel.ask(.addVLANs(link("t0"), vlans(20, 29, pvid: 10), ofBridgeItself: false)) == nil)
    #expect(try kernel.look("t0")?.vlans?.pvid == 10)
    #expect(try kernel.look("t0")?.vlans?.untagged(1) == true)
  }

  @Test func `removing absent VLANs succeeds`() throws {
    let kernel = try bridged()
    #expect(try kernel.ask(.removeVLANs(link("t0"), vlans(1, 4094), ofBridgeItself: false)) == nil)
    #expect(try kernel.ask(.removeVLANs(link("t0"), vlans(1, 4094), ofBridgeItself: false)) == nil)
    #expect(try kernel.look("t0")?.vlans?.isEmpty == true)
  }

  @Test func `the bridge's own VLANs are asked for as such`() throws {
    let kernel = try bridged()
    #expect(try kernel.ask(.addVLANs(link("br0"), vlans(7, 7), ofBridgeItself: true)) == nil)
    #expect(try kernel.look("br0")?.vlans?.untagged(7) == false)
    #expect(try kernel.ask(.addVLANs(link("br0"), vlans(7, 7), ofBridgeItself: false))?.code == EOPNOTSUPP)
  }

  @Test func `a new default PVID moves only who has the old one untagged`() throws {
    let kernel = try bridged()
    #expect(try kernel.ask(.addVLANs(link("t0"), vlans(5, 5, pvid: 10), ofBridgeItself: false)) == nil)
    #expect(try kernel.set("br0", Settings(.bridge, ["vlan_default_pvid": .integer(99)])) == nil)
    #expect(try kernel.look("br0")?.vlans?.description == "access 99")
    #expect(try kernel.look("t0")?.vlans?.pvid == 10)
    #expect(try kernel.look("t1")?.vlans?.description == "access 99")
    #expect(try kernel.set("br0", Settings(.bridge, ["vlan_default_pvid": .integer(0)])) == nil)
    #expect(try kernel.look("t1")?.vlans?.isEmpty == true)
  }

  @Test func `counting per port cannot start once a port has VLANs`() throws {
    let kernel = try bridged()
    let perPort = Settings(.bridge, ["vlan_stats_per_port": .boolean(true)])
    #expect(try kernel.set("br0", perPort)?.code == EBUSY)
    #expect(try kernel.addBridge("br1") == nil)
    #expect(try kernel.set("br1", perPort) == nil)
  }

  @Test func `a kernel without VLAN filtering ignores the switch and refuses VLANs`() throws {
    let kernel = SimulatedKernel(missing: [.vlanFiltering])
    #expect(try kernel.addBridge("br0", Settings(.bridge, ["vlan_filtering": .boolean(true)])) == nil)
    #expect(try kernel.look("br0")?.settings[.vlanFiltering] == nil)
    #expect(try kernel.look("br0")?.vlans == nil)
    #expect(try kernel.ask(.addVLANs(link("br0"), vlans(1, 1), ofBridgeItself: true))?.code == EOPNOTSUPP)
  }
}
