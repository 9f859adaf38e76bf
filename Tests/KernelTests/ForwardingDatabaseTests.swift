internal import KernelTestSupport
internal import Testing

/// Entries of forwarding databases, as `bridge fdb` shows them.
@Suite(.requires(.namespaces)) struct ForwardingDatabaseTests {
  private func station(_ number: Int) -> String { "52:54:00:00:01:0\(number)" }

  /// The entries for stations of these tests, apart from learnt ones: `vm0: 1 sticky static`.
  private func shown(_ host: Host) throws -> Set<String> {
    let entries = try host.namespace.bridgeJSON("fdb", "show").elements.filter { entry in
      let mac = entry["mac"].string ?? ""
      return (mac.hasPrefix("52:54:00:00:01:") || entry["dst"] != .null) && entry["state"] != .null
        && entry["state"] != ""
    }
    return Set(
      entries.map { entry in
        let mac = entry["mac"].string ?? ""
        var words = [(entry["ifname"].string ?? "") + ":", mac.hasPrefix("00:") ? "all" : String(mac.suffix(1))]
        if let vlan = entry["vlan"].integer { words.append("vlan \(vlan)") }
        for key in ["dst", "port", "vni", "viaIf"] {
          if let text = entry[key].string { words.append(text) }
          if let number = entry[key].integer { words.append("\(key) \(number)") }
        }
        words += entry["flags"].elements.compactMap(\.string).filter { $0 != "self" }
        return (words + [entry["state"].string ?? ""]).joined(separator: " ")
      })
  }

  @Test func `ports, a bridge and a VXLAN have exactly the entries that are declared`() throws {
    let host = try Host.withNIC()
    let links = { (vm0: String, vm1: String, own: String, far: String) in
      """
      "br": {"kind": "bridge", "fdb": [\(own)]},
      "vm0": {"kind": "tap", "bridge": {"name": "br", "fdb": [\(vm0)]}},
      "vm1": {"kind": "tap", "bridge": {"name": "br", "fdb": [\(vm1)]}},
      "nic": {"kind": "nic"}, "vx": {"kind": "vxlan", "id": 7, "remote": "192.0.2.1", "port": 4789, "fdb": [\(far)]}
      """
    }
    let word = { (number: Int) in "\"\(station(number))\"" }
    let entry = { (number: Int, rest: String) in "{\"mac\": \"\(station(number))\", \(rest)}" }
    let far = { (rest: String) in "{\"mac\": \"00:00:00:00:00:00\", \(rest)}" }
    let first = links(
      word(1) + ", " + entry(2, #""sticky": true"#), entry(3, #""state": "permanent""#), word(4),
      far(#""dst": "192.0.2.2""#) + ", " + far(#""dst": "192.0.2.3", "port": 4790, "vni": 9, "via": "nic""#) + ", "
        + entry(5, #""dst": "192.0.2.2""#))
    try host.apply(first)
    let vlan = Requirement.vlanFiltering.isMet
    let all = { (lines: [String]) in
      // An entry without a VLAN is one in the VLAN that every port is in as well.
      Set(
        lines.flatMap { line in
          guard vlan, !line.hasPrefix("vx") else { return [line] }
          let words = line.split(separator: " ").map(String.init)
          return [line, (words[..<2] + ["vlan 1"] + words[2...]).joined(separator: " ")]
        })
    }
    #expect(
      try shown(host)
        == all([
          "vm0: 1 static", "vm0: 2 sticky static", "vm1: 3 permanent", "br: 4 permanent", "vx: all 192.0.2.1 permanent",
          "vx: all 192.0.2.2 permanent", "vx: all 192.0.2.3 port 4790 vni 9 nic permanent", "vx: 5 192.0.2.2 permanent",
        ]))
    #expect(try host.isInSync())

    let output = try host.apply(
      links(entry(2, #""sticky": false"#), word(1), "", entry(5, #""dst": "192.0.2.3""#)))
    #expect(output.contains("vm0  fdb \(station(1)) \(station(2)) sticky → \(station(2))"))
    #expect(
      try shown(host)
        == all(["vm0: 2 static", "vm1: 1 static", "vx: all 192.0.2.1 permanent", "vx: 5 192.0.2.3 permanent"]))
    #expect(try host.isInSync())
    try host.apply(first)
    #expect(try host.isInSync())
    try host.destroy()
    #expect(try shown(host) == [])
  }

  @Test func `what others add goes where entries are declared, and stays where they are not`() throws {
    let host = try Host()
    let links = """
      "br": {"kind": "bridge"}, "vm0": {"kind": "tap", "bridge": {"name": "br", "fdb": ["\(station(1))"]}},
      "vm1": {"kind": "tap", "bridge": "br"}
      """
    try host.apply(links)
    let guest = try OpenTAP("vm0", on: host)
    // A learnt entry, and one of a program, come and go.
    try guest.send(Frame(from: 9, "learnt"))
    for line in [
      "\(station(2)) dev vm0 master static", "\(station(3)) dev vm0 master extern_learn",
      "\(station(4)) dev vm1 master static", "\(station(5)) dev br self permanent",
    ] { try host.bridge(lines: "fdb add " + line) }
    // It moves to another port.
    try host.namespace.bridge("fdb", "replace", station(1), "dev", "vm1", "master", "static")
    #expect(try !host.isInSync())
    try host.apply(links)
    let entries = try host.namespace.bridgeJSON("fdb", "show").elements.filter {
      $0["mac"].string?.hasPrefix("52:54") == true && $0["vlan"] == .null
    }
    let places = Set(entries.map { "\($0["mac"].string?.suffix(2) ?? "") \($0["ifname"].string ?? "")" })
    #expect(places == ["01 vm0", "03 vm0", "04 vm1", "05 br", "09 vm0"])
    #expect(try host.isInSync())
    withExtendedLifetime(guest) {}
  }

  @Test func `a NIC on somebody's bridge gets its entries back`() throws {
    let host = try Host.withNIC()
    try host.ip(lines: "link add old type bridge vlan_default_pvid 0\nlink set dev nic master old")
    for number in 1...2 {
      try host.namespace.bridge("fdb", "add", station(number), "dev", "nic", "master", "static")
    }
    let links =
      "\"old\": {\"kind\": \"bridge\"}, \"nic\": {\"kind\": \"nic\", \"bridge\": {\"name\": \"old\", "
      + "\"fdb\": [\"\(station(2))\", \"\(station(3))\"]}}"
    try host.apply(links)
    #expect(try shown(host) == ["nic: 2 static", "nic: 3 static"])
    try host.namespace.bridge("fdb", "add", station(4), "dev", "nic", "master", "static")
    try host.destroy()
    #expect(try shown(host) == ["nic: 1 static", "nic: 2 static", "nic: 4 static"])
  }

  @Test(.requires(.vlanFiltering)) func `entries are in the VLANs that are declared`() throws {
    let host = try Host()
    let links = { (vlan: String, fdb: String) in
      """
      "br": {"kind": "bridge", "vlan_filtering": true, "vlan": {"trunk": [7], "native": 1},
        "fdb": [{"mac": "\(station(9))", "vlan": 7}]},
      "vm0": {"kind": "tap", "bridge": {"name": "br", "vlan": {"trunk": \(vlan)}, "fdb": [\(fdb)]}}
      """
    }
    let inVLAN = { (number: Int, vlan: Int) in "{\"mac\": \"\(station(number))\", \"vlan\": \(vlan)}" }
    let steps: [(String, String, Set<String>)] = [
      (
        "[10, 20]", "\"\(station(1))\", " + inVLAN(2, 10),
        ["vm0: 1 static", "vm0: 1 vlan 10 static", "vm0: 1 vlan 20 static", "vm0: 2 vlan 10 static"]
      ),
      (
        "[20, 30]", "\"\(station(1))\", " + inVLAN(2, 30),
        ["vm0: 1 static", "vm0: 1 vlan 20 static", "vm0: 1 vlan 30 static", "vm0: 2 vlan 30 static"]
      ),
      (
        "[20, 30]", inVLAN(1, 20) + ", \"\(station(2))\"",
        ["vm0: 1 vlan 20 static", "vm0: 2 static", "vm0: 2 vlan 20 static", "vm0: 2 vlan 30 static"]
      ),
      ("[10]", "", []),
    ]
    for (vlan, fdb, wanted) in steps {
      try host.apply(links(vlan, fdb))
      #expect(try shown(host) == wanted.union(["br: 9 vlan 7 permanent"]))
      #expect(try host.isInSync())
    }
    let refused = try host.tryApply(
      #""br": {"kind": "bridge"}, "vm0": {"kind": "tap", "bridge": {"name": "br", "fdb": [\#(inVLAN(1, 99))]}}"#)
    #expect(refused.status == 65 && refused.errors.contains("is in VLAN 99, of which vm0 is no member"))
  }

  @Test(.enabled(if: !Requirement.vlanFiltering.isMet, "this kernel filters VLANs"))
  func `an entry in a VLAN takes a kernel that filters VLANs`() throws {
    let host = try Host()
    let refused = try host.tryApply(
      """
      "br": {"kind": "bridge"},
      "vm0": {"kind": "tap", "bridge": {"name": "br", "fdb": [{"mac": "\(station(1))", "vlan": 1}]}}
      """)
    #expect(refused.status == 69 && refused.errors.contains("VLAN filtering on bridges"))
  }

  @Test func `frames for a station go where its entry says`() throws {
    let host = try Host()
    let port = { (name: String, fdb: String) in
      ", \"\(name)\": {\"kind\": \"tap\", \"bridge\": {\"name\": \"br\", \"fdb\": [\(fdb)]}}"
    }
    try host.apply(
      #""br": {"kind": "bridge"}"# + port("one", "") + port("two", #""52:54:00:00:00:02""#) + port("three", ""))
    let one = try OpenTAP("one", on: host)
    let two = try OpenTAP("two", on: host)
    let three = try OpenTAP("three", on: host)
    try one.send(Frame(from: 1, to: 2, "private"))
    try one.send(Frame(from: 1, "to all"))
    #expect(try two.frames(through: "to all").map(\.text) == ["private", "to all"])
    #expect(try three.frames(through: "to all").map(\.text) == ["to all"])
  }

  @Test(.enabled(if: Kernel.has("5.18"), "the kernel cannot lock ports"))
  func `a locked port shows as what one word stands for, and is exported as that word`() throws {
    let host = try Host()
    try host.apply(
      """
      "br": {"kind": "bridge"},
      "vm0": {"kind": "tap", "bridge": {"name": "br", "mac_lock": ["\(station(1))", "\(station(2))"]}}
      """)
    let port = try host.links()["vm0"].port
    #expect(port["locked"] == true && port["learning"] == false)
    let entries = try shown(host).filter { !$0.contains("vlan") }.sorted()
    #expect(entries == ["vm0: 1 sticky static", "vm0: 2 sticky static"])
    #expect(try host.vnetctl("export").text.contains("\"mac_lock\": [\"\(station(1))\", \"\(station(2))\"]"))
  }

  @Test func `what is exported makes the same`() throws {
    let host = try Host.withNIC()
    let links = """
      "br": {"kind": "bridge", "fdb": ["\(station(1))"]}, "nic": {"kind": "nic"},
      "vm0": {"kind": "tap", "bridge": {"name": "br", "fdb": ["\(station(2))", {"mac": "\(station(3))", "sticky": true}]}},
      "vx": {"kind": "vxlan", "id": 7, "remote": "192.0.2.1", "bridge": {"name": "br", "fdb": ["\(station(4))"]},
        "fdb": [{"mac": "00:00:00:00:00:00", "dst": "192.0.2.2", "via": "nic"}]}
      """
    try host.apply(links)
    let wanted = try shown(host)
    let text = try host.vnetctl("export").text
    let path = try host.file("exported.json", text)
    #expect(try host.vnetctl("diff", path, "--yes").status != 2)
    let second = try Host.withNIC()
    let output = try second.vnetctl("apply", try second.file("exported.json", text), "--yes")
    #expect(output.status == 0, "\(output.errors)\n\(text)")
    #expect(try shown(second) == wanted)
  }
}
