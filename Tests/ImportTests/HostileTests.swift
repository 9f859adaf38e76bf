internal import Foundation
internal import Import
internal import RandomNumbers
internal import Testing
internal import TopologyFormat

/// What comes from anywhere is refused, or makes a valid document, in little time.
@Suite struct `Hostile files` {
  /// The document, if there is one, has to be valid.
  private func survives(_ format: ForeignFormat, _ files: [SourceFile]) throws {
    let result: ImportedDocument
    do throws(DocumentError) {
      result = try format.read(files)
    } catch {
      #expect(!error.diagnostics.isEmpty)
      return
    }
    _ = try TopologyReader.read(
      [SourceFile(name: "imported.json", bytes: Array(result.text.utf8))], accounts: AnyAccount())
  }

  @Test(arguments: Fixture.all)
  func `that are others with some bytes changed`(fixture: Fixture) throws {
    var dice = SplitMix64(seed: 7)
    let files = try fixture.files
    let words = Array("\n\t :-\"'[]{}<>/&=#*!|%@0129azA\u{FF}".utf8)
    for _ in 0..<60 {
      let changed = files.map { file in
        var bytes = file.bytes
        for _ in 0..<Int.random(in: 1...4, using: &dice) where !bytes.isEmpty {
          let place = Int.random(in: 0..<bytes.count, using: &dice)
          switch Int.random(in: 0..<4, using: &dice) {
          case 0: bytes[place] = words[Int.random(in: 0..<words.count, using: &dice)]
          case 1: bytes.remove(at: place)
          case 2: bytes.insert(words[Int.random(in: 0..<words.count, using: &dice)], at: place)
          default:
            let end = min(bytes.count, place + Int.random(in: 1...40, using: &dice))
            bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &dice))
          }
        }
        return SourceFile(name: file.name, bytes: bytes)
      }
      try survives(fixture.format, changed)
    }
  }

  @Test(arguments: ForeignFormat.allCases)
  func `that are no text, or none at all`(format: ForeignFormat) throws {
    let ending = format.fileEndings.first ?? ""
    let deep = Array(repeating: UInt8(ascii: "["), count: 5000)
    for bytes in [[], [0], [0xFF, 0xFE, 0x41, 0], Array("\u{FEFF}x".utf8), [0xC3], deep] {
      try survives(format, [SourceFile(name: "x" + ending, bytes: bytes)])
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `whose links lie on each other without an end`() throws {
    let links = (1...300).map { "{name: v\($0), type: vlan, state: up, vlan: {base-iface: v\($0 - 1), id: 1}}" }
    let text = "interfaces: [{name: v0, type: vlan, state: up}, \(links.joined(separator: ", "))]"
    try survives(.nmstate, [SourceFile(name: "x.yml", bytes: Array(text.utf8))])
  }

  @Test(.timeLimit(.minutes(1)))
  func `with more links than a document takes`() throws {
    let text = "network: {dummy-devices: {\((0..<20_000).map { "d\($0): {}" }.joined(separator: ", "))}}"
    let error = #expect(throws: DocumentError.self) {
      try ForeignFormat.netplan.read([SourceFile(name: "x.yaml", bytes: Array(text.utf8))])
    }
    #expect(error?.description.contains("more than 10000 links") == true)
  }

  @Test(.timeLimit(.minutes(1)))
  func `with tens of thousands of VLANs and addresses`() throws {
    let tags = (0..<10_000).map { "{id: \($0 % 4094 + 1)}" }.joined(separator: ", ")
    let port = "{name: p, vlan: {mode: trunk, trunk-tags: [\(tags)]}}"
    let vlans = "interfaces: [{name: b, type: linux-bridge, bridge: {port: [\(port)]}}]"
    try survives(.nmstate, [SourceFile(name: "x.yml", bytes: Array(vlans.utf8))])
    let addresses = (0..<10_000).map { "10.\($0 >> 16).\($0 >> 8 & 255).\($0 & 255)/32" }.joined(separator: ", ")
    let many = "network: {dummy-devices: {d: {addresses: [\(addresses)]}}}"
    try survives(.netplan, [SourceFile(name: "x.yaml", bytes: Array(many.utf8))])
  }

  @Test(.timeLimit(.minutes(1)))
  func `that say thousands of things of thousands of links`() throws {
    let names = (0..<9000).map { "n\($0)" }.joined(separator: " ")
    let settings = (0..<3000).map { "Unknown\($0)=x\n" }.joined()
    let text = "[Match]\nName=\(names)\n[Network]\n\(settings)"
    let error = #expect(throws: DocumentError.self) {
      try ForeignFormat.networkd.read([SourceFile(name: "x.network", bytes: Array(text.utf8))])
    }
    #expect(error?.description.contains("too much at once") == true)
  }

  @Test(.timeLimit(.minutes(1)))
  func `with maps that stand for millions of entries`() throws {
    let maps = (0..<10_000).map { _ in " 1-16=192.0.2.0-192.0.2.255" }.joined()
    let text = "iface v\n vxlan-id 1\n vxlan-remoteip-map\(maps)\n"
    let error = #expect(throws: DocumentError.self) {
      try ForeignFormat.ifupdown.read([SourceFile(name: "x", bytes: Array(text.utf8))])
    }
    #expect(error?.description.contains("too much at once") == true)
  }

  @Test(.timeLimit(.minutes(1)), arguments: ["<a>", "<a><![CDATA[", "<!--", "<a b='", "&amp;", "<a>&amp;", "</a>"])
  func `that begin without an end`(text: String) throws {
    let bytes = Array(String(repeating: text, count: 100_000).utf8)
    #expect(throws: DocumentError.self) { try ForeignFormat.libvirt.read([SourceFile(name: "x.xml", bytes: bytes)]) }
  }

  @Test func `with characters by number, and text in pieces, say what they mean`() throws {
    let text =
      "<network><bridge name='b&#x30;'/><description> a<!-- - -->&lt;<![CDATA[&]]>\u{E9}&#9;c </description></network>"
    let result = try ForeignFormat.libvirt.read([SourceFile(name: "x.xml", bytes: Array(text.utf8))])
    #expect(result.text.contains("\"b0\"") && result.text.contains("\"a<&\u{E9}\\tc\""), "\(result.text)")
  }

  @Test func `whose aliases stand for billions`() throws {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1..<12 {
      text += "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", "))]\n"
    }
    let error = #expect(throws: DocumentError.self) {
      try ForeignFormat.netplan.read([SourceFile(name: "x.yaml", bytes: Array(text.utf8))])
    }
    #expect(error?.description.contains("aliases") == true)
  }
}
