/// Writes a record as text.
struct RecordWriter: RecordCoder {
  /// The first line is this, and the number of the format.
  static let title = "vnetctl-record"
  /// The number changes when another version of the program could misread what follows.
  static let format = 4

  private var bytes: [UInt8] = []
  /// The lines that go before the first of their keyword.
  private var unread: [String: [UInt8]]

  private init(unread: [String: [UInt8]]) { self.unread = unread }

  /// The text of a record that is made in the boot of the machine that the kernel calls `boot`. Its last line tells the
  /// boot, and a checksum over all that stands before it.
  static func bytes(_ record: HostRecord, boot: String) -> [UInt8] {
    var record = record
    var writer = RecordWriter(unread: record.unread)
    writer.bytes += "\(title) \(format)".utf8
    record.code(&writer)
    writer.begin("end")
    var boot = boot
    writer.word(&boot)
    writer.bytes.append(UInt8(ascii: " "))
    writer.bytes += Checksum.of(writer.bytes[...]).utf8
    writer.bytes.append(UInt8(ascii: "\n"))
    return writer.bytes
  }

  mutating func word<Word: RecordWord>(_ word: inout Word) {
    bytes.append(UInt8(ascii: " "))
    bytes += word.recordWord.utf8
  }

  mutating func words<Word: RecordWord>(_ words: inout [Word]) {
    for place in words.indices { word(&words[place]) }
  }

  mutating func optional<Noun: RecordNoun>(_ keyword: String, _ noun: inout Noun?) {
    guard var noun else { return }
    begin(keyword)
    noun.code(&self)
  }

  mutating func list<Noun: RecordNoun>(_ keyword: String, _ nouns: inout [Noun]) {
    for place in nouns.indices {
      begin(keyword)
      nouns[place].code(&self)
    }
  }

  mutating func list<Key: Hashable, Noun: RecordNoun, Rank: Comparable>(
    _ keyword: String, _ nouns: inout [Key: Noun], by _: (Noun) -> Key, rank: (Key) -> Rank
  ) {
    bytes += unread.removeValue(forKey: keyword) ?? []
    // By their places: keys would be looked up again.
    for (_, place) in nouns.indices.map({ (rank(nouns.keys[$0]), $0) }).sorted(by: { $0.0 < $1.0 }) {
      begin(keyword)
      var noun = nouns.values[place]
      noun.code(&self)
    }
  }

  func demand(_: Bool, _: @autoclosure () -> String) {}

  private mutating func begin(_ keyword: String) {
    bytes.append(UInt8(ascii: "\n"))
    bytes += keyword.utf8
  }
}
