import NetworkModel
import Testing

@testable import TopologyFormat

/// Pairs of links in documents.
struct PairReaderTests {
  private func outlines(_ links: String) throws -> [String] {
    try topology("{\"links\": {\(links)}}").links.map(\.outline)
  }

  @Test func `the end that is not declared is there all the same, with the other one's MTU`() throws {
    #expect(
      try outlines(#""v0": {"kind": "veth", "peer": "v1", "mtu": 1400, "up": false}, "b": {"kind": "bridge"}"#)
        == ["v0, veth, peer v1, mtu 1400, up off", "v1, veth, peer v0, mtu 1400", "b, bridge"])
    let links = try topology(#"{"links": {"v0": {"kind": "veth", "peer": "v1"}}}"#).links
    #expect(links.count == 2 && links[0].position == links[1].position)
  }

  @Test func `both ends can be declared, each with settings of its own, in any order and in several files`() throws {
    let ends = [
      #""v1": {"kind": "veth", "peer": "v0"}"#, #""v0": {"kind": "veth", "peer": "v1", "mtu": 1400}"#,
    ]
    let expected = ["v1, veth, peer v0", "v0, veth, peer v1, mtu 1400"]
    #expect(try outlines(ends.joined(separator: ",")) == expected)
    let files = ends.enumerated().map { number, end in
      SourceFile(name: "\(number).json", bytes: Array("{\"links\": {\(end)}}".utf8))
    }
    #expect(try TopologyReader.read(files, accounts: FewAccounts()).links.map(\.outline) == expected)
  }

  @Test func `an end in another namespace is no link of this one`() throws {
    let text =
      #""v0": {"kind": "veth", "peer": {"name": "v0", "netns": "guest"}}, "#
      + #""v1": {"kind": "veth", "peer": {"name": "v0", "netns": "/run/docker/netns/a b"}}"#
    #expect(try outlines(text) == ["v0, veth, peer v0 in guest", "v1, veth, peer v0 in /run/docker/netns/a b"])
  }

  @Test func `an object without a namespace is a name`() throws {
    #expect(
      try outlines(#""v0": {"kind": "veth", "peer": {"name": "v1"}}"#)
        == ["v0, veth, peer v1", "v1, veth, peer v0"])
  }

  @Test func `ranges count along, and defaults are for those that are declared`() throws {
    let text = """
      {"defaults": {"veth": {"mtu": 1400, "promiscuous": true}}, "links": {
        "v[0-1]": {"kind": "veth", "peer": "w[0-1]"},
        "x[0-1]": {"kind": "veth", "peer": {"name": "eth0", "netns": "guest[7-8]"}}
      }}
      """
    #expect(
      try topology(text).links.map(\.outline) == [
        "v0, veth, peer w0, mtu 1400, promiscuous on", "w0, veth, peer v0, mtu 1400",
        "v1, veth, peer w1, mtu 1400, promiscuous on", "w1, veth, peer v1, mtu 1400",
        "x0, veth, peer eth0 in guest7, mtu 1400, promiscuous on",
        "x1, veth, peer eth0 in guest8, mtu 1400, promiscuous on",
      ])
  }

  @Test func `what is written is read again`() throws {
    var ends = [
      DeclaredLink(name: try LinkName("v0"), kind: .veth), DeclaredLink(name: try LinkName("v1"), kind: .veth),
      DeclaredLink(name: try LinkName("v2"), kind: .veth),
    ]
    ends[0].peer = Peer(ends[1].name)
    ends[1].peer = Peer(ends[0].name)
    ends[2].peer = Peer(try LinkName("eth0"), in: "guest")
    let text = TopologyWriter.text(of: Topology(links: ends))
    #expect(try topology(text).links.map(\.placeless) == ends)
    #expect(text.contains(#""v0": { "kind": "veth", "peer": "v1" }"#))
    #expect(text.contains(#""peer": { "name": "eth0", "netns": "guest" }"#))
  }

  @Test func `a pair is exported with both ends, and none that leads nobody knows where`() throws {
    func link(_ index: Int32, _ name: String, _ kind: LinkKind = .veth) -> ObservedLink {
      ObservedLink(index: index, name: LinkName(kernelName: name), kind: kind, kernelKind: "veth")
    }
    var links = [link(2, "v0"), link(3, "v1"), link(4, "v2"), link(5, "v3"), link(6, "v4", .nic)]
    (links[0].lower, links[1].lower) = (3, 2)
    links[2].distantPeer = DistantPeer(namespaceID: 0, index: 9, name: LinkName(kernelName: "eth0"))
    // Who may not know its name cannot write it down.
    links[3].distantPeer = DistantPeer(namespaceID: 0, index: 10)
    var snapshot = Snapshot(links: links)
    snapshot.namespaces = ["/run/netns/guest": 0, "guest": 0, "other": 1]
    let lines = Topology(exporting: snapshot).links.map(\.outline)
    #expect(lines == ["v0, veth, peer v1", "v1, veth, peer v0", "v2, veth, peer eth0 in guest"])
  }
}
