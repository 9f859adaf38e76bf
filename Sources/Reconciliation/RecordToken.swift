/// A text as a word of the record: `%` and what is not printable ASCII are written as `%XX`, so that words can be
/// separated by spaces and lines by line feeds. `-` is written so too, since it means that there is nothing, and the
/// empty text is a lone `%`.
enum RecordToken {
  static func encode(_ text: String) -> String {
    if text.isEmpty { return "%" }
    if text == "-" { return "%2d" }
    if text.utf8.allSatisfy(isPlain) { return text }
    var token = ""
    for byte in text.utf8 {
      if isPlain(byte) {
        token.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        token += (byte < 16 ? "%0" : "%") + String(byte, radix: 16)
      }
    }
    return token
  }

  /// The text; nil when the token is none.
  static func decode(_ token: String) -> String? {
    guard token.utf8.contains(UInt8(ascii: "%")) else { return token.isEmpty ? nil : token }
    if token == "%" { return "" }
    var bytes: [UInt8] = []
    var rest = token.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let digits = String(rest.prefix(2)), digits.utf8.count == 2, let value = UInt8(digits, radix: 16) else {
        return nil
      }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func isPlain(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "%") }
}
