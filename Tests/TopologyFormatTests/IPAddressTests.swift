import NetworkModel
import RandomNumbers
import Testing

struct IPAddressTests {
  @Test(arguments: [
    ("0.0.0.0", "0.0.0.0"), ("192.0.2.255", "192.0.2.255"), ("::", "::"), ("::1", "::1"), ("1::", "1::"),
    ("2001:DB8:0:0:8:800:200C:417A", "2001:db8::8:800:200c:417a"), ("ff01:0:0:0:0:0:0:101", "ff01::101"),
    ("0:0:0:0:0:0:13.1.68.3", "::13.1.68.3"), ("::FFFF:129.144.52.38", "::ffff:129.144.52.38"),
    ("::ffff:8190:3426", "::ffff:129.144.52.38"), ("64:ff9b::192.0.2.1", "64:ff9b::c000:201"),
    ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"), ("2001:0db8:0000:0001::0001", "2001:db8:0:1::1"),
    ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"), ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
    ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"), ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"), ("fe80::", "fe80::"),
    ("::0.1.0.2", "::0.1.0.2"), ("::ffff:0:1.2.3.4", "::ffff:0:102:304"),
  ])
  func `an address is read in any form, and written in one`(_ text: String, _ expected: String) throws {
    let address = try #require(IPAddress(text))
    #expect(address.description == expected)
    #expect(IPAddress(address.description) == address)
  }

  @Test(arguments: [
    "", ".", ":", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.04", "1.2.3.", ".1.2.3", "1..2.3", "1.2.3.4 ",
    " 1.2.3.4",
    "+1.2.3.4", "1.2.3.-4", "0x1.2.3.4", "1.2.3.4/24", "1.2.3.a", "1.2.3.٤", ":::", "1:::2", "1::2::3", ":1", "1:",
    ":1:2:3:4:5:6:7", "1:2:3:4:5:6:7:", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4::5:6:7:8", "::12345", "::g",
    "::1.2.3", "::1.2.3.4:5", "1.2.3.4::", "1:2:3:4:5:6:7:1.2.3.4", "fe80::1%eth0", "[::1]", "::1/128", "eth0", "::+1",
  ])
  func `what is no address is read as none`(_ text: String) {
    #expect(IPAddress(text) == nil)
  }

  @Test func `every address is read from what is written of it`() throws {
    var random = SplitMix64(seed: 4)
    for round in 0..<5_000 {
      // Many zeros, so that runs of them come in all lengths and places.
      let bytes = (0..<(round % 5 == 0 ? 4 : 16)).map { _ in
        Bool.random(using: &random) ? 0 : UInt8.random(in: 0...255, using: &random)
      }
      let address = try #require(IPAddress(bytes: bytes))
      #expect(IPAddress(address.description) == address)
    }
  }

  @Test(arguments: [
    ("0.0.0.0", "unspecified"), ("::", "unspecified"), ("224.0.0.0", "multicast"), ("239.255.255.255", "multicast"),
    ("ff00::", "multicast"), ("255.255.255.255", "broadcast"), ("127.0.0.1", "loopback"), ("127.255.0.1", "loopback"),
    ("::1", "loopback"), ("fe80::1", "link-local"), ("febf::1", "link-local"), ("fec0::1", ""), ("240.0.0.1", ""),
    ("223.255.255.255", ""), ("0.0.0.1", ""), ("128.0.0.1", ""), ("::2", ""), ("fe00::1", ""), ("169.254.0.1", ""),
  ])
  func `some addresses mean something by themselves`(_ text: String, _ meaning: String) throws {
    let address = try #require(IPAddress(text))
    var meanings: [String] = []
    if address.isUnspecified { meanings.append("unspecified") }
    if address.isMulticast { meanings.append("multicast") }
    if address.isLimitedBroadcast { meanings.append("broadcast") }
    if address.isLoopback { meanings.append("loopback") }
    if address.isLinkLocal { meanings.append("link-local") }
    #expect(meanings.joined(separator: " ") == meaning)
  }

  @Test func `the MTU of a route is kept as the attribute holds it`() {
    var route = Route(.allIPv4)
    #expect(route.mtu == nil)
    route.mtu = 0x0102_0304
    let bytes = bytesInMemory(0x0102_0304)
    #expect(route.metrics == [2: bytes])
    #expect(route.mtu == 0x0102_0304)
    route.mtu = nil
    #expect(route.metrics.isEmpty)
    route.metrics[2] = [1, 2]
    #expect(route.mtu == nil)
  }

  private func bytesInMemory(_ value: UInt32) -> [UInt8] {
    unsafe withUnsafeBytes(of: value) { unsafe Array($0) }
  }
}
