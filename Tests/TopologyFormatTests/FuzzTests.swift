import NetworkModel
import RandomNumbers
import Testing

@testable import TopologyFormat

/// Valid documents, mutated at random but the same way each time: whatever comes, the readers give a tree or say where
/// in the text the fault is.
struct FuzzTests {
  private static let json = #"""
    {
      "version": 1, "name": "hôst", "links": {
        "eth0": { "kind": "nic", "bridge": { "name": "br0", "vlan": { "trunk": ["10-19", 30], "native": 1 } } },
        "br0": { "kind": "bridge", "vlan_filtering": true, "stp": false, "hello_time": 2.5e0 },
        "vm[0-3]": { "kind": "tap", "queues": 4, "bridge": null, "description": "\u00e9\ud83d\ude00\n\"x\"" }
      }, "routes": [ { "to": "10.8.0.0/16" }, [], {} ]
    }
    """#
  private static let yaml = """
    # A host
    version: 1
    name: hôst
    links:
      br0: &br { kind: bridge, vlan_filtering: true, "x": 'y', hello_time: 2.5 }
      br1: *br
      vm[0-3]:
        kind: tap
        queues: 0x4
        list: [a, *br, "b\\u00e9", ~]
      text: |
        a
         b
    """
  private static let tokens = [
    "\"", "'", "\\", "\\u", "\\ud800", "{", "}", "[", "]", ",", ":", ": ", "-", "- ", "\n", "\r", "\t", "  ", "#", "//",
    "*", "*br", "&a ", "!", "!!str ", "|", ">", "?", "? ", "%", "@", "`", "<<: ", "---\n", "...", "~", "0", "1e", ".",
    "+",
    "true", "nul", "NaN", "é", "😀", "\u{FEFF}", "\u{85}", "\u{2028}", "\u{0}", "\u{1B}", "br0: 1\n", "\"a\":1,",
  ].map { Array($0.utf8) }
  private static let rawBytes: [UInt8] = [0x80, 0xBF, 0xC0, 0xE0, 0xED, 0xF4, 0xFF, 0x00, 0x7F]

  @Test(arguments: [(Format.json, 6_000), (.yaml, 3_000)])
  func `mutated documents`(_ format: Format, _ rounds: Int) {
    var random = SplitMix64(seed: 0x5EED)
    let original = Array((format == .json ? Self.json : Self.yaml).utf8)
    var accepted = 0
    #expect(format.complaints(original).isEmpty)
    for round in 0..<rounds {
      var bytes = original
      for _ in 0..<Int.random(in: 1...4, using: &random) { Self.mutate(&bytes, using: &random) }
      do throws(DocumentError) {
        _ = try format.parse(bytes)
        accepted += 1
      } catch {
        #expect(!error.diagnostics.isEmpty)
        for diagnostic in error.diagnostics {
          #expect(
            Self.contains(
              bytes, TextPosition(line: diagnostic.position.line, column: diagnostic.position.column), format)
              && !diagnostic.message.isEmpty,
            "round \(round): \(diagnostic) in \(String(decoding: bytes, as: UTF8.self).debugDescription)")
        }
      }
    }
    // The mutations are to probe both outcomes.
    #expect(accepted > rounds / 50 && accepted < rounds * 9 / 10)
  }

  private static func mutate(_ bytes: inout [UInt8], using random: inout SplitMix64) {
    let start = Int.random(in: 0...bytes.count, using: &random)
    let end = min(bytes.count, start + Int.random(in: 0...6, using: &random))
    switch Int.random(in: 0..<6, using: &random) {
    case 0: bytes.removeSubrange(start..<end)
    case 1: bytes.removeSubrange(start...)
    case 2: bytes.insert(contentsOf: bytes[start..<end], at: Int.random(in: 0...bytes.count, using: &random))
    case 3: bytes.insert(rawBytes.randomElement(using: &random) ?? 0, at: start)
    case 4: bytes.replaceSubrange(start..<end, with: tokens.randomElement(using: &random) ?? [])
    default: bytes.insert(contentsOf: tokens.randomElement(using: &random) ?? [], at: start)
    }
  }

  /// Whether the position is a character of the text or the end of a line. Bytes that are not UTF-8 count one each.
  private static func contains(_ bytes: [UInt8], _ position: TextPosition, _ format: Format) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self).unicodeScalars
    // YAML 1.1 ends lines where JSON does not.
    let breaks: Set<Unicode.Scalar> =
      format == .json ? ["\n", "\r"] : ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"]
    let longest = text.split(omittingEmptySubsequences: false) { breaks.contains($0) }.map(\.count).max() ?? 0
    let lines = text.count { breaks.contains($0) } + 1
    return 1...lines ~= position.line && 1...(longest + 1) ~= position.column
  }
}
