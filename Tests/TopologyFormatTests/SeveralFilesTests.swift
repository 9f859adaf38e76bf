import NetworkModel
import Testing

@testable import TopologyFormat

struct SeveralFilesTests {
  private static func file(_ name: String, _ text: String) -> SourceFile {
    SourceFile(name: name, bytes: Array(text.utf8))
  }

  @Test func `several files make one topology`() throws {
    let topology = try TopologyReader.read(
      [
        Self.file("host.json", #"{"links": {"br0": {"kind": "bridge"}}}"#),
        Self.file("vm.yml", "name: lab\nlinks:\n  vm[0-1]: {kind: tap, bridge: br0}\n"),
        Self.file("VM2.YAML", "name: lab\nlinks: {vm2: {kind: tap}}\n"),
      ], accounts: FewAccounts())
    #expect(topology.name == "lab")
    #expect(topology.links.map(\.name.text) == ["br0", "vm0", "vm1", "vm2"])
    #expect(topology.links[2].position == SourcePosition(file: "vm.yml", line: 3, column: 3))
  }

  @Test func `no files at all declare nothing`() throws {
    #expect(try TopologyReader.read([], accounts: FewAccounts()) == Topology())
  }

  @Test func `a clash names both places`() {
    let files = [
      Self.file("a.json", "{\"name\": \"one\",\n\"links\": {\"vm[0-3]\": {\"kind\": \"tap\"}}}"),
      Self.file("b.json", "{\"name\": \"two\",\n\"links\": {\"vm[2-9]\": {\"kind\": \"tap\"}}}"),
    ]
    #expect(
      complaints(files) == [
        "b.json:1:10: name: the files of one topology have one name; it is \"one\" at a.json:1:10",
        "b.json:2:11: links.vm[2-9]: vm2 and 1 more link are declared already at a.json:2:11; declare each link once",
      ])
  }

  @Test func `the routes of all files are one list, in which none comes twice`() throws {
    let files = [
      Self.file("a.json", #"{"routes": [{"to": "default", "via": "192.0.2.1"}]}"#),
      Self.file("b.yaml", "routes:\n- {to: 10.8.0.0/16, dev: br0}\n"),
    ]
    let routes = try TopologyReader.read(files, accounts: FewAccounts()).routes
    #expect(routes.map { $0.position?.description } == ["a.json:1:13", "b.yaml:2:3"])
    let clashing = [
      Self.file(
        "c.json",
        """
        {"links": {"br0": {"kind": "bridge", "addresses": ["10.0.0.1/24"]}},
         "routes": [{"to": "10.8.0.0/16", "type": "blackhole"}]}
        """),
      Self.file("d.json", #"{"links": {"br1": {"kind": "bridge", "addresses": ["10.0.0.1/24"]}}}"#),
    ]
    #expect(
      complaints(files + clashing) == [
        "c.json:2:13: routes[0]: a route to 10.8.0.0/16 with the same metric and table is declared already at "
          + "b.yaml:2:3; give one of them another \"metric\", or make one route with \"hops\"",
        "d.json:1:52: links.br1.addresses[0]: br0 has 10.0.0.1/24 too, declared at c.json:1:52; "
          + "an address and its prefix belong to one link",
      ])
  }

  @Test func `what is wrong in all files is told in their order, and by lines`() {
    let files = [
      Self.file(
        "z.json",
        "{\"links\": {\"vm0\": {\"kind\": \"tap\", \"bridge\": \"vm1\"},\n\"vm2\": {\"kind\": \"tap\", \"mtu\": 1}}}"),
      Self.file("y.json", "{"),
      Self.file("a.json", "{\"links\": {\"vm1\": {\"kind\": \"tap\", \"mtu\": 2}}}"),
    ]
    #expect(
      complaints(files) == [
        "z.json:1:45: links.vm0.bridge: vm1 is no bridge but a TAP, declared at a.json:1:12",
        "z.json:2:31: links.vm2.mtu: 1 is not in the range 68 to 65535 bytes",
        "y.json:1:2: the text ends inside the object opened at 1:1; close it with \"}\"",
        "a.json:1:42: links.vm1.mtu: 2 is not in the range 68 to 65535 bytes",
      ])
  }

  @Test func `the limit of links counts all files`() {
    let files = (0..<3).map { Self.file("\($0).json", "{\"links\": {\"v\($0)x[1-4000]\": {\"kind\": \"tap\"}}}") }
    #expect(
      complaints(files) == ["2.json:1:12: links.v2x[1-4000]: the topology has more than 10000 links with these 4000"])
  }
}
