internal import KernelTestSupport
internal import Testing

/// VXLANs.
@Suite(.requires(.namespaces, .kinds(["vxlan"]))) struct VXLANTests {
  private static let full = """
    "id": 16777215, "link": "nic", "remote": "2001:db8::1", "local": "2001:db8::2", "port": 4789,
    "port_range": "100-200", "ttl": 9, "tos": "inherit", "label": "0xfffff", "learning": false, "proxy": true, "rsc": true,
    "l2miss": true, "l3miss": true, "ageing": 77, "limit": 99, "udp_csum": false, "udp_zero_csum6_tx": true,
    "udp_zero_csum6_rx": true, "remcsum_tx": true, "remcsum_rx": true, "gbp": true
    """

  @Test func `it has every option that is declared`() throws {
    let host = try Host.withNIC()
    let links = """
      "nic": {"kind": "nic"},
      "plain": {"kind": "vxlan", "id": 1},
      "full": {"kind": "vxlan", \(Self.full), "mtu": 1300, "mac": "52:54:00:00:00:77"},
      "group": {"kind": "vxlan", "id": 2, "link": "nic", "remote": "239.1.1.1", "ttl": "auto", "df": "inherit"},
      "external": {"kind": "vxlan", "external": true, "port": 5000, "vnifilter": true, "ttl": "inherit"},
      "gpe": {"kind": "vxlan", "external": true, "port": 5001, "gpe": true, "learning": false, "up": false}
      """
    try host.apply(links)
    let made = try host.links()
    let plain = made["plain"].data
    #expect(plain["id"] == 1 && plain["port"] == 8472 && plain["learning"] == true && plain["ageing"] == 300)
    let full = made["full"].data
    #expect(full["id"] == 16_777_215 && full["link"] == "nic" && full["port"] == 4789)
    #expect(full["remote6"] == "2001:db8::1" && full["local6"] == "2001:db8::2")
    #expect(full["port_range"]["low"] == 100 && full["port_range"]["high"] == 200)
    #expect(full["ttl"] == 9 && full["tos"] == "0x1" && full["label"] == "0xfffff" && full["learning"] == false)
    #expect(["proxy", "rsc", "l2miss", "l3miss", "gbp"].allSatisfy { full[$0] == true })
    #expect(full["ageing"] == 77 && full["limit"] == 99 && full["udp_csum"] == false)
    #expect(["udp_zero_csum6_tx", "udp_zero_csum6_rx"].allSatisfy { full[$0] == true })
    #expect(made["full"]["mtu"] == 1300 && made["full"]["address"] == "52:54:00:00:00:77")
    let group = made["group"].data
    #expect(group["group"] == "239.1.1.1" && group["link"] == "nic" && group["df"] == "inherit")
    #expect(made["external"].data["external"] == true && made["external"].data["vnifilter"] == true)
    #expect(made["gpe"].data["gpe"] == true)
    #expect(try host.isInSync())
    try host.destroy()
    #expect(try host.links().names == ["nic", "peer"])
  }

  @Test func `what is exported makes the same`() throws {
    let host = try Host.withNIC()
    try host.apply(
      #""nic": {"kind": "nic"}, "full": {"kind": "vxlan", \#(Self.full)}, "e": {"kind": "vxlan", "external": true}"#)
    let text = try host.vnetctl("export").text
    let output = try host.vnetctl(
      "diff", try host.file("export.json", text.replacing("\"version\": 1", with: "\"version\": 1, \"name\": \"test\""))
    )
    #expect(output.status == 0, "\(output.text)\(output.errors)")
  }

  @Test(arguments: [
    (#""learning": false, "ageing": 5, "tos": 8, "df": "set", "ttl": 3"#, true),
    (#""remote": "192.0.2.9", "local": "192.0.2.8""#, true), (#""remote": null"#, true),
    (#""remote": "2001:db8::9""#, false), (#""port": 4789"#, false), (#""proxy": true"#, false),
    (#""gbp": true"#, false),
    (#""ttl": "inherit""#, false), (#""limit": 5"#, false),
  ])
  func `a change is made in place where the kernel makes it, and anew otherwise`(_ options: String, _ isInPlace: Bool)
    throws
  {
    let host = try Host.withNIC()
    let start = #""x": {"kind": "vxlan", "id": 7"#
    try host.apply(start + #", "remote": "192.0.2.1"}"#)
    let index = try host.links()["x"]["ifindex"]
    try host.apply(start + ", " + options + "}")
    #expect(try (host.links()["x"]["ifindex"] == index) == isInPlace)
    #expect(try host.isInSync())
  }

  @Test func `it moves to another link, and goes with it`() throws {
    let host = try Host.withNIC()
    let links = #""a": {"kind": "bridge"}, "b": {"kind": "bridge"}, "x": {"kind": "vxlan", "id": 7, "link": "#
    try host.apply(links + #""a"}"#)
    try host.apply(links + #""b"}"#)
    #expect(try host.links()["x"].data["link"] == "b")
    let output = try host.tryApply(#""a": {"kind": "bridge"}, "x": {"kind": "vxlan", "id": 7}"#)
    #expect(output.errors.contains("x lies on it and would be removed along with it"))
  }
}
