extension RawSpan {
  /// The byte at `offset`.
  func readUInt8(at offset: Int) throws(MalformedMessage) -> UInt8 { try read(offset, as: UInt8.self) }

  /// Two bytes at `offset` in the host's order.
  func readUInt16(at offset: Int) throws(MalformedMessage) -> UInt16 { try read(offset, as: UInt16.self) }

  /// Four bytes at `offset` in the host's order.
  func readUInt32(at offset: Int) throws(MalformedMessage) -> UInt32 { try read(offset, as: UInt32.self) }

  /// Four bytes at `offset` in the host's order.
  func readInt32(at offset: Int) throws(MalformedMessage) -> Int32 { try read(offset, as: Int32.self) }

  /// Eight bytes at `offset` in the host's order.
  func readUInt64(at offset: Int) throws(MalformedMessage) -> UInt64 { try read(offset, as: UInt64.self) }

  /// `count` bytes at `offset` as one number, the first byte highest: addresses, and numbers in network order.
  func readBigEndian(at offset: Int, count: Int) throws(MalformedMessage) -> UInt64 {
    var number: UInt64 = 0
    for index in 0..<count { number = number << 8 | UInt64(try readUInt8(at: offset + index)) }
    return number
  }

  /// A text that ends at the first NUL or at the end. The kernel checks no encoding, so neither is one assumed.
  var text: String {
    var length = 0
    while length < byteCount, let byte = try? readUInt8(at: length), byte != 0 { length += 1 }
    let characters = extracting(0..<length)
    // SAFETY: the bytes are only read, and only while the closure runs.
    return unsafe characters.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
  }

  /// All bytes.
  var octets: [UInt8] {
    // SAFETY: the bytes are only read, and only while the closure runs.
    unsafe withUnsafeBytes { unsafe Array($0) }
  }

  private func read<Number: FixedWidthInteger & BitwiseCopyable>(
    _ offset: Int, as type: Number.Type
  ) throws(MalformedMessage) -> Number {
    guard offset >= 0, offset <= byteCount - MemoryLayout<Number>.size else {
      throw MalformedMessage(reason: "\(MemoryLayout<Number>.size) bytes at \(offset) of \(byteCount)")
    }
    // SAFETY: the bounds were just checked, and every bit pattern is a number.
    return unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: type)
  }
}
