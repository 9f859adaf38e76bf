internal import KernelTestSupport
internal import Testing

/// The NIC that carries the host is attached to a bridge, and let go again.
@Suite(.requires(.namespaces)) struct HandOverTests {
  private static let attached = #"""
    "nic": {"kind": "nic", "bridge": "br"}, "br": {"kind": "bridge"}, "vm[0-2]": {"kind": "tap", "bridge": "br"}
    """#

  @Test func `the bridge gets what the NIC had, in the same order, and the NIC gets it back`() throws {
    let host = try Host()
    let neighbour = try Neighbour(of: host)
    defer { withExtendedLifetime(neighbour) {} }
    let addresses = try host.globalAddresses(of: "nic")
    let before = try host.addressing(of: "nic")
    try host.apply(Self.attached)
    #expect(try host.isInSync())
    #expect(try host.globalAddresses(of: "br") == addresses)
    #expect(try host.globalAddresses(of: "nic") == [])
    let routes = try host.namespace.ip("route", "show") + host.namespace.ip("-6", "route", "show")
    for route in [
      "default via 192.0.2.1 dev br", "10.8.0.0/16 via 192.0.2.1 dev br metric 7",
      "default via 2001:db8::1 dev br", "2001:db8:8::/48 via 2001:db8::1 dev br metric 7",
    ] {
      #expect(routes.contains(route), "\(routes)")
    }
    try host.destroy()
    #expect(try host.addressing(of: "nic") == before)
  }

  @Test func `lifetimes, labels, peers and every other attribute go along`() throws {
    let host = try Host.withNIC()
    try host.ip(
      lines: """
        address add 192.0.2.9/24 broadcast 192.0.2.255 label nic:web dev nic
        address add 192.0.2.10/24 dev nic valid_lft 4000 preferred_lft 2000
        address add 10.1.1.1 peer 10.1.1.2/32 dev nic
        address add 10.77.1.1/24 dev nic noprefixroute scope link
        address add 2001:db8::9/64 dev nic nodad valid_lft 4000 preferred_lft 2000
        address add 2001:db8:1::9/64 dev nic nodad noprefixroute
        route add 10.9.0.0/16 via 192.0.2.1 dev nic mtu 1400 src 192.0.2.9 proto 16 metric 5
        route add 10.10.0.0/16 nexthop via 192.0.2.1 dev nic weight 2 nexthop via 192.0.2.2 dev nic onlink
        route add 10.11.0.0/16 via 192.0.2.1 dev nic table 100
        """)
    // Lifetimes run down, and a test must not depend on how fast it is.
    let settled = { [host] in
      try host.addressing(of: "nic").map { $0.without(["valid_life_time", "preferred_life_time", "expires"]) }
    }
    let before = try settled()
    let table = try host.namespace.ip("route", "show", "table", "100")
    try host.apply(Self.attached)
    let bridge = try JSON(host.namespace.ip("-j", "address", "show", "dev", "br"))[0]["addr_info"].elements
    #expect(
      bridge.contains { $0["local"] == "192.0.2.9" && $0["label"] == "br:web" && $0["broadcast"] == "192.0.2.255" })
    for local in ["192.0.2.10", "2001:db8::9"] {
      let address = try #require(bridge.first { $0["local"] == .text(local) })
      #expect((3900...4000).contains(address["valid_life_time"].integer ?? 0))
      #expect((1900...2000).contains(address["preferred_life_time"].integer ?? 0))
    }
    #expect(bridge.contains { $0["local"] == "10.1.1.1" && $0["address"] == "10.1.1.2" })
    #expect(bridge.contains { $0["local"] == "10.77.1.1" && $0["scope"] == "link" })
    let routes = try host.namespace.ip("route", "show", "table", "all")
    #expect(routes.contains("10.9.0.0/16 via 192.0.2.1 dev br proto dhcp src 192.0.2.9 metric 5 mtu 1400"), "\(routes)")
    #expect(routes.contains("nexthop via 192.0.2.2 dev br weight 1 onlink"), "\(routes)")
    try host.destroy()
    #expect(try settled() == before)
    #expect(try host.namespace.ip("route", "show", "table", "100") == table)
  }

  @Test func `the bridge has the NIC's MAC address, and keeps it while TAPs come and go`() throws {
    let host = try Host.withNIC()
    try host.ip(lines: "address add 192.0.2.7/24 dev nic")
    let bridge = #""br": {"kind": "bridge"}"#
    try host.apply(bridge)
    #expect(try host.links()["br"]["address"] != "52:54:00:aa:00:01")
    let ports = #""nic": {"kind": "nic", "bridge": "br"}, "# + bridge
    try host.apply(ports)
    #expect(try host.links()["br"]["address"] == "52:54:00:aa:00:01")
    let events = try LinkEvents(on: host)
    try host.apply(ports + #", "vm": {"kind": "tap", "mac": "00:00:00:00:00:02", "bridge": "br"}"#)
    try host.apply(ports)
    #expect(try host.links()["br"]["address"] == "52:54:00:aa:00:01")
    #expect(try events.drain().contains { $0.link == "vm" })
    #expect(try host.globalAddresses(of: "br") == ["192.0.2.7/24"])
  }

  @Test func `hand_over false leaves addresses alone, and a bridge with addresses gets exactly those`() throws {
    let host = try Host.withNIC()
    try host.ip(lines: "address add 192.0.2.7/24 dev nic\nroute add 10.8.0.0/16 via 192.0.2.1 dev nic")
    let before = try host.addressing(of: "nic")
    try host.apply(#""nic": {"kind": "nic", "bridge": {"name": "br", "hand_over": false}}, "br": {"kind": "bridge"}"#)
    #expect(try host.globalAddresses(of: "nic") == ["192.0.2.7/24"])
    #expect(try host.globalAddresses(of: "br") == [])
    #expect(try host.isInSync())
    try host.apply(#""nic": {"kind": "nic", "bridge": "br"}, "br": {"kind": "bridge", "addresses": ["192.0.2.70/24"]}"#)
    #expect(try host.globalAddresses(of: "nic") == [])
    #expect(try host.globalAddresses(of: "br") == ["192.0.2.70/24"])
    #expect(try host.namespace.ip("route", "show").contains("10.8.0.0/16 via 192.0.2.1 dev br"))
    #expect(try host.isInSync())
    try host.destroy()
    #expect(try host.addressing(of: "nic") == before)
  }

  @Test func `a TAP on a bridge has no link-local address, the bridge has`() throws {
    let host = try Host.withNIC()
    try host.apply(Self.attached)
    let guest = try OpenTAP("vm0", on: host)
    #expect(try host.namespace.ip("-d", "link", "show", "vm0").contains("addrgenmode none"))
    #expect(try host.namespace.ip("-6", "address", "show", "dev", "vm0") == "")
    #expect(try host.namespace.ip("-6", "address", "show", "dev", "br").contains("fe80::"))
    withExtendedLifetime(guest) {}
  }
}
