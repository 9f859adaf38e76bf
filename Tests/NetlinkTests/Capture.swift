import Foundation
import Testing

/// A message that was captured from a kernel, or that is to be sent to one: a file of annotated bytes in `Captures`.
struct Capture {
  /// The bytes, netlink header included.
  let bytes: [UInt8]

  /// Reads `Captures/NAME.txt`: hexadecimal bytes, and comments from `#` to the end of a line.
  init(_ name: String, file: String = #filePath) throws {
    let folder = file.split(separator: "/").dropLast().joined(separator: "/")
    let path = "/\(folder)/Captures/\(name).txt"
    bytes = try Self.parse(String(contentsOfFile: path, encoding: .utf8))
  }

  /// Reads annotated bytes.
  static func parse(_ text: String) throws -> [UInt8] {
    try text.split(separator: "\n").flatMap { line in
      try line.prefix { $0 != "#" }.split(separator: " ").map { try #require(UInt8($0, radix: 16), "\(line)") }
    }
  }

  /// What follows the netlink header.
  var payload: [UInt8] { Array(bytes.dropFirst(16)) }
}

extension [UInt8] {
  /// Lends the bytes as a span.
  func withSpan<Value, Failure: Error>(_ body: (RawSpan) throws(Failure) -> Value) throws(Failure) -> Value {
    unsafe try body(span.bytes)
  }

  /// The bytes as a capture writes them, so that a difference can be read.
  var hexadecimal: String {
    map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
  }
}
