internal import CLinuxShim

/// How a request went: what an `NLMSG_ERROR` message or the `NLMSG_DONE` at the end of a dump says of it.
struct Acknowledgement: Equatable {
  /// The errno, positive; 0 for success.
  private(set) var code: Int32
  /// The kernel's words: of an error, or a warning with success.
  private(set) var words: String?
  /// Where in the request the attribute begins that the kernel objects to.
  private(set) var offset: Int?

  /// Reads `struct nlmsgerr { int error; struct nlmsghdr msg; }`, and the attributes behind it.
  init(error payload: RawSpan, flags: Int32) throws(MalformedMessage) {
    code = Self.positive(try payload.readInt32(at: 0))
    guard flags & NLM_F_ACK_TLVS != 0 else { return }
    // The request stands before the attributes, or its header alone when NETLINK_CAP_ACK has cut it.
    let request = Int(try payload.readUInt32(at: 4))
    try readAttributes(
      of: payload, from: 4 + (flags & NLM_F_CAPPED != 0 ? MessageHeader.length : aligned(request)))
  }

  /// Reads the `int` that ends a dump, and the attributes behind it. Old kernels send none.
  init(done payload: RawSpan, flags: Int32) throws(MalformedMessage) {
    code = payload.byteCount >= 4 ? Self.positive(try payload.readInt32(at: 0)) : 0
    if flags & NLM_F_ACK_TLVS != 0 { try readAttributes(of: payload, from: 4) }
  }

  private mutating func readAttributes(of payload: RawSpan, from start: Int) throws(MalformedMessage) {
    try payload.forEachAttribute(from: start) { (type, value) throws(MalformedMessage) in
      switch UInt32(type) {
      case NLMSGERR_ATTR_MSG.rawValue: words = value.text
      case NLMSGERR_ATTR_OFFS.rawValue: offset = Int(try value.readUInt32(at: 0))
      default: break
      }
    }
  }

  private static func positive(_ error: Int32) -> Int32 { error == .min ? .max : abs(error) }
}
