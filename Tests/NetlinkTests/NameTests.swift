import NetworkModel
import Testing

@testable import Netlink

@Suite struct `New names` {
  @Test func `are asked for by index`() throws {
    var batch = RequestBatch()
    try batch.renameLink(3, try LinkName("up"))
    let bytes = batch.buffer.withBytes(of: batch.buffer.ranges[0]) { $0.array }
    // RTM_NEWLINK, and no flag changes.
    #expect(bytes[4..<6].elementsEqual([16, 0]))
    #expect(bytes[16..<32].elementsEqual([0, 0, 0, 0, 3, 0, 0, 0] + [UInt8](repeating: 0, count: 8)))
    // IFLA_IFNAME
    #expect(bytes[32...].elementsEqual([7, 0, 3, 0] + Array("up\0\0".utf8)))
  }
}

@Suite struct `Devices under links` {
  @Test func `are read by the names that their buses give them`() throws {
    let header = [UInt8](repeating: 0, count: 16)
    // IFLA_PARENT_DEV_NAME
    let name: [UInt8] = [17, 0, 56, 0] + Array("0000:03:00.0".utf8) + [0, 0, 0, 0]
    let message = try (header + name).withSpan { bytes throws(MalformedMessage) in try LinkMessage(bytes) }
    #expect(message.link.device?.name == "0000:03:00.0")
  }
}

@Suite struct `Alternative names` {
  @Test(arguments: [true, false])
  func `come and go one at a time, in a list of properties`(isAdded: Bool) throws {
    var batch = RequestBatch()
    if isAdded {
      try batch.addAlternativeName("up", to: 3)
    } else {
      try batch.removeAlternativeName("up", from: 3)
    }
    let bytes = batch.buffer.withBytes(of: batch.buffer.ranges[0]) { $0.array }
    // RTM_NEWLINKPROP, RTM_DELLINKPROP
    #expect(bytes[4..<6].elementsEqual([isAdded ? 108 : 109, 0]))
    #expect(bytes[16..<24].elementsEqual([0, 0, 0, 0, 3, 0, 0, 0]))
    // IFLA_PROP_LIST, nested, with IFLA_ALT_IFNAME.
    #expect(bytes[32...].elementsEqual([12, 0, 52, 0x80, 7, 0, 53, 0] + Array("up\0\0".utf8)))
  }

  @Test(arguments: [([], []), (["b", "a"], ["a", "b"])] as [([String], [String])])
  func `are read from the list in the order of the alphabet`(reported: [String], names: [String]) throws {
    let list = reported.flatMap { (name) -> [UInt8] in [6, 0, 53, 0] + Array(name.utf8) + [0, 0, 0] }
    let header = [UInt8](repeating: 0, count: 16)
    let property: [UInt8] = list.isEmpty ? [] : [UInt8(list.count + 4), 0, 52, 0x80] + list
    let message = try (header + property).withSpan { bytes throws(MalformedMessage) in try LinkMessage(bytes) }
    #expect(message.link.settings.alternativeNames == names)
  }
}
