@testable import Netlink
import NetworkModel
import Testing

/// VLAN memberships, read from and written for the kernel.
struct BridgeVLANMessageTests {
  private func read(_ payload: [UInt8]) throws -> BridgeVLANMessage {
    try payload.withSpan { bytes throws(MalformedMessage) in try BridgeVLANMessage(bytes) }
  }

  /// A message of the family AF_BRIDGE about link 9 with these entries of flags and VLAN.
  private func message(_ entries: [(flags: UInt16, id: UInt16)]) -> [UInt8] {
    let list = entries.flatMap { Message.attribute(2, Message.bytes($0.flags) + Message.bytes($0.id)) }
    return [7, 0, 1, 0] + Message.bytes(UInt32(9)) + [UInt8](repeating: 0, count: 8) + Message.attribute(26, list)
  }

  /// The entries that are written for these VLANs.
  private func written(_ vlans: BridgeVLANs, adding: Bool = true) throws -> [String] {
    var buffer = RequestBuffer()
    try buffer.append(type: 19, flags: 0, header: UInt32(0)) { (buffer) throws(KernelError) in
      try BridgeVLANMessage.put(vlans, adding: adding, into: &buffer)
    }
    var entries: [String] = []
    try buffer.withBytes(of: 20..<buffer.ranges[0].upperBound) { (bytes) throws(MalformedMessage) in
      try bytes.forEachAttribute { (_, entry) throws(MalformedMessage) in
        entries.append("\(try entry.readUInt16(at: 2)):\(try entry.readUInt16(at: 0))")
      }
    }
    return entries
  }

  @Test func `the VLANs of a port are read in full`() throws {
    let message = try read(Capture("6.1/vlans-vm0").payload)
    #expect(message.index == 3)
    #expect(message.vlans.description == "tagged 20-29,31 untagged 10,40-41 pvid 10")
  }

  @Test func `the VLANs of a bridge are read in full`() throws {
    let message = try read(Capture("6.1/vlans-br0").payload)
    #expect(message.index == 2)
    #expect(message.vlans.description == "trunk 10 native 5")
  }

  @Test(arguments: ["6.1/vlans-vm0", "6.1/vlans-br0"])
  func `what is read is written as the kernel wrote it`(_ name: String) throws {
    let capture = try Capture(name)
    let kernel = Attributes(capture.payload, from: 16).byType[26] ?? []
    var buffer = RequestBuffer()
    let vlans = try read(capture.payload).vlans
    try buffer.append(type: 19, flags: 0, header: UInt32(0)) { (buffer) throws(KernelError) in
      try BridgeVLANMessage.put(vlans, adding: true, into: &buffer)
    }
    let range = 20..<buffer.ranges[0].upperBound
    #expect(buffer.withBytes(of: range) { $0.array }.hexadecimal == kernel.hexadecimal)
  }

  @Test func `the PVID goes alone, outside of ranges`() throws {
    var vlans = BridgeVLANs()
    vlans.insert(10, through: 20, untagged: true)
    vlans.insertPVID(15, untagged: true)
    // Flags: 2 PVID, 4 untagged, 8 begin, 16 end.
    #expect(try written(vlans) == ["10:12", "14:20", "15:6", "16:12", "20:20"])
    vlans = BridgeVLANs()
    vlans.insert(10, through: 11, untagged: false)
    vlans.insertPVID(10, untagged: false)
    #expect(try written(vlans) == ["10:2", "11:0"])
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
    #expect(try read(Array(request.dropFirst(16))).vlans == vlans)
  }

  @Test func `a message of a switch in hardware is known as such`() throws {
    let flags = Message.attribute(26, Message.attribute(0, [2, 0]))
    let payload = [7, 0, 1, 0] + Message.bytes(UInt32(9)) + [UInt8](repeating: 0, count: 8) + flags
    #expect(try read(payload).isOfHardware)
  }

  @Test(
    arguments: [
      [(8, 10)], [(16, 10)], [(8, 20), (16, 10)], [(0, 0)], [(0, 4095)], [(8, 10), (8, 11)],
    ] as [[(UInt16, UInt16)]])
  func `ranges that make no sense are malformed`(_ entries: [(flags: UInt16, id: UInt16)]) {
    #expect(throws: MalformedMessage.self) { try read(message(entries)) }
  }

  /// An `RTM_NEWVLAN` message about link 9: struct br_vlan_msg, and BRIDGE_VLANDB_ENTRY (1) with an INFO (1) of flags and
  /// VLAN, and with the last of a RANGE (2).
  private func entries(_ list: [(flags: UInt16, id: UInt16, last: UInt16?)]) -> [UInt8] {
    [7, 0, 0, 0] + Message.bytes(UInt32(9))
      + list.flatMap { entry in
        Message.attribute(
          1,
          Message.attribute(1, Message.bytes(entry.flags) + Message.bytes(entry.id))
            + (entry.last.map { Message.attribute(2, Message.bytes($0)) } ?? []))
      }
  }

  private func read(entries payload: [UInt8]) throws -> BridgeVLANs {
    var vlans = BridgeVLANs()
    var tunnels = VLANTunnels()
    try payload.withSpan { bytes throws(MalformedMessage) in try VLANEntryMessage(bytes) }.insert(
      into: &vlans, &tunnels)
    return vlans
  }

  @Test func `the VLANs of one link are read with their ranges and flags`() throws {
    // BRIDGE_VLAN_INFO_PVID is 2, UNTAGGED is 4.
    let vlans = try read(entries: entries([(4, 10, nil), (0, 20, 29), (6, 36, nil), (4, 40, 41)]))
    #expect(vlans.description == "tagged 20-29 untagged 10,36,40-41 pvid 36")
    #expect(try read(entries: entries([])).isEmpty)
  }

  @Test(arguments: [(UInt16(0), UInt16?.none), (4095, nil), (20, 19), (20, 4095)])
  func `an entry of VLANs that cannot be is an error`(first: UInt16, last: UInt16?) {
    #expect(throws: MalformedMessage.self) { try read(entries: entries([(0, first, last)])) }
  }
}
