/// A checksum: FNV-1a with 64 bits, in hexadecimal. Each of its steps is one-to-one, so that a change of any one byte is
/// always found; it guards against accidents alone.
enum Checksum {
  /// The checksum of these bytes.
  static func of(_ bytes: ArraySlice<UInt8>) -> String {
    var sum: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return sum.hexadecimal
  }
}
