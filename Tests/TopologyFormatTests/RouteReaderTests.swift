import NetworkModel
import Testing

@testable import TopologyFormat

struct RouteReaderTests {
  private func outline(_ routes: String) throws -> [String] {
    try topology("{\"routes\": [\(routes)]}").routes.map(\.outline)
  }

  @Test(arguments: [
    (#""to": "10.8.0.0/16", "via": "10.0.10.254""#, "10.8.0.0/16 via 10.0.10.254 scope global"),
    (#""to": "10.8.0.0/16", "dev": "br0""#, "10.8.0.0/16 dev br0 scope link"),
    (#""to": "10.8.0.1", "dev": "br0""#, "10.8.0.1 dev br0 scope link"),
    (#""to": "10.8.0.1/32", "dev": "br0", "scope": "global""#, "10.8.0.1 dev br0 scope global"),
    (#""to": "10.8.0.1", "dev": "br0", "scope": 200"#, "10.8.0.1 dev br0 scope site"),
    (#""to": "10.8.0.1", "dev": "br0", "scope": "host""#, "10.8.0.1 dev br0 scope host"),
    (#""to": "224.0.0.0/4", "dev": "br0""#, "224.0.0.0/4 dev br0 scope link"),
    (#""to": "2001:db8::/32", "dev": "br0""#, "2001:db8::/32 dev br0 scope global"),
    (#""to": "10.8.0.0/16", "via": "fe80::1", "dev": "br0""#, "10.8.0.0/16 via inet6 fe80::1 dev br0 scope global"),
    (#""to": "10.8.0.0/16", "via": "2001:db8::1""#, "10.8.0.0/16 via inet6 2001:db8::1 scope global"),
    (
      #""to": "10.8.0.0/16", "via": "10.0.0.1", "dev": "br0", "onlink": true, "type": "unicast""#,
      "10.8.0.0/16 via 10.0.0.1 dev br0 onlink scope global"
    ),
    (#""to": "10.8.0.0/16", "dev": "br0", "metric": 0, "onlink": false"#, "10.8.0.0/16 dev br0 scope link"),
    (#""to": "10.8.0.0/16", "dev": "br0", "metric": 4294967295"#, "10.8.0.0/16 dev br0 metric 4294967295 scope link"),
    (#""to": "2001:db8::/32", "dev": "br0", "metric": 1"#, "2001:db8::/32 dev br0 metric 1 scope global"),
    (#""to": "10.8.0.0/16", "dev": "br0", "table": "main""#, "10.8.0.0/16 dev br0 scope link"),
    (#""to": "10.8.0.0/16", "dev": "br0", "table": 254"#, "10.8.0.0/16 dev br0 scope link"),
    (#""to": "10.8.0.0/16", "dev": "br0", "table": "default""#, "10.8.0.0/16 dev br0 table 253 scope link"),
    (#""to": "10.8.0.0/16", "dev": "br0", "table": 4294967295"#, "10.8.0.0/16 dev br0 table 4294967295 scope link"),
    (#""to": "10.8.0.0/16", "dev": "br0", "source": "10.0.0.1""#, "10.8.0.0/16 dev br0 src 10.0.0.1 scope link"),
    (#""to": "10.8.0.0/16", "dev": "br0", "mtu": 1400"#, "10.8.0.0/16 dev br0 scope link mtu 1400"),
    (#""to": "10.8.0.0/16", "type": "blackhole""#, "blackhole 10.8.0.0/16 scope global"),
    (#""to": "2001:db8::/32", "type": "unreachable", "metric": 5"#, "unreachable 2001:db8::/32 metric 5 scope global"),
    (#""to": "default", "family": "ipv6", "type": "prohibit""#, "prohibit default scope global"),
    (#""to": "10.8.0.0/16", "type": "throw", "table": 9"#, "throw 10.8.0.0/16 table 9 scope global"),
    (
      #""to": "10.8.0.0/16", "hops": [{"via": "10.0.0.1", "weight": 256}, {"dev": "br0"}]"#,
      "10.8.0.0/16 nexthop via 10.0.0.1 weight 256 nexthop dev br0 weight 1 scope global"
    ),
    (
      #""to": "10.8.0.0/16", "hops": [{"dev": "br1"}, {"dev": "br0"}]"#,
      "10.8.0.0/16 nexthop dev br1 weight 1 nexthop dev br0 weight 1 scope link"
    ),
    (
      #""to": "10.8.0.0/16", "hops": [{"via": "fe80::1", "dev": "br0"}, {"via": "9.9.9.9", "dev": "br0", "onlink": true}]"#,
      "10.8.0.0/16 nexthop via inet6 fe80::1 dev br0 weight 1 nexthop via 9.9.9.9 dev br0 weight 1 onlink scope global"
    ),
  ])
  func `a route is read with all that is said of it`(_ members: String, _ expected: String) throws {
    #expect(try outline("{\(members)}") == [expected])
    #expect(try topology("{\"routes\": [{\(members)}]}").routes[0].route.origin == Route.staticOrigin)
  }

  @Test(arguments: [
    (#""via": "192.0.2.1""#, false), (#""via": "2001:db8::1""#, true), (#""dev": "e", "family": "ipv4""#, false),
    (#""dev": "e", "family": "ipv6""#, true), (#""dev": "e", "source": "192.0.2.7""#, false),
    (#""dev": "e", "source": "2001:db8::7""#, true), (#""via": "fe80::1", "dev": "e", "source": "192.0.2.7""#, false),
    (#""via": "fe80::1", "dev": "e", "family": "ipv4""#, false), (#""via": "fe80::1", "dev": "e""#, true),
    (#""hops": [{"via": "fe80::1", "dev": "a"}, {"via": "fe80::1", "dev": "b"}]"#, true),
    (#""hops": [{"via": "fe80::1", "dev": "a"}, {"via": "192.0.2.1"}]"#, false),
  ])
  func `the family of a default route shows in its addresses`(_ members: String, _ isIPv6: Bool) throws {
    let route = try topology("{\"routes\": [{\"to\": \"default\", \(members)}]}").routes[0].route
    #expect(route.destination == (isIPv6 ? .allIPv6 : .allIPv4))
  }

  @Test(arguments: [(#""0.0.0.0/0""#, IPPrefix.allIPv4), (#""::/0""#, .allIPv6)])
  func `a default route may say its family by its destination`(_ to: String, _ expected: IPPrefix) throws {
    #expect(try topology("{\"routes\": [{\"to\": \(to), \"dev\": \"e\"}]}").routes[0].route.destination == expected)
  }

  @Test func `routes to one place differ in metric, table or family`() throws {
    let text = """
      {"to": "default", "via": "192.0.2.1"}, {"to": "default", "via": "2001:db8::1"},
      {"to": "default", "via": "192.0.2.1", "metric": 1}, {"to": "default", "via": "192.0.2.1", "table": 7},
      {"to": "10.0.0.0/8", "dev": "a"}, {"to": "10.0.0.0/9", "dev": "a"}
      """
    #expect(try outline(text).count == 6)
  }

  @Test func `a route over a NIC that keeps its routes is taken, and over links of other documents`() throws {
    let text = """
      {"links": {"e0": {"kind": "nic", "up": true, "bridge": {"name": "br0", "hand_over": false}},
       "t0": {"kind": "tap", "disable_ipv6": true}},
       "routes": [{"to": "10.0.0.0/8", "dev": "e0"}, {"to": "10.0.0.0/9", "dev": "t0"}, {"to": "::/1", "dev": "wg0"}]}
      """
    #expect(try topology(text).routes.count == 3)
  }

  @Test func `routes know their places, in YAML too`() throws {
    let text = """
      routes:
      - to: default
        via: 192.0.2.1
      - {to: 2001:db8::/32, hops: [{via: fe80::1, dev: a}, {via: fe80::1, dev: b, weight: 2}]}
      """
    let routes = try topology(text, name: "t.yaml").routes
    #expect(
      routes.map(\.outline) == [
        "default via 192.0.2.1 scope global",
        "2001:db8::/32 nexthop via fe80::1 dev a weight 1 nexthop via fe80::1 dev b weight 2 scope global",
      ])
    #expect(routes.map { $0.position?.description } == ["t.yaml:2:3", "t.yaml:4:3"])
    #expect(
      complaints(text.replacing("2001:db8::/32", with: "2001:db8::1/32"), name: "t.yaml") == [
        #"4:8: routes[1].to: "2001:db8::1/32" has bits set behind its prefix; write "2001:db8::/32""#
      ])
  }
}
