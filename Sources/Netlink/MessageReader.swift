/// A netlink message's header, `struct nlmsghdr`.
struct MessageHeader: Equatable {
  /// `NLMSG_HDRLEN`
  static let length = 16

  /// What it is: `RTM_NEWLINK`, `NLMSG_DONE`, ….
  let type: Int
  /// `NLM_F_*`
  let flags: Int32
  /// The number of the request that it answers.
  let sequence: UInt32
  /// The socket that asked; 0 for what nobody asked for.
  let port: UInt32
}

extension RawSpan {
  /// Visits the messages of one datagram in order.
  func forEachMessage(
    _ body: (_ header: MessageHeader, _ payload: RawSpan) throws(MalformedMessage) -> Void
  ) throws(MalformedMessage) {
    var offset = 0
    while byteCount - offset >= MessageHeader.length {
      let length = Int(try readUInt32(at: offset))
      guard length >= MessageHeader.length, length <= byteCount - offset else {
        throw MalformedMessage(reason: "a message of \(length) bytes at \(offset) of \(byteCount)")
      }
      let header = MessageHeader(
        type: Int(try readUInt16(at: offset + 4)), flags: Int32(try readUInt16(at: offset + 6)),
        sequence: try readUInt32(at: offset + 8), port: try readUInt32(at: offset + 12))
      try body(header, extracting(offset + MessageHeader.length..<offset + length))
      offset += aligned(length)
    }
  }
}
