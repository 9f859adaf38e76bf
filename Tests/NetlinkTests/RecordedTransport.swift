@testable import Netlink

/// Plays back what a kernel said, and keeps what was sent to it.
struct RecordedTransport: DatagramTransport {
  /// One event on the receiving side.
  enum Event {
    /// A datagram. Messages whose sequence number is 0 get that of the request last sent, and port 0 the socket's.
    case datagram([UInt8])
    /// A datagram exactly as it is.
    case exactly([UInt8])
    /// A failure.
    case failure(TransportError)
  }

  let port: UInt32 = 4711
  /// What is still to be received.
  var events: [Event]
  /// Failures of the next attempts to send.
  var sendFailures: [TransportError] = []
  /// What was sent.
  var sent: [[UInt8]] = []

  init(_ events: [Event]) { self.events = events }

  mutating func send(_ datagram: RawSpan) throws(TransportError) {
    if !sendFailures.isEmpty { throw sendFailures.removeFirst() }
    sent.append(datagram.array)
  }

  mutating func receive(into buffer: inout [UInt8]) throws(TransportError) -> Int {
    // Where a real socket would wait for ever, the test fails.
    guard !events.isEmpty else { throw .failed(code: 11) }
    let bytes: [UInt8]
    switch events.removeFirst() {
    case .datagram(let datagram): bytes = addressed(datagram)
    case .exactly(let datagram): bytes = datagram
    case .failure(let error): throw error
    }
    buffer.replaceSubrange(0..<bytes.count, with: bytes)
    return bytes.count
  }

  /// Fills in sequence numbers and ports where they are 0.
  private func addressed(_ datagram: [UInt8]) -> [UInt8] {
    var bytes = datagram
    var place = 0
    while place + 16 <= bytes.count {
      let length = Int(bytes[place]) | Int(bytes[place + 1]) << 8
      if bytes[place + 8..<place + 12].allSatisfy({ $0 == 0 }), let request = sent.last {
        bytes.replaceSubrange(place + 8..<place + 12, with: request[8..<12])
      }
      if bytes[place + 12..<place + 16].allSatisfy({ $0 == 0 }) {
        bytes.replaceSubrange(place + 12..<place + 16, with: Message.bytes(port))
      }
      guard length >= 16 else { break }
      place += (length + 3) & ~3
    }
    return bytes
  }
}

/// Messages as a kernel would send them.
enum Message {
  /// A message with its header.
  static func make(
    type: UInt16, flags: UInt16 = 0, sequence: UInt32 = 0, port: UInt32 = 0, _ payload: [UInt8] = []
  ) -> [UInt8] {
    let length = 16 + payload.count
    return bytes(UInt32(length)) + bytes(type) + bytes(flags) + bytes(sequence) + bytes(port) + payload
      + [UInt8](repeating: 0, count: (4 - length % 4) % 4)
  }

  /// `RTM_NEWLINK` with a name and nothing else.
  static func link(
    _ name: String, index: UInt32, flags: UInt16 = 2, sequence: UInt32 = 0, port: UInt32 = 0
  ) -> [UInt8] {
    let header: [UInt8] = [0, 0, 1, 0] + bytes(index) + bytes(UInt32(0)) + bytes(UInt32(0))
    return make(
      type: 16, flags: flags, sequence: sequence, port: port, header + attribute(3, Array(name.utf8) + [0]))
  }

  /// `NLMSG_ERROR` with an errno, 0 for an acknowledgement.
  static func error(
    _ code: Int32, sequence: UInt32 = 0, port: UInt32 = 0, words: String? = nil, offset: UInt32? = nil
  ) -> [UInt8] {
    var payload = bytes(UInt32(bitPattern: -code)) + [UInt8](repeating: 0, count: 16)
    if let words { payload += attribute(1, Array(words.utf8) + [0]) }
    if let offset { payload += attribute(2, bytes(offset)) }
    // NLM_F_CAPPED, and NLM_F_ACK_TLVS
    let flags: UInt16 = 0x100 | (words == nil && offset == nil ? 0 : 0x200)
    return make(type: 2, flags: flags, sequence: sequence, port: port, payload)
  }

  /// `NLMSG_DONE` with an errno.
  static func done(_ code: Int32 = 0, flags: UInt16 = 2, sequence: UInt32 = 0, port: UInt32 = 0) -> [UInt8] {
    make(type: 3, flags: flags, sequence: sequence, port: port, bytes(UInt32(bitPattern: -code)))
  }

  /// An attribute, padded.
  static func attribute(_ type: UInt16, _ payload: [UInt8]) -> [UInt8] {
    bytes(UInt16(4 + payload.count)) + bytes(type) + payload
      + [UInt8](repeating: 0, count: (4 - payload.count % 4) % 4)
  }

  /// A number in the host's order.
  static func bytes<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    (0..<Number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }
}
