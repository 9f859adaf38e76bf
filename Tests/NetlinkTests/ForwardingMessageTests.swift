@testable import Netlink
import NetworkModel
import Testing

/// What a kernel said of a bridge's forwarding database, read, and written again.
struct ForwardingMessageTests {
  private func changed(_ change: (inout [UInt8]) -> Void = { _ in }) throws -> ForwardingMessage? {
    var payload = try Capture("6.18/forwarding").payload
    change(&payload)
    return try payload.withSpan { bytes throws(MalformedMessage) in try ForwardingMessage(bytes) }
  }

  @Test func `an entry that somebody made is read in full`() throws {
    let message = try #require(try changed())
    #expect(message.link == 3)
    #expect(message.bridge == 2)
    #expect(message.entry == ForwardingEntry(MACAddress(bits: 0x5254_0000_0099), state: 0x40, flags: 0x40))
    // NTF_OFFLOADED comes and goes.
    #expect(try changed { $0[10] |= 0x20 } == message)
    let inVLAN = try #require(try changed { $0 += Message.attribute(5, [10, 0]) })
    #expect(inVLAN.entry.vlan == 10)
  }

  @Test func `what was learnt, and what a device has for itself, is left out`() throws {
    // NUD_REACHABLE and NUD_STALE.
    #expect(
      try changed {
        $0[8] = 2; $0[10] = 0
      } == nil)
    #expect(
      try changed {
        $0[8] = 4; $0[10] = 0
      } == nil)
    // No NDA_MASTER.
    #expect(try changed { $0[26] = 77 } == nil)
    // What a program put there counts also when it has aged.
    let program = try #require(
      try changed {
        $0[8] = 4; $0[10] = 0x10
      })
    #expect(program.entry == ForwardingEntry(MACAddress(bits: 0x5254_0000_0099), state: 2, flags: 0x10))
  }

  @Test func `a bridge is told by a flag to forget what it has learnt at a port`() throws {
    var batch = RequestBatch()
    try batch.forgetStations(of: 3)
    let bytes = batch.buffer.withBytes(of: batch.buffer.ranges[0]) { $0.array }
    #expect(bytes[4..<6].elementsEqual([19, 0]))
    #expect(bytes[16..<24].elementsEqual([7, 0, 0, 0, 3, 0, 0, 0]))
    // IFLA_PROTINFO, nested, with IFLA_BRPORT_FLUSH.
    #expect(bytes[32...].elementsEqual([8, 0, 12, 0x80, 4, 0, 24, 0]))
  }

  @Test func `an entry of a VXLAN is read in full, and written and removed as it was read`() throws {
    let message = try #require(
      try Capture("6.18/forwarding-vxlan").payload.withSpan { bytes throws(MalformedMessage) in
        try ForwardingMessage(bytes)
      })
    #expect(message.bridge == nil)
    var entry = ForwardingEntry(
      MACAddress(bits: 0), state: 0x80, remote: .init(IPAddress(192, 0, 2, 1), port: 4790, vni: 9))
    #expect(message.entry == entry)
    entry.remote?.link = LinkName(kernelName: "vm0")
    entry.remote?.sourceVNI = 5
    var batch = RequestBatch()
    try batch.addForwarding(entry, to: message.link, ofBridgeItself: false) { _ in message.way }
    try batch.removeForwarding(entry, from: message.link, ofBridgeItself: false) { _ in message.way }
    let way = try #require(message.way)
    // NLM_F_REQUEST and NLM_F_ACK, and NLM_F_CREATE and NLM_F_APPEND besides.
    for (place, start): (Int, [UInt8]) in [(0, [28, 0, 0x05, 0x0C]), (1, [29, 0, 0x05, 0])] {
      let bytes = batch.buffer.withBytes(of: batch.buffer.ranges[place]) { $0.array }
      #expect(bytes[4..<8].elementsEqual(start))
      #expect(bytes[24..<28].elementsEqual([0x80, 0, 2, 0]))
      #expect(
        Attributes(bytes, from: 28).byType == [
          1: [192, 0, 2, 1], 2: [0, 0, 0, 0, 0, 0], 6: [0x12, 0xB6], 7: [9, 0, 0, 0], 8: [UInt8(way), 0, 0, 0],
          11: [5, 0, 0, 0],
        ])
    }
    #expect(throws: KernelError.self) {
      try batch.addForwarding(entry, to: 3, ofBridgeItself: false) { _ in nil }
    }
  }

  @Test(arguments: [false, true])
  func `what is read is written as the kernel wrote it`(ofBridgeItself: Bool) throws {
    var entry = try #require(try changed()).entry
    entry.vlan = 10
    var batch = RequestBatch()
    try batch.addForwarding(entry, to: 3, ofBridgeItself: ofBridgeItself) { _ in nil }
    let bytes = batch.buffer.withBytes(of: batch.buffer.ranges[0]) { $0.array }
    // NLM_F_REQUEST, NLM_F_ACK, NLM_F_REPLACE and NLM_F_CREATE.
    #expect(bytes[4..<8].elementsEqual([28, 0, 0x05, 0x05]))
    // NTF_STICKY, and NTF_SELF or NTF_MASTER.
    #expect(bytes[16..<28].elementsEqual([7, 0, 0, 0, 3, 0, 0, 0, 0x40, 0, 0x40 | (ofBridgeItself ? 2 : 4), 0]))
    #expect(Attributes(bytes, from: 28).byType == [2: entry.mac.octets, 5: [10, 0]])
  }
}
