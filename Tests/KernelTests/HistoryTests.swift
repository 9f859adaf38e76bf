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
}
