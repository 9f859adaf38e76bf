@testable import Netlink
import NetworkModel
import RandomNumbers
import Testing

/// Thousands of damaged messages: whatever they are, reading them ends, with a value or an error.
struct FuzzTests {
  private static let seeds = [
    "6.18/tap", "6.18/bridge", "6.18/veth", "6.1/tap", "6.1/vlan", "6.12/vlans-vm0", "6.12/global-vlans-br0",
    "6.18/address-ipv4", "6.18/address-ipv6", "6.18/route-single", "6.18/route-multipath", "6.18/route-via-inet6",
    "6.18/route-ipv6", "6.18/route-ipv6-multipath", "6.18/forwarding", "6.18/forwarding-vxlan",
    "6.18/multicast", "documented/virtual-functions", "6.1/virtual-functions",
  ]

  static func damaged(_ message: [UInt8], _ generator: inout SplitMix64) -> [UInt8] {
    var bytes = message
    for _ in 0..<Int.random(in: 1...8, using: &generator) {
      guard !bytes.isEmpty else { break }
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
      case 1: bytes[place] = 0
      case 2: bytes[place] = 0xFF
      case 3: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      case 4: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...16, using: &generator)))
      default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 12)], at: place)
      }
    }
    return bytes
  }

  /// Reads a message as what it was before it was damaged.
  private static func read(_ type: UInt8, _ payload: RawSpan) throws(MalformedMessage) {
    switch type {
    case 20: _ = try AddressMessage(payload)
    case 24: _ = try RouteMessage(payload)
    case 28: _ = try ForwardingMessage(payload)
    case 112: _ = try VLANEntryMessage(payload)
    case 86: _ = try MulticastMessage(payload)
    default: _ = try LinkMessage(payload)
    }
  }

  @Test(arguments: seeds)
  func `no damaged message crashes or hangs the readers`(_ name: String) throws {
    let message = try Capture(name).bytes
    let type = message[4]
    var generator = SplitMix64(seed: 20_240_607)
    var readable = 0
    for _ in 0..<2000 {
      let bytes = Self.damaged(message, &generator)
      bytes.withSpan { span in
        for offset in [0, 32, 100, bytes.count / 2] { _ = AttributeNames.name(at: offset, in: span) }
        do throws(MalformedMessage) {
          try span.forEachMessage { (header, payload) throws(MalformedMessage) in
            _ = try Acknowledgement(done: payload, flags: header.flags)
            _ = try? Acknowledgement(error: payload, flags: 0x200)
            // Also what is meant for another reader.
            _ = try? LinkMessage(payload)
            _ = try? AddressMessage(payload)
            _ = try? RouteMessage(payload)
            _ = try? ForwardingMessage(payload)
            _ = try? MulticastMessage(payload)
            _ = try? VLANEntryMessage(payload)
            try Self.read(type, payload)
          }
          readable += 1
        } catch {}
      }
    }
    // Damage that leaves the lengths alone leaves a message that can be read: both outcomes have to occur.
    #expect(readable > 50)
    #expect(readable < 1900)
  }

  @Test func `no random bytes crash or hang the conversation`() throws {
    var generator = SplitMix64(seed: 42)
    for _ in 0..<3000 {
      let noise = (0..<Int.random(in: 0...200, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
      var datagram = Message.make(type: 16, flags: 2, noise)
      datagram += Message.done()
      var client = NetlinkClient(RecordedTransport([.datagram(datagram)]))
      _ = try? client.links()
    }
  }
}
