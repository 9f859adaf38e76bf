internal import KernelTestSupport
internal import Testing

/// VLAN devices: on NICs, on bridges, on each other.
@Suite(.requires(.namespaces, .vlan)) struct VLANTests {
  private func hostWithNIC() throws -> Host {
    let host = try Host()
    try host.namespace.ip("link", "add", "nic", "type", "veth", "peer", "name", "peer")
    return host
  }

  private func flags(_ link: JSON) -> Set<String> { Set(link.data["flags"].elements.compactMap(\.string)) }

  @Test func `a VLAN has every option that is declared`() throws {
    let host = try hostWithNIC()
    let links = """
      "nic": {"kind": "nic", "up": true},
      "plain": {"kind": "vlan", "link": "nic", "id": 1},
      "full": {"kind": "vlan", "link": "nic", "id": 4094, "protocol": "802.1Q", "reorder_header": false, "gvrp": true,
        "mvrp": false, "loose_binding": true, "egress_qos_map": {"0": 1, "7": 6, "4294967295": 2},
        "ingress_qos_map": {"1": 10, "7": 4294967295}, "mtu": 1400, "mac": "52:54:00:00:00:77", "promiscuous": true,
        "all_multicast": true, "description": "a VLAN", "tx_queue_length": 3},
      "mvrp": {"kind": "vlan", "link": "nic", "id": 2, "mvrp": true, "up": false},
      "service": {"kind": "vlan", "link": "nic", "id": 1, "protocol": "802.1ad"}
      """
    try host.apply(links)
    let made = try host.links()
    let plain = made["plain"]
    #expect(plain.kind == "vlan" && plain["link"] == "nic" && plain.data["id"] == 1 && plain.has("UP"))
    #expect(plain.data["protocol"] == "802.1Q" && flags(plain) == ["REORDER_HDR"])
    let full = made["full"]
    #expect(full.data["id"] == 4094 && flags(full) == ["GVRP", "LOOSE_BINDING"])
    #expect(full["mtu"] == 1400 && full["address"] == "52:54:00:00:00:77" && full["ifalias"] == "a VLAN")
    #expect(full.has("PROMISC") && full.has("ALLMULTI") && full["txqlen"] == 3)
    #expect(
      map(full.data["egress_qos"]) == [0: 1, 7: 6, 4_294_967_295: 2]
        && map(full.data["ingress_qos"]) == [1: 10, 7: 4_294_967_295])
    #expect(flags(made["mvrp"]) == ["REORDER_HDR", "MVRP"] && !made["mvrp"].has("UP"))
    #expect(made["service"].data["protocol"] == "802.1ad" && made["service"].data["id"] == 1)
    #expect(try host.apply(links).hasPrefix("in sync"))
  }

  private func map(_ entries: JSON) -> [Int: Int] {
    Dictionary(uniqueKeysWithValues: entries.elements.map { ($0["from"].integer ?? -1, $0["to"].integer ?? -1) })
  }

  @Test func `the flags of a VLAN change in place, each by itself`() throws {
    let host = try hostWithNIC()
    let base = #""nic": {"kind": "nic", "up": true}, "v": {"kind": "vlan", "link": "nic", "id": 5"#
    try host.apply(base + "}")
    let index = try host.links()["v"]["ifindex"]
    for (options, expected): (String, Set<String>) in [
      (#", "gvrp": true, "loose_binding": true"#, ["REORDER_HDR", "GVRP", "LOOSE_BINDING"]),
      (#", "reorder_header": false"#, ["GVRP", "LOOSE_BINDING"]),
      (#", "gvrp": false, "mvrp": true"#, ["MVRP", "LOOSE_BINDING"]),
      (#", "reorder_header": true, "mvrp": false, "loose_binding": false"#, ["REORDER_HDR"]),
    ] {
      try host.apply(base + options + "}")
      let link = try host.links()["v"]
      #expect(flags(link) == expected && link["ifindex"] == index)
    }
  }

  /// A map in the kernel only ever grows: an entry goes when it is mapped to 0.
  @Test func `QoS maps are exact, entries that are no longer declared go`() throws {
    let host = try hostWithNIC()
    let base = #""nic": {"kind": "nic"}, "v": {"kind": "vlan", "link": "nic", "id": 5, "up": false, "#
    for (egress, ingress): ([Int: Int], [Int: Int]) in [
      ([1: 1, 2: 2, 3: 3], [1: 1, 2: 2]), ([1: 1, 3: 4], [2: 7]), ([:], [:]), ([5: 5], [5: 5]),
    ] {
      let text = { (map: [Int: Int]) in "{" + map.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", ") + "}" }
      try host.apply(base + "\"egress_qos_map\": \(text(egress)), \"ingress_qos_map\": \(text(ingress))}")
      let data = try host.links()["v"].data
      #expect(map(data["egress_qos"]) == egress && map(data["ingress_qos"]) == ingress)
      #expect(try host.isInSync())
    }
    // What somebody adds by hand is a difference.
    try host.namespace.ip("link", "set", "dev", "v", "type", "vlan", "egress", "6:6")
    #expect(try !host.isInSync())
  }

  @Test func `VLANs lie on a bridge, on a NIC and on each other`() throws {
    let host = try hostWithNIC()
    let links = """
      "inner": {"kind": "vlan", "link": "outer", "id": 30},
      "outer": {"kind": "vlan", "link": "nic", "id": 20, "protocol": "802.1ad"},
      "br.10": {"kind": "vlan", "link": "br", "id": 10, "bridge_binding": true},
      "on-vlan": {"kind": "bridge"},
      "port": {"kind": "vlan", "link": "nic", "id": 40, "bridge": "on-vlan"},
      "nic": {"kind": "nic", "up": true},
      "br": {"kind": "bridge", "vlan_filtering": true}
      """
    try host.apply(links)
    let made = try host.links()
    #expect(made["inner"]["link"] == "outer" && made["outer"]["link"] == "nic")
    #expect(made["inner"].data["protocol"] == "802.1Q" && made["outer"].data["protocol"] == "802.1ad")
    #expect(made["br.10"]["link"] == "br" && flags(made["br.10"]).contains("BRIDGE_BINDING"))
    #expect(made["port"]["link"] == "nic" && made["port"]["master"] == "on-vlan")
    #expect(["inner", "outer", "br.10", "port"].allSatisfy { made[$0].has("UP") })
    #expect(try host.apply(links).hasPrefix("in sync"))
    // All of it goes again, and the NIC goes back down as it was found.
    try host.destroy()
    let after = try host.links()
    #expect(after.names == ["nic", "peer"] && !after["nic"].has("UP"))
  }

  /// The kernel takes a change of id or protocol, says yes and ignores it (vlan_changelink in net/8021q).
  @Test(arguments: [
    (#""id": 20, "protocol": "802.1Q""#, "id 10 → 20", 20, "802.1Q"),
    (#""id": 10, "protocol": "802.1ad""#, "protocol 802.1Q → 802.1ad", 10, "802.1ad"),
  ])
  func `a change of id or protocol makes the VLAN anew, and what lies on it`(
    _ options: String, _ change: String, _ id: Int, _ tag: String
  ) throws {
    let host = try hostWithNIC()
    let document = { (options: String) in
      """
      "nic": {"kind": "nic", "up": true}, "br": {"kind": "bridge"},
      "v": {"kind": "vlan", "link": "nic", \(options), "bridge": "br"},
      "w": {"kind": "vlan", "link": "v", "id": 7, "bridge": "br"}
      """
    }
    try host.apply(document(#""id": 10"#))
    let before = try host.links()
    let diff = try host.vnetctl("diff", try host.document(document(options)))
    #expect(diff.status == 1 && diff.text.contains("∓ vlan") && diff.text.contains(change))
    #expect(diff.text.contains("re-created: the kernel ignores a change of \(change.prefix { $0 != " " })"))
    try host.apply(document(options))
    let after = try host.links()
    #expect(after["v"].data["id"].integer == id && after["v"].data["protocol"] == .text(tag))
    #expect(after["v"]["ifindex"] != before["v"]["ifindex"] && after["v"]["master"] == "br")
    #expect(after["w"]["link"] == "v" && after["w"]["master"] == "br" && after["w"].has("UP"))
    #expect(after["nic"]["ifindex"] == before["nic"]["ifindex"] && after["br"]["ifindex"] == before["br"]["ifindex"])
    #expect(try host.isInSync())
  }

  @Test func `two VLANs exchange their ids, and one moves to another link`() throws {
    let host = try hostWithNIC()
    let document = { (a: Int, b: Int, lower: String) in
      """
      "nic": {"kind": "nic", "up": true}, "peer": {"kind": "nic", "up": true},
      "a": {"kind": "vlan", "link": "nic", "id": \(a)}, "b": {"kind": "vlan", "link": "\(lower)", "id": \(b)}
      """
    }
    try host.apply(document(10, 20, "nic"))
    try host.apply(document(20, 10, "nic"))
    let swapped = try host.links()
    #expect(swapped["a"].data["id"] == 20 && swapped["b"].data["id"] == 10)
    try host.apply(document(20, 10, "peer"))
    let moved = try host.links()
    #expect(moved["b"]["link"] == "peer" && moved["a"]["ifindex"] == swapped["a"]["ifindex"])
    #expect(try host.isInSync())
  }

  /// A VLAN's MTU is at most that of the link under it: the kernel refuses more, and lowers it along with the lower one.
  @Test func `MTUs of a NIC, its VLAN and a VLAN on that rise and fall in one go`() throws {
    let host = try hostWithNIC()
    for mtu in [1500, 9000, 1500, 2000] {
      try host.apply(
        """
        "inner": {"kind": "vlan", "link": "outer", "id": 2, "mtu": \(mtu - 4)},
        "outer": {"kind": "vlan", "link": "nic", "id": 1, "mtu": \(mtu)},
        "nic": {"kind": "nic", "up": true, "mtu": \(mtu)}
        """)
      let links = try host.links()
      #expect(links["nic"]["mtu"].integer == mtu && links["outer"]["mtu"].integer == mtu)
      #expect(links["inner"]["mtu"].integer == mtu - 4)
      #expect(try host.isInSync())
    }
  }

  @Test func `the MTU of a VLAN on a bridge rises along with the bridge and its ports`() throws {
    let host = try hostWithNIC()
    for mtu in [9000, 1500, 4000] {
      try host.apply(
        """
        "v": {"kind": "vlan", "link": "br", "id": 1, "mtu": \(mtu)}, "br": {"kind": "bridge", "mtu": \(mtu)},
        "nic": {"kind": "nic", "bridge": "br", "mtu": \(mtu), "up": true}
        """)
      let links = try host.links()
      #expect(["v", "br", "nic"].allSatisfy { links[$0]["mtu"].integer == mtu })
      #expect(try host.isInSync())
    }
  }

  /// The kernel answers ENETDOWN (vlan_dev_open).
  @Test func `a VLAN cannot be up on a link that is down, unless it is bound loosely`() throws {
    let host = try hostWithNIC()
    let before = try host.links()
    let refused = try host.tryApply(#""v": {"kind": "vlan", "link": "nic", "id": 1}"#)
    #expect(refused.status == 2 && refused.errors.contains("cannot be up while nic is down"))
    #expect(try host.links().names == before.names)
    try host.apply(#""v": {"kind": "vlan", "link": "nic", "id": 1, "loose_binding": true}"#)
    #expect(try host.links()["v"].has("UP"))
    #expect(try host.isInSync())
  }

  /// The kernel takes the VLANs of a link up with it (vlan_device_event).
  @Test func `a VLAN that shall be down stays down when the link under it goes up`() throws {
    let host = try hostWithNIC()
    let document = { (isUp: Bool) in
      """
      "nic": {"kind": "nic", "up": \(isUp)}, "v": {"kind": "vlan", "link": "nic", "id": 1, "up": false}
      """
    }
    try host.apply(document(false))
    try host.apply(document(true))
    let links = try host.links()
    #expect(links["nic"].has("UP") && !links["v"].has("UP"))
  }
}
