import Foundation

/// The files of the project that tests compare with.
enum Repository {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// The examples by their names, in order.
  static let examples: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Config/examples").path)) ?? [])
    .sorted()
}
