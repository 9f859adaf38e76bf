import KernelTestSupport
import NetworkModel
import Planning
import Reconciliation
import Testing

@testable import Netlink

/// Dumps that a thread receives.
@Suite(.enabled(if: Namespace.isAvailable, "\(Namespace.requirement)"))
struct ReadAheadTests {
  let namespace: Namespace

  init() throws {
    namespace = try Namespace()
    let operations = (Int32(101)...400).map {
      Planning.Operation.create(LinkName(kernelName: "b\($0)"), index: $0, .bridge, Settings(), lower: nil)
    }
    let errors = try namespace.run { try LinuxKernel().perform(operations) }
    try #require(errors == operations.map { _ in nil })
  }

  /// Asks for all links.
  private func request(_ socket: inout NetlinkSocket) throws {
    // struct nlmsghdr and struct ifinfomsg: RTM_GETLINK with NLM_F_REQUEST and NLM_F_DUMP
    let bytes: [UInt8] = [32, 0, 0, 0, 18, 0, 1, 3] + [UInt8](repeating: 0, count: 24)
    // SAFETY: bytes can be read as bytes, whatever they are; so below.
    try socket.send(unsafe bytes.span.bytes)
  }

  /// How many messages a dump has, up to its end.
  private func count(_ socket: inout NetlinkSocket, readingAhead: Bool) throws -> Int {
    try request(&socket)
    var buffer = [UInt8](repeating: 0, count: 128 * 1024)
    var count = 0
    var isOver = false
    while !isOver {
      let length = try socket.receive(into: &buffer)
      if count == 0, readingAhead { socket.readAhead(size: buffer.count) }
      try unsafe buffer.span.bytes.extracting(0..<length).forEachMessage { (header, _) throws(MalformedMessage) in
        if header.type == 3 { isOver = true } else { count += 1 }
      }
    }
    return count
  }

  @Test func `have all messages, also the next one`() throws {
    let counts = try namespace.run {
      var socket = try NetlinkSocket()
      return [
        try count(&socket, readingAhead: true), try count(&socket, readingAhead: true),
        try count(&socket, readingAhead: false),
      ]
    }
    #expect(counts == [301, 301, 301])
  }

  @Test func `can be left alone in the middle`() throws {
    let counts = try namespace.run {
      var counts: [Int] = []
      for _ in 0..<20 {
        do {
          var socket = try NetlinkSocket()
          try request(&socket)
          socket.readAhead(size: 128 * 1024)
          var buffer = [UInt8](repeating: 0, count: 128 * 1024)
          counts.append(try socket.receive(into: &buffer))
        }
      }
      return counts
    }
    #expect(counts.allSatisfy { $0 > 0 })
  }

  @Test func `are cut where the buffer ends`() throws {
    try namespace.run {
      var socket = try NetlinkSocket()
      try request(&socket)
      socket.readAhead(size: 1024)
      var buffer = [UInt8](repeating: 0, count: 1024)
      #expect(throws: TransportError.truncated) { try socket.receive(into: &buffer) }
    }
  }
}
