/// A checksum: FNV-1a with 64 bits, in hexadecimal. Each of its steps is one-to-one, so that a change of any one byte is
/// always found; it guards against accidents alone.
public enum Checksum {
  /// The checksum of these bytes.
  public static func of(_ bytes: ArraySlice<UInt8>) -> String { of([bytes]) }

  /// The checksum of texts one after the other, and of where each ends.
  public static func of(_ texts: [ArraySlice<UInt8>]) -> String {
    var sum: UInt64 = 0xCBF2_9CE4_8422_2325
    for (place, bytes) in texts.enumerated() {
      // A byte that is none of UTF-8.
      if place > 0 { add(0xFF, to: &sum) }
      for byte in bytes { add(byte, to: &sum) }
    }
    return sum.hexadecimal
  }

  private static func add(_ byte: UInt8, to sum: inout UInt64) { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01B3 }
}
