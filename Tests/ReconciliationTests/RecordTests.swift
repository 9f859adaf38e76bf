import Glibc
import NetworkModel
import Testing

@testable import Reconciliation

@Suite struct RecordTests {
  private static let full = RecordWriter.bytes(RecordSample.full, boot: "b")

  private static func text(_ record: HostRecord) -> String {
    String(decoding: RecordWriter.bytes(record, boot: "b"), as: UTF8.self)
  }

  /// `content` with the end that belongs to it.
  private static func ended(_ content: String) -> [UInt8] {
    let bytes = Array((content + "end b ").utf8)
    return bytes + Array((Checksum.of(bytes[...]) + "\n").utf8)
  }

  @Test func `a record reads back as it was written`() throws {
    let (read, boot) = try RecordReader.read(Self.full)
    #expect(read == RecordSample.full)
    #expect(boot == "b")
    // Accounts are equal by number; the name has to survive as well.
    guard case .account(let owner) = read.ownership.links[link("t0")]?.found?.settings[.owner] else {
      Issue.record("the owner is lost")
      return
    }
    #expect(owner.name == "libvirt-qemu")
    #expect(RecordWriter.bytes(read, boot: "b") == Self.full)
  }

  @Test func `the order of addresses, hops and replaced routes survives`() throws {
    let read = try RecordReader.read(Self.full).record
    let eth0 = try #require(read.ownership.links[link("eth0")])
    #expect(eth0.found?.addresses == [RecordSample.address, RecordSample.linkLocal, RecordSample.peer])
    #expect(eth0.handOver?.routes == [RecordSample.route, RecordSample.multipath])
    #expect(
      read.ownership.routes[RecordSample.route.key]?.found == [RecordSample.multipath, RecordSample.rejecting])
    #expect(read.transaction?.checkpoint.routes == [RecordSample.multipath, RecordSample.route])
  }

  @Test func `where a link is declared is not on record`() throws {
    var declared = RecordSample.nic
    declared.position = SourcePosition(file: "topology.json", line: 3, column: 4)
    let record = HostRecord(
      ownership: Ownership(links: [
        .init(name: declared.name, index: 2, kind: .nic, topology: "t", found: RecordSample.nic, applied: declared)
      ]))
    let read = try RecordReader.read(RecordWriter.bytes(record, boot: "b")).record
    #expect(read.ownership.links[declared.name]?.applied == RecordSample.nic)
  }

  @Test func `every option of every table reads back`() throws {
    var links: [Ownership.Link] = []
    var count = 0
    for (number, kind) in LinkKind.allCases.enumerated() {
      var found = DeclaredLink(name: link("l\(number)"), kind: kind)
      for table in OptionTable.all {
        for option in table.rows { found.settings[option] = option.standard ?? .integer(1) }
      }
      count = found.settings.entries.count
      links.append(.init(name: found.name, index: 1, kind: kind, topology: "t", found: found))
    }
    #expect(count == OptionTable.all.map(\.rows.count).reduce(0, +))
    let record = HostRecord(ownership: Ownership(links: links))
    #expect(try RecordReader.read(RecordWriter.bytes(record, boot: "b")).record == record)
  }

  @Test func `a record looks like this`() {
    var nic = DeclaredLink(name: link("eth0"), kind: .nic, settings: Settings(.mtu, .integer(9000)))
    nic.master = .on(link("br0"))
    nic.addresses = [RecordSample.address]
    let record = HostRecord(
      ownership: Ownership(
        links: [
          .init(name: link("vm2"), index: 200_017, kind: .tap, topology: "two words"),
          .init(name: link("eth0"), index: 2, kind: .nic, topology: "default", found: nic),
        ],
        routes: [.init(route: RecordSample.route, topology: "default")]),
      transaction: Transaction(
        checkpoint: Checkpoint(made: [link("vm2"): [200_017, 300_002]]), topology: "", token: "00000000000000ff",
        process: 7,
        started: 9))
    let expected = """
      vnetctl-record 4
      link eth0 2 nic default
      found eth0 nic no - on:br0 -
      setting link.mtu integer:9000
      addresses
      address 192.0.2.7 24 - 192.0.2.255 global eth0:1%20%25 0 4294967295 100 yes 640 3
      link vm2 200017 tap two%20words
      route default 10.8.0.0/16 unicast 7 4294967295 186 site 16 192.0.2.7 4000000000 12
      hop eth0 fe80::1 256 yes
      metric 2 0xdc050000
      metric 8 0x
      metric 16 0x637562696300
      other 9 0x01
      other 22 0x00ff0a20
      transaction 00000000000000ff executing 7 9 %
      makes vm2 200017 300002
      before
      newly-owned eth0
      newly-owned vm2
      newly-owned-route default 10.8.0.0/16 unicast 7 4294967295 186 site 16 192.0.2.7 4000000000 12
      hop eth0 fe80::1 256 yes
      metric 2 0xdc050000
      metric 8 0x
      metric 16 0x637562696300
      other 9 0x01
      other 22 0x00ff0a20
      end b 
      """
    #expect(Self.text(record) == expected + Checksum.of(Array(expected.utf8)[...]) + "\n")
  }

  @Test func `the checksum is FNV-1a`() {
    #expect(Checksum.of([]) == "cbf29ce484222325")
    #expect(Checksum.of(Array("foobar".utf8)[...]) == "85944171f73967e8")
  }

  @Test func `a record that breaks off anywhere is damaged`() {
    for length in 0..<Self.full.count {
      let failure = #expect(throws: RecordReader.Failure.self) { try RecordReader.read(Array(Self.full[..<length])) }
      guard case .damage(let line, _) = failure else {
        Issue.record("after \(length) bytes: \(String(describing: failure))")
        return
      }
      #expect(line <= Self.full[..<length].count { $0 == UInt8(ascii: "\n") } + 1)
    }
  }

  @Test func `a record with any byte changed is damaged`() {
    for place in Self.full.indices {
      // One bit, another one at each place; and the byte that ends a line.
      for value in [Self.full[place] ^ 1 << (place % 8), UInt8(ascii: "\n")] where value != Self.full[place] {
        var bytes = Self.full
        bytes[place] = value
        #expect(throws: RecordReader.Failure.self, "byte \(place) as \(value)") { try RecordReader.read(bytes) }
      }
    }
  }

  @Test func `a record of another version is told from a damaged one`() {
    #expect(throws: RecordReader.Failure.format(3)) { try RecordReader.read(Array("vnetctl-record 3\nwhatever".utf8)) }
    #expect(throws: RecordReader.Failure.format(1)) { try RecordReader.read(Array("vnetctl-record 1\nend 0 b\n".utf8)) }
    #expect(throws: RecordReader.Failure.damage(line: 1, reason: "this is no record of vnetctl")) {
      try RecordReader.read(Array("vnetctl-record x\n".utf8))
    }
  }

  @Test(arguments: [
    ("", 2), ("link a 0 tap t\n", 2), ("link a -1 tap t\n", 2), ("link a 1 tun t\n", 2), ("link a 1 tap\n", 2),
    ("link a 1 tap t t\n", 2), ("link aaaaaaaaaaaaaaaa 1 tap t\n", 2), ("link %4 1 nic t\n", 2),
    ("link a 1 tap t\nlink a 2 tap t\n", 4), ("found a tap no - - -\n", 2), ("\n", 2), (" \n", 2),
    ("link a 1 nic t\nfound a nic no - - -\nsetting kind.id integer:1\n", 4),
    ("link a 1 nic t\nfound a nic no - - -\nsetting link.mtu integer:x\n", 4),
    ("link a 1 nic t\nfound a nic no - - -\nsetting link.mtu integer\n", 4),
    ("link a 1 nic t\nfound a nic no - - -\nvlans - 0-1t\n", 4),
    ("link a 1 nic t\nfound a nic no - - -\nvlans 3 1-2t\n", 4),
    ("link a 1 nic t\nfound a nic no - - -\nvlans 3 4-3t\n", 4),
    ("link a 1 nic t\nfound a nic no - - -\nfound a nic no - - -\n", 4),
    ("link a 1 nic t\naddresses\n", 3),
    ("route t 10.0.0.1/16 unicast 0 254 4 global 0 - - -\n", 2),
    ("route t 10.0.0.0/33 unicast 0 254 4 global 0 - - -\n", 2),
    ("route t 10.0.0.0/16 unicast 0 254 4 global 0 - - -\nmetric 2 0xabc\n", 3),
    ("route t 10.0.0.0/16 unicast 0 254 4 global 0 - - -\nmetric 2 0x\nmetric 2 0x\n", 5),
    ("transaction 00 finished 1 1 t\n", 2), ("transaction 00 executing 1 1 t\n", 3), ("before\n", 3), ("end b\n", 2),
  ])
  func `what vnetctl does not write it does not read`(content: String, line: Int) {
    let bytes = Self.ended("vnetctl-record 4\n" + content)
    guard !content.isEmpty else {
      #expect(throws: Never.self) { try RecordReader.read(bytes) }
      return
    }
    let failure = #expect(throws: RecordReader.Failure.self) { try RecordReader.read(bytes) }
    guard case .damage(line, _) = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
  }

  @Test func `nothing stands behind the end`() {
    #expect(throws: RecordReader.Failure.self) { try RecordReader.read(Self.full + Array("link a 1 tap t\n".utf8)) }
    #expect(throws: RecordReader.Failure.self) { try RecordReader.read(Self.full + [UInt8(ascii: "\n")]) }
  }

  @Test(arguments: ["", "-", "%", "%%2d", "a b", "\0\n\r\u{7F}", "ü", "../x", "%2d"])
  func `any text is one word`(text: String) {
    let word = RecordToken.encode(text)
    #expect(word.utf8.allSatisfy { 0x21...0x7E ~= $0 } && !word.isEmpty && word != "-")
    #expect(RecordToken.decode(word) == text)
  }

  @Test func `four thousand links are no matter of time`() throws {
    let links = (1...4000).map {
      Ownership.Link(name: link("vm\($0)"), index: Int32($0), kind: .tap, topology: "default")
    }
    let record = HostRecord(ownership: Ownership(links: links))
    var read = HostRecord()
    let start = processorTime()
    read = try RecordReader.read(RecordWriter.bytes(record, boot: "b")).record
    // Of the processor, since the machine may have other things to do.
    let seconds = processorTime() - start
    #expect(read == record)
    // Tens of milliseconds without optimization, a tenth of that with it.
    #expect(seconds < 0.5)
  }

  /// How long the processor has worked for this thread, in seconds.
  private func processorTime() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
