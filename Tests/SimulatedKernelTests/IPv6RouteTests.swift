import Glibc
import NetworkModel
import Netlink
import Planning
import SimulatedKernel
import Testing

@Suite struct IPv6RouteTests {
  /// eth0 with 2001:db8::7/64 and eth1 with 2001:db8:1::7/64, both up.
  private func host() -> SimulatedKernel {
    let kernel = SimulatedKernel()
    for name in ["eth0", "eth1"] { kernel.addNIC(name, isUp: true) }
    kernel.addAddress("eth0", "2001:db8::7/64")
    kernel.addAddress("eth1", "2001:db8:1::7/64")
    return kernel
  }

  @Test func `a router joins the routers to the same place`() throws {
    let kernel = host()
    #expect(try kernel.ask(.addRoute(route("fd00::/16", "dev eth0"))) == nil)
    for router in ["2001:db8::1", "2001:db8:1::1"] {
      #expect(try kernel.ask(.addRoute(route("fd00::/16", router))) == nil)
      #expect(try kernel.ask(.addRoute(route("fd00::/16", router)))?.code == EEXIST)
    }
    #expect(try kernel.ask(.addRoute(route("fd00::/16", "dev eth1"))) == nil)
    #expect(
      try kernel.routes() == [
        "fd00::/16 dev eth0",
        "fd00::/16 nexthop via 2001:db8::1 dev eth0 weight 1 nexthop via 2001:db8:1::1 dev eth1 weight 1",
        "fd00::/16 dev eth1",
      ])
    // A router that is there stops all of the message.
    #expect(try kernel.ask(.addRoute(route("fd00::/16", "2001:db8::2", "2001:db8::1")))?.code == EEXIST)
    #expect(try kernel.snapshot(probing: []).routes[1].hops.count == 2)
  }

  @Test(arguments: [
    (route("fd00::/16", "2001:db8:2::1"), EHOSTUNREACH, nil),
    (route("fd00::/16", "2001:db8::1 eth1"), EHOSTUNREACH, nil),
    (route("fd00::/16", "2001:db8::7"), EINVAL, "Gateway can not be a local address"),
    (route("fd00::/16", "fe80::1"), EINVAL, "Egress device not specified"),
    (route("fd00::/16", "fe80::1 down"), ENETDOWN, "Nexthop device is not up"),
    (route("fd00::/16", "dev down"), ENETDOWN, "Nexthop device is not up"),
    (route("fd00::/16", "dev off"), EACCES, "IPv6 is disabled on nexthop device"),
  ])
  func `a router must be within reach`(route: Route, code: Int32, words: String?) throws {
    let kernel = host()
    kernel.addNIC("down")
    kernel.addNIC("off", isUp: true)
    kernel.arrange(.configureIPv6(link("off"), Settings(.ipv6, ["disable_ipv6": .boolean(true)])))
    let error = try kernel.ask(.addRoute(route))
    #expect(error?.code == code)
    #expect(error?.words == words)
    #expect(try kernel.routes() == [])
  }

  @Test func `a link-local router needs a link and no address`() throws {
    let kernel = host()
    #expect(try kernel.ask(.addRoute(route("fd00::/16", "fe80::1 eth1"))) == nil)
    #expect(try kernel.routes() == ["fd00::/16 via fe80::1 dev eth1"])
  }

  @Test func `replacing takes the place of the first of its sort`() throws {
    let kernel = host()
    for hop in ["dev eth0", "2001:db8::1", "2001:db8::2", "dev eth1"] {
      #expect(try kernel.ask(.addRoute(route("fd00::/16", hop))) == nil)
    }
    #expect(try kernel.ask(.replaceRoute(route("fd00::/16", "2001:db8:1::5"))) == nil)
    #expect(
      try kernel.routes() == ["fd00::/16 dev eth0", "fd00::/16 via 2001:db8:1::5 dev eth1", "fd00::/16 dev eth1"])
    #expect(try kernel.ask(.removeRoute(route("fd00::/16", "2001:db8:1::5"))) == nil)
    #expect(try kernel.ask(.replaceRoute(route("fd00::/16", "2001:db8:1::6"))) == nil)
    #expect(try kernel.routes() == ["fd00::/16 via 2001:db8:1::6 dev eth1", "fd00::/16 dev eth1"])
  }

  @Test func `removing takes one router away, or the first route over the link`() throws {
    let kernel = host()
    for hop in ["2001:db8::1", "2001:db8:1::1", "2001:db8:1::2", "dev eth1"] {
      #expect(try kernel.ask(.addRoute(route("fd00::/16", hop))) == nil)
    }
    #expect(try kernel.ask(.removeRoute(route("fd00::/16", "2001:db8::9")))?.code == ESRCH)
    #expect(try kernel.ask(.removeRoute(route("fd00::/16", "2001:db8::1 eth0"))) == nil)
    #expect(try kernel.snapshot(probing: []).routes.first?.hops.count == 2)
    // Whoever names no router gets rid of all routers over the link, though one without was meant.
    #expect(try kernel.ask(.removeRoute(route("fd00::/16", "dev eth1"))) == nil)
    #expect(try kernel.routes() == ["fd00::/16 dev eth1"])
  }

  @Test func `removing a route that rejects leaves the others`() throws {
    let kernel = host()
    let blackhole = Route(IPPrefix(written: "fd00::/16"), action: .blackhole)
    #expect(try kernel.ask(.addRoute(route("fd00::/16", "2001:db8::1"))) == nil)
    #expect(try kernel.ask(.removeRoute(blackhole))?.code == ESRCH)
    #expect(try kernel.ask(.addRoute(blackhole)) == nil)
    #expect(try kernel.ask(.removeRoute(blackhole)) == nil)
    #expect(try kernel.routes() == ["fd00::/16 via 2001:db8::1 dev eth0"])
  }

  @Test func `several routers are removed one by one`() throws {
    let kernel = host()
    #expect(try kernel.ask(.addRoute(route("fd00::/16", "2001:db8::1", "2001:db8:1::1"))) == nil)
    #expect(try kernel.ask(.removeRoute(route("fd00::/16", "2001:db8::1", "2001:db8:1::9")))?.code == ESRCH)
    #expect(try kernel.routes() == ["fd00::/16 via 2001:db8:1::1 dev eth1"])
  }

  @Test func `routes outlive the addresses of their link, and lose the source that goes`() throws {
    let kernel = host()
    kernel.addRoute("fd00::/16", via: "2001:db8::1") { $0.source = IPAddress(written: "2001:db8:1::7") }
    #expect(try kernel.remove("2001:db8:1::7/64", from: "eth1") == nil)
    #expect(try kernel.remove("2001:db8::7/64", from: "eth0") == nil)
    #expect(try kernel.routes() == ["fd00::/16 via 2001:db8::1 dev eth0"])
  }

  @Test func `routes go when the link goes down, is deleted, or loses IPv6`() throws {
    let kernel = host()
    #expect(try kernel.ask(.addRoute(route("fd00::/16", "2001:db8::1"))) == nil)
    #expect(try kernel.ask(.addRoute(route("fd01::/16", "2001:db8::1", "2001:db8:1::1"))) == nil)
    #expect(try kernel.ask(.addRoute(Route(IPPrefix(written: "fd02::/16"), action: .blackhole))) == nil)
    let before = kernel.state
    let lost = [
      "fd01::/16 nexthop via 2001:db8::1 dev eth0 weight 1 nexthop via 2001:db8:1::1 dev eth1 weight 1",
      "blackhole fd02::/16",
    ]
    #expect(try kernel.set("eth0", .up(false)) == nil)
    #expect(try kernel.routes() == lost)
    kernel.state = before
    let disabled = Settings(.ipv6, ["disable_ipv6": .boolean(true)])
    #expect(try kernel.ask(.configureIPv6(link("eth0"), disabled)) == nil)
    #expect(try kernel.routes() == lost)
    kernel.state = before
    kernel.unplug("eth0")
    #expect(try kernel.routes() == ["fd01::/16 via 2001:db8:1::1 dev eth1", "blackhole fd02::/16"])
  }
}
