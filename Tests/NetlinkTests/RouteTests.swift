import KernelTestSupport
import NetworkModel
import Netlink
import Planning
import Reconciliation
import Testing

/// Routes on the kernel that runs the tests, compared with what `ip` says of them.
@Suite(.enabled(if: Namespace.isAvailable, "\(Namespace.requirement)"))
struct RouteTests {
  let namespace: Namespace
  let v0 = LinkName(kernelName: "v0")
  let w0 = LinkName(kernelName: "w0")
  let br0 = LinkName(kernelName: "br0")

  init() throws {
    namespace = try Namespace()
    try namespace.run(ip: "link set lo up")
    for letter in ["v", "w"] {
      try namespace.run(ip: "link add \(letter)0 type veth peer name \(letter)1")
      for end in 0...1 { try namespace.run(ip: "link set \(letter)\(end) addrgenmode none") }
      for end in 0...1 { try namespace.run(ip: "link set \(letter)\(end) up") }
    }
    try namespace.run(ip: "address add 192.0.2.7/24 dev v0")
    try namespace.run(ip: "address add 198.51.100.7/24 dev w0")
    try namespace.run(ip: "address add 2001:db8::7/64 dev v0 nodad")
    try namespace.run(ip: "address add 2001:db8:1::7/64 dev w0 nodad")
  }

  private func perform(_ operations: [Planning.Operation]) throws -> [KernelError?] {
    try namespace.run {
      let kernel = try LinuxKernel()
      _ = try kernel.snapshot(probing: [])
      return kernel.perform(operations)
    }
  }

  private func routes() throws -> [Route] { try namespace.run { try LinuxKernel().snapshot(probing: []).routes } }

  /// What `ip` says of the routes of all tables. Seconds pass between two looks.
  private func shown() throws -> [JSON] {
    let four = try namespace.ipJSON("-4", "route", "show", "table", "all").elements
    let six = try namespace.ipJSON("-6", "route", "show", "table", "all").elements
    return (four + six).map { $0.ignoring(["expires"]) }
  }

  private func prefix(_ bytes: [UInt8], _ length: UInt8) throws -> IPPrefix {
    IPPrefix(try #require(IPAddress(bytes: bytes + [UInt8](repeating: 0, count: 16 - bytes.count))), length: length)
  }

  private func host(_ bytes: [UInt8], _ last: UInt8) throws -> IPAddress {
    try #require(IPAddress(bytes: bytes + [UInt8](repeating: 0, count: 15 - bytes.count) + [last]))
  }

  @Test func `routes are read as ip set them`() throws {
    try namespace.run(
      ip: "route add default via 192.0.2.1 metric 50 proto static src 192.0.2.7 mtu lock 1400 advmss 1360")
    try namespace.run(
      ip: """
        route add 10.1.0.0/16 table 1000 proto static nexthop via 192.0.2.2 dev v0 weight 3 \
        nexthop via 203.0.113.3 dev w0 onlink
        """)
    try namespace.run(ip: "route add 10.2.0.0/16 via inet6 2001:db8::1 dev v0")
    try namespace.run(ip: "route add 10.3.0.0/16 via 203.0.113.1 dev v0 onlink tos 0x10")
    try namespace.run(ip: "route add blackhole 10.4.0.0/16")
    try namespace.run(ip: "-6 route add unreachable 2001:db8:4::/48 metric 9")
    try namespace.run(ip: "-6 route add 2001:db8:5::/48 via 2001:db8::1 expires 600")
    let routes = try routes()
    let find = { (text: String) in try #require(routes.first { $0.destination.description == text }) }
    #expect(routes.count == 7, "the kernel's own are left out")

    let main = try find("default")
    #expect(main.hops == [Route.Hop(link: v0, gateway: IPAddress(192, 0, 2, 1))])
    #expect(main.metric == 50)
    #expect(main.table == Route.mainTable)
    #expect(main.origin == Route.staticOrigin)
    #expect(main.source == IPAddress(192, 0, 2, 7))
    // RTAX_LOCK with the bit of RTAX_MTU, RTAX_MTU, RTAX_ADVMSS.
    #expect(main.metrics == [1: [4, 0, 0, 0], 2: [0x78, 5, 0, 0], 8: [0x50, 5, 0, 0]])
    #expect(main.expires == nil)
    #expect(main.others.isEmpty)
    let multipath = try find("10.1.0.0/16")
    #expect(multipath.table == 1000)
    #expect(
      multipath.hops == [
        Route.Hop(link: v0, gateway: IPAddress(192, 0, 2, 2), weight: 3),
        Route.Hop(link: w0, gateway: IPAddress(203, 0, 113, 3), isOnLink: true),
      ])
    #expect(try find("10.2.0.0/16").hops == [Route.Hop(link: v0, gateway: try host([0x20, 1, 0x0D, 0xB8], 1))])
    let onLink = try find("10.3.0.0/16")
    #expect(onLink.hops == [Route.Hop(link: v0, gateway: IPAddress(203, 0, 113, 1), isOnLink: true)])
    #expect(onLink.typeOfService == 0x10)
    #expect(try find("10.4.0.0/16").action == .blackhole)
    #expect(try find("10.4.0.0/16").hops.isEmpty)
    let rejected = try find("2001:db8:4::/48")
    #expect(rejected.action == .unreachable)
    #expect(rejected.metric == 9)
    #expect(rejected.hops.isEmpty, "the loopback that IPv6 reports is no hop")
    #expect(rejected.others.isEmpty)
    let mortal = try find("2001:db8:5::/48")
    #expect((500...600).contains(mortal.expires ?? 0))
    #expect(mortal.metric == Route.standardIPv6Metric)
  }

  @Test func `routes are added as ip adds them`() throws {
    let six: [UInt8] = [0x20, 1, 0x0D, 0xB8]
    var main = Route(.allIPv4, hops: [Route.Hop(gateway: IPAddress(192, 0, 2, 1))], metric: 50)
    main.source = IPAddress(192, 0, 2, 7)
    main.metrics = [2: [0x78, 5, 0, 0]]
    var mortal = Route(try prefix(six + [0, 5], 48), hops: [Route.Hop(link: v0, gateway: try host(six, 1))])
    mortal.expires = 600
    let routes = [
      main,
      Route(
        IPPrefix(IPAddress(10, 1, 0, 0), length: 16),
        hops: [
          Route.Hop(link: v0, gateway: IPAddress(192, 0, 2, 2), weight: 3),
          Route.Hop(link: w0, gateway: IPAddress(203, 0, 113, 3), isOnLink: true),
          Route.Hop(gateway: IPAddress(198, 51, 100, 4), weight: 256),
        ], table: 1000),
      Route(
        IPPrefix(IPAddress(10, 2, 0, 0), length: 16), hops: [Route.Hop(link: v0, gateway: try host(six, 1))]),
      Route(
        IPPrefix(IPAddress(10, 3, 0, 0), length: 16),
        hops: [Route.Hop(link: v0, gateway: IPAddress(203, 0, 113, 1), isOnLink: true)]),
      Route(IPPrefix(IPAddress(10, 4, 0, 0), length: 16), action: .blackhole),
      Route(IPPrefix(IPAddress(10, 5, 0, 0), length: 16), action: .prohibit, table: 300),
      Route(IPPrefix(IPAddress(10, 6, 0, 0), length: 16), action: .throw, table: 300),
      Route(IPPrefix(IPAddress(10, 7, 0, 0), length: 16), hops: [Route.Hop(link: v0)], scope: .link),
      mortal,
      Route(try prefix(six + [0, 6], 48), action: .unreachable, metric: 9),
      Route(
        try prefix(six + [0, 7], 48),
        hops: [
          Route.Hop(link: v0, gateway: try host(six, 1)), Route.Hop(gateway: try host(six + [0, 1], 1), weight: 2),
        ]),
    ]
    #expect(try perform(routes.map { .addRoute($0) }) == [KernelError?](repeating: nil, count: routes.count))
    let ours = try shown()
    let read = try self.routes()
    #expect(read.count == routes.count)
    #expect(try perform(read.map { .removeRoute($0) }).allSatisfy { $0 == nil })
    let lines = [
      "route add default via 192.0.2.1 metric 50 proto static src 192.0.2.7 mtu 1400",
      """
      route add 10.1.0.0/16 table 1000 proto static nexthop via 192.0.2.2 dev v0 weight 3 \
      nexthop via 203.0.113.3 dev w0 onlink nexthop via 198.51.100.4 weight 256
      """,
      "route add 10.2.0.0/16 via inet6 2001:db8::1 dev v0 proto static",
      "route add 10.3.0.0/16 via 203.0.113.1 dev v0 onlink proto static",
      "route add blackhole 10.4.0.0/16 proto static",
      "route add prohibit 10.5.0.0/16 table 300 proto static",
      "route add throw 10.6.0.0/16 table 300 proto static",
      "route add 10.7.0.0/16 dev v0 proto static",
      "route add 2001:db8:5::/48 via 2001:db8::1 dev v0 expires 600 proto static",
      "route add unreachable 2001:db8:6::/48 metric 9 proto static",
      "route add 2001:db8:7::/48 proto static nexthop via 2001:db8::1 dev v0 nexthop via 2001:db8:1::1 weight 2",
    ]
    for line in lines {
      try namespace.run(ip: (line.contains("2001:db8:") && !line.contains("inet6") ? "-6 " : "") + line)
    }
    #expect(try shown() == ours)
    #expect(ours.count > routes.count)
  }

  @Test func `whatever route ip made is the same after we removed it and added it again`() throws {
    var lines = [
      "route add default via 192.0.2.1 proto dhcp src 192.0.2.7 metric 100",
      "route add default via 198.51.100.1 dev w0 metric 200 mtu lock 1400 initcwnd 20 quickack 1 congctl cubic",
      "route add default via 192.0.2.1 table 77 hoplimit 9 rto_min 50ms features ecn",
      "route add 10.1.0.0/16 dev v0", "route add 10.1.0.0/16 via 192.0.2.3 tos 0x10", "route append 10.1.0.0/16 dev w0",
      "route append 10.1.0.0/16 via 192.0.2.3", "route append 10.1.0.0/16 via 192.0.2.4",
      "route append 10.1.0.0/16 via 192.0.2.4 proto bird", "route add 10.1.0.0/16 via 192.0.2.4 metric 5",
      "route add 10.2.0.0/16 nexthop via 192.0.2.2 weight 3 nexthop via 203.0.113.3 dev w0 onlink nexthop dev w0",
      "route add 10.3.0.0/16 via inet6 2001:db8::1 dev v0", "route add 10.4.0.0/16 via 203.0.113.1 dev v0 onlink",
      "route add 10.5.0.0/16 nexthop via inet6 2001:db8::1 dev v0 nexthop via 198.51.100.3",
      "route add blackhole 10.6.0.0/16 metric 4", "route add unreachable 10.7.0.0/16", "route add prohibit 10.8.0.0/16",
      "route add throw 10.9.0.0/16 table 4711", "route add 10.10.0.0/16 nhid 5", "route add 10.11.0.0/16 nhid 9",
      "route add 192.0.2.77 dev v0 scope link src 192.0.2.7 proto 186", "route add 10.12.0.0/16 dev v0 scope 230",
      "-6 route add default via 2001:db8::1 dev v0 metric 300 pref high",
      "-6 route add default via 2001:db8:1::1 proto ra",
      "-6 route add 2001:db8:3::/48 dev v0 metric 1", "-6 route add 2001:db8:3::/48 dev w0 metric 2 pref low",
      "-6 route add 2001:db8:4::/48 nexthop via 2001:db8::1 weight 4 nexthop via 2001:db8::2 nexthop via fe80::1 dev w0",
      "-6 route add 2001:db8:5::/48 via 2001:db8:9::1 dev v0 onlink", "-6 route add blackhole 2001:db8:6::/48",
      "-6 route add unreachable default metric 4294967295", "-6 route add prohibit 2001:db8:7::/48 table 300",
      "-6 route add throw 2001:db8:8::/48", "-6 route add 2001:db8:9::/48 via 2001:db8::1 expires 500 mtu 1300",
      "-6 route add 2001:db8:a::/48 dev v0 src 2001:db8::7 table 301", "-6 route add 2001:db8:b::/48 nhid 6",
    ]
    for line in [
      "nexthop add id 5 via 192.0.2.6 dev v0", "nexthop add id 6 via 2001:db8::6 dev v0",
      "nexthop add id 8 via 198.51.100.9 dev w0", "nexthop add id 9 group 5/8,7",
    ] { try namespace.run(ip: line) }
    // What not every kernel is built with.
    lines += [
      "-6 route add 2001:db8:c::/48 from 2001:db8:d::/48 via 2001:db8::1",
      "-6 route add 2001:db8:c::/48 via 2001:db8::2",
      "-6 route add 2001:db8:e::/48 encap seg6 mode encap segs 2001:db8::5 dev v0",
      "route add 10.13.0.0/16 encap ip6 dst 2001:db8::5 dev v0", "route add 10.15.0.0/16 dev v0 realm 5",
      "route add 10.16.0.0/16 nexthop via 192.0.2.3 realm 5 nexthop via 198.51.100.3",
      "route add 10.14.0.0/16 nexthop encap ip6 dst 2001:db8::5 dev v0 nexthop via 198.51.100.3",
    ].filter {
      (try? namespace.run(ip: $0)) != nil && (try? namespace.run(ip: $0.replacing("add", with: "del"))) != nil
    }
    for line in lines { try namespace.run(ip: line) }

    let before = try shown()
    let routes = try routes()
    #expect(routes.count == lines.count)
    // Each goes alone, whichever others lead to the same place: the last first, and then the first first.
    for order in [Array(routes.reversed()), routes] {
      var left = order
      for route in order {
        #expect(try perform([.removeRoute(route)]) == [nil], "\(route)")
        left.removeFirst()
        let found = try self.routes()
        #expect(Set(found.map(\.immortal)) == Set(left.map(\.immortal)), "without \(route)")
      }
      #expect(try perform(routes.map { .addRoute($0) }).compactMap { $0 } == [])
      #expect(try shown() == before)
      #expect(try self.routes().map(\.immortal) == routes.map(\.immortal))
    }
    #expect((400...500).contains(try self.routes().compactMap(\.expires).first ?? 0))
  }

  @Test func `a route is replaced in its place`() throws {
    let six: [UInt8] = [0x20, 1, 0x0D, 0xB8]
    var routes = [
      Route(.allIPv4, hops: [Route.Hop(link: v0, gateway: IPAddress(192, 0, 2, 1))], metric: 5),
      Route(.allIPv6, hops: [Route.Hop(link: v0, gateway: try host(six, 1))]),
    ]
    #expect(try perform(routes.map { .replaceRoute($0) }) == [nil, nil])
    #expect(try self.routes() == routes)
    routes[0].hops = [
      Route.Hop(link: w0, gateway: IPAddress(198, 51, 100, 1)), Route.Hop(link: v0, gateway: IPAddress(192, 0, 2, 2)),
    ]
    routes[0].metrics = [2: [0x78, 5, 0, 0]]
    routes[1].hops[0] = Route.Hop(link: w0, gateway: try host(six + [0, 1], 1))
    #expect(try perform(routes.map { .replaceRoute($0) }) == [nil, nil])
    #expect(try self.routes() == routes)
  }

  @Test func `whether a route works at the moment changes nothing of it`() throws {
    try namespace.run(ip: "route add default via 192.0.2.1")
    try namespace.run(ip: "route add 10.2.0.0/16 nexthop via 192.0.2.2 nexthop via 198.51.100.1")
    try namespace.run(ip: "-6 route add default via 2001:db8::1")
    try namespace.run(ip: "-6 route add 2001:db8:4::/48 nexthop via 2001:db8::1 nexthop via 2001:db8:1::1")
    let before = try routes()
    #expect(before.count == 4)
    try namespace.run(ip: "link set v1 down")
    #expect(try shown().contains { $0["flags"].elements.contains("linkdown") })
    #expect(try routes() == before)
  }

  @Test func `what somebody has looked up is no route`() throws {
    try namespace.run(ip: "-6 route add default via 2001:db8::1 mtu 1400")
    let before = try routes()
    try namespace.run(ip: "-6 route get 2001:db8:77::1")
    #expect(try routes() == before)
    #expect(before.count == 1)
  }

  @Test func `a link made earlier in the same plan has an address and carries a route`() throws {
    let gateway = IPAddress(10, 8, 0, 254)
    let results = try perform([
      .create(br0, index: 101, .bridge, Settings([.up: .boolean(true)]), lower: nil),
      .addAddress(br0, Address(IPAddress(10, 8, 0, 1), prefixLength: 16)),
      .addRoute(Route(.allIPv4, hops: [Route.Hop(link: br0, gateway: gateway)])),
      .addRoute(Route(.allIPv4, hops: [Route.Hop(link: LinkName(kernelName: "absent0"))])),
    ])
    #expect(results.map(\.?.code) == [nil, nil, nil, 19])
    #expect(results[3]?.request == "add the route default dev absent0")
    #expect(results[3]?.words == "there is no link absent0")
    #expect(try routes().map(\.hops) == [[Route.Hop(link: br0, gateway: gateway)]])
  }

  @Test func `what the kernel refuses it explains`() throws {
    let route = Route(.allIPv4, hops: [Route.Hop(link: v0, gateway: IPAddress(203, 0, 113, 1))])
    let errors = try perform([.addRoute(route), .removeRoute(route)])
    // ENETUNREACH and ESRCH.
    #expect(errors.map(\.?.code) == [101, 3])
    #expect(errors[0]?.request == "add the route default via 203.0.113.1 dev v0")
    #expect(errors[0]?.words == "Nexthop has invalid gateway")
  }
}

extension Route {
  /// The same as if it never expired.
  fileprivate var immortal: Route {
    var route = self
    route.expires = nil
    return route
  }
}
