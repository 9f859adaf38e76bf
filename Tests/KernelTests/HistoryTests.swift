internal import Foundation
internal import KernelTestSupport
internal import Testing

/// What was applied before, and the way back to it.
@Suite(.requires(.namespaces)) struct HistoryTests {
  @Test func `the last ten documents are kept, and revert goes back to one`() throws {
    let host = try Host()
    for mtu in 1401...1412 { try host.apply(#""t": {"kind": "tap", "mtu": \#(mtu)}"#) }
    // The same once more is no new document.
    try host.apply(#""t": {"kind": "tap", "mtu": 1412}"#)
    let list = try JSON(host.vnetctl("history", "test", "--output", "json").text)
    let entries = list["documents"].elements
    #expect(entries.count == 10)
    for entry in entries {
      let path = try #require(entry["path"].string)
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
    }
    #expect(try host.vnetctl("revert", "--name", "test", "--yes").status == 0)
    #expect(try host.links()["t"]["mtu"] == 1411)
    #expect(try host.vnetctl("revert", "3", "--name", "test", "--yes").status == 0)
    #expect(try host.links()["t"]["mtu"] != 1411)
    let tooFar = try host.vnetctl("revert", "99", "--name", "test", "--yes")
    #expect(tooFar.status != 0 && !tooFar.errors.isEmpty)
    try host.destroy()
    #expect(try host.vnetctl("revert", "--name", "test", "--yes").status == 0)
    #expect(try host.links().names == ["t"])
  }

  @Test func `one file in JSON is kept as it is, and of others one is made`() throws {
    let host = try Host()
    let newest = {
      let list = try JSON(host.vnetctl("history", "test", "--output", "json").text)
      return try String(contentsOfFile: try #require(list["documents"].elements.first?["path"].string), encoding: .utf8)
    }
    let text = #"{"name":   "test", "links": {"t": {"mtu": 1400, "kind": "tap"} } }"#
    let file = try host.file("own.json", text)
    for _ in 1...2 { #expect(try host.vnetctl("apply", file, "--yes").status == 0) }
    #expect(try newest() == text)
    let others = [
      try host.file("a.yaml", "name: test\nlinks: {t: {kind: tap, mtu: 1450}}\n"),
      try host.file("b.json", #"{"name": "test", "links": {"u": {"kind": "tap"}}}"#),
    ]
    #expect(try host.vnetctl(["apply", "--yes"] + others).status == 0)
    let made = try JSON(newest())
    #expect(made["links"]["t"]["mtu"] == 1450 && made["links"]["u"]["kind"] == "tap")
    #expect(try host.vnetctl("revert", "--name", "test", "--yes").status == 0)
    #expect(try host.links().names.filter { $0 != "lo" } == ["t"])
    #expect(try newest() == text)
  }
}
