@testable import Netlink
import NetworkModel
import Testing

/// VLAN memberships, written for the kernel.
struct VLANListMessageTests {
  /// The entries that are written for these VLANs, as VLAN and flags.
  private func written(_ vlans: BridgeVLANs, adding: Bool = true) throws -> [String] {
    var buffer = RequestBuffer()
    try buffer.append(type: 19, flags: 0, header: UInt32(0)) { (buffer) throws(KernelError) in
      try VLANListMessage.put(vlans, adding: adding, into: &buffer)
    }
    var entries: [String] = []
    try buffer.withBytes(of: 20..<buffer.ranges[0].upperBound) { (bytes) throws(MalformedMessage) in
      try bytes.forEachAttribute { (type, entry) throws(MalformedMessage) in
        // IFLA_BRIDGE_VLAN_INFO
        #expect(type == 2)
        entries.append("\(try entry.readUInt16(at: 2)):\(try entry.readUInt16(at: 0))")
      }
    }
    return entries
  }

  // Flags: 2 PVID, 4 untagged, 8 begin, 16 end.
  @Test func `the PVID goes alone, outside of ranges`() throws {
    var vlans = BridgeVLANs()
    vlans.insert(10, through: 20, untagged: true)
    vlans.insertPVID(15, untagged: true)
    #expect(try written(vlans) == ["10:12", "14:20", "15:6", "16:12", "20:20"])
    vlans = BridgeVLANs()
    vlans.insert(10, through: 11, untagged: false)
    vlans.insertPVID(10, untagged: false)
    #expect(try written(vlans) == ["10:2", "11:0"])
  }

  @Test func `runs of different tagging go side by side`() throws {
    var vlans = BridgeVLANs()
    vlans.insert(20, through: 29, untagged: false)
    vlans.insert(31, through: 31, untagged: false)
    vlans.insert(40, through: 41, untagged: true)
    #expect(try written(vlans) == ["20:8", "29:16", "31:0", "40:12", "41:20"])
  }

  @Test func `what is removed has no flags but those of ranges`() throws {
    var vlans = BridgeVLANs()
    vlans.insert(1, through: 4094, untagged: true)
    vlans.insertPVID(7, untagged: true)
    #expect(try written(vlans, adding: false) == ["1:8", "4094:16"])
  }

  @Test func `every VLAN with another tagging than its neighbours fits into one message`() throws {
    var vlans = BridgeVLANs()
    for id in UInt16(1)...4094 { vlans.insert(id, through: id, untagged: id % 2 == 0) }
    var batch = RequestBatch()
    try batch.addVLANs(vlans, to: 9, ofBridgeItself: false)
    #expect(batch.count == 1)
    let request = batch.buffer.withBytes(of: batch.buffer.ranges[0]) { $0.array }
    #expect(request.count == 32 + 4 + 4094 * 8)
    #expect(try written(vlans) == (1...4094).map { "\($0):\($0 % 2 == 0 ? 4 : 0)" })
  }
}
