import NetworkModel
import Netlink
import Planning
import SimulatedKernel
import Testing

@Suite struct HostImageTests {
  /// br0 with the address 192.0.2.7/24, a route over it, and the TAP t0 on it.
  private func host() throws -> SimulatedKernel {
    let kernel = SimulatedKernel()
    kernel.arrange(.create(link("br0"), index: 0, .bridge, .up(true), lower: nil))
    kernel.arrange(.pinMAC(bridge: link("br0"), of: link("br0")))
    kernel.arrange(.createTAP(link("t0"), index: 0, Settings()))
    kernel.arrange(.set(link("t0"), .tap, Settings(), master: .on(link("br0"))))
    kernel.addAddress("br0", "192.0.2.7/24")
    kernel.addAddress("br0", "192.0.2.8/24")
    kernel.addRoute("default", via: "192.0.2.1")
    kernel.arrange(.addForwarding(link("t0"), ForwardingEntry(MACAddress(bits: 0x0200_0000_0099))))
    return kernel
  }

  @Test func `a link that is made anew is the same`() throws {
    let kernel = try host()
    let mac = try #require(try kernel.look("t0")?.mac)
    let before = kernel.state
    kernel.arrange(.delete(link("t0")))
    #expect(before.comparable().differences(to: kernel.state.comparable()).contains("t0: is gone"))
    kernel.arrange(.createTAP(link("t0"), index: 0, Settings()))
    kernel.arrange(.set(link("t0"), .tap, Settings(.link, ["mac": .mac(mac)]), master: .on(link("br0"))))
    #expect(
      before.comparable().differences(to: kernel.state.comparable()) == [
        "t0: forwarding [\"02:00:00:00:00:99 vlan 0 state 64 flags 0\", \"02:00:00:00:00:99 vlan 1 state 64 flags 0\"] → []"
      ])
    kernel.arrange(.addForwarding(link("t0"), ForwardingEntry(MACAddress(bits: 0x0200_0000_0099))))
    #expect(kernel.state != before)
    #expect(kernel.state.comparable() == before.comparable())
    #expect(before.comparable().differences(to: kernel.state.comparable()) == [])
  }

  @Test(arguments: [
    (Operation.set(link("br0"), .bridge, .mtu(1400), master: nil), "br0: mtu"),
    (.removeAddress(link("br0"), Address(written: "192.0.2.8/24")), "br0: addresses"),
    (
      .changeAddress(
        link("br0"),
        {
          var a = Address(written: "192.0.2.8/24"); a.metric = 5; return a
        }()), "br0: "
    ),
    (.removeRoute(route("default", "192.0.2.1")), "route to default"),
    (.addRoute(route("default", "192.0.2.2")), "route to default"),
    (.set(link("t0"), .tap, Settings(), master: DeclaredLink.Master.none), "t0: bridge"),
    (.createTAP(link("t1"), index: 0, Settings()), "t1: is new"),
  ])
  func `everything else counts`(operation: Planning.Operation, difference: String) throws {
    let kernel = try host()
    let before = kernel.state.comparable()
    kernel.arrange(operation)
    #expect(kernel.state.comparable() != before)
    let differences = before.differences(to: kernel.state.comparable())
    #expect(differences.contains { $0.hasPrefix(difference) }, "\(differences)")
  }

  @Test func `the order of addresses counts`() throws {
    let kernel = try host()
    kernel.addAddress("br0", "10.0.0.1/8")
    kernel.addAddress("br0", "10.0.0.2/8")
    let before = kernel.state.comparable()
    let address = Address(written: "192.0.2.7/24")
    kernel.arrange(.removeAddress(link("br0"), address))
    for text in ["192.0.2.7/24", "192.0.2.8/24"] { kernel.addAddress("br0", text) }
    let differences = before.differences(to: kernel.state.comparable())
    #expect(differences.contains { $0.hasPrefix("br0: addresses") }, "\(differences)")
  }
}
