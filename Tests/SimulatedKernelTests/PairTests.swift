import Netlink
import NetworkModel
import Planning
import SimulatedKernel
import Testing

/// Pairs of links on the simulated kernel, each test as `ip` shows it on a real one.
struct PairTests {
  private let kernel = SimulatedKernel()

  private func pair(_ name: String, _ peer: String, in namespace: String? = nil) throws -> Int32? {
    try kernel.ask(
      .createPair(link(name), index: 0, .veth, Settings(), peer: NewPeer(Peer(link(peer), in: namespace))))?.code
  }

  @Test func `both ends come at once and go at once`() throws {
    #expect(try pair("v0", "v1") == nil)
    let snapshot = try kernel.snapshot(probing: [])
    #expect(snapshot.links.map(\.name.text) == ["lo", "v1", "v0"])
    #expect(snapshot[link("v0")].flatMap(snapshot.peer) == Peer(link("v1")))
    #expect(snapshot[link("v1")].flatMap(snapshot.peer) == Peer(link("v0")))
    #expect(try kernel.ask(.delete(link("v1"))) == nil)
    #expect(try kernel.snapshot(probing: []).links.map(\.name.text) == ["lo"])
  }

  @Test func `none comes where one cannot`() throws {
    #expect(try kernel.addTAP("t") == nil)
    #expect(try pair("v0", "t") == 17)
    #expect(try pair("t", "v0") == 17)
    #expect(try kernel.snapshot(probing: []).links.map(\.name.text) == ["lo", "t"])
  }

  @Test func `both have a carrier while both are up`() throws {
    #expect(try pair("v0", "v1") == nil)
    #expect(try kernel.set("v0", Settings(.up, .boolean(true))) == nil)
    #expect(try kernel.look("v0")?.operationalState == "down" && kernel.ownAddresses("v0").isEmpty)
    #expect(try kernel.set("v1", Settings(.up, .boolean(true))) == nil)
    #expect(try kernel.look("v0")?.operationalState == "up" && kernel.look("v1")?.operationalState == "up")
    #expect(try kernel.ownAddresses("v0").count == 1 && kernel.ownAddresses("v1").count == 1)
    #expect(try kernel.set("v0", Settings(.up, .boolean(false))) == nil)
    #expect(try kernel.look("v1")?.operationalState == "down" && kernel.ownAddresses("v1").count == 1)
  }

  @Test func `an end in another namespace has a name of its own there`() throws {
    #expect(try pair("v0", "eth0", in: "guest") == 2)
    kernel.addNamespace("guest")
    kernel.addNamespace("other")
    #expect(try pair("v0", "eth0", in: "guest") == nil)
    #expect(try pair("v1", "eth0", in: "guest") == 17)
    #expect(try pair("v1", "eth0", in: "other") == nil)
    let snapshot = try kernel.snapshot(probing: [])
    #expect(snapshot[link("v0")].flatMap(snapshot.peer) == Peer(link("eth0"), in: "guest"))
    #expect(snapshot[link("v1")].flatMap(snapshot.peer) == Peer(link("eth0"), in: "other"))
    #expect(snapshot.links.map(\.name.text) == ["lo", "v0", "v1"])
  }
}
