/// A word of the record: any text, with `%` and what is not printable ASCII written as `%XX`, so that words can be
/// separated by spaces and lines by line feeds.
enum RecordToken {
  static func encode(_ text: String) -> String {
    var token = ""
    for byte in text.utf8 {
      if byte > 0x20, byte < 0x7F, byte != UInt8(ascii: "%") {
        token.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        token += (byte < 16 ? "%0" : "%") + String(byte, radix: 16)
      }
    }
    return token
  }

  /// The text; nil when the token is none.
  static func decode(_ token: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = token.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let digits = Substring(rest.prefix(2)).nilIfShort, let value = UInt8(digits, radix: 16) else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}

extension Substring {
  fileprivate var nilIfShort: Substring? { utf8.count == 2 ? self : nil }
}
