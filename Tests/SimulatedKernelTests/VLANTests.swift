import Glibc
import NetworkModel
import Netlink
import Planning
import SimulatedKernel
import Testing

@Suite struct VLANTests {
  /// eth0 with MTU 9000, up, and eth0.10 over it.
  private func stacked() throws -> SimulatedKernel {
    let kernel = SimulatedKernel()
    kernel.addNIC("eth0", mtu: 9000, isUp: true)
    #expect(try kernel.addVLAN("eth0.10", over: "eth0", id: 10, .up(true)) == nil)
    return kernel
  }

  @Test func `a change of id or protocol is taken and ignored`() throws {
    let kernel = try stacked()
    let change = Settings(.vlan, ["id": .integer(20), "protocol": .integer(0x88A8)])
    #expect(try kernel.set("eth0.10", change) == nil)
    #expect(try kernel.look("eth0.10")?.settings.number(.vlanID) == 10)
    #expect(try kernel.look("eth0.10")?.settings.number(.vlanProtocol) == 0x8100)
  }

  @Test func `an id is there once on each link`() throws {
    let kernel = try stacked()
    #expect(try kernel.addVLAN("other", over: "eth0", id: 10)?.code == EEXIST)
    #expect(try kernel.addVLAN("inner", over: "eth0.10", id: 10) == nil)
  }

  @Test func `the MTU stays below that of the base`() throws {
    let kernel = try stacked()
    #expect(try kernel.look("eth0.10")?.mtu == 9000)
    #expect(try kernel.set("eth0.10", .mtu(9001))?.code == ERANGE)
    #expect(try kernel.addVLAN("v", over: "eth0", id: 11, .mtu(9001))?.code == EINVAL)
    #expect(try kernel.addVLAN("inner", over: "eth0.10", id: 10) == nil)
    #expect(try kernel.set("eth0", .mtu(1500)) == nil)
    #expect(try kernel.look("inner")?.mtu == 1500)
    #expect(try kernel.set("eth0", .mtu(9000)) == nil)
    #expect(try kernel.look("eth0.10")?.mtu == 1500)
  }

  @Test func `a VLAN goes down and up with its base unless it is bound loosely`() throws {
    let kernel = try stacked()
    let loose = Settings(.vlan, ["loose_binding": .boolean(true)])
    #expect(try kernel.addVLAN("loose", over: "eth0", id: 11, loose) == nil)
    #expect(try kernel.set("loose", .up(true)) == nil)
    #expect(try kernel.set("eth0", .up(false)) == nil)
    #expect(try kernel.look("eth0.10")?.isUp == false)
    #expect(try kernel.look("loose")?.isUp == true)
    #expect(try kernel.set("eth0.10", .up(true))?.code == ENETDOWN)
    #expect(try kernel.set("eth0", .up(true)) == nil)
    #expect(try kernel.look("eth0.10")?.isUp == true)
  }

  @Test func `deleting a base deletes the VLANs over it`() throws {
    let kernel = try stacked()
    #expect(try kernel.addVLAN("inner", over: "eth0.10", id: 10) == nil)
    #expect(try kernel.ask(.delete(link("eth0.10"))) == nil)
    #expect(try kernel.snapshot(probing: []).links.map(\.name.text) == ["lo", "eth0"])
  }

  @Test func `QoS map entries are added, and removed by 0`() throws {
    let kernel = try stacked()
    let map = try #require(OptionTable.vlan["egress_qos_map"])
    #expect(try kernel.set("eth0.10", Settings(.vlan, ["egress_qos_map": .map([1: 2, 3: 4])])) == nil)
    #expect(try kernel.set("eth0.10", Settings(.vlan, ["egress_qos_map": .map([1: 0, 5: 6])])) == nil)
    #expect(try kernel.look("eth0.10")?.settings[map] == .map([3: 4, 5: 6]))
  }
}
