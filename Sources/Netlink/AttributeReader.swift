internal import CLinuxShim

extension RawSpan {
  /// Visits the attributes (`struct nlattr`) from `start` on, in order, without the flag bits of their types.
  ///
  /// Fewer bytes at the end than a header takes are padding, as they are for the kernel (`nla_ok`). An attribute that
  /// is shorter than its own header, or longer than what is left, throws: so every step goes forward, and none leaves
  /// the span.
  func forEachAttribute(
    from start: Int = 0, _ body: (_ type: Int, _ payload: RawSpan) throws(MalformedMessage) -> Void
  ) throws(MalformedMessage) {
    try forEachFlaggedAttribute(from: start) { (type, payload) throws(MalformedMessage) in
      try body(Int(type & typeMask), payload)
    }
  }

  /// The same, with the flag bits: for attributes that are kept to be sent again.
  func forEachFlaggedAttribute(
    from start: Int = 0, _ body: (_ type: UInt16, _ payload: RawSpan) throws(MalformedMessage) -> Void
  ) throws(MalformedMessage) {
    var offset = start
    while byteCount - offset >= attributeHeaderLength {
      let length = Int(try readUInt16(at: offset))
      guard length >= attributeHeaderLength, length <= byteCount - offset else {
        throw MalformedMessage(reason: "an attribute of \(length) bytes at \(offset) of \(byteCount)")
      }
      try body(try readUInt16(at: offset + 2), extracting(offset + attributeHeaderLength..<offset + length))
      offset += aligned(length)
    }
    guard offset >= start, start <= byteCount else {
      throw MalformedMessage(reason: "attributes at \(start) of \(byteCount)")
    }
  }
}

/// `NLA_HDRLEN`
let attributeHeaderLength = 4

/// `NLA_TYPE_MASK`: the highest two bits of a type are `NLA_F_NESTED` and `NLA_F_NET_BYTEORDER`.
let typeMask: UInt16 = 0x3FFF

/// `#define NLMSG_ALIGN(len) ( ((len)+NLMSG_ALIGNTO-1) & ~(NLMSG_ALIGNTO-1) )`, and the same for `NLA_ALIGN`.
func aligned(_ length: Int) -> Int { (length + 3) & ~3 }
