internal import KernelTestSupport
internal import Testing

/// Groups of multicast databases, as `bridge mdb` shows them.
@Suite(.requires(.namespaces)) struct MulticastDatabaseTests {
  /// The permanent entries, or others: `vm0: 239.1.1.1 source 192.0.2.1 vlan 10`.
  private func shown(_ host: Host, state: String = "permanent") throws -> Set<String> {
    let entries = try host.namespace.bridgeJSON("mdb", "show").elements.flatMap { $0["mdb"].elements }
    return Set(
      entries.filter { $0["state"].string == state }.map { entry in
        var words = [(entry["port"].string ?? "") + ":", entry["grp"].string ?? ""]
        if let source = entry["src"].string { words.append("source \(source)") }
        if let vlan = entry["vid"].integer { words.append("vlan \(vlan)") }
        return words.joined(separator: " ")
      })
  }

  @Test func `ports and a bridge have exactly the groups that are declared`() throws {
    let host = try Host()
    let links = { (own: String, vm0: String, vm1: String) in
      """
      "br": {"kind": "bridge", "mdb": [\(own)]}, "vm0": {"kind": "tap", "bridge": {"name": "br", "mdb": [\(vm0)]}},
      "vm1": {"kind": "tap", "bridge": {"name": "br", "mdb": [\(vm1)]}}
      """
    }
    let ofSource = #"{"group": "239.1.1.1", "source": "192.0.2.1"}"#
    let first = links(
      #""01:00:5e:00:00:01""#, #""239.1.1.1", "ff15::1", "# + ofSource, #""239.1.1.1", "01:00:5e:00:00:02""#)
    let all: Set = [
      "br: 01:00:5e:00:00:01", "vm0: 239.1.1.1", "vm0: ff15::1", "vm0: 239.1.1.1 source 192.0.2.1", "vm1: 239.1.1.1",
      "vm1: 01:00:5e:00:00:02",
    ]
    try host.apply(first)
    #expect(try shown(host) == all)
    #expect(try host.isInSync())
    let output = try host.apply(links("", #""239.1.1.2", "# + ofSource, #""239.1.1.1""#))
    #expect(
      output.contains(
        "vm0  mdb 239.1.1.1 source 192.0.2.1 239.1.1.1 ff15::1 → 239.1.1.1 source 192.0.2.1 239.1.1.2"))
    #expect(try shown(host) == ["vm0: 239.1.1.2", "vm0: 239.1.1.1 source 192.0.2.1", "vm1: 239.1.1.1"])
    #expect(try host.isInSync())
    try host.apply(first)
    #expect(try shown(host) == all)
    // That a port stops takes nothing away; that it is silent of a document takes nothing away either.
    try host.ip(lines: "link set dev vm0 down\nlink set dev br down\nlink set dev br up")
    try host.apply(#""br": {"kind": "bridge"}, "vm0": {"kind": "tap", "bridge": "br"}, "vm1": {"kind": "tap"}"#)
    #expect(try shown(host) == all)
    try host.destroy()
    #expect(try shown(host) == [])
  }

  @Test func `what others add goes where groups are declared, and stays where they are not`() throws {
    let host = try Host()
    let links = """
      "br": {"kind": "bridge"}, "vm0": {"kind": "tap", "bridge": {"name": "br", "mdb": ["239.1.1.1", "239.1.1.2"]}},
      "vm1": {"kind": "tap", "bridge": "br"}
      """
    try host.apply(links)
    for line in [
      "mdb add dev br port vm0 grp 239.1.1.3 permanent", "mdb del dev br port vm0 grp 239.1.1.1 permanent",
      "mdb add dev br port vm1 grp 239.1.1.4 permanent", "mdb add dev br port br grp 01:00:5e:00:00:05 permanent",
    ] { try host.bridge(lines: line) }
    // What is learnt comes and goes with what hosts say, unless it is declared as well.
    let guest = try OpenTAP("vm0", on: host)
    // The question makes the kernel settle the port's state: a port that is disabled learns nothing.
    try host.ip(lines: "link show vm0")
    try host.bridge(lines: "mdb add dev br port vm0 grp 239.1.1.1 temp\nmdb add dev br port vm0 grp 239.1.1.6 temp")
    #expect(try !host.isInSync())
    try host.apply(links)
    #expect(
      try shown(host) == ["vm0: 239.1.1.1", "vm0: 239.1.1.2", "vm1: 239.1.1.4", "br: 01:00:5e:00:00:05"])
    #expect(try shown(host, state: "temp").contains("vm0: 239.1.1.6"))
    #expect(try host.isInSync())
    withExtendedLifetime(guest) {}
  }

  @Test func `a NIC on somebody's bridge gets its groups back`() throws {
    let host = try Host.withNIC()
    try host.ip(lines: "link add old type bridge vlan_default_pvid 0\nlink set dev nic master old\nlink set dev old up")
    for number in 1...2 { try host.bridge(lines: "mdb add dev old port nic grp 239.1.1.\(number) permanent") }
    let links =
      #""old": {"kind": "bridge"}, "nic": {"kind": "nic", "bridge": {"name": "old", "mdb": ["239.1.1.2", "239.1.1.3"]}}"#
    try host.apply(links)
    #expect(try shown(host) == ["nic: 239.1.1.2", "nic: 239.1.1.3"])
    try host.bridge(lines: "mdb add dev old port nic grp 239.1.1.4 permanent")
    try host.destroy()
    #expect(try shown(host) == ["nic: 239.1.1.1", "nic: 239.1.1.2", "nic: 239.1.1.4"])
  }

  @Test(.requires(.vlanFiltering)) func `groups are in the VLANs that are declared`() throws {
    let host = try Host()
    let links = { (isFiltering: Bool, vlan: String, mdb: String) in
      """
      "br": {"kind": "bridge", "vlan_filtering": \(isFiltering), "vlan": {"trunk": [7], "native": 1},
        "mdb": [{"group": "01:00:5e:00:00:09", "vlan": 7}]},
      "vm0": {"kind": "tap", "bridge": {"name": "br", "vlan": {"trunk": \(vlan)}, "mdb": [\(mdb)]}}
      """
    }
    let inVLAN = { (number: Int, vlan: Int) in "{\"group\": \"239.1.1.\(number)\", \"vlan\": \(vlan)}" }
    let steps: [(Bool, String, String, Set<String>)] = [
      (
        true, "[10, 20]", #""239.1.1.1", "# + inVLAN(2, 10),
        ["vm0: 239.1.1.1 vlan 10", "vm0: 239.1.1.1 vlan 20", "vm0: 239.1.1.2 vlan 10"]
      ),
      (
        true, "[20, 30]", #""239.1.1.1", "# + inVLAN(2, 30),
        ["vm0: 239.1.1.1 vlan 20", "vm0: 239.1.1.1 vlan 30", "vm0: 239.1.1.2 vlan 30"]
      ),
      (false, "[20, 30]", #""239.1.1.1""#, ["vm0: 239.1.1.1"]),
      (true, "[20]", #""239.1.1.1", "239.1.1.2""#, ["vm0: 239.1.1.1 vlan 20", "vm0: 239.1.1.2 vlan 20"]),
      (true, "[10]", "", []),
    ]
    for (isFiltering, vlan, mdb, wanted) in steps {
      try host.apply(links(isFiltering, vlan, mdb))
      #expect(try shown(host) == wanted.union(["br: 01:00:5e:00:00:09 vlan 7"]))
      #expect(try host.isInSync())
    }
    let refused = try host.tryApply(
      #""br": {"kind": "bridge"}, "vm0": {"kind": "tap", "bridge": {"name": "br", "mdb": [\#(inVLAN(1, 99))]}}"#)
    #expect(refused.status == 65 && refused.errors.contains("is in VLAN 99, of which vm0 is no member"))
  }

  @Test(.enabled(if: !Requirement.vlanFiltering.isMet, "this kernel filters VLANs"))
  func `a group in a VLAN takes a kernel that filters VLANs`() throws {
    let host = try Host()
    let refused = try host.tryApply(
      """
      "br": {"kind": "bridge"},
      "vm0": {"kind": "tap", "bridge": {"name": "br", "mdb": [{"group": "239.1.1.1", "vlan": 1}]}}
      """)
    #expect(refused.status == 69 && refused.errors.contains("VLAN filtering on bridges"))
  }

  @Test func `groups go before their bridge stops or snoops no more, and come with a bridge that starts`() throws {
    let host = try Host()
    let links = { (bridge: String, mdb: String) in
      "\"br\": {\"kind\": \"bridge\"\(bridge)}, \"vm0\": {\"kind\": \"tap\", \"bridge\": {\"name\": \"br\", \"mdb\": [\(mdb)]}}"
    }
    let group = #""239.1.1.1""#
    for option in [#", "up": false"#, #", "mcast_snooping": false"#] {
      try host.apply(links(#", "up": true, "mcast_snooping": true"#, group))
      #expect(try shown(host) == ["vm0: 239.1.1.1"])
      try host.apply(links(option, ""))
      #expect(try host.isInSync())
      let refused = try host.tryApply(links("", group))
      #expect(refused.status == 2 && refused.errors.contains("br takes no groups such as 239.1.1.1 while it "))
      try host.apply(links(#", "up": true, "mcast_snooping": true"#, ""))
      #expect(try shown(host) == [])
    }
  }

  @Test func `what is exported makes the same`() throws {
    let host = try Host()
    try host.apply(
      """
      "br": {"kind": "bridge", "mdb": ["01:00:5e:00:00:01"]},
      "vm0": {"kind": "tap", "bridge": {"name": "br", "mdb": ["ff15::1", {"group": "239.1.1.1", "source": "192.0.2.1"}]}}
      """)
    let wanted = try shown(host)
    let text = try host.vnetctl("export").text
    let second = try Host()
    let output = try second.vnetctl("apply", try second.file("exported.json", text), "--yes")
    #expect(output.status == 0, "\(output.errors)\n\(text)")
    #expect(try shown(second) == wanted && wanted.count == 3)
  }
}
