internal import KernelTestSupport
internal import Testing

/// Geneve and GRE tunnels.
@Suite(.requires(.namespaces, .kinds(["geneve", "gretap"]))) struct TunnelTests {
  @Test func `a Geneve tunnel has every option that is declared`() throws {
    let host = try Host.withNIC()
    try host.apply(
      """
      "plain": {"kind": "geneve", "id": 1, "remote": "192.0.2.1"},
      "full": {"kind": "geneve", "id": 16777215, "remote": "2001:db8::1", "port": 6000, "ttl": 9, "tos": "inherit",
        "df": "set", "label": "0xfffff", "udp_zero_csum6_tx": true, "udp_zero_csum6_rx": true, "mtu": 1300,
        "mac": "52:54:00:00:00:77"},
      "sums": {"kind": "geneve", "id": 2, "remote": "192.0.2.1", "udp_csum": true, "ttl": "inherit"},
      "raw": {"kind": "geneve", "id": 3, "remote": "192.0.2.1", "inner_proto_inherit": true},
      "external": {"kind": "geneve", "external": true, "port": 6001}
      """)
    let made = try host.links()
    #expect(made["plain"].data["id"] == 1 && made["plain"].data["remote"] == "192.0.2.1")
    let full = made["full"].data
    #expect(full["id"] == 16_777_215 && full["remote6"] == "2001:db8::1" && full["port"] == 6000)
    #expect(full["ttl"] == 9 && full["tos"] == "0x1" && full["df"] == "set" && full["label"] == "0xfffff")
    #expect(full["udp_zero_csum6_tx"] == true && full["udp_zero_csum6_rx"] == true)
    #expect(made["full"]["mtu"] == 1300 && made["full"]["address"] == "52:54:00:00:00:77")
    #expect(made["sums"].data["udp_csum"] == true && made["raw"]["link_type"] == "none")
    #expect(made["external"].data["external"] == true)
    #expect(try host.isInSync())
    try host.apply(
      """
      "plain": {"kind": "geneve", "id": 1, "remote": "192.0.2.2", "ttl": 5, "tos": 7, "df": "inherit"},
      "full": {"kind": "geneve", "id": 16777215, "remote": "2001:db8::2", "port": 6000, "ttl": "inherit", "mtu": 1300}
      """)
    let changed = try host.links()
    #expect(changed["plain"]["ifindex"] == made["plain"]["ifindex"] && changed["plain"].data["remote"] == "192.0.2.2")
    #expect(changed["full"]["ifindex"] == made["full"]["ifindex"] && changed["full"]["mtu"] == 1300)
    #expect(try host.isInSync())
    try host.destroy()
    #expect(try host.links().names == ["nic", "peer"])
  }

  @Test func `a GRE tunnel has every option that is declared, and keeps what does not change`() throws {
    let host = try Host.withNIC()
    let options = """
      "link": "nic", "local": "192.0.2.7", "ikey": 5, "okey": 4294967295, "iseq": true, "oseq": true, "icsum": true,
      "ocsum": true, "ttl": 9, "tos": "inherit", "fwmark": "0xff"
      """
    let links = """
      "nic": {"kind": "nic"},
      "plain": {"kind": "gretap", "local": "192.0.2.6"},
      "full": {"kind": "gretap", "remote": "192.0.2.1", \(options), "mtu": 1300, "mac": "52:54:00:00:00:77"},
      "frag": {"kind": "gretap", "remote": "192.0.2.9", "pmtudisc": false, "ignore_df": true},
      "external": {"kind": "gretap", "external": true, "link": "nic"}
      """
    try host.apply(links)
    let made = try host.links()
    func check(_ link: JSON, _ remote: String) {
      #expect(link["link"] == "nic" && link.data["local"] == "192.0.2.7" && link.data["remote"].string == remote)
      #expect(link.data["ikey"] == "0.0.0.5" && link.data["okey"] == "255.255.255.255" && link.data["ttl"] == 9)
      #expect(["iseq", "oseq", "icsum", "ocsum"].allSatisfy { link.data[$0] == true })
      #expect(link.data["fwmark"] == "0xff" && link["mtu"] == 1300 && link["address"] == "52:54:00:00:00:77")
    }
    check(made["full"], "192.0.2.1")
    #expect(made["frag"].data["pmtudisc"] == false && made["frag"].data["ignore_df"] == true)
    #expect(made["external"].data["external"] == true)
    #expect(try host.isInSync())
    try host.apply(#""nic": {"kind": "nic"}, "full": {"kind": "gretap", "remote": "192.0.2.2"}"#)
    check(try host.links()["full"], "192.0.2.2")
    #expect(try host.links()["full"]["ifindex"] == made["full"]["ifindex"])
    try host.apply(
      #""nic": {"kind": "nic"}, "full": {"kind": "gretap", "remote": "192.0.2.2", "ikey": "none", "iseq": false, "mtu": 1200}"#
    )
    let last = try host.links()["full"]
    #expect(
      last.data["ikey"] == .null && last.data["iseq"] != true && last.data["icsum"] == true && last["mtu"] == 1200)
    #expect(try host.isInSync())
  }
}
