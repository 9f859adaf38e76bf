import Foundation
import Reconciliation
import Testing
import TopologyFormat

@testable import vnetctl

@Suite struct DocumentFilesTests {
  @Test func `a folder stands for its documents in the order of their names`() throws {
    let scratch = Scratch()
    for name in ["b.json", "a.yaml", "c.YML", "readme.md", ".hidden.json"] { try scratch.write(name) }
    let files = try DocumentFiles([scratch.path, scratch.path + "/readme.md"], trust: .unlimited).files
    #expect(files.map(\.name) == ["a.yaml", "b.json", "c.YML", "readme.md"].map { "\(scratch.path)/\($0)" })
    #expect(files.map { String(decoding: $0.bytes, as: UTF8.self) } == ["a.yaml", "b.json", "c.YML", "readme.md"])
  }

  @Test func `a folder without documents is a fault`() throws {
    let scratch = Scratch()
    try scratch.write("readme.md")
    let error = #expect(throws: CommandError.self) { try DocumentFiles([scratch.path], trust: .unlimited) }
    guard case .emptyFolder(scratch.path, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }
}

/// A folder of its own for one test, gone when the test is.
final class Scratch {
  let path: String

  init() {
    path = FileManager.default.temporaryDirectory.appending(path: "vnetctl-test-\(UUID().uuidString)").path
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Writes a file that holds its own name.
  func write(_ name: String) throws {
    try name.write(toFile: "\(path)/\(name)", atomically: false, encoding: .utf8)
  }
}
