internal import KernelTestSupport
internal import Testing

/// Bonds and their ports.
@Suite(.requires(.namespaces, .kinds(["bond", "dummy"]))) struct BondTests {
  @Test(arguments: [
    (
      #""mode": "active-backup", "miimon": 0.1, "updelay": 0.2, "downdelay": 0.3, "primary": "p", "min_links": 1"#,
      [
        "mode": "active-backup", "miimon": "100", "updelay": "200", "downdelay": "300", "primary": "p",
        "min_links": "1",
      ]
    ),
    (
      #""mode": "802.3ad", "lacp_rate": "fast", "ad_select": "count", "xmit_hash_policy": "layer3+4""#,
      ["mode": "802.3ad", "ad_lacp_rate": "fast", "ad_select": "count", "xmit_hash_policy": "layer3+4"]
    ),
    (
      #""mode": "balance-rr", "arp_interval": 0.1, "arp_ip_target": ["192.0.2.1", "192.0.2.2"], "packets_per_slave": 3"#,
      ["mode": "balance-rr", "arp_interval": "100", "packets_per_slave": "3"]
    ),
  ])
  func `a bond has the options that are declared, and its ports come and go`(
    _ options: String, _ shown: [String: String]
  ) throws {
    let host = try Host.withNIC()
    let links = """
      "b": {"kind": "bond", \(options), "bridge": "br"}, "br": {"kind": "bridge"},
      "p": {"kind": "dummy", "bond": {"name": "b", "queue_id": 2}}, "nic": {"kind": "nic", "bond": "b"}
      """
    try host.apply(links)
    let made = try host.links()
    for (name, value) in shown {
      #expect(made["b"].data[name].comparable == value, "\(name): \(made["b"].data[name])")
    }
    #expect(made["p"]["master"] == "b" && made["nic"]["master"] == "b" && made["b"]["master"] == "br")
    #expect(made["p"].port["queue_id"] == 2 && made["p"].has("UP") && made["nic"].has("UP"))
    #expect(made["b"]["address"] == "52:54:00:aa:00:01" && made["p"]["address"] == made["b"]["address"])
    #expect(try host.isInSync())
    try host.apply(
      #""b": {"kind": "bond", \#(options.replacing(#", "primary": "p""#, with: ""))}, "nic": {"kind": "nic", "bond": null}"#
    )
    #expect(try host.links()["nic"]["master"] == .null && host.links()["nic"].has("UP") && host.isInSync())
    try host.destroy()
    #expect(try host.links().names == ["nic", "peer"] && host.links()["nic"].has("UP"))
  }
}
