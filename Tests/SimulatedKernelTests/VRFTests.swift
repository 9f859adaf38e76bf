import Netlink
import NetworkModel
import Planning
import SimulatedKernel
import Testing

/// VRFs on the simulated kernel, each test as `ip` shows it on a real one.
struct VRFTests {
  private let kernel = SimulatedKernel()

  init() throws {
    kernel.addNIC("eth0", isUp: true)
    for (name, table) in [("red", Int64(70)), ("blue", 71)] {
      let settings = Settings(.vrfTable, .integer(table))
      #expect(try kernel.ask(.create(link(name), index: 0, .vrf, settings, lower: nil)) == nil)
    }
    for text in ["192.0.2.7/24", "2001:db8::7/64"] { kernel.addAddress("eth0", text) }
  }

  private func join(_ name: String, _ domain: String?) throws -> Int32? {
    let master = domain.map { DeclaredLink.Master.on(link($0)) } ?? DeclaredLink.Master.none
    return try kernel.ask(.set(link(name), .nic, Settings(), master: master))?.code
  }

  private func addresses() throws -> [String] {
    try kernel.look("eth0")?.addresses.filter { !$0.local.isLinkLocal }.map(\.description) ?? []
  }

  @Test func `a link that comes and goes loses its addresses of IPv6 and its routes`() throws {
    for domain in ["red", "blue", nil] {
      kernel.addRoute("10.8.0.0/16", via: "192.0.2.1", over: "eth0")
      #expect(try join("eth0", domain) == nil)
      #expect(try addresses() == ["192.0.2.7/24"] && kernel.snapshot(probing: []).routes.isEmpty)
      #expect(try kernel.ownAddresses("eth0").count == 1 && kernel.look("eth0")?.settings.flag(.up) == true)
      kernel.addAddress("eth0", "2001:db8::7/64")
    }
  }

  @Test func `one that is down loses its addresses of IPv6 too`() throws {
    #expect(try kernel.set("eth0", Settings(.up, .boolean(false))) == nil)
    kernel.addAddress("eth0", "2001:db8::8/64")
    #expect(try join("eth0", "red") == nil)
    #expect(try addresses() == ["192.0.2.7/24"] && kernel.look("eth0")?.settings.flag(.up) == false)
  }

  @Test func `what goes with its VRF leaves it`() throws {
    #expect(try join("eth0", "red") == nil)
    kernel.addAddress("eth0", "2001:db8::7/64")
    #expect(try kernel.ask(.delete(link("red"))) == nil)
    #expect(try kernel.look("eth0")?.master == nil && addresses() == ["192.0.2.7/24"])
  }

  @Test func `the loopback and VRFs are in none`() throws {
    #expect(try join("lo", "red") == 95)
    #expect(try join("blue", "red") == 22)
  }

  @Test func `a router without a link is looked for where the route is, or in the main table`() throws {
    #expect(try join("eth0", "red") == nil)
    let route = { (table: UInt32) in
      Operation.addRoute(
        Route(IPPrefix(written: "10.9.0.0/16"), hops: [.init(gateway: IPAddress(192, 0, 2, 1))], table: table))
    }
    #expect(try kernel.ask(route(Route.mainTable)) != nil && kernel.ask(route(71)) != nil)
    #expect(try kernel.ask(route(70)) == nil)
  }
}
