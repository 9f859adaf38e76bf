import NetworkModel
import Testing

@testable import TopologyFormat

struct DocumentRefusalTests {
  @Test(arguments: WrongDocument.all)
  func `a wrong document is refused with everything that is wrong`(_ document: WrongDocument) {
    #expect(complaints(document.text) == document.complaints)
  }

  @Test func `the same faults are found in YAML, at their own places`() {
    let text = """
      links:
        br0: {kind: bridge, stp: on}
        vm[0-1]:
          kind: tap
          mtu: 1
          bridge: {name: br0, vlan: {access: 0}}
      """
    #expect(
      complaints(text, name: "t.yaml") == [
        "2:28: links.br0.stp: true or false must stand here, not \"on\"; write true without quotation marks",
        "5:10: links.vm[0-1].mtu: 1 is not in the range 68 to 65535 bytes",
        "6:40: links.vm[0-1].bridge.vlan.access: 0 is not in the range 1 to 4094",
      ])
  }

  @Test func `files that are no documents are refused with one message each`() {
    for (text, message) in [
      ("", "1:1: the file is empty; write one object with the topology in it"),
      (" \n", "2:1: the file holds no value; write one object with the topology in it"),
      ("links", "1:1: links is not a JSON value; a string stands in quotation marks"),
      (
        String(repeating: "[", count: 1_000_000),
        "1:65: arrays and objects stand more than 64 levels deep in each other here; take levels out"
      ),
      (
        "\u{7F}ELF\0\0",
        "1:5: a zero byte (U+0000) has no place in text; this is binary data, name a JSON or YAML file instead"
      ),
    ] {
      #expect(complaints(text) == [message])
    }
  }

  @Test func `a doubled key does not hide what else is wrong`() {
    let text = """
      {"links": {
      "vm0": {"kind": "tap", "mtu": 1},
      "vm0": {"kind": "tap"},
      "vm1": {"kind": "tap", "mtu": 2, "mtu": 3}
      }}
      """
    #expect(
      complaints(text) == [
        "2:31: links.vm0.mtu: 1 is not in the range 68 to 65535 bytes",
        "3:1: links.vm0: this key stands in the same object already, at 2:1; remove one of the two",
        "4:31: links.vm1.mtu: 2 is not in the range 68 to 65535 bytes",
        "4:34: links.vm1.mtu: this key stands in the same object already, at 4:24; remove one of the two",
      ])
  }

  @Test func `what is wrong with a whole range is told once`() {
    let text = """
      {"links": {
      "vm[0-9]": {"kind": "tap", "bridge": {"name": "br9", "mab": true, "backup_port": "gone"}},
      "gone": {"state": "absent"}, "br9": {"kind": "tap"}
      }}
      """
    #expect(
      complaints(text) == [
        "2:47: links.vm[0-9].bridge: br9 is no bridge but a TAP, declared at t.json:3:30",
        "2:61: links.vm[0-9].bridge.mab: a port with \"mab\" must be locked; add \"locked\": true",
        "2:82: links.vm[0-9].bridge.backup_port: gone is declared absent at t.json:3:1",
      ])
  }

  @Test func `accounts are looked up once each`() throws {
    final class Counter: AccountLookup {
      var questions = 0
      func user(named name: String) -> UInt32? {
        questions += 1
        return name == "root" ? 0 : nil
      }
      func group(named name: String) -> UInt32? { nil }
    }
    let counter = Counter()
    let links = (0..<50).map { "\"vm\($0)\": {\"kind\": \"tap\", \"owner\": \"\($0 % 2 == 0 ? "root" : "nobody")\"}" }
    let text = "{\"links\": {\(links.joined(separator: ","))}}"
    #expect(throws: DocumentError.self) {
      try TopologyReader.read([SourceFile(name: "t.json", bytes: Array(text.utf8))], accounts: counter)
    }
    #expect(counter.questions == 2)
  }
}
