internal import KernelTestSupport
internal import Testing

/// Links that are found by what they are, with a veth as the NIC.
@Suite(.requires(.namespaces)) struct NICMatchTests {
  private static let renaming =
    #""uplink": {"kind": "nic", "match": {"mac": "52:54:00:aa:00:01"}, "rename": true}"#

  @Test func `keep their names, by which the document is carried out`() throws {
    let host = try host(
      Transition.nic + "\nlink property add dev nic altname enp3s0\nlink add other type veth peer name far")
    let before = try host.settled()
    let output = try host.apply(
      """
      "uplink": {"kind": "nic", "bridge": "br", "match":
        {"mac": "52:54:00:aa:00:01", "driver": "veth", "alternative_name": "enp3s0"}},
      "br": {"kind": "bridge"},
      "upper": {"kind": "macvlan", "link": "far end"}, "far end": {"kind": "nic", "match": {"mac": "\(try mac(host, "far"))"}}
      """.replacing("far end", with: "far-end"))
    #expect(output.contains("~ nic     nic (uplink)  bridge none → br"), "\(output)")
    let links = try host.links()
    #expect(links.names == ["br", "far", "nic", "other", "peer", "upper"])
    // The bridge has the NIC's address, and vnetctl made it.
    #expect(links["nic"]["master"] == "br" && links["br"]["address"] == "52:54:00:aa:00:01")
    #expect(links["upper"]["link"] == "far")
    #expect(try host.isInSync())
    try host.destroy()
    let differences = try HostState.differences(of: host, from: before)
    #expect(differences == [])
  }

  /// A host of which nothing settles later.
  private func host(_ lines: String) throws -> Host {
    let host = try Host()
    try host.ignoreDuplicateAddresses()
    try host.ip(lines: lines)
    return host
  }

  private func mac(_ host: Host, _ name: String) throws -> String { try host.links()[name]["address"].string ?? "" }

  @Test func `are found again by what they were before`() throws {
    let host = try Host.withNIC()
    try host.ip(lines: "link property add dev nic altname enp3s0")
    try host.apply(
      """
      "uplink": {"kind": "nic", "match": {"mac": "52:54:00:aa:00:01", "alternative_name": "enp3s0"},
        "mac": "52:54:00:bb:00:01", "alternative_names": ["wan"]}
      """)
    #expect(try mac(host, "nic") == "52:54:00:bb:00:01" && host.isInSync())
    try host.destroy()
    #expect(try mac(host, "nic") == "52:54:00:aa:00:01")
  }

  @Test func `get other names with all that they have, and get their own back`() throws {
    let host = try host(Transition.addressedNIC)
    let before = try host.settled()
    let index = try host.links()["nic"]["ifindex"]
    let document = Self.renaming + #", "upper": {"kind": "macvlan", "link": "uplink"}"#
    let output = try host.apply(document)
    #expect(output.contains("~ nic     uplink  name nic → uplink"), "\(output)")
    #expect(try host.links()["uplink"]["ifindex"] == index && host.links()["upper"]["link"] == "uplink")
    #expect(try host.links().names == ["peer", "uplink", "upper"])
    let renamed = try host.settled()
    let text = { (state: HostState, name: String) in
      state.of([name]).parts.filter { $0.key.hasPrefix("address") || $0.key == "route" }.values.joined().sorted()
        .joined(separator: "\n").replacing("\"nic", with: "\"uplink")
    }
    #expect(text(renamed, "uplink") == text(before, "nic"))
    #expect(try host.isInSync())
    #expect(try host.apply(document).contains("in sync"))
    // Without the rename it is the same link under its own name.
    try host.apply(document.replacing(", \"rename\": true", with: ""))
    #expect(try host.links().names == ["nic", "peer", "upper"] && host.links()["upper"]["link"] == "nic")
    #expect(try host.isInSync())
    try host.apply(document)
    try host.destroy()
    let differences = try HostState.differences(of: host, from: before)
    #expect(differences == [])
  }

  @Test func `get other names while they are ports, and change them among each other`() throws {
    let host = try host(
      Transition.nic + "\nlink add theirs type bridge\nlink set dev nic master theirs\nlink set dev theirs up")
    let before = try host.settled()
    let links = try host.links()
    try host.apply(
      """
      "nic": {"kind": "nic", "match": {"mac": "52:54:00:aa:00:02"}, "rename": true},
      "peer": {"kind": "nic", "match": {"mac": "52:54:00:aa:00:01", "driver": "veth"}, "rename": true, "mtu": 1400}
      """)
    let now = try host.links()
    #expect(now["nic"]["ifindex"] == links["peer"]["ifindex"] && now["peer"]["ifindex"] == links["nic"]["ifindex"])
    #expect(now["peer"]["master"] == "theirs" && now["peer"]["mtu"] == 1400 && now["peer"].has("UP"))
    #expect(try host.isInSync())
    try host.destroy()
    let differences = try HostState.differences(of: host, from: before)
    #expect(differences == [])
  }

  @Test func `are refused with the place in the document unless it is one alone`() throws {
    let host = try host(Transition.nic)
    let before = try host.settled()
    let output = try host.tryApply(
      """
      "none": {"kind": "nic", "match": {"mac": "52:54:00:aa:00:09"}},
      "two": {"kind": "nic", "match": {"driver": "veth"}}
      """)
    #expect(output.status == 2)
    let words = [
      "test.json:2:34: none: match: no link here has mac 52:54:00:aa:00:09; ",
      "nic has mac 52:54:00:aa:00:01; peer has mac 52:54:00:aa:00:02",
      "test.json:3:33: two: match: nic and peer have driver veth; one link alone must: say more about it",
    ]
    for words in words { #expect(output.errors.contains(words), "\(output.errors)") }
    let taken = try host.tryApply(
      #""peer": {"kind": "nic", "match": {"mac": "52:54:00:aa:00:01"}, "rename": true}"#)
    #expect(taken.status == 2 && taken.errors.contains("peer, a veth, has that name"), "\(taken.errors)")
    let differences = try HostState.differences(of: host, from: before)
    #expect(differences == [])
  }

  /// The lab's machine has a network card, which comes back there when the namespace goes.
  @Test(.requires(.labMachine)) func `are found by the hardware under them`() throws {
    let host = try Host()
    let script = """
      for n in 1 2 3 4 5 6 7 8 9 10; do
        name=$(grep -lx 52:54:00:12:34:56 /sys/class/net/*/address | cut -d / -f 5) && break; sleep 0.5
      done
      exec ip link set dev "$name" netns "$0" name card
      """
    let output = try host.namespace.spawn("nsenter", ["--net=/proc/1/ns/net", "sh", "-c", script, host.namespace.path])
    try #require(output.status == 0, "\(output.errors)")
    let card = try host.links()["card"]
    let path = card["parentdev"].string ?? ""
    #expect(card["parentbus"] == "pci" && path.hasPrefix("0000:00:"), "\(card)")
    try host.apply(
      """
      "uplink": {"kind": "nic", "rename": true, "mac": "52:54:00:aa:00:01", "bridge": "br", "match":
        {"permanent_mac": "52:54:00:12:34:56", "path": "\(path)", "driver": "e1000", "mac": "52:54:00:12:34:56"}},
      "br": {"kind": "bridge"}
      """)
    let links = try host.links()
    #expect(links["uplink"]["address"] == "52:54:00:aa:00:01" && links["uplink"]["permaddr"] == "52:54:00:12:34:56")
    #expect(links["uplink"]["master"] == "br" && links["uplink"]["parentdev"] == card["parentdev"])
    #expect(try host.isInSync())
    try host.destroy()
    let after = try host.links()
    #expect(after.names == ["card"] && after["card"]["address"] == "52:54:00:12:34:56")
  }
}
