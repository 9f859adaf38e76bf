import NetworkModel
import Testing

@testable import TopologyFormat

/// What is written once for many links: defaults, and values that count along with a range of names.
struct TemplateTests {
  private func outline(_ text: String, name: String = "t.json") throws -> [String] {
    try topology(text, name: name).links.map(\.outline)
  }

  @Test func `a link has the defaults of its kind, but for its own keys`() throws {
    let outline = try outline(
      """
      {"links": {"vm[0-1]": {"kind": "tap"}, "big": {"kind": "tap", "mtu": 9000}, "br0": {"kind": "bridge"},
        "alone": {"kind": "tap", "bridge": null}, "other": {"kind": "tap", "bridge": "br1"},
        "gone": {"kind": "tap", "state": "absent"}},
       "defaults": {"tap": {"mtu": 1450, "bridge": {"name": "br0", "isolated": true}}, "vlan": {"link": "eth0"}}}
      """)
    #expect(
      outline == [
        "vm0, tap, mtu 1450, bridge br0, port isolated on", "vm1, tap, mtu 1450, bridge br0, port isolated on",
        "big, tap, mtu 9000, bridge br0, port isolated on", "br0, bridge", "alone, tap, mtu 1450, bridge none",
        "other, tap, mtu 1450, bridge br1", "gone, tap, absent",
      ])
  }

  @Test func `a link that names its bond has no default bridge`() throws {
    let defaults = #""defaults": {"nic": {"up": true, "bridge": {"name": "br0", "isolated": true}}}"#
    #expect(
      try outline(
        #"{\#(defaults), "links": {"eth0": {"kind": "nic", "bond": "b0"}, "eth1": {"kind": "nic", "bond": null}}}"#)
        == ["eth0, nic, up on, bond b0", "eth1, nic, up on, bond none"])
  }

  @Test func `what a kind needs can be a default`() throws {
    #expect(
      try outline(#"{"defaults": {"vlan": {"link": "eth0"}}, "links": {"v1": {"kind": "vlan", "id": 1}}}"#)
        == ["v1, vlan, link eth0, id 1"])
  }

  @Test func `the defaults of a file are for that file`() throws {
    let topology = try TopologyReader.read(
      [
        SourceFile(
          name: "a.json",
          bytes: Array(#"{"defaults": {"tap": {"mtu": 1400}}, "links": {"a": {"kind": "tap"}}}"#.utf8)),
        SourceFile(name: "b.json", bytes: Array(#"{"links": {"b": {"kind": "tap"}}}"#.utf8)),
      ], accounts: FewAccounts())
    #expect(topology.links.map(\.outline) == ["a, tap, mtu 1400", "b, tap"])
  }

  @Test(arguments: [
    (#""mac": "52:54:00:00:01:[fe-ff]""#, ["mac 52:54:00:00:01:fe", "mac 52:54:00:00:01:ff"]),
    (#""mac": "52:54:00:00:[09-0a]:01""#, ["mac 52:54:00:00:09:01", "mac 52:54:00:00:0a:01"]),
    (#""mtu": "[1400-1401]""#, ["mtu 1400", "mtu 1401"]),
    (#""owner": "[1000-1001]""#, ["owner 1000", "owner 1001"]),
    (
      #""description": "no. [9-10] [prod] [a-b]""#,
      [#"description "no. 9 [prod] [a-b]""#, #"description "no. 10 [prod] [a-b]""#]
    ),
    (#""description": "[x][0[08-09]""#, [#"description "[x][008""#, #"description "[x][009""#]),
    (#""bridge": "br[0-1]""#, ["bridge br0", "bridge br1"]),
    (
      #""bridge": {"name": "br0", "vlan": {"access": "[9-10]"}}"#,
      ["bridge br0, vlan access 9", "bridge br0, vlan access 10"]
    ),
    (
      #""bridge": {"name": "br0", "vlan": {"trunk": ["[9-10]", 30]}}"#,
      ["bridge br0, vlan trunk 9,30", "bridge br0, vlan trunk 10,30"]
    ),
  ])
  func `values count along with the names`(_ setting: String, _ expected: [String]) throws {
    let text = #"{"links": {"vm[0-1]": {"kind": "tap", \#(setting)}}}"#
    #expect(try outline(text) == expected.enumerated().map { "vm\($0), tap, \($1)" })
  }

  @Test func `addresses count along, those of IPv6 in hexadecimal`() throws {
    let text = """
      links:
        v[0-1]: {kind: vlan, link: "eth[0-1]", id: "[19-20]", addresses: ["10.0.[9-10].1/24", "2001:db8::[9-a]/64"]}
      """
    let links = try topology(text, name: "t.yaml").links
    #expect(
      links.map { $0.addresses?.map(\.description) } == [
        ["10.0.9.1/24", "2001:db8::9/64"], ["10.0.10.1/24", "2001:db8::a/64"],
      ])
    #expect(links.map(\.lower?.text) == ["eth0", "eth1"])
  }

  @Test func `several ranges count like those of the name, the last the fastest`() throws {
    let text =
      #"{"links": {"r[0-1]p[0-2]": {"kind": "tap", "description": "row [1-2], place [7-9]", "mtu": "[100-105]"}}}"#
    let links = try topology(text).links
    #expect(links.map { $0.settings[.mtu] } == (100...105).map { .integer($0) })
    #expect(links[0].outline == #"r0p0, tap, mtu 100, description "row 1, place 7""#)
    #expect(links[5].outline == #"r1p2, tap, mtu 105, description "row 2, place 9""#)
  }

  @Test func `what is written out is the same topology`() throws {
    let text = try Repository.text("Config/examples/tenants-of-a-rack.json")
    let read = try topology(text)
    let again = try topology(TopologyWriter.text(of: read))
    #expect(again.links.map(\.outline) == read.links.map(\.outline))
    #expect(read.links.count == 20)
    #expect(read.links[16].outline.contains("bridge br0, port mtu") == false)
  }
}
