extension FixedWidthInteger {
  /// The bytes of a number in the host's order.
  var bytesInHostOrder: [UInt8] {
    let littleEndian = (0..<Self.bitWidth / 8).map { UInt8(truncatingIfNeeded: self.littleEndian >> (8 * $0)) }
    return self.littleEndian == self ? littleEndian : littleEndian.reversed()
  }
}
