@testable import Netlink
import NetworkModel
import Testing

/// What a kernel said of a bridge's multicast database, read, and written again.
struct MulticastMessageTests {
  private let entries = [
    MulticastEntry(.mac(MACAddress(bits: 0x0102_0304_0506))), MulticastEntry(.address(IPAddress.written("ff15::1"))),
    MulticastEntry(.address(IPAddress(239, 1, 1, 1)), source: IPAddress(192, 0, 2, 1)),
    MulticastEntry(.address(IPAddress(239, 1, 1, 1))),
  ]

  private func read(_ payload: [UInt8]) throws -> MulticastMessage {
    try payload.withSpan { bytes throws(MalformedMessage) in try MulticastMessage(bytes) }
  }

  @Test func `groups are read in full, learnt ones and those in VLANs too`() throws {
    var payload = try Capture("6.18/multicast").payload
    let members = try read(payload).members
    #expect(members.map(\.entry) == entries)
    #expect(members.allSatisfy { $0.link == 3 })
    // The state and the VLAN of the first.
    payload[24] = 0
    payload[26] = 10
    #expect(try read(payload).members[0].entry == MulticastEntry(entries[0].group, vlan: 10, isPermanent: false))
  }

  @Test func `an entry that is cut off is malformed`() throws {
    // MDBA_MDB, MDBA_MDB_ENTRY and MDBA_MDB_ENTRY_INFO around 24 bytes.
    let entry = Message.attribute(1, Message.attribute(1, Message.attribute(1, [UInt8](repeating: 0, count: 24))))
    #expect(throws: MalformedMessage.self) { try read([0, 0, 0, 0, 2, 0, 0, 0] + entry) }
  }

  @Test func `what is read is written as the kernel wrote it`() throws {
    let payload = try Capture("6.18/multicast").payload
    var batch = RequestBatch()
    for entry in entries { try batch.addMulticast(entry, to: 3, on: 2) }
    try batch.removeMulticast(entries[0].inVLAN(10), from: 3, on: 2)
    // RTM_NEWMDB 84 with NLM_F_REQUEST, NLM_F_ACK, NLM_F_REPLACE and NLM_F_CREATE; RTM_DELMDB 85.
    for (place, start): (Int, [UInt8]) in [
      (0, [84, 0, 0x05, 0x05]), (3, [84, 0, 0x05, 0x05]), (4, [85, 0, 0x05, 0]),
    ] {
      let bytes = batch.buffer.withBytes(of: batch.buffer.ranges[place]) { $0.array }
      #expect(bytes[4..<8].elementsEqual(start))
      // AF_BRIDGE and the bridge.
      #expect(bytes[16..<24].elementsEqual([7, 0, 0, 0, 2, 0, 0, 0]))
    }
    // The entries stand behind three headers each, with 16 bytes of attributes and 8 more where there is a source.
    for (place, offset) in [(0, 20), (1, 72), (2, 124), (3, 184)] {
      let bytes = batch.buffer.withBytes(of: batch.buffer.ranges[place]) { $0.array }
      let attributes = Attributes(bytes, from: 24).byType
      #expect(attributes[1] == Array(payload[offset..<offset + 28]))
      // MDBA_SET_ENTRY_ATTRS with MDBE_ATTR_SOURCE.
      #expect(attributes[2] == (place == 2 ? [8, 0, 1, 0, 192, 0, 2, 1] : nil))
    }
    let removal = batch.buffer.withBytes(of: batch.buffer.ranges[4]) { $0.array }
    #expect(Attributes(removal, from: 24).byType[1]?[6..<8].elementsEqual([10, 0]) == true)
  }
}

extension IPAddress {
  /// An address of these words.
  fileprivate static func written(_ text: String) -> IPAddress {
    guard let address = IPAddress(text) else { preconditionFailure("\(text) is no address") }
    return address
  }
}
