import Foundation
import NetworkModel

@testable import Reconciliation

/// A folder of its own for one test, gone when the test is.
final class Scratch: Sendable {
  let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "vnetctl-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    path = folder.path
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// The state folder of a namespace with that cookie.
  func directory(cookie: UInt64 = 1) throws -> StateDirectory {
    try .locate(cookie: cookie, environment: ["VNETCTL_STATE_DIR": path + "/state"])
  }

  func record(cookie: UInt64 = 1, boot: String = "this-boot") throws -> RecordFile {
    RecordFile(in: try directory(cookie: cookie), boot: boot)
  }

  func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

  func write(_ text: String, to path: String) throws {
    try text.write(toFile: path, atomically: false, encoding: .utf8)
  }

  func remove(_ path: String) throws { try FileManager.default.removeItem(atPath: path) }

  static func makeFolder(_ path: String) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    } catch {
      preconditionFailure("cannot make \(path): \(error)")
    }
  }

  func permissions(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }
}

func link(_ name: String) -> LinkName { LinkName(kernelName: name) }
