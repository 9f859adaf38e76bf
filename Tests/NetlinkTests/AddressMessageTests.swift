@testable import Netlink
import NetworkModel
import Testing

/// What a kernel said of addresses, read, and written again.
struct AddressMessageTests {
  private func read(_ name: String) throws -> AddressMessage {
    let message = try Capture(name).payload.withSpan { bytes throws(MalformedMessage) in try AddressMessage(bytes) }
    return try #require(message)
  }

  @Test func `an address of IPv4 is read in full`() throws {
    let message = try read("6.18/address-ipv4")
    var expected = Address(IPAddress(192, 0, 2, 7), prefixLength: 32, scope: .link, flags: 0x200)
    expected.peer = IPAddress(192, 0, 2, 9)
    expected.broadcast = IPAddress(192, 0, 2, 255)
    expected.label = "a0:web"
    expected.preferredLifetime = .seconds(600)
    expected.validLifetime = .seconds(3600)
    expected.metric = 50
    expected.noPrefixRoute = true
    #expect(message.address == expected)
    #expect(message.link == 9)
  }

  @Test func `an address of IPv6 is read in full`() throws {
    let address = try read("6.18/address-ipv6").address
    #expect(address.description == "2001:db8::7/64")
    #expect(address.peer == nil)
    // IFA_F_MANAGETEMPADDR, which the header's eight bits have no room for, IFA_F_PERMANENT and IFA_F_NODAD.
    #expect(address.flags == 0x182)
    #expect(address.validLifetime == .forever)
    #expect(address.scope == .global)
    #expect(address.origin == 0)
  }

  @Test(arguments: ["6.18/address-ipv4", "6.18/address-ipv6"])
  func `what is read is written as the kernel wrote it`(_ name: String) throws {
    let message = try read(name)
    let kernel = Attributes(try Capture(name).payload, from: 8).byType
    var batch = RequestBatch()
    try batch.addAddress(message.address, to: message.link)
    let bytes = batch.buffer.withBytes(of: batch.buffer.ranges[0]) { $0.array }
    let written = Attributes(bytes, from: 24).byType
    // NLM_F_REQUEST, NLM_F_ACK, NLM_F_EXCL and NLM_F_CREATE.
    #expect(bytes[4..<8].elementsEqual([20, 0, 0x05, 0x06]))
    #expect(bytes[16..<18] == (try Capture(name).bytes)[16..<18])
    #expect(bytes[19..<24] == (try Capture(name).bytes)[19..<24])
    for (type, payload) in kernel {
      switch type {
      // The kernel adds IFA_F_PERMANENT, and the times of creation and change.
      case 8: #expect(written[type]?.dropFirst() == payload.dropFirst())
      case 6: #expect(written[type] == payload.prefix(8) + [UInt8](repeating: 0, count: 8))
      default: #expect(written[type] == payload, "\(type)")
      }
    }
    // It says IFA_LOCAL only where that differs from IFA_ADDRESS, or for IPv4.
    #expect(Set(written.keys).subtracting(kernel.keys).isSubset(of: [2]))
  }

  @Test func `an address without a lifetime, a flag or an origin says nothing of them`() throws {
    var batch = RequestBatch()
    var address = Address(IPAddress(192, 0, 2, 7), prefixLength: 24)
    try batch.addAddress(address, to: 3)
    address.origin = 4
    address.validLifetime = .seconds(0)
    address.preferredLifetime = .forever
    address.flags = 0x2C3
    address.noPrefixRoute = false
    try batch.changeAddress(address, of: 3)
    let written = batch.buffer.ranges.map { range in
      Attributes(batch.buffer.withBytes(of: range) { $0.array }, from: 24).byType
    }
    #expect(written[0] == [1: [192, 0, 2, 7], 2: [192, 0, 2, 7]])
    // In its last second an address is valid for 0 seconds, which nobody can ask for. Of the flags that is left which a
    // maker of addresses decides: IFA_F_NODAD.
    #expect(
      written[1] == [
        1: [192, 0, 2, 7], 2: [192, 0, 2, 7], 6: [1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 8: [2, 0, 0, 0],
        11: [4],
      ])
  }
}
