@testable import Netlink
import NetworkModel
import Testing

/// VLANs of bridges and their ports, with their settings, read from and written for the kernel.
struct VLANEntryMessageTests {
  private func read(_ payload: [UInt8]) throws -> VLANEntryMessage {
    try payload.withSpan { bytes throws(MalformedMessage) in try VLANEntryMessage(bytes) }
  }

  private func observed(_ payload: [UInt8]) throws -> ObservedVLANs {
    var vlans = ObservedVLANs()
    vlans.insert(try read(payload))
    return vlans
  }

  /// An `RTM_NEWVLAN` message about link 9: struct br_vlan_msg, and BRIDGE_VLANDB_ENTRY (1) with an INFO (1) of flags and
  /// VLAN, with the last of a RANGE (2), and with more.
  private func message(_ list: [(flags: UInt16, id: UInt16, last: UInt16?)], with more: [UInt8] = []) -> [UInt8] {
    [7, 0, 0, 0] + Message.bytes(UInt32(9))
      + list.flatMap { entry in
        Message.attribute(
          1,
          Message.attribute(1, Message.bytes(entry.flags) + Message.bytes(entry.id))
            + (entry.last.map { Message.attribute(2, Message.bytes($0)) } ?? []) + more)
      }
  }

  @Test func `the VLANs of a port are read with their settings`() throws {
    let capture = try Capture("6.12/vlans-vm0").payload
    #expect(try read(capture).index == 3)
    let vlans = try observed(capture)
    #expect(vlans.members.description == "tagged 20-29,31 untagged 10,40-41 pvid 10")
    // What new VLANs have is left out.
    #expect(vlans.settings.description == "20-29: state blocking; 31: mcast_router 2")
    #expect(vlans.tunnels.isEmpty)
  }

  @Test func `the VLANs of a bridge are read`() throws {
    let capture = try Capture("6.12/vlans-br0").payload
    #expect(try read(capture).index == 2)
    let vlans = try observed(capture)
    #expect(vlans.members.description == "trunk 10 native 5")
    #expect(vlans.settings.isEmpty)
  }

  @Test func `of VLANs as wholes what is special is read`() throws {
    let vlans = try observed(Capture("6.12/global-vlans-br0").payload)
    #expect(vlans.settings.description == "20: mcast_querier on, mcast_query_interval 60 s")
    #expect(vlans.members.isEmpty)
  }

  @Test func `the VLANs of one link are read with their ranges and flags`() throws {
    // BRIDGE_VLAN_INFO_PVID is 2, UNTAGGED is 4.
    let vlans = try observed(message([(4, 10, nil), (0, 20, 29), (6, 36, nil), (4, 40, 41)]))
    #expect(vlans.members.description == "tagged 20-29 untagged 10,36,40-41 pvid 36")
    #expect(try observed(message([])).members.isEmpty)
  }

  @Test func `entries tell of their tunnels`() throws {
    // BRIDGE_VLANDB_ENTRY_TUNNEL_INFO (4), in which there is the first identifier.
    let tunnel = Message.attribute(4, Message.attribute(1, Message.bytes(UInt32(10020))))
    let vlans = try observed(message([(0, 20, 29)], with: tunnel))
    #expect(vlans.members.description == "trunk 20-29")
    #expect(vlans.tunnels.description == "20-29=10020-10029")
  }

  @Test(arguments: [(UInt16(0), UInt16?.none), (4095, nil), (20, 19), (20, 4095)])
  func `an entry of VLANs that cannot be is an error`(first: UInt16, last: UInt16?) {
    #expect(throws: MalformedMessage.self) { try read(message([(0, first, last)])) }
  }

  @Test func `settings are written by run and place, and read again`() throws {
    var settings = VLANSettings()
    let blocked = Settings(
      .vlanEntry, ["state": .integer(4), "mcast_router": .integer(2), "mcast_max_groups": .integer(70_000)])
    settings.insert(.init(first: 20, last: 29, settings: blocked))
    settings.insert(.init(first: 7, last: 7, settings: Settings(.vlanEntry, ["neigh_suppress": .boolean(true)])))
    let querying = Settings(
      .globalVLAN, ["mcast_querier": .boolean(true), "mcast_membership_interval": .integer(12_300)])
    settings.insert(.init(first: 20, last: 20, settings: querying))
    var batch = RequestBatch()
    #expect(try batch.changeVLANs(settings, of: 9) == 3)
    var found = ObservedVLANs()
    for range in batch.buffer.ranges {
      let bytes = batch.buffer.withBytes(of: range) { $0.array }
      // RTM_NEWVLAN, to be acknowledged.
      #expect(bytes[4..<8].elementsEqual([112, 0, 5, 0]))
      let message = try read(Array(bytes.dropFirst(16)))
      #expect(message.index == 9)
      found.insert(message)
    }
    #expect(found.settings == settings)
    // BRIDGE_VLAN_INFO_ONLY_OPTS, without which the VLAN would be added.
    let entry = batch.buffer.withBytes(of: batch.buffer.ranges[1]) { $0.array }
    #expect(entry[28..<36].elementsEqual([8, 0, 1, 0, 64, 0, 7, 0]))
  }

  @Test func `the attribute at which the kernel points is called by its name`() throws {
    var batch = RequestBatch()
    _ = try batch.changeVLANs(VLANSettings([7: Settings(.vlanEntry, ["neigh_suppress": .boolean(true)])]), of: 9)
    _ = try batch.changeVLANs(VLANSettings([7: Settings(.globalVLAN, ["mcast_snooping": .boolean(true)])]), of: 9)
    let requests = batch.buffer.ranges.map { range in batch.buffer.withBytes(of: range) { $0.array } }
    // Behind both headers, the attribute that holds all, and that of the VLAN.
    #expect(requests[0].withSpan { AttributeNames.name(at: 36, in: $0) } == "neigh_suppress")
    #expect(requests[1].withSpan { AttributeNames.name(at: 36, in: $0) } == "mcast_snooping")
    #expect(requests[0].withSpan { AttributeNames.name(at: 28, in: $0) } == nil)
  }
}
