import Foundation
import Testing

@testable import TopologyFormat

/// An independent validator of JSON Schemas: jsonschema from PyPI, by way of `validate.py`.
enum SchemaValidator {
  /// `VNETCTL_PYTHON`, or the one that `make test-dependencies` installs, or what is on the path.
  private static var python: [String] {
    if let path = ProcessInfo.processInfo.environment["VNETCTL_PYTHON"] { return [path] }
    let own = Repository.root.appending(path: ".build/python/bin/python3").path
    return FileManager.default.isExecutableFile(atPath: own) ? [own] : ["/usr/bin/env", "python3"]
  }

  /// What is wrong with each of the documents by the schema; nil for nothing.
  static func faults(of documents: [String], by schema: String = JSONSchema.text) throws -> [String?] {
    let job = JSONWriter.text(
      .members(["schema": .string(schema), "documents": .array(documents.map(JSONValue.string))]))
    let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "validate.py").path
    // Through a file: a pipe that is not read while it is written to could fill.
    let input = FileManager.default.temporaryDirectory.appending(path: "vnetctl-schema-\(UUID().uuidString).json")
    try Data(job.utf8).write(to: input)
    defer { try? FileManager.default.removeItem(at: input) }
    let process = Process()
    process.executableURL = URL(filePath: python[0])
    process.arguments = Array(python.dropFirst()) + [script]
    process.standardInput = try FileHandle(forReadingFrom: input)
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let answer = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    try #require(
      process.terminationStatus == 0,
      "\(python.joined(separator: " ")) could not validate; the test needs Python with the module jsonschema")
    return try JSONDecoder().decode([String?].self, from: answer)
  }
}

extension DocumentNode {
  /// The same value without positions.
  var json: JSONValue {
    switch content {
    case .null: .null
    case .boolean(let value): .boolean(value)
    case .number(let literal): .number(literal.text)
    case .string(let text): .string(text)
    case .array(let elements): .array(elements.map(\.json))
    case .object(let members): .object(members.map { .init($0.key, $0.value.json) })
    }
  }
}
