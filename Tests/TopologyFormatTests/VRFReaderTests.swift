import NetworkModel
import Testing

@testable import TopologyFormat

/// Links in VRFs, and the tables of routes.
struct VRFReaderTests {
  private func tables(_ routes: String) throws -> [UInt32] {
    let text = """
      {"routes": [\(routes)], "links": {
      "e0": {"kind": "nic", "vrf": "red"}, "e1": {"kind": "nic", "vrf": "red"}, "e2": {"kind": "nic", "vrf": null},
      "red": {"kind": "vrf", "table": 70}}}
      """
    return try topology(text).routes.map(\.route.table)
  }

  @Test func `a link is in one or in none`() throws {
    let links = try topology(
      #"{"links": {"a": {"kind": "bridge", "vrf": "red"}, "b": {"kind": "bond", "vrf": null}, "c": {"kind": "nic"}}}"#
    ).links
    #expect(links.map(\.masterName?.text) == ["red", nil, nil])
    #expect(links.map(\.master) == [.on(LinkName(kernelName: "red")), DeclaredLink.Master.none, nil])
    #expect(links[0].vrf?.text == "red" && links[0].frameMaster == nil)
    #expect(links[0].masterKind == .vrf && links[1].masterKind == .vrf)
  }

  @Test func `a route that names no table is in that of its links`() throws {
    #expect(try tables(#"{"to": "10.8.0.0/16", "via": "192.0.2.1", "dev": "e0"}"#) == [70])
    let hops = #"[{"via": "192.0.2.1", "dev": "e0"}, {"via": "192.0.2.2", "dev": "e1"}]"#
    #expect(try tables(#"{"to": "10.8.0.0/16", "hops": \#(hops)}"#) == [70])
    #expect(try tables(#"{"to": "fd00::/16", "dev": "e0"}"#) == [70])
  }

  @Test func `one over the VRF itself, over others or over no link is in the main table`() throws {
    #expect(try tables(#"{"to": "10.8.0.0/16", "dev": "red"}, {"to": "10.9.0.0/16", "dev": "e2"}"#) == [254, 254])
    #expect(
      try tables(#"{"to": "10.8.0.0/16", "via": "192.0.2.1"}, {"to": "10.9.0.0/16", "type": "blackhole"}"#) == [
        254, 254,
      ])
  }

  @Test func `one that names its table is there, and the same destination can be in each`() throws {
    #expect(
      try tables(
        #"{"to": "10.8.0.0/16", "dev": "e0"}, {"to": "10.8.0.0/16", "dev": "e0", "table": "main"}, "#
          + #"{"to": "10.8.0.0/16", "dev": "e0", "table": 9}"#) == [70, 254, 9])
  }

  @Test func `a leak into the main table is written such that it stays one`() throws {
    let text = #"{"links": {"e0": {"kind": "nic", "vrf": "red"}, "red": {"kind": "vrf", "table": 70}}, "#
    let before = try topology(text + #""routes": [{"to": "10.8.0.0/16", "dev": "e0", "table": "main"}]}"#)
    let written = TopologyWriter.text(of: before)
    #expect(written.contains(#""table": "main""#))
    #expect(try topology(written).routes.map(\.route) == before.routes.map(\.route))
  }
}
