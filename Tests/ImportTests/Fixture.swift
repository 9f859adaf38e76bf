internal import Foundation
internal import Import
internal import Testing
internal import TopologyFormat

/// A folder with files of another program, the document that is made of them (`document.json`), and what is left out
/// (`left-out.txt`, a line each). The folder above it is named after the format.
struct Fixture: CustomTestStringConvertible {
  let format: ForeignFormat
  let folder: URL

  static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

  static let all: [Fixture] = ForeignFormat.allCases.flatMap { format in
    let names = try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: format.rawValue).path)
    return (names ?? []).sorted().map {
      Fixture(format: format, folder: root.appending(path: format.rawValue).appending(path: $0))
    }
  }

  /// The files in the order of their names.
  var files: [SourceFile] {
    get throws {
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      return try names.sorted().filter { !["document.json", "left-out.txt"].contains($0) }.map {
        SourceFile(name: $0, bytes: Array(try Data(contentsOf: folder.appending(path: $0))))
      }
    }
  }

  func expected(_ name: String) throws -> String {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  var testDescription: String { "\(format.rawValue)/\(folder.lastPathComponent)" }
}

/// Any name of an account is one.
struct AnyAccount: AccountLookup {
  func user(named name: String) -> UInt32? { 1 }
  func group(named name: String) -> UInt32? { 1 }
}
