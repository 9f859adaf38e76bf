import Testing

@testable import TopologyFormat

/// What both formats ask of a file before they read it.
struct SourceTextTests {
  @Test(arguments: Format.allCases)
  func `an empty file`(_ format: Format) {
    #expect(format.complaints("") == ["1:1: the file is empty; write one object with the topology in it"])
  }

  @Test(arguments: [(Format.json, " \t\r\n", "2:1"), (.yaml, " \r\n\n", "1:1"), (.yaml, "# nothing\n", "1:1")])
  func `a file without a value`(_ format: Format, _ text: String, _ position: String) {
    #expect(
      format.complaints(text) == ["\(position): the file holds no value; write one object with the topology in it"])
  }

  @Test(arguments: Format.allCases)
  func `a byte-order mark`(_ format: Format) {
    #expect(
      format.complaints("\u{FEFF}{}") == ["1:1: the file begins with a byte-order mark; save it as UTF-8 without one"])
  }

  @Test(
    arguments: Format.allCases,
    [
      [0xFF, 0xFE, 0x7B, 0, 0x7D, 0], [0xFE, 0xFF, 0, 0x7B, 0, 0x7D],
      [0x7B, 0, 0x7D, 0], [0, 0x7B, 0, 0x7D],
      [0xFF, 0xFE, 0, 0, 0x7B, 0, 0, 0], [0, 0, 0xFE, 0xFF, 0, 0, 0, 0x7B],
      [0x7B, 0, 0, 0, 0x7D, 0, 0, 0], [0, 0, 0, 0x7B, 0, 0, 0, 0x7D],
    ] as [[UInt8]])
  func `UTF-16 and UTF-32`(_ format: Format, _ bytes: [UInt8]) {
    #expect(
      format.complaints(bytes) == ["1:1: the file is not in UTF-8 but in UTF-16 or UTF-32; save it as UTF-8"])
  }

  @Test(
    arguments: Format.allCases,
    [
      ([0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0, 0xFF], "1:8"), ([0x22, 0x0A, 0xC3, 0xA9, 0, 0x22], "2:2"),
      ([0, 0, 0, 0], "1:1"), ([0], "1:1"), ([0, 1], "1:1"),
    ] as [([UInt8], String)])
  func `binary data`(_ format: Format, _ sample: ([UInt8], String)) {
    #expect(
      format.complaints(sample.0) == [
        "\(sample.1): a zero byte (U+0000) has no place in text; this is binary data, name a JSON or YAML file instead"
      ])
  }

  @Test(
    arguments: Format.allCases,
    [
      ([0xC0, 0x80], "C0", "an overlong form"),
      ([0xC1, 0xBF], "C1", "an overlong form"),
      ([0xE0, 0x9F, 0xBF], "E0", "an overlong form"),
      ([0xF0, 0x8F, 0xBF, 0xBF], "F0", "an overlong form"),
      ([0xED, 0xA0, 0x80], "ED", "half of a surrogate pair"),
      ([0xED, 0xBF, 0xBF], "ED", "half of a surrogate pair"),
      ([0xF4, 0x90, 0x80, 0x80], "F4", "no character of Unicode is written so"),
      ([0xF5, 0x80, 0x80, 0x80], "F5", "no character of Unicode is written so"),
      ([0xFF], "FF", "no character of Unicode is written so"),
      ([0xC3], "C3", "a character cut short"),
      ([0xE2, 0x82], "E2", "a character cut short"),
      ([0xF0, 0x9F, 0x98], "F0", "a character cut short"),
      ([0xE9], "E9", "a character cut short"),
      ([0x80], "80", "the middle of a character without its beginning"),
      ([0xBF], "BF", "the middle of a character without its beginning"),
    ] as [([UInt8], String, String)])
  func `invalid UTF-8`(_ format: Format, _ sample: (bytes: [UInt8], byte: String, reason: String)) {
    let complaint = "0x\(sample.byte) is not valid UTF-8 (\(sample.reason)); save the file as UTF-8"
    let before = Array("[\r\n\"é".utf8)
    #expect(format.complaints(before + sample.bytes + Array("\"]".utf8)) == ["2:3: the byte \(complaint)"])
    #expect(format.complaints(before + sample.bytes) == ["2:3: the byte \(complaint)"])
  }

  @Test(arguments: [
    (0, "1:1"), (1, "1:2"), (2, "2:1"), (4, "2:2"), (5, "2:3"), (6, "3:1"), (7, "4:1"), (8, "4:2"),
  ])
  func `offsets become lines and columns`(_ offset: Int, _ position: String) {
    #expect(SourceText.position(of: offset, in: Array("a\né\r\n\rb".utf8)).description == position)
  }

  @Test func `positions are ordered by line, then column`() {
    let positions = [(1, 9), (2, 1), (2, 3), (10, 1)].map { TextPosition(line: $0.0, column: $0.1) }
    #expect(positions.reversed().sorted() == positions)
    #expect(MemoryLayout<TextPosition>.size == 8)
  }
}
