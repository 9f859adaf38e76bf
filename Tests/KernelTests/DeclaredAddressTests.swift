internal import KernelTestSupport
internal import Testing

/// Addresses and routes that a document declares.
@Suite(.requires(.namespaces)) struct DeclaredAddressTests {
  @Test func `addresses become exactly those that are declared`() throws {
    let host = try Host.withNIC()
    try host.ip(lines: "address add 192.0.2.1/24 dev nic\naddress add 192.0.2.2/24 dev nic")
    let before = try host.addressing(of: "nic")
    try host.apply(#""nic": {"kind": "nic", "addresses": ["192.0.2.2/24", "2001:db8::1/64"]}"#)
    #expect(try host.globalAddresses(of: "nic") == ["192.0.2.2/24", "2001:db8::1/64"])
    #expect(try host.isInSync())
    // The kernel's own link-local address stays, and so does one that somebody tends.
    #expect(try host.namespace.ip("address", "show", "dev", "nic").contains("fe80::"))
    try host.ip(
      lines: "address add 198.51.100.9/24 dev nic valid_lft 100 preferred_lft 100\naddress add 203.0.113.1/24 dev nic")
    #expect(try !host.isInSync())
    try host.apply(
      #"""
      "nic": {"kind": "nic", "addresses": [{"address": "10.0.0.1/24", "label": "nic:a", "broadcast": "10.0.0.255", "metric": 50},
        {"address": "10.0.0.9/32", "peer": "10.0.0.10", "scope": "link", "valid_lifetime": 600, "preferred_lifetime": 0,
         "noprefixroute": true}]}
      """#)
    let addresses = try JSON(host.namespace.ip("-j", "address", "show", "dev", "nic"))[0]["addr_info"].elements
    #expect(
      addresses.compactMap { $0["local"].string }.filter { !$0.hasPrefix("fe80") }.sorted()
        == ["10.0.0.1", "10.0.0.9", "198.51.100.9"])
    let peer = try #require(addresses.first { $0["local"] == "10.0.0.9" })
    #expect(peer["address"] == "10.0.0.10" && peer["scope"] == "link" && peer["preferred_life_time"] == 0)
    #expect((500...600).contains(peer["valid_life_time"].integer ?? 0))
    let labelled = try #require(addresses.first { $0["local"] == "10.0.0.1" })
    #expect(labelled["label"] == "nic:a" && labelled["broadcast"] == "10.0.0.255" && labelled["metric"] == 50)
    #expect(try host.isInSync())
    try host.namespace.ip("address", "del", "198.51.100.9/24", "dev", "nic")
    try host.destroy()
    #expect(try host.addressing(of: "nic") == before)
  }

  @Test func `routes of every type are made, changed and removed, and others are left alone`() throws {
    let host = try Host.withNIC()
    try host.ip(
      lines:
        "address add 192.0.2.1/24 dev nic\nroute add 10.1.0.0/16 via 192.0.2.9\nroute add 10.2.0.0/16 via 192.0.2.9")
    let before = try host.addressing(of: "nic")
    let document = { [host] (routes: String) in
      try host.file("test.json", #"{"version": 1, "name": "test", "links": {}, "routes": [\#(routes)]}"#)
    }
    let apply = { [host] (routes: String) throws in
      let output = try host.vnetctl("apply", try document(routes), "--yes")
      #expect(output.status == 0, "\(output.errors)")
    }
    try apply(
      #"""
      {"to": "10.1.0.0/16", "via": "192.0.2.8"},
      {"to": "10.3.0.0/16", "dev": "nic", "metric": 9, "source": "192.0.2.1", "mtu": 1300},
      {"to": "10.4.0.0/16", "via": "192.0.99.1", "dev": "nic", "onlink": true, "table": 77},
      {"to": "10.5.0.0/16", "type": "blackhole"}, {"to": "10.6.0.0/16", "type": "unreachable"},
      {"to": "10.7.0.0/16", "type": "prohibit"},
      {"to": "10.8.0.0/16", "hops": [{"via": "192.0.2.8", "weight": 3}, {"via": "192.0.2.9", "dev": "nic"}]},
      {"to": "2001:db8:7::/48", "dev": "nic"}
      """#)
    #expect(try host.isInSync())
    let routes = try host.namespace.ip("route", "show", "table", "all")
    for route in [
      "10.1.0.0/16 via 192.0.2.8 dev nic proto static", "10.2.0.0/16 via 192.0.2.9 dev nic",
      "10.3.0.0/16 dev nic proto static scope link src 192.0.2.1 metric 9 mtu 1300",
      "10.4.0.0/16 via 192.0.99.1 dev nic table 77 proto static onlink", "blackhole 10.5.0.0/16 proto static",
      "unreachable 10.6.0.0/16 proto static", "prohibit 10.7.0.0/16 proto static",
      "nexthop via 192.0.2.8 dev nic weight 3",
    ] {
      #expect(routes.contains(route), "\(route) is not in \(routes)")
    }
    #expect(try host.namespace.ip("-6", "route", "show").contains("2001:db8:7::/48 dev nic proto static metric 1024"))
    // Changed by hand: put right. Declared no longer: gone, and what was there before is there again.
    try host.namespace.ip("route", "replace", "10.3.0.0/16", "via", "192.0.2.3", "metric", "9")
    #expect(try !host.isInSync())
    try apply(#"{"to": "10.3.0.0/16", "dev": "nic", "metric": 9}"#)
    let fewer = try host.namespace.ip("route", "show", "table", "all")
    #expect(fewer.contains("10.1.0.0/16 via 192.0.2.9 dev nic") && fewer.contains("10.2.0.0/16 via 192.0.2.9"))
    #expect(!fewer.contains("10.8.0.0/16") && !fewer.contains("blackhole"))
    try host.destroy()
    #expect(try host.addressing(of: "nic") == before)
  }
}
