@testable import Netlink
import NetworkModel
import Testing

/// Tunnels of VLANs, read from and written for the kernel.
struct VLANTunnelMessageTests {
  /// A message of the family AF_BRIDGE about link 9 with these mappings: flags, VLAN and identifier.
  private func message(_ mappings: [(flags: UInt16, vlan: UInt16, id: UInt32)]) -> [UInt8] {
    let list = mappings.flatMap { mapping in
      Message.attribute(
        3,
        Message.attribute(1, Message.bytes(mapping.id)) + Message.attribute(2, Message.bytes(mapping.vlan))
          + Message.attribute(3, Message.bytes(mapping.flags)))
    }
    return [7, 0, 1, 0] + Message.bytes(UInt32(9)) + [UInt8](repeating: 0, count: 8) + Message.attribute(26, list)
  }

  private func read(_ payload: [UInt8]) throws -> VLANTunnels {
    try payload.withSpan { bytes throws(MalformedMessage) in try BridgeVLANMessage(bytes) }.tunnels
  }

  private func tunnels(_ runs: [(UInt16, UInt16, UInt32)]) -> VLANTunnels {
    var tunnels = VLANTunnels()
    for (first, last, id) in runs { tunnels.insert(VLANTunnels.Run(first: first, last: last, id: id)) }
    return tunnels
  }

  @Test func `mappings are read alone and in ranges`() throws {
    // Flags: 8 begin, 16 end.
    let found = try read(message([(0, 10, 10010), (8, 20, 500), (16, 29, 509), (0, 30, 510)]))
    #expect(found == tunnels([(10, 10, 10010), (20, 30, 500)]))
    #expect(found.description == "10=10010,20-30=500-510")
  }

  @Test(arguments: [
    [(UInt16(0), UInt16(0), UInt32(1))], [(16, 20, 5)], [(8, 20, 5), (16, 21, 7)], [(8, 20, 5), (16, 19, 4)],
    [(0, 4095, 7)],
  ])
  func `what makes no sense is malformed`(mappings: [(UInt16, UInt16, UInt32)]) throws {
    #expect(throws: MalformedMessage.self) {
      try read(message(mappings.map { (flags: $0.0, vlan: $0.1, id: $0.2) }))
    }
  }

  @Test func `what is written can be read, and removed`() throws {
    let all = tunnels([(10, 10, 16_777_215), (20, 29, 10020), (31, 31, 10031)])
    var batch = RequestBatch()
    #expect(try batch.addTunnels(all, to: 9) == 1)
    #expect(try batch.removeTunnels(all, from: 9) == 1)
    // RTM_SETLINK and RTM_DELLINK.
    for (place, type): (Int, UInt8) in [(0, 19), (1, 17)] {
      let bytes = batch.buffer.withBytes(of: batch.buffer.ranges[place]) { $0.array }
      #expect(bytes[4..<8].elementsEqual([type, 0, 5, 0]))
      #expect(bytes[16..<24].elementsEqual([7, 0, 0, 0, 9, 0, 0, 0]))
      #expect(try read(Array(bytes.dropFirst(16))) == all)
    }
  }

  @Test func `more than fit into one message go in several`() throws {
    let all = tunnels((1...4094).map { (UInt16($0), UInt16($0), UInt32($0 * 2)) })
    var batch = RequestBatch()
    #expect(try batch.addTunnels(all, to: 9) == 5)
    var found = VLANTunnels()
    for range in batch.buffer.ranges {
      let bytes = batch.buffer.withBytes(of: range) { $0.array }
      for run in try read(Array(bytes.dropFirst(16))).runs { found.insert(run) }
    }
    #expect(found == all)
  }

  @Test func `entries of a dump of VLANs tell of their tunnels`() throws {
    // BRIDGE_VLANDB_ENTRY with INFO, RANGE and TUNNEL_INFO, in which there is the first identifier.
    let entry = Message.attribute(
      1,
      Message.attribute(1, [0, 0, 20, 0]) + Message.attribute(2, [29, 0])
        + Message.attribute(4, Message.attribute(1, Message.bytes(UInt32(10020)))))
    let payload = [7, 0, 0, 0, 9, 0, 0, 0] + entry
    var vlans = BridgeVLANs()
    var found = VLANTunnels()
    try payload.withSpan { bytes throws(MalformedMessage) in try VLANEntryMessage(bytes) }.insert(into: &vlans, &found)
    #expect(vlans.description == "trunk 20-29")
    #expect(found == tunnels([(20, 29, 10020)]))
  }
}
