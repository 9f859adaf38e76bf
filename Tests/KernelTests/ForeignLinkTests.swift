internal import KernelTestSupport
internal import Testing

/// What vnetctl did not make stays as it is, byte for byte in what `ip` and `bridge` print.
@Suite(.requires(.namespaces)) struct ForeignLinkTests {
  /// The device group in which a test puts the foreign links, by which `ip` shows them and no others.
  private let group = "77"

  private func state(_ host: Host) throws -> String {
    // For each link that is of another group `ip` prints an empty object.
    let links = try Steady.text(host.namespace.ip("-d", "-j", "link", "show", "group", group))
      .replacing(",{}", with: "").replacing("[{},", with: "[")
    guard Requirement.vlanFiltering.isMet else { return links }
    let vlans = try host.namespace.bridge("vlan").split(separator: "\n")
    return links + vlans.filter { $0.hasPrefix("f") || $0.hasPrefix(" ") || $0.hasPrefix("\t") }.joined(separator: "\n")
  }

  private func expectSame(
    _ host: Host, _ before: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let now = try state(host)
    guard now != before else { return }
    let changes = now.split(separator: ",").difference(from: before.split(separator: ","))
    Issue.record("foreign links have changed: \(changes)", sourceLocation: sourceLocation)
  }

  private func hostWithForeignLinks() throws -> Host {
    let host = try Host()
    try host.ip(
      lines: """
        link add fnic type veth peer name fpeer
        link add fbr type bridge forward_delay 700
        tuntap add ftap mode tap user 1 multi_queue
        tuntap add fport mode tap
        link set dev fport master fbr mtu 1400
        link set dev fport type bridge_slave isolated on priority 9
        link set dev ftap alias theirs promisc on
        link set dev fnic mtu 2000
        """)
    if Requirement.vlan.isMet { try host.ip(lines: "link add link fnic name fvlan type vlan id 9 egress 1:2") }
    if Requirement.vlanFiltering.isMet {
      try host.ip(lines: "link set dev fbr type bridge vlan_filtering 1")
      try host.namespace.bridge("vlan", "add", "dev", "fport", "vid", "5-9")
    }
    let names = ["fnic", "fpeer", "fbr", "ftap", "fport"] + (Requirement.vlan.isMet ? ["fvlan"] : [])
    try host.ip(lines: names.map { "link set dev \($0) group \(group) up" }.joined(separator: "\n"))
    return host
  }

  @Test func `foreign links are the same after apply, change and destroy`() throws {
    let host = try hostWithForeignLinks()
    let before = try state(host)
    #expect(before.contains("fport") && before.contains("fbr"))
    // A VLAN of ours lies on a foreign NIC.
    let vlan = Requirement.vlan.isMet ? #", "ours": {"kind": "vlan", "link": "fnic", "id": 10}"# : ""
    for links in [
      #""br": {"kind": "bridge", "mtu": 9000}, "vm[0-2]": {"kind": "tap", "bridge": "br"}"# + vlan,
      #""br": {"kind": "bridge", "stp": true}, "vm[1-3]": {"kind": "tap", "mtu": 1300, "bridge": "br"}"#,
      #""br2": {"kind": "bridge"}, "vm1": {"kind": "tap", "bridge": "br2", "queues": 3}"#,
    ] {
      try host.apply(links)
      try expectSame(host, before)
    }
    try host.destroy()
    try expectSame(host, before)
    #expect(try host.links().names.allSatisfy { $0.hasPrefix("f") })
  }

  @Test func `a port that leaves its bridge takes the MTU of nobody on the bridge along`() throws {
    let host = try Host()
    let rest = #""br": {"kind": "bridge"}, "br2": {"kind": "bridge"}, "vm2": {"kind": "tap", "bridge": "br"}"#
    try host.apply(rest + #", "vm[0-1]": {"kind": "tap", "bridge": "br"}"#)
    try host.ip(lines: "link add link br name fmac type macvlan\nlink set dev fmac group \(group) up")
    let before = try state(host)
    #expect(before.contains("fmac"))
    try host.apply(
      rest
        + #", "vm0": {"kind": "tap", "mtu": 1400, "bridge": null}, "vm1": {"kind": "tap", "mtu": 1300, "bridge": "br2"}"#
    )
    try expectSame(host, before)
    #expect(try host.isInSync())
  }

  @Test func `a foreign TAP on our bridge stays there through every change, and keeps the bridge from going`() throws {
    let host = try hostWithForeignLinks()
    let filtering = Requirement.vlanFiltering.isMet ? #", "vlan_filtering": true"# : ""
    try host.apply("\"br\": {\"kind\": \"bridge\"\(filtering)}, \"vm[0-2]\": {\"kind\": \"tap\", \"bridge\": \"br\"}")
    try host.ip(lines: "link set dev ftap master br\nlink set dev ftap type bridge_slave hairpin on")
    if Requirement.vlanFiltering.isMet { try host.namespace.bridge("vlan", "add", "dev", "ftap", "vid", "33", "pvid") }
    let before = try state(host)
    #expect(before.contains("\"master\":\"br\""))
    try host.apply(
      "\"br\": {\"kind\": \"bridge\", \"mcast_snooping\": false}, \"vm1\": {\"kind\": \"tap\", \"bridge\": \"br\"}")
    try expectSame(host, before)

    let refused = try host.vnetctl("destroy", "test", "--yes")
    #expect(refused.status == 2)
    #expect(
      refused.errors.contains("ftap is a port of it and would lose its bridge") && refused.errors.contains("--allow"))
    try expectSame(host, before)
    #expect(try host.links()["vm1"].kind == "tun")

    try host.destroy("test", "--allow", "disruption")
    let after = try host.links()
    #expect(after["br"] == .null && after["ftap"]["master"] == .null && after["ftap"].kind == "tun")
  }

  @Test func `a link of the same name that somebody made later is not ours`() throws {
    let host = try Host()
    try host.apply(#""first": {"kind": "tap"}, "other": {"kind": "tap"}"#)
    // `ip` remembers the index of a name within one batch.
    try host.ip(lines: "link del first\ntuntap add first mode tap")
    try host.ip(lines: "link set dev first group \(group)")
    let before = try state(host)
    try host.destroy()
    #expect(try host.links().names == ["first"])
    try expectSame(host, before)
  }

  @Test func `a foreign link that is declared is configured, and given back as it was`() throws {
    let host = try hostWithForeignLinks()
    let before = try state(host)
    // A TAP that is there already is used as it is, and what is declared of it is set.
    try host.apply(
      """
      "br": {"kind": "bridge"}, "fnic": {"kind": "nic", "mtu": 3000, "all_multicast": true},
      "ftap": {"kind": "tap", "promiscuous": false, "description": "ours", "mtu": 1300, "bridge": "br"}
      """)
    let changed = try host.links()
    #expect(
      changed["ftap"]["ifalias"] == "ours" && !changed["ftap"].has("PROMISC") && changed["ftap"]["master"] == "br")
    #expect(changed["fnic"]["mtu"] == 3000 && changed["fnic"].has("ALLMULTI"))
    try host.destroy()
    try expectSame(host, before)
    #expect(try host.links()["br"] == .null)
  }

  @Test func `only "state": "absent" removes a foreign link`() throws {
    let host = try hostWithForeignLinks()
    let refused = try host.tryApply(#""ftap": {"kind": "tap", "queues": 1}"#)
    #expect(refused.status == 2 && refused.errors.contains("vnetctl did not make it"))
    let other = try host.tryApply(#""ftap": {"kind": "bridge"}"#)
    #expect(other.status == 2 && other.errors.contains("there is a tap of that name, which vnetctl did not make"))
    #expect(try host.links()["ftap"].kind == "tun")
    try host.apply(#""ftap": {"state": "absent"}, "nothing": {"state": "absent"}"#)
    #expect(try host.links()["ftap"] == .null)
    #expect(try host.isInSync())
  }
}
