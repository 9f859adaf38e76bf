@testable import Netlink
import NetworkModel
import Testing

/// The conversation with the kernel when it does not go smoothly, played from recorded bytes.
struct ConversationTests {
  private func client(_ events: [RecordedTransport.Event]) -> NetlinkClient<RecordedTransport> {
    NetlinkClient(RecordedTransport(events))
  }

  /// Takes the dump of links and returns their names.
  private func names(_ events: [RecordedTransport.Event]) throws -> [String] {
    var client = client(events)
    return try client.links().map(\.name.text)
  }

  private func failure(_ events: [RecordedTransport.Event]) -> KernelError? {
    do {
      _ = try names(events)
      return nil
    } catch {
      return error as? KernelError
    }
  }

  /// A batch that removes links 1 to `count`.
  private func deletions(_ count: Int32) throws -> RequestBatch {
    var batch = RequestBatch()
    for link in 1...count { try batch.deleteLink(link) }
    return batch
  }

  @Test func `a dump comes in several datagrams`() throws {
    let names = try names([
      .datagram(Message.link("lo", index: 1) + Message.link("eth0", index: 2)),
      .datagram(Message.link("vm0", index: 3)), .datagram(Message.done()),
    ])
    #expect(names == ["lo", "eth0", "vm0"])
  }

  @Test func `a signal while sending or receiving is no error`() throws {
    var transport = RecordedTransport([
      .failure(.interrupted), .datagram(Message.link("lo", index: 1)), .failure(.interrupted),
      .failure(.interrupted), .datagram(Message.done()),
    ])
    transport.sendFailures = [.interrupted, .interrupted]
    var client = NetlinkClient(transport)
    #expect(try client.links().map(\.name.text) == ["lo"])
  }

  @Test func `a dump that was interrupted is taken again`() throws {
    let names = try names([
      .datagram(Message.link("lo", index: 1)), .datagram(Message.link("old0", index: 2, flags: 0x12)),
      .datagram(Message.done()), .datagram(Message.link("lo", index: 1)), .datagram(Message.done()),
    ])
    #expect(names == ["lo"])
  }

  @Test func `a dump is taken again when only its end says that it was interrupted`() throws {
    let names = try names([
      .datagram(Message.link("old0", index: 1) + Message.done(flags: 0x12)),
      .datagram(Message.link("lo", index: 1) + Message.done()),
    ])
    #expect(names == ["lo"])
  }

  @Test func `a dump that is interrupted until patience is at an end is given up`() throws {
    var client = client([.datagram(Message.done(flags: 0x12)), .datagram(Message.done())])
    client.dumpPatience = .zero
    let error = #expect(throws: KernelError.self) { try client.links() }
    #expect(error?.code == 4)
    #expect(error?.words == "it changed each time while it was listed, for 0.0 seconds")
  }

  @Test func `a dump that ends in an error is one`() {
    let error = failure([.datagram(Message.link("lo", index: 1)), .datagram(Message.done(90))])
    #expect(error == KernelError(request: "list links", code: 90))
  }

  @Test func `a dump that is refused is an error with the kernel's words`() {
    let error = failure([.datagram(Message.error(22, words: "Invalid values in header"))])
    #expect(error == KernelError(request: "list links", code: 22, words: "Invalid values in header"))
  }

  @Test func `a truncated datagram is an error`() {
    #expect(failure([.failure(.truncated)])?.code == 90)
  }

  @Test func `a dump of which something was lost is taken again`() throws {
    let names = try names([
      .failure(.failed(code: 105)), .datagram(Message.link("lo", index: 1) + Message.done()),
      .datagram(Message.link("lo", index: 1) + Message.link("vm0", index: 2) + Message.done()),
    ])
    #expect(names == ["lo", "vm0"])
  }

  @Test func `answers to others are skipped`() throws {
    let names = try names([
      .datagram(Message.link("wrong0", index: 1, sequence: 99) + Message.error(1, sequence: 99)),
      .datagram(Message.link("wrong1", index: 2, port: 99) + Message.done(5, port: 99)),
      .datagram(Message.link("lo", index: 1) + Message.done()),
    ])
    #expect(names == ["lo"])
  }

  @Test func `a zero-length attribute is an error and no loop`() {
    var link = Message.link("lo", index: 1)
    link[32] = 0
    #expect(failure([.datagram(link)])?.code == 74)
    #expect(failure([.datagram(link)])?.words?.contains("an attribute of 0 bytes") == true)
  }

  @Test func `an attribute beyond its message is an error`() {
    var link = Message.link("lo", index: 1)
    link[32] = 200
    #expect(failure([.datagram(link)])?.code == 74)
  }

  @Test func `a message beyond its datagram is an error`() {
    var link = Message.link("lo", index: 1)
    link[0] = 200
    #expect(failure([.datagram(link)])?.code == 74)
    link[0] = 3
    #expect(failure([.datagram(link)])?.code == 74)
  }

  @Test func `an address that is shorter than a number is an error`() {
    let header = [UInt8](repeating: 0, count: 16)
    let short = Message.make(type: 16, flags: 2, header + Message.attribute(4, [1, 2]))
    #expect(failure([.datagram(short)])?.code == 74)
    #expect(failure([.datagram(Message.make(type: 16, flags: 2, [0, 0]))])?.code == 74)
  }

  @Test func `in a batch of five the third can fail alone`() throws {
    var client = client([
      .exactly(Message.error(0, sequence: 1, port: 4711)), .exactly(Message.error(0, sequence: 2, port: 4711)),
      .exactly(Message.error(19, sequence: 3, port: 4711, words: "no such device")),
      .exactly(Message.error(0, sequence: 4, port: 4711) + Message.error(0, sequence: 5, port: 4711)),
    ])
    var batch = try deletions(5)
    let errors = client.perform(&batch).map(\.error)
    #expect(errors == [nil, nil, KernelError(request: "", code: 19, words: "no such device"), nil, nil])
    #expect(client.transport.sent.count == 1)
  }

  @Test func `answers are told apart by their numbers and not by their order`() throws {
    var client = client([
      .exactly(Message.error(2, sequence: 2, port: 4711)), .exactly(Message.error(7, sequence: 9, port: 4711)),
      .exactly(Message.error(8, sequence: 1, port: 12)), .exactly(Message.error(1, sequence: 1, port: 4711)),
    ])
    var batch = try deletions(2)
    #expect(client.perform(&batch).map(\.error?.code) == [1, 2])
  }

  @Test func `when answers are lost, those requests say so and the others do not`() throws {
    var client = client([
      .exactly(Message.error(0, sequence: 1, port: 4711)), .failure(.failed(code: 105)),
    ])
    var batch = try deletions(3)
    #expect(client.perform(&batch).map(\.error?.code) == [nil, 105, 105])
  }

  @Test func `a batch goes out in datagrams whose answers fit into a small buffer`() throws {
    let count: UInt32 = 1000
    var client = client((1...count).map { .exactly(Message.error(0, sequence: $0, port: 4711)) })
    var batch = try deletions(Int32(count))
    #expect(client.perform(&batch).allSatisfy { $0.error == nil })
    #expect(client.transport.sent.count == 7)
    #expect(client.transport.sent.allSatisfy { $0.count <= 32 * 1024 })
  }

  @Test func `a question is answered with a link or an error`() throws {
    var client = client([
      .exactly(Message.link("vm0", index: 7, sequence: 1, port: 4711)),
      .exactly(Message.error(19, sequence: 2, port: 4711)),
    ])
    var batch = RequestBatch()
    try batch.query(7)
    try batch.query(8)
    let answers = client.perform(&batch)
    #expect(answers[0].link?.index == 7)
    #expect(answers[0].error == nil)
    #expect(answers[1].link == nil)
    #expect(answers[1].error?.code == 19)
  }

  @Test func `the attribute to which the kernel objects is called as in the document`() throws {
    var batch = RequestBatch()
    try batch.changeLink(
      3, .bridge, Settings([.mtu: .integer(9), "forward_delay": .integer(1)]), master: nil, index: { _ in nil })
    // The header and struct ifinfomsg take 32 bytes, then comes the MTU; the settings of the bridge are the second
    // attribute within IFLA_LINKINFO.
    let bridge = UInt32(32 + 8 + 4 + 12 + 4)
    var names: [String?] = []
    for offset in [32, bridge, bridge - 4, 33] {
      var client = client([.exactly(Message.error(34, sequence: 1, port: 4711, offset: offset))])
      names.append(client.perform(&batch)[0].error?.attribute)
    }
    #expect(names == ["mtu", "forward_delay", nil, nil])
  }
}
