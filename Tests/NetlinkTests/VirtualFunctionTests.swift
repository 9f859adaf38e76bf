import NetworkModel
import Testing

@testable import Netlink

@Suite struct `Virtual functions` {
  private func read(_ name: String) throws -> ObservedLink {
    let payload = try Capture(name).payload
    return try payload.withSpan { bytes throws(MalformedMessage) in try LinkMessage(bytes) }.link
  }

  @Test func `are read with their numbers, and without what their driver does not tell`() throws {
    let nic = try read("documented/virtual-functions")
    #expect(nic.settings.number(.virtualFunctions) == 2)
    #expect(nic.device == ParentDevice(bus: "pci", name: "0000:03:00.0"))
    #expect(nic.virtualFunctions.keys.sorted() == [0, 1])
    #expect(
      nic.virtualFunctions[0]?.summary == """
        mac 52:54:00:00:00:01, vlan 10, qos 3, vlan_protocol 802.1ad, spoof_check on, trust on, link_state disable, \
        min_tx_rate 100, max_tx_rate 1000, query_rss on
        """)
    #expect(
      nic.virtualFunctions[1]?.summary == """
        mac 00:00:00:00:00:00, vlan 0, qos 0, vlan_protocol 802.1Q, link_state auto, min_tx_rate 0, max_tx_rate 0
        """)
  }

  /// That of a simulated NIC, whose new functions have tags of no protocol.
  @Test func `are told of by a kernel as they are documented`() throws {
    let nic = try read("6.1/virtual-functions")
    let documented = try read("documented/virtual-functions")
    #expect(nic.settings.number(.virtualFunctions) == 2 && nic.virtualFunctions[0] == documented.virtualFunctions[0])
    #expect(nic.device == ParentDevice(bus: "netdevsim", name: "netdevsim77"))
    #expect(
      nic.virtualFunctions[1]?.summary == """
        mac 00:00:00:00:00:00, vlan 0, qos 0, vlan_protocol 0, spoof_check off, trust off, link_state auto, \
        min_tx_rate 0, max_tx_rate 0, query_rss off
        """)
  }

  private static let all = Settings(
    .virtualFunction,
    [
      "mac": .mac(MACAddress(bits: 0x5254_0000_0001)), "vlan": .integer(10), "qos": .integer(3),
      "vlan_protocol": .integer(0x88A8), "spoof_check": .boolean(true), "trust": .boolean(true),
      "link_state": .integer(2), "max_tx_rate": .integer(1000),
    ])

  @Test func `are set by the structs of the kernel, each behind the number`() throws {
    var batch = RequestBatch()
    try batch.setVirtualFunction(3, of: 2, Self.all.completed(from: nil))
    let bytes = batch.buffer.withBytes(of: batch.buffer.ranges[0]) { $0.array }
    #expect(try bytes.hexadecimal == Capture("requests/set-virtual-function").bytes.hexadecimal)
  }

  @Test func `are spoken of as vf in the kernel's errors`() throws {
    let request = try Capture("requests/set-virtual-function").bytes
    #expect(request.withSpan { AttributeNames.name(at: 32, in: $0) } == "vf")
  }

  @Test func `are told of with what shares a struct with what changes`() {
    let known = Self.all
    let rate = Settings(.virtualFunction, ["min_tx_rate": .integer(5)])
    #expect(rate.completed(from: known).summary == "min_tx_rate 5, max_tx_rate 1000")
    let priority = Settings(.virtualFunction, ["qos": .integer(5)])
    #expect(priority.completed(from: known).summary == "vlan 10, qos 5, vlan_protocol 802.1ad")
    #expect(priority.completed(from: nil).summary == "vlan 0, qos 5, vlan_protocol 802.1Q")
    let trust = Settings(.virtualFunction, ["trust": .boolean(true)])
    #expect(trust.completed(from: known) == trust)
  }

  @Test func `are asked for by themselves, without statistics`() throws {
    let answer = try Capture("documented/virtual-functions").bytes
    var client = NetlinkClient(RecordedTransport([.datagram(answer)]))
    var nic = ObservedLink(index: 2, name: LinkName(kernelName: "eth0"), kind: .nic)
    try client.lookAtVirtualFunctions(of: &nic)
    #expect(nic.settings.number(.virtualFunctions) == 2 && nic.virtualFunctions.count == 2)
    // RTM_GETLINK for link 2, with IFLA_EXT_MASK: RTEXT_FILTER_VF | RTEXT_FILTER_SKIP_STATS
    let request = try #require(client.transport.sent.first)
    #expect(request[4..<6].elementsEqual([18, 0]) && request[20..<24].elementsEqual([2, 0, 0, 0]))
    #expect(request[32...].elementsEqual([8, 0, 29, 0, 9, 0, 0, 0]))
  }

  @Test func `of 256 functions are read from one message`() throws {
    var list: [UInt8] = []
    for number in 0..<UInt32(256) {
      let tag = Message.bytes(number) + Message.bytes(number) + Message.bytes(UInt32(0)) + [0x81, 0, 0, 0]
      let address = Message.attribute(1, Message.bytes(number) + [UInt8](repeating: 0, count: 32))
      let padding = Message.attribute(13, [UInt8](repeating: 0xFF, count: 150))
      list += Message.attribute(1, address + padding + Message.attribute(12, Message.attribute(1, tag)))
    }
    let header = [UInt8](repeating: 0, count: 16)
    let message = try (header + Message.attribute(22, list)).withSpan { bytes throws(MalformedMessage) in
      try LinkMessage(bytes)
    }
    #expect(message.link.virtualFunctions.count == 256)
    #expect(message.link.virtualFunctions[255]?.number(.virtualFunctionVLAN) == 255)
  }
}
