/// Something that is one word of a record.
protocol RecordWord {
  /// Nil when the word means no such thing.
  init?(recordWord: String)

  /// The word: of printable ASCII without spaces, and neither empty nor `-`.
  var recordWord: String { get }
}

extension RecordWord where Self: FixedWidthInteger {
  init?(recordWord: String) { self.init(recordWord) }
  var recordWord: String { String(self) }
}

extension UInt8: RecordWord {}
extension UInt16: RecordWord {}
extension UInt32: RecordWord {}
extension UInt64: RecordWord {}
extension Int32: RecordWord {}
extension Int: RecordWord {}

extension Bool: RecordWord {
  init?(recordWord: String) {
    switch recordWord {
    case "yes": self = true
    case "no": self = false
    default: return nil
    }
  }

  var recordWord: String { self ? "yes" : "no" }
}

extension String: RecordWord {
  init?(recordWord: String) {
    guard let text = RecordToken.decode(recordWord) else { return nil }
    self = text
  }

  var recordWord: String { RecordToken.encode(self) }
}

/// Bytes, in hexadecimal behind `0x`.
extension [UInt8]: RecordWord {
  init?(recordWord: String) {
    let digits = Array<UInt8>(recordWord.utf8)
    guard recordWord.hasPrefix("0x"), digits.count % 2 == 0 else { return nil }
    self = []
    for place in stride(from: 2, to: digits.count, by: 2) {
      guard let byte = UInt8(String(decoding: digits[place..<place + 2], as: UTF8.self), radix: 16) else { return nil }
      append(byte)
    }
  }

  var recordWord: String { "0x" + map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
}

/// What may be missing; `-` stands for nil.
extension Optional: RecordWord where Wrapped: RecordWord {
  init?(recordWord: String) {
    guard recordWord != "-" else {
      self = Wrapped?.none
      return
    }
    guard let value = Wrapped(recordWord: recordWord) else { return nil }
    self = value
  }

  var recordWord: String { map(\.recordWord) ?? "-" }
}
