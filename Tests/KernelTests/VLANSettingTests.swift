internal import KernelTestSupport
internal import NetworkModel
internal import Testing

/// What bridges keep of VLANs: every row of both tables, through the front door and back from the kernel.
@Suite(.requires(.namespaces, .vlanFiltering)) struct VLANSettingTests {
  private static func rows(_ table: OptionTable, ofBridgeItself isBridge: Bool) -> [Option] {
    table.rows.filter { Kernel.has($0.since) && !(isBridge && $0.isOfPortVLANsAlone) }
  }

  private static let places: [(link: String, table: OptionTable, rows: [Option])] = [
    ("vm", .vlanEntry, rows(.vlanEntry, ofBridgeItself: false)),
    ("br", .vlanEntry, rows(.vlanEntry, ofBridgeItself: true)),
    ("br", .globalVLAN, rows(.globalVLAN, ofBridgeItself: true)),
  ]

  /// The VLANs 20 to 22 have all settings that there are.
  private func links(_ sample: (Option) -> OptionSample?) -> String {
    let settings = Self.places.map { place in
      place.rows.compactMap { row in sample(row).map { "\"\(row.name)\": \($0.document)" } }.joined(separator: ", ")
    }
    return """
      "br": {"kind": "bridge", "vlan_filtering": true, "mcast_vlan_snooping": true,
        "vlan": {"tagged": "20-22", "options": {"20-22": {\(settings[1])}}},
        "vlan_options": {"20-22": {\(settings[2])}}},
      "vm": {"kind": "tap", "bridge": {"name": "br", "vlan": {"trunk": "19-23", "options": {"20-22": {\(settings[0])}}}}}
      """
  }

  /// Where a VLAN is not snooped, the kernel says nothing of the groups in it, and limits none.
  private static func unusual(_ row: Option) -> OptionSample? {
    row.id == Option.vlanSnooping.id
      ? OptionSample.standard(of: row) : OptionSample.unusual(of: row, link: LinkName(kernelName: "vm"))
  }

  @Test func `every setting is made with its VLAN, kept, and set back`() throws {
    let host = try Host()
    let standard = { (row: Option) in OptionSample.standard(of: row) }
    for sample in [Self.unusual, standard, Self.unusual] {
      try host.apply(links(sample))
      for place in Self.places {
        let found = try BareVLANs(of: place.link, place.table.place, on: host)
        for row in place.rows {
          let wanted = try #require(sample(row))
          for vlan in 20...22 {
            let text = found.text(of: row, vlan: vlan)
            #expect(wanted.matches(text), "\(place.link) \(vlan) \(row.name): \(text) instead of \(wanted.shown)")
          }
          guard place.link == "vm" else { continue }
          for vlan in [19, 23] { #expect(standard(row)?.matches(found.text(of: row, vlan: vlan)) == true) }
        }
      }
      #expect(try host.isInSync())
    }
  }

  /// `vm 20: blocking 2`, a line for each VLAN at a port or a bridge.
  private func entries(_ host: Host) throws -> Set<String> {
    let links = try host.namespace.bridgeJSON("-d", "vlan", "show").elements
    return Set(
      links.flatMap { link in
        link["vlans"].elements.flatMap { entry in
          let first = entry["vlan"].integer ?? 0
          return (first...(entry["vlanEnd"].integer ?? first)).map { vlan in
            "\(link["ifname"].string ?? "") \(vlan): \(entry["state"].string ?? "") \(entry["mcast_router"].integer ?? -1)"
          }
        }
      })
  }

  private func queriers(_ host: Host) throws -> Set<Int> {
    let vlans = try host.namespace.bridgeJSON("-d", "vlan", "global", "show").elements.flatMap { $0["vlans"].elements }
    return Set(
      vlans.filter { $0["mcast_querier"] == 1 }.flatMap { vlan in
        let first = vlan["vlan"].integer ?? 0
        return Array(first...(vlan["vlanEnd"].integer ?? first))
      })
  }

  @Test func `only what is said changes, and settings come and go with their VLANs`() throws {
    let host = try Host()
    let links = { (vlans: String, more: String, global: String) in
      """
      "br": {"kind": "bridge", "vlan_filtering": true, "vlan_options": {\(global)}},
      "vm": {"kind": "tap", "bridge": {"name": "br", "vlan": {"trunk": "\(vlans)", "options": {\(more)}}}},
      "vm2": {"kind": "tap", "bridge": {"name": "br", "vlan": {"trunk": "9-10"}}}
      """
    }
    try host.apply(links("10-12", #""10-11": {"state": "blocking"}"#, #""10-11": {"mcast_querier": true}"#))
    let one: Set = [
      "br 1: forwarding 1", "vm 10: blocking 1", "vm 11: blocking 1", "vm 12: forwarding 1", "vm2 9: forwarding 1",
      "vm2 10: forwarding 1",
    ]
    #expect(try entries(host) == one)
    #expect(try queriers(host) == [10, 11])
    #expect(try host.isInSync())
    // Somebody else's settings stay, but for what the document says.
    try host.bridge(
      lines:
        "vlan set dev vm vid 11 state 2 mcast_router 2\nvlan set dev vm vid 12 state 0\nvlan global set dev br vid 9 mcast_querier 1"
    )
    let output = try host.apply(
      links("10-12", #""10-11": {"state": "blocking"}"#, #""10-11": {"mcast_querier": true}"#))
    #expect(output.contains("vlan 11 state learning → blocking"))
    #expect(
      try entries(host)
        == one.subtracting(["vm 11: blocking 1", "vm 12: forwarding 1"])
        .union(["vm 11: blocking 2", "vm 12: disabled 1"]))
    #expect(try queriers(host) == [9, 10, 11])
    // The VLAN 11 has nobody in it any more, the VLAN 12 goes and comes.
    try host.apply(links("10", "", ""))
    #expect(try queriers(host) == [9, 10])
    let back = try host.apply(links("10-12", #""11-12": {"mcast_router": 2}"#, #""11-12": {"mcast_querier": true}"#))
    #expect(back.contains("vlan 11-12 mcast_router 2"))
    #expect(try entries(host).isSuperset(of: ["vm 10: blocking 1", "vm 11: forwarding 2", "vm 12: forwarding 2"]))
    #expect(try queriers(host) == [9, 10, 11, 12])
    #expect(try host.isInSync())
  }

  @Test func `a port on somebody's bridge gets back what its VLANs had`() throws {
    let host = try Host()
    try host.ip(
      lines: """
        link add old type bridge vlan_filtering 1 vlan_default_pvid 0
        tuntap add nic mode tap
        link set dev nic master old
        """)
    try host.bridge(
      lines: """
        vlan add dev nic vid 10-12
        vlan set dev nic vid 10 state 1
        vlan set dev nic vid 11-12 mcast_router 2
        vlan global set dev old vid 10 mcast_querier 1
        """)
    let before = (try entries(host), try queriers(host))
    try host.apply(
      """
      "old": {"kind": "bridge", "vlan_options": {"10": {"mcast_querier": false}, "11": {"mcast_querier": true}}},
      "nic": {"kind": "nic", "bridge": {"name": "old", "vlan": {"trunk": "10-11",
        "options": {"10": {"state": "forwarding"}, "11": {"mcast_router": 0}}}}}
      """)
    #expect(try entries(host) == ["nic 10: forwarding 1", "nic 11: forwarding 0"])
    #expect(try queriers(host) == [11])
    try host.destroy()
    #expect(try entries(host) == before.0 && queriers(host) == before.1 && before.1 == [10])
    // They go with the port, and come back with it.
    try host.apply(#""nic": {"kind": "nic", "bridge": null}"#)
    #expect(try entries(host) == [])
    try host.destroy()
    #expect(try entries(host) == before.0)
  }

  @Test func `what cannot be is refused before anything is done`() throws {
    let host = try Host()
    try host.ip(
      lines: "link add name br type bridge vlan_filtering 1 stp_state 1\ntuntap add vm mode tap\nlink set vm master br")
    let before = try HostState(host)
    let output = try host.tryApply(
      """
      "br": {"kind": "bridge", "vlan_options": {"77-78": {"mcast_querier": true}}},
      "vm": {"kind": "nic", "bridge": {"name": "br", "vlan": {"trunk": 10, "options": {"10": {"state": "blocking"}}}}}
      """)
    #expect(output.status == 2)
    #expect(output.errors.contains("br: vlan_options: nobody is in VLAN 77-78"))
    #expect(output.errors.contains("vm: vlan 10 state: br speaks the spanning tree protocol"))
    #expect(try HostState.differences(of: host, from: before) == [])
  }

  @Test(.enabled(if: !Kernel.has("6.4"), "needs a kernel before Linux 6.4"))
  func `what the kernel is too old for is refused`() throws {
    let host = try Host()
    let links = { (options: String) in
      """
      "br": {"kind": "bridge", "vlan_filtering": true},
      "vm": {"kind": "tap", "bridge": {"name": "br", "vlan": {"trunk": 10, "options": {\(options)}}}}
      """
    }
    let young = links(#""10": {"neigh_suppress": true}"#)
    // Without a port nothing tells, and the kernel says it.
    let first = try host.tryApply(young)
    #expect(first.status == 2 && first.errors.contains("neigh_suppress"), "\(first.errors)")
    #expect(try host.links()["br"] == .null)
    try host.apply(links(""))
    let second = try host.tryApply(young)
    #expect(second.status == 69)
    #expect(
      second.errors.contains("vlan 10 neigh_suppress: this kernel does not know the setting; it came with Linux 6.4"))
  }

  @Test func `what is exported makes the same`() throws {
    let host = try Host()
    try host.apply(links(Self.unusual))
    let text = try host.vnetctl("export").text
    let second = try Host()
    let output = try second.vnetctl("apply", try second.file("exported.json", text), "--yes")
    #expect(output.status == 0, "\(output.errors)\n\(text)")
    #expect(try entries(second) == entries(host) && queriers(second) == queriers(host))
    #expect(try queriers(second) == [20, 21, 22])
  }
}
