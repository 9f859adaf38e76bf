import NetworkModel
import RandomNumbers
import Testing

@testable import TopologyFormat

struct AddressExportTests {
  private static let permanent: UInt32 = 0x80
  private static let deprecated: UInt32 = 0x20

  private static func address(
    _ text: String, _ length: UInt8, scope: Scope = .global, label: String? = nil, flags: UInt32 = permanent,
    origin: UInt8 = 0
  ) throws -> Address {
    var address = Address(
      try #require(IPAddress(text)), prefixLength: length, scope: scope, flags: flags, origin: origin)
    address.label = label
    address.preferredLifetime = .forever
    address.validLifetime = .forever
    address.noPrefixRoute = flags & 0x200 != 0
    return address
  }

  private static func link(
    _ index: Int32, _ name: String, _ kind: LinkKind = .nic, master: Int32? = nil, addresses: [Address] = []
  ) -> ObservedLink {
    var link = ObservedLink(index: index, name: LinkName(kernelName: name), kind: kind, master: master)
    link.addresses = addresses
    return link
  }

  private static func exported(_ links: [ObservedLink], routes: [Route] = []) throws -> Topology {
    let snapshot = Snapshot(links: links, routes: routes)
    let topology = Topology(exporting: snapshot)
    let read = try TopologyFormatTests.topology(TopologyWriter.text(exporting: snapshot))
    #expect(read.links.map(\.placeless) == topology.links)
    #expect(read.routes.map(\.placeless) == topology.routes)
    return topology
  }

  private static let loopback = [("127.0.0.1", UInt8(8), Scope.host), ("::1", 128, .host)]

  @Test func `addresses that somebody gave for good are exported, without what each has by itself`() throws {
    var peer = try Self.address("10.0.0.1", 32, scope: .link, label: "eth0:vpn")
    peer.peer = IPAddress(10, 0, 0, 2)
    peer.broadcast = IPAddress(10, 0, 0, 255)
    peer.metric = 7
    var short = try Self.address("2001:db8::9", 64)
    short.preferredLifetime = .seconds(60)
    let topology = try Self.exported([
      Self.link(
        2, "eth0",
        addresses: [
          try Self.address("192.0.2.7", 24, label: "eth0"), peer,
          try Self.address("192.0.2.8", 24, label: "eth0", flags: 0),
          try Self.address("192.0.2.9", 24, label: "eth0", flags: Self.permanent | Self.deprecated | 1),
          try Self.address("2001:db8::7", 64, flags: Self.permanent | 0x200),
          try Self.address("2001:db8::8", 64, flags: 0x100, origin: 2), short,
          try Self.address("2001:db8::a", 64, origin: 2), try Self.address("fe80::1", 64, scope: .link),
          try Self.address("fe80::2", 64, scope: .link, origin: 3),
          try Self.address("fe80::3", 64, scope: .link, origin: 4),
        ]),
      Self.link(3, "eth1", addresses: [try Self.address("192.0.2.10", 24, label: "eth1", flags: 0)]),
      Self.link(4, "br0", .bridge, addresses: [try Self.address("10.1.0.1", 24, label: "br0")]),
      Self.link(5, "vm0", .tap),
    ])
    #expect(
      topology.links.map(\.outline) == [
        "eth0, nic, addresses [192.0.2.7/24, 10.0.0.1 peer 10.0.0.2/32 brd 10.0.0.255 scope link label eth0:vpn metric 7, "
          + "192.0.2.9/24 preferred 0, 2001:db8::7/64 noprefixroute on, 2001:db8::9/64 preferred 60, fe80::3/64]",
        "br0, bridge, addresses [10.1.0.1/24]",
        "vm0, tap",
      ])
  }

  @Test func `the loopback is told with all its addresses, if it has others than its own`() throws {
    let own = try Self.loopback.map { try Self.address($0, $1, scope: $2, label: $0 == "::1" ? nil : "lo") }
    #expect(try Self.exported([Self.link(1, "lo", addresses: own)]) == Topology())
    let more = own + [try Self.address("10.9.9.9", 32, label: "lo")]
    #expect(
      try Self.exported([Self.link(1, "lo", addresses: more)]).links.map(\.outline) == [
        "lo, nic, addresses [127.0.0.1/8, ::1/128, 10.9.9.9/32]"
      ])
  }

  @Test func `a port that has kept addresses or routes says that it keeps them`() throws {
    let route = Route(IPPrefix(IPAddress(10, 8, 0, 0), length: 16), hops: [.init(link: try LinkName("eth2"))])
    var scoped = route
    scoped.scope = .link
    var lost = Route(IPPrefix(IPAddress(10, 9, 0, 0), length: 16), hops: [.init(link: try LinkName("vm0"))])
    lost.scope = .link
    let topology = try Self.exported(
      [
        Self.link(1, "br0", .bridge),
        Self.link(2, "eth0", master: 1),
        Self.link(3, "eth1", master: 1, addresses: [try Self.address("192.0.2.7", 24)]),
        Self.link(4, "eth2", master: 1),
        Self.link(5, "vm0", .tap, master: 1, addresses: [try Self.address("192.0.2.8", 24)]),
      ], routes: [scoped, lost])
    #expect(
      topology.links.map(\.outline) == [
        "eth0, nic, bridge br0", "eth1, nic, bridge br0, hand_over off", "eth2, nic, bridge br0, hand_over off",
        "br0, bridge", "vm0, tap, bridge br0",
      ])
    #expect(topology.routes.map(\.outline) == ["10.8.0.0/16 dev eth2 scope link"])
  }

  @Test func `routes of administrators are exported, as far as documents can say them`() throws {
    let eth0 = try LinkName("eth0")
    func route(_ third: UInt8, _ change: (inout Route) -> Void = { _ in }) -> Route {
      var route = Route(
        IPPrefix(IPAddress(10, 0, third, 0), length: 24),
        hops: [.init(link: eth0, gateway: IPAddress(192, 0, 2, 1))])
      change(&route)
      return route
    }
    let routes = [
      route(1), route(2) { $0.origin = 3 }, route(3) { $0.mtu = 1400 }, route(4) { $0.table = 7 },
      route(5) {
        $0.hops = [
          .init(link: eth0, gateway: IPAddress(192, 0, 2, 1), weight: 2),
          .init(link: eth0, gateway: IPAddress(192, 0, 2, 2), isOnLink: true),
        ]
      },
      route(6) {
        $0.action = .blackhole
        $0.hops = []
      },
      Route(.allIPv6, action: .unreachable, hops: [.init(link: try LinkName("lo"))], metric: 4_294_967_295),
      // And what a document cannot say, or does not need to.
      route(20) { $0.origin = 2 }, route(21) { $0.origin = 16 }, route(22) { $0.origin = 9 },
      route(23) { $0.typeOfService = 16 }, route(24) { $0.metrics[8] = [1, 0, 0, 0] }, route(25) { $0.table = 255 },
      route(26) { $0.expires = 9 }, route(27) { $0.nexthop = 1 }, route(28) { $0.others[22] = [1] },
      route(29) { $0.hops[0].link = LinkName(kernelName: "a[0-1]") }, route(30) { $0.mtu = 9 },
      route(31) { $0.hops.append($0.hops[0]) }, route(1),
    ]
    #expect(
      try Self.exported([], routes: routes).routes.map(\.outline) == [
        "10.0.1.0/24 via 192.0.2.1 dev eth0 scope global",
        "10.0.2.0/24 via 192.0.2.1 dev eth0 scope global",
        "10.0.3.0/24 via 192.0.2.1 dev eth0 scope global mtu 1400",
        "10.0.4.0/24 via 192.0.2.1 dev eth0 table 7 scope global",
        "10.0.5.0/24 nexthop via 192.0.2.1 dev eth0 weight 2 nexthop via 192.0.2.2 dev eth0 weight 1 onlink scope global",
        "blackhole 10.0.6.0/24 scope global",
        "unreachable default metric 4294967295 scope global",
      ])
  }

  @Test func `how addresses are made is told where a new link would make them otherwise`() throws {
    func link(_ index: Int32, _ kind: LinkKind, master: Int32? = nil, _ mode: Int64) -> ObservedLink {
      var link = Self.link(index, "\(kind.rawValue)\(index)", kind, master: master)
      link.settings[.ipv6AddressGeneration] = .integer(mode)
      link.settings[.disableIPv6] = .boolean(index == 3)
      return link
    }
    let topology = try Self.exported([
      link(1, .bridge, 0), link(2, .bridge, 1), link(3, .tap, master: 1, 1), link(4, .tap, master: 1, 0),
      link(5, .tap, 0), link(6, .tap, 1), link(7, .nic, master: 1, 1),
    ])
    #expect(
      topology.links.map(\.outline) == [
        "nic7, nic, bridge bridge1", "bridge1, bridge", "bridge2, bridge, ipv6_addr_gen_mode none",
        "tap3, tap, disable_ipv6 on, bridge bridge1", "tap4, tap, ipv6_addr_gen_mode eui64, bridge bridge1",
        "tap5, tap",
        "tap6, tap, ipv6_addr_gen_mode none",
      ])
  }

  @Test func `whatever addresses and routes a host has, its document is read as it was meant`() throws {
    var random = SplitMix64(seed: 11)
    var addresses = 0
    var routes = 0
    for _ in 0..<300 {
      let links = (1...4).map { index in
        let kind: LinkKind = [.nic, .bridge, .tap].randomElement(using: &random) ?? .nic
        let own = (0..<3).compactMap { place -> Address? in
          let number = UInt8(index * 16 + place)
          var address = Address.random(number, isIPv6: Bool.random(using: &random), using: &random)
          address?.flags = Bool.random(using: &random) ? Self.permanent : 0
          address?.origin = UInt8.random(in: 0...4, using: &random)
          if address?.validLifetime != .forever, address?.validLifetime != nil { address?.flags = 0 }
          return address
        }
        let isPort = kind != .bridge && Bool.random(using: &random)
        return Self.link(Int32(index), "x\(index)", kind, master: isPort ? 9 : nil, addresses: own)
      }
      let observed = (0..<4).map { number in
        var route = Route.random(number, over: links.map(\.name), using: &random)
        route.origin = UInt8.random(in: 2...5, using: &random)
        return route
      }
      let topology = try Self.exported(links + [Self.link(9, "br9", .bridge)], routes: observed)
      addresses += topology.links.reduce(0) { $0 + ($1.addresses?.count ?? 0) }
      routes += topology.routes.count
    }
    #expect(addresses > 300 && routes > 100)
  }
}
