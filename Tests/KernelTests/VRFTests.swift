internal import KernelTestSupport
internal import Testing

/// Links in VRFs.
@Suite(.requires(.namespaces, .kinds(["vrf", "dummy"]))) struct VRFTests {
  /// Where the routes of a table lead.
  private func routes(_ host: Host, _ table: String) throws -> [String] {
    try ["-4", "-6"].flatMap { family in
      try host.namespace.ipJSON(family, "route", "show", "table", "all").elements
        .filter { ($0["table"].string ?? "main") == table }.compactMap { $0["dst"].string }
    }
  }

  private func addresses(_ host: Host, _ name: String) throws -> [String] { try host.globalAddresses(of: name) }

  @Test func `a NIC comes with its addresses, and gets back what it had`() throws {
    let host = try Host.withNIC()
    try host.ip(
      lines: """
        address add 192.0.2.7/24 dev nic
        address add 2001:db8::7/64 dev nic nodad
        address add 2001:db8::8/64 dev nic nodad
        route add 10.8.0.0/16 via 192.0.2.1 dev nic
        route add 10.9.0.0/16 via 192.0.2.1 dev nic table 77
        """)
    let before = try HostState(host)
    let document = try host.file(
      "test.json",
      """
      {"name": "test", "links": {"nic": {"kind": "nic", "vrf": "red"}, "red": {"kind": "vrf", "table": 70}},
      "routes": [{"to": "10.10.0.0/16", "via": "192.0.2.1", "dev": "nic"},
        {"to": "fd00::/16", "via": "2001:db8::1", "dev": "nic"}]}
      """)
    let output = try host.vnetctl("apply", document, "--yes")
    #expect(output.status == 0, "\(output.errors)")
    #expect(output.text.contains("the route 10.8.0.0/16 via 192.0.2.1 dev nic is lost"), "\(output.text)")
    #expect(try host.links()["nic"]["master"] == "red" && host.links()["nic"].has("UP") && host.isInSync())
    #expect(try addresses(host, "nic") == ["192.0.2.7/24", "2001:db8::8/64", "2001:db8::7/64"])
    let moved = try routes(host, "70")
    for route in ["192.0.2.0/24", "10.10.0.0/16", "2001:db8::/64", "fd00::/16"] {
      #expect(moved.contains(route), "\(moved)")
    }
    #expect(try !routes(host, "main").contains { ["192.0.2.0/24", "10.8.0.0/16", "10.10.0.0/16"].contains($0) })
    #expect(try routes(host, "77") == ["10.9.0.0/16"])
    try host.destroy()
    // The peer may have been without its link-local address yet.
    let differences = try HostState(host).differences(from: before).filter { !$0.contains(#""dev":"peer""#) }
    #expect(differences == [], "\(differences)")
  }

  @Test func `links of all kinds can be in one`() throws {
    let host = try Host.withNIC()
    let kinds = """
      "br": {"kind": "bridge", "vrf": "red"}, "bo": {"kind": "bond", "vrf": "red"},
      "vm0": {"kind": "tap", "vrf": "red"}, "d": {"kind": "dummy", "vrf": "red", "addresses": ["10.1.0.1/24"]},
      "nic": {"kind": "nic", "vrf": "red"}, "v": {"kind": "vlan", "link": "nic", "id": 7, "vrf": "red"},
      "m": {"kind": "macvlan", "link": "nic", "vrf": "red"}, "t": {"kind": "macvtap", "link": "nic", "vrf": "red"},
      "w0": {"kind": "veth", "peer": "w1", "vrf": "red"}, "i": {"kind": "ifb", "vrf": "red"},
      "x": {"kind": "vxlan", "id": 7, "vrf": "red"}, "g": {"kind": "geneve", "id": 7, "remote": "192.0.2.9", "vrf": "red"},
      "e": {"kind": "gretap", "remote": "192.0.2.9", "vrf": "red"}, "p": {"kind": "ipvlan", "link": "br", "vrf": "red"}
      """
    try host.apply(#""red": {"kind": "vrf", "table": 70}, \#(kinds)"#)
    let made = try host.links()
    for name in ["br", "bo", "vm0", "d", "nic", "v", "m", "t", "w0", "i", "x", "g", "e", "p"] {
      #expect(made[name]["master"] == "red", "\(name)")
    }
    #expect(try host.isInSync())
    // Its table is fixed: it is made anew, and all come along.
    try host.apply(#""red": {"kind": "vrf", "table": 71}, \#(kinds)"#)
    let again = try host.links()
    for name in ["br", "bo", "vm0", "d", "nic", "v", "m", "t", "w0", "i", "x", "g", "e", "p"] {
      #expect(again[name]["master"] == "red" && again[name]["ifindex"] == made[name]["ifindex"], "\(name)")
    }
    #expect(try host.isInSync() && routes(host, "71").contains("10.1.0.0/24"))
    let exported = try host.vnetctl("export")
    #expect(exported.status == 0 && exported.text.contains(#""vrf": "red""#))
    try host.destroy()
    #expect(try host.links().names == ["nic", "peer"])
  }

  @Test func `a session is not moved into one`() throws {
    let host = try Host.withNIC()
    try host.ip(lines: "address add 192.0.2.7/24 dev nic")
    let document = try host.document(#""nic": {"kind": "nic", "vrf": "red"}, "red": {"kind": "vrf", "table": 70}"#)
    let output = try Host.elsewhere.get().spawn(
      Host.program, ["apply", document, "--yes", "--netns", host.namespace.path],
      variables: ["SSH_CONNECTION": "192.0.2.1 50000 192.0.2.7 22", "VNETCTL_STATE_DIR": host.folder + "/state"])
    #expect(output.status == 2 && output.errors.contains("which would be in another routing table"), "\(output.errors)")
    #expect(try host.links()["nic"]["master"] == .null)
  }
}
