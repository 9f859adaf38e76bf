import Glibc
import NetworkModel
import Netlink
import Planning
import SimulatedKernel
import Testing

@Suite struct RouteTests {
  /// eth0 with 192.0.2.7/24 and eth1 with 198.51.100.7/24, both up.
  private func host() -> SimulatedKernel {
    let kernel = SimulatedKernel()
    for name in ["eth0", "eth1"] { kernel.addNIC(name, isUp: true) }
    kernel.addAddress("eth0", "192.0.2.7/24")
    kernel.addAddress("eth1", "198.51.100.7/24")
    return kernel
  }

  @Test func `a route goes over the link on which its router is`() throws {
    let kernel = host()
    #expect(try kernel.ask(.addRoute(route("default", "192.0.2.1"))) == nil)
    #expect(try kernel.ask(.addRoute(route("10.1.0.0/16", "198.51.100.1"))) == nil)
    #expect(try kernel.routes() == ["default via 192.0.2.1 dev eth0", "10.1.0.0/16 via 198.51.100.1 dev eth1"])
    // A route to the link itself leads to routers too, if its scope says so; a default route does not.
    #expect(try kernel.ask(.addRoute(route("10.2.0.0/16", "dev eth1", scope: .link))) == nil)
    #expect(try kernel.ask(.addRoute(route("10.3.0.0/16", "10.2.0.1"))) == nil)
    #expect(try kernel.routes().last == "10.3.0.0/16 via 10.2.0.1 dev eth1")
  }

  @Test(arguments: [
    (route("10.0.0.0/8", "203.0.113.1"), ENETUNREACH, "Nexthop has invalid gateway"),
    (route("10.0.0.0/8", "192.0.2.1 eth1"), ENETUNREACH, "Nexthop has invalid gateway"),
    (route("10.0.0.0/8", "192.0.2.255"), EINVAL, "Nexthop has invalid gateway"),
    (route("10.0.0.0/8", "192.0.2.1", "203.0.113.1"), ENETUNREACH, "Nexthop has invalid gateway"),
    (route("10.0.0.0/8", "dev down"), ENETDOWN, "Device for nexthop is not up"),
    (route("10.0.0.0/8", "10.9.9.1 down"), ENETUNREACH, "Nexthop has invalid gateway"),
    (route("10.0.0.0/8", "10.8.8.1"), ENETUNREACH, "Nexthop has invalid gateway"),
  ])
  func `a router must be within reach`(route: Route, code: Int32, words: String) throws {
    let kernel = host()
    kernel.addNIC("down")
    kernel.addAddress("down", "10.9.9.9/24")
    kernel.addAddress("eth0", "10.8.8.8/24") { $0.noPrefixRoute = true }
    let error = try kernel.ask(.addRoute(route))
    #expect(error?.code == code)
    #expect(error?.words == words)
    #expect(try kernel.routes() == [])
  }

  @Test func `a router on the link needs no address there`() throws {
    let kernel = host()
    var route = route("10.0.0.0/8", "203.0.113.1 eth0")
    route.hops[0].isOnLink = true
    #expect(try kernel.ask(.addRoute(route)) == nil)
    #expect(try kernel.set("eth1", .up(false)) == nil)
    route.hops[0].link = link("eth1")
    #expect(try kernel.ask(.addRoute(route))?.code == ENETDOWN)
  }

  @Test func `a route sends from an address of the host`() throws {
    let kernel = host()
    var route = route("10.0.0.0/8", "192.0.2.1")
    route.source = IPAddress(1, 2, 3, 4)
    #expect(try kernel.ask(.addRoute(route))?.words == "Invalid prefsrc address")
    route.source = IPAddress(198, 51, 100, 7)
    #expect(try kernel.ask(.addRoute(route)) == nil)
  }

  @Test func `a route is there once, and one that differs in anything is another`() throws {
    let kernel = host()
    let first = route("10.0.0.0/8", "192.0.2.1")
    #expect(try kernel.ask(.addRoute(first)) == nil)
    #expect(try kernel.ask(.addRoute(first))?.code == EEXIST)
    var other = first
    other.origin = 16
    #expect(try kernel.ask(.addRoute(other)) == nil)
    #expect(try kernel.ask(.addRoute(route("10.0.0.0/8", "192.0.2.2"))) == nil)
    #expect(try kernel.ask(.addRoute(Route(IPPrefix(written: "10.0.0.0/8"), action: .blackhole))) == nil)
    #expect(
      try kernel.routes() == [
        "10.0.0.0/8 via 192.0.2.1 dev eth0", "10.0.0.0/8 via 192.0.2.1 dev eth0", "10.0.0.0/8 via 192.0.2.2 dev eth0",
        "blackhole 10.0.0.0/8",
      ])
  }

  @Test func `replacing takes the place of the first, or makes one`() throws {
    let kernel = host()
    for router in ["192.0.2.1", "192.0.2.2"] {
      #expect(try kernel.ask(.addRoute(route("10.0.0.0/8", router))) == nil)
    }
    #expect(try kernel.ask(.replaceRoute(route("10.0.0.0/8", "192.0.2.3"))) == nil)
    #expect(try kernel.ask(.replaceRoute(route("10.0.0.0/8", "192.0.2.3"))) == nil)
    #expect(try kernel.ask(.replaceRoute(route("10.0.0.0/8", "192.0.2.2")))?.code == EEXIST)
    #expect(try kernel.ask(.replaceRoute(route("11.0.0.0/8", "192.0.2.2"))) == nil)
    #expect(
      try kernel.routes() == [
        "10.0.0.0/8 via 192.0.2.3 dev eth0", "10.0.0.0/8 via 192.0.2.2 dev eth0", "11.0.0.0/8 via 192.0.2.2 dev eth0",
      ])
  }

  @Test func `removing finds the route by its key and its ways`() throws {
    let kernel = host()
    for router in ["192.0.2.1", "192.0.2.2"] {
      #expect(try kernel.ask(.addRoute(route("10.0.0.0/8", router))) == nil)
    }
    #expect(try kernel.ask(.removeRoute(route("10.0.0.0/8", "192.0.2.9")))?.code == ESRCH)
    #expect(try kernel.ask(.removeRoute(route("10.0.0.0/9", "192.0.2.2")))?.code == ESRCH)
    #expect(try kernel.ask(.removeRoute(route("10.0.0.0/8", "192.0.2.2 eth1")))?.code == ESRCH)
    #expect(try kernel.ask(.removeRoute(route("10.0.0.0/8", "192.0.2.2 eth0"))) == nil)
    #expect(try kernel.routes() == ["10.0.0.0/8 via 192.0.2.1 dev eth0"])
    var other = route("10.0.0.0/8", "192.0.2.1")
    other.origin = 3
    #expect(try kernel.ask(.removeRoute(other))?.code == ESRCH)
  }

  @Test func `a metric of 0 removes the route of the lowest`() throws {
    let kernel = host()
    for metric in [200, 100] as [UInt32] {
      kernel.addRoute("10.0.0.0/8", via: "192.0.2.1") { $0.metric = metric }
    }
    #expect(try kernel.ask(.removeRoute(route("10.0.0.0/8", "192.0.2.1"))) == nil)
    #expect(try kernel.routes() == ["10.0.0.0/8 via 192.0.2.1 dev eth0 metric 200"])
  }

  @Test func `routes over a link go when it goes down, and do not return`() throws {
    let kernel = host()
    #expect(try kernel.ask(.addRoute(route("10.0.0.0/8", "192.0.2.1"))) == nil)
    #expect(try kernel.ask(.addRoute(route("11.0.0.0/8", "198.51.100.1"))) == nil)
    #expect(try kernel.set("eth0", .up(false)) == nil)
    #expect(try kernel.set("eth0", .up(true)) == nil)
    #expect(try kernel.routes() == ["11.0.0.0/8 via 198.51.100.1 dev eth1"])
    kernel.unplug("eth1")
    #expect(try kernel.routes() == [])
  }

  @Test func `hops of a multipath route wait for their link, unless it is deleted`() throws {
    let kernel = host()
    #expect(try kernel.ask(.addRoute(route("10.0.0.0/8", "192.0.2.1", "198.51.100.1"))) == nil)
    let before = kernel.state
    #expect(try kernel.set("eth1", .up(false)) == nil)
    #expect(try kernel.routes().count == 1)
    #expect(kernel.state.comparable().differences(to: before.comparable()).contains { $0.hasPrefix("route to") })
    #expect(try kernel.set("eth1", .up(true)) == nil)
    #expect(kernel.state.comparable() == before.comparable())
    for name in ["eth0", "eth1"] { #expect(try kernel.set(name, .up(false)) == nil) }
    #expect(try kernel.routes() == [])
    kernel.state = before
    kernel.unplug("eth1")
    #expect(try kernel.routes() == [])
  }

  @Test func `with its last address a link loses its routes`() throws {
    let kernel = host()
    kernel.addAddress("eth0", "203.0.113.7/24")
    // The same address elsewhere does not save them.
    kernel.addAddress("eth1", "203.0.113.7/24")
    #expect(try kernel.ask(.addRoute(route("10.0.0.0/8", "192.0.2.1"))) == nil)
    #expect(try kernel.remove("192.0.2.7/24", from: "eth0") == nil)
    // Its router is out of reach by now, and it stays.
    #expect(try kernel.routes() == ["10.0.0.0/8 via 192.0.2.1 dev eth0"])
    #expect(try kernel.remove("203.0.113.7/24", from: "eth0") == nil)
    #expect(try kernel.routes() == [])
  }

  @Test func `a route goes with the address that it sends from, unless another link has that too`() throws {
    let kernel = host()
    kernel.addAddress("eth0", "203.0.113.7/32")
    kernel.addAddress("eth1", "203.0.113.7/32")
    for table in [Route.mainTable, 100] {
      kernel.addRoute("10.0.0.0/8", via: "192.0.2.1") {
        $0.source = IPAddress(203, 0, 113, 7)
        $0.table = table
      }
    }
    #expect(try kernel.remove("203.0.113.7/32", from: "eth1") == nil)
    #expect(try kernel.routes().count == 2)
    #expect(try kernel.remove("203.0.113.7/32", from: "eth0") == nil)
    // The kernel looks into the main table alone.
    #expect(try kernel.snapshot(probing: []).routes.map(\.table) == [100])
  }
}
