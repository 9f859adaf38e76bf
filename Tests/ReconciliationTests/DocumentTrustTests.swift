import Foundation
import Testing

@testable import Reconciliation

@Suite struct DocumentTrustTests {
  private let scratch: Scratch
  private let trust = DocumentTrust(owners: [geteuid()])
  private let path: String

  init() throws {
    scratch = try Scratch()
    path = scratch.path + "/topology.json"
    try scratch.write("{}", to: path)
    try setPermissions(0o644, path)
    try setPermissions(0o755, scratch.path)
  }

  private func setPermissions(_ permissions: Int, _ path: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: path)
  }

  private func violation(_ path: String, _ trust: DocumentTrust? = nil) throws -> DocumentTrust.Violation? {
    try (trust ?? self.trust).violation(by: File.reading(path), at: path)
  }

  @Test func `what only the owner can write is taken`() throws {
    #expect(try violation(path) == nil)
    #expect(try trust.violation(byFolder: scratch.path) == nil)
  }

  @Test func `what others can write is not`() throws {
    try setPermissions(0o664, path)
    #expect(try violation(path)?.reason == "its mode 664 lets its group write to it")
    try setPermissions(0o646, path)
    #expect(
      try violation(path)?.description
        == "\(path): its mode 646 lets everybody write to it, and so somebody else could decide what root does to this "
        + "host; take that right away (chmod go-w), or say --allow insecure-files")
    #expect(try violation(path, .unlimited) == nil)
  }

  @Test func `a folder that others can write is not taken either, unless it is sticky`() throws {
    for mode in [0o775, 0o757] {
      try setPermissions(mode, scratch.path)
      #expect(try violation(path)?.path == scratch.path)
      #expect(try trust.violation(byFolder: scratch.path)?.path == scratch.path)
    }
    try setPermissions(0o1777, scratch.path)
    #expect(try violation(path) == nil)
    #expect(try trust.violation(byFolder: scratch.path) == nil)
    // The bit means nothing on a file.
    try setPermissions(0o1666, path)
    #expect(try violation(path) != nil)
  }

  @Test func `behind a link both folders count`() throws {
    for name in ["links", "files"] { Scratch.makeFolder("\(scratch.path)/\(name)") }
    let link = scratch.path + "/links/topology.json"
    try FileManager.default.moveItem(atPath: path, toPath: scratch.path + "/files/real.json")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: scratch.path + "/files/real.json")
    #expect(try violation(link) == nil)
    for name in ["links", "files"] {
      let folder = "\(scratch.path)/\(name)"
      try setPermissions(0o777, folder)
      #expect(try violation(link)?.path == folder)
      try setPermissions(0o755, folder)
    }
  }

  @Test func `what belongs to somebody else is not taken`() throws {
    let stranger = DocumentTrust(owners: [geteuid() + 1])
    #expect(try stranger.violation(byFolder: scratch.path)?.reason == "it belongs to the user \(geteuid())")
    #expect(try violation(path, stranger) != nil)
  }

  @Test func `a name without a folder is in the current one`() {
    #expect(FileSystem.parent(of: "topology.json") == ".")
    #expect(FileSystem.parent(of: "/topology.json") == "/")
    #expect(FileSystem.parent(of: "//topology.json") == "/")
    #expect(FileSystem.parent(of: "a/b/c.json") == "a/b")
  }

  @Test func `only root of the whole machine has to be careful`() throws {
    #expect(DocumentTrust.isInitial(Array("         0          0 4294967295\n".utf8)))
    #expect(!DocumentTrust.isInitial(Array("         0       1000          1\n".utf8)))
    #expect(!DocumentTrust.isInitial(Array("0 0 1000\n1000 100000 65536\n".utf8)))
    let map = scratch.path + "/map"
    try scratch.write("0 1000 1\n", to: map)
    let inNamespace = try DocumentTrust.ofThisProcess(sudoUser: nil, map: map)
    try setPermissions(0o666, path)
    #expect(try violation(path, inNamespace) == nil)
    try scratch.write("0 0 4294967295\n", to: map)
    let real = try DocumentTrust.ofThisProcess(sudoUser: nil, map: map)
    #expect(try (violation(path, real) != nil) == (geteuid() == 0))
  }

  @Test(.enabled(if: geteuid() == 0, "only root can give files away"))
  func `whoever became root by sudo is trusted`() throws {
    let map = scratch.path + "/map"
    try scratch.write("0 0 4294967295\n", to: map)
    try FileManager.default.setAttributes([.ownerAccountID: 12345], ofItemAtPath: path)
    #expect(try violation(path, .ofThisProcess(sudoUser: "12345", map: map)) == nil)
    for other in [nil, "", "12346", "root"] {
      #expect(
        try violation(path, .ofThisProcess(sudoUser: other, map: map))?.reason == "it belongs to the user 12345")
    }
  }
}
