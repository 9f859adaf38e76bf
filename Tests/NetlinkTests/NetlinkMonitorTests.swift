import NetworkModel
import Testing

@testable import Netlink

/// What the kernel tells everybody.
@Suite struct NetlinkMonitorTests {
  private static let link = Message.link("vm0", index: 7)
  /// `RTM_DELLINK`
  private static let gone = Message.make(
    type: 17, [0, 0, 1, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] + Message.attribute(3, Array("vm1\0".utf8)))
  /// `RTM_NEWADDR`
  private static let address = Message.make(type: 20, [2, 24, 0, 0, 9, 0, 0, 0])

  /// `RTM_NEWROUTE` of IPv4, of protocol `static`
  private static func route(table: UInt8, origin: UInt8 = 4) -> [UInt8] {
    Message.make(type: 24, [2, 24, 0, 0, table, origin, 0, 1, 0, 0, 0, 0])
  }

  private func changes(_ events: [RecordedTransport.Event]) -> TouchedLinks? {
    var monitor = NetlinkMonitor(RecordedTransport(events))
    return monitor.changes()
  }

  @Test func `nothing that was told is nothing`() {
    #expect(changes([]) == TouchedLinks())
  }

  @Test func `links are told by name and index, those of addresses by index`() {
    let expected = TouchedLinks(names: [LinkName(kernelName: "vm0"), LinkName(kernelName: "vm1")], indices: [7, 8, 9])
    #expect(changes([.exactly(Self.link + Self.gone), .failure(.interrupted), .exactly(Self.address)]) == expected)
  }

  @Test func `a route may concern any link, unless it is the kernel's own`() {
    #expect(changes([.exactly(Self.route(table: 254))]) == nil)
    #expect(changes([.exactly(Self.route(table: 255))]) == TouchedLinks())
    #expect(changes([.exactly(Self.route(table: 254, origin: 2))]) == TouchedLinks())
  }

  @Test(arguments: [TransportError.truncated, .failed(code: 105), .failed(code: 9)])
  func `what was lost may concern any link`(error: TransportError) {
    #expect(changes([.failure(error), .exactly(Self.link)]) == nil)
  }

  @Test func `so may what makes no sense`() {
    #expect(changes([.exactly(Array(Self.link.prefix(20)))]) == nil)
    #expect(changes([.exactly(Message.make(type: 99))]) == nil)
  }
}
