/// Any text as the name of a file: what is not a letter, a digit, `_`, `-` or `.` of ASCII is written as `%XX`, and so is a
/// leading `.`; the empty text is a lone `%`. Different texts have different names.
enum FileName {
  /// How long a name may become; the file systems take 255 bytes, and a checksum and an ending still have to fit.
  private static let limit = 200

  static func encode(_ text: String) -> String {
    if text.isEmpty { return "%" }
    var name = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
        name.unicodeScalars.append(Unicode.Scalar(byte))
      case UInt8(ascii: ".") where !name.isEmpty: name += "."
      default: name += (byte < 16 ? "%0" : "%") + String(byte, radix: 16)
      }
    }
    guard name.utf8.count > limit else { return name }
    // "%~" cannot stand in a name that is not cut.
    return name.prefix(limit) + "%~" + Checksum.of(Array(text.utf8)[...])
  }
}
