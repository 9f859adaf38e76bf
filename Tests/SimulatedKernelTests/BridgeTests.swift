import Glibc
import NetworkModel
import Netlink
import Planning
import SimulatedKernel
import Testing

@Suite struct BridgeTests {
  /// A bridge br0 with the TAPs t0 and t1 on it.
  private func bridged() throws -> SimulatedKernel {
    let kernel = SimulatedKernel()
    #expect(try kernel.addBridge("br0") == nil)
    for name in ["t0", "t1"] {
      #expect(try kernel.addTAP(name) == nil)
      #expect(try kernel.attach(name, to: "br0") == nil)
    }
    return kernel
  }

  @Test func `the default PVID lands on the bridge and on every port`() throws {
    let kernel = try bridged()
    for name in ["br0", "t0", "t1"] {
      #expect(try kernel.look(name)?.vlans?.description == "access 1")
    }
  }

  @Test func `a port that moves silently starts anew`() throws {
    let kernel = try bridged()
    let isolated = Settings(.port, ["isolated": .boolean(true), "priority": .integer(5)])
    #expect(try kernel.ask(.setPort(link("t0"), isolated)) == nil)
    #expect(try kernel.addBridge("br1") == nil)
    #expect(try kernel.attach("t0", to: "br1") == nil)
    let port = try #require(try kernel.look("t0"))
    #expect(port.settings[try #require(OptionTable.port["isolated"])] == .boolean(false))
    #expect(port.settings[try #require(OptionTable.port["priority"])] == .integer(32))
    #expect(try kernel.set("t0", Settings(), master: DeclaredLink.Master.none) == nil)
    #expect(try kernel.look("t0")?.master == nil)
    #expect(try kernel.look("t0")?.vlans == nil)
  }

  @Test func `the MTU of the creating message does not count`() throws {
    let kernel = SimulatedKernel()
    #expect(try kernel.addBridge("br0", .mtu(9000)) == nil)
    #expect(try kernel.look("br0")?.mtu == 9000)
    #expect(try kernel.addTAP("t0") == nil)
    #expect(try kernel.attach("t0", to: "br0") == nil)
    #expect(try kernel.look("br0")?.mtu == 1500)
  }

  @Test func `only a real change pins the MTU`() throws {
    let kernel = try bridged()
    #expect(try kernel.set("br0", .mtu(1500)) == nil)
    #expect(try kernel.set("t0", .mtu(1400)) == nil)
    #expect(try kernel.look("br0")?.mtu == 1400)
    #expect(try kernel.set("br0", .mtu(1450)) == nil)
    #expect(try kernel.set("t1", .mtu(1300)) == nil)
    #expect(try kernel.look("br0")?.mtu == 1450)
  }

  @Test func `the bridge has its lowest port's MAC address until somebody sets one`() throws {
    let kernel = try bridged()
    let addresses = try ["t0", "t1"].map { try #require(try kernel.look($0)?.mac) }
    let lowest = try #require(addresses.min { $0.bits < $1.bits })
    #expect(try kernel.look("br0")?.mac == lowest)
    #expect(try kernel.ask(.pinMAC(bridge: link("br0"), of: link("br0"))) == nil)
    kernel.addNIC("eth0", mac: MACAddress("02:00:00:00:00:01"))
    #expect(try kernel.attach("eth0", to: "br0") == nil)
    #expect(try kernel.look("br0")?.mac == lowest)
  }

  @Test func `a bridge that loses its last port loses its MAC address`() throws {
    let kernel = try bridged()
    for name in ["t0", "t1"] { #expect(try kernel.ask(.delete(link(name))) == nil) }
    #expect(try kernel.look("br0")?.mac?.isZero == true)
  }

  @Test func `STP clamps the forward delay, and refuses one out of range`() throws {
    let kernel = SimulatedKernel()
    #expect(try kernel.addBridge("br0", Settings(.bridge, ["forward_delay": .integer(100_000)])) == nil)
    #expect(try kernel.look("br0")?.settings.number(.forwardDelay) == 100_000)
    #expect(try kernel.set("br0", Settings(.bridge, ["stp": .boolean(true)])) == nil)
    #expect(try kernel.look("br0")?.settings.number(.forwardDelay) == 3000)
    #expect(try kernel.set("br0", Settings(.bridge, ["forward_delay": .integer(100)]))?.code == ERANGE)
  }

  @Test(arguments: [(123, 122), (3125, 3124), (333, 332), (1, 0), (1500, 1500)])
  func `timers are rounded to jiffies`(set: Int64, kept: Int64) throws {
    let kernel = SimulatedKernel()
    #expect(try kernel.addBridge("br0", Settings(.bridge, ["ageing_time": .integer(set)])) == nil)
    #expect(try kernel.look("br0")?.settings[try #require(OptionTable.bridge["ageing_time"])] == .integer(kept))
  }

  @Test func `a bridge takes 1,023 ports`() throws {
    let kernel = SimulatedKernel()
    kernel.arrange(.create(link("br0"), index: 0, .bridge, Settings(), lower: nil))
    for number in 0..<1023 {
      kernel.arrange(.createTAP(link("t\(number)"), index: 0, Settings()))
      kernel.arrange(.set(link("t\(number)"), .tap, Settings(), master: .on(link("br0"))))
    }
    kernel.arrange(.createTAP(link("last"), index: 0, Settings()))
    #expect(try kernel.attach("last", to: "br0")?.code == EXFULL)
  }

  @Test func `a bridge is no port, and neither is a VLAN over it`() throws {
    let kernel = try bridged()
    #expect(try kernel.addBridge("br1") == nil)
    #expect(try kernel.attach("br1", to: "br0")?.code == ELOOP)
    #expect(try kernel.addVLAN("br0.1", over: "br0", id: 1) == nil)
    #expect(try kernel.attach("br0.1", to: "br0")?.code == EINVAL)
  }

  @Test func `deleting a bridge frees its ports`() throws {
    let kernel = try bridged()
    #expect(try kernel.ask(.delete(link("br0"))) == nil)
    #expect(try kernel.look("br0") == nil)
    #expect(try kernel.look("t0")?.master == nil)
    #expect(try kernel.look("t0")?.vlans == nil)
  }

  @Test func `a port's state is set only while it runs and STP is off`() throws {
    let kernel = try bridged()
    let blocking = Settings(.port, ["state": .integer(4)])
    #expect(try kernel.ask(.setPort(link("t0"), blocking))?.code == EBUSY)
    kernel.connect("t0")
    #expect(try kernel.set("t0", .up(true)) == nil)
    #expect(try kernel.ask(.setPort(link("t0"), blocking)) == nil)
    #expect(try kernel.look("t0")?.settings[try #require(OptionTable.port["state"])] == .integer(4))
  }
}
