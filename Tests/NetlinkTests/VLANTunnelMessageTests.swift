@testable import Netlink
import NetworkModel
import Testing

/// Tunnels of VLANs, read from and written for the kernel.
struct VLANTunnelMessageTests {
  /// The mappings in a message of the family AF_BRIDGE: flags, VLAN and identifier.
  private func mappings(in message: [UInt8]) throws -> [String] {
    var mappings: [String] = []
    // Behind both headers, and IFLA_AF_SPEC, which holds them.
    try message.withSpan { bytes throws(MalformedMessage) in
      try bytes.forEachAttribute(from: 36) { (type, mapping) throws(MalformedMessage) in
        // IFLA_BRIDGE_VLAN_TUNNEL_INFO with an identifier, a VLAN and flags.
        #expect(type == 3)
        mappings.append(
          "\(try mapping.readUInt16(at: 20)):\(try mapping.readUInt16(at: 12)):\(try mapping.readUInt32(at: 4))")
      }
    }
    return mappings
  }

  private func tunnels(_ runs: [(UInt16, UInt16, UInt32)]) -> VLANTunnels {
    var tunnels = VLANTunnels()
    for (first, last, id) in runs { tunnels.insert(VLANTunnels.Run(first: first, last: last, id: id)) }
    return tunnels
  }

  @Test func `mappings go alone and as ranges, and are removed likewise`() throws {
    let all = tunnels([(10, 10, 16_777_215), (20, 29, 10020), (31, 31, 10031)])
    var batch = RequestBatch()
    #expect(try batch.addTunnels(all, to: 9) == 1)
    #expect(try batch.removeTunnels(all, from: 9) == 1)
    // RTM_SETLINK and RTM_DELLINK.
    for (place, type): (Int, UInt8) in [(0, 19), (1, 17)] {
      let bytes = batch.buffer.withBytes(of: batch.buffer.ranges[place]) { $0.array }
      #expect(bytes[4..<8].elementsEqual([type, 0, 5, 0]))
      #expect(bytes[16..<24].elementsEqual([7, 0, 0, 0, 9, 0, 0, 0]))
      // Flags: 8 begin, 16 end.
      #expect(try mappings(in: bytes) == ["0:10:16777215", "8:20:10020", "16:29:10029", "0:31:10031"])
    }
  }

  @Test func `more than fit into one message go in several`() throws {
    let all = tunnels((1...4094).map { (UInt16($0), UInt16($0), UInt32($0 * 2)) })
    var batch = RequestBatch()
    #expect(try batch.addTunnels(all, to: 9) == 5)
    var found: [String] = []
    for range in batch.buffer.ranges { found += try mappings(in: batch.buffer.withBytes(of: range) { $0.array }) }
    #expect(found == (1...4094).map { "0:\($0):\($0 * 2)" })
  }
}
