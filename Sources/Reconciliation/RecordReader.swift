/// Reads what ``RecordWriter`` writes, and nothing else.
struct RecordReader: RecordCoder {
  /// Why a text is no record.
  enum Failure: Error, Equatable {
    /// Something is wrong in that line, counted from 1.
    case damage(line: Int, reason: String)
    /// Another version of the program wrote it, in the format of this number.
    case format(Int)
  }

  private let bytes: [UInt8]
  /// Where the next line begins.
  private var start = 0
  /// The number of the current line, from 1.
  private var number = 0
  /// The words of the current line, and how many of them are read.
  private var line: [String] = []
  private var position = 0

  /// The record in `bytes`, and the boot of the machine in which it was written.
  ///
  /// - Parameter excerpt: The part that is read; by default all of it. A failure then tells no true number of a line.
  static func read(
    _ bytes: [UInt8], _ excerpt: RecordExcerpt? = nil
  ) throws(Failure) -> (record: HostRecord, boot: String) {
    let (text, unread) = excerpt?.split(bytes) ?? (bytes, [:])
    var reader = RecordReader(bytes: text)
    guard try reader.begins(RecordWriter.title), let format = reader.take().flatMap({ Int($0) }) else {
      throw .damage(line: 1, reason: "this is no record of vnetctl")
    }
    guard format == RecordWriter.format else { throw .format(format) }
    var record = HostRecord.blank
    try record.code(&reader)
    record.unread = unread
    guard try reader.begins("end") else {
      throw reader.damage("\"\(reader.line.joined(separator: " "))\" is out of place")
    }
    var boot = ""
    try reader.word(&boot)
    let checksum = reader.take()
    try reader.demand(reader.position == reader.line.count, "there is something after the end")
    try reader.demand(reader.start == text.count, "there is something after the end")
    // The checksum stands behind all that it is about, and before a line feed.
    let content = bytes.dropLast((checksum?.utf8.count ?? 0) + 1)
    try reader.demand(checksum == Checksum.of(content), "the checksum does not fit what stands above")
    return (record, boot)
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func word<Word: RecordWord>(_ word: inout Word) throws(Failure) {
    guard let text = take() else { throw damage("there are too few words") }
    guard let read = Word(recordWord: text) else { throw damage("\"\(text)\" means nothing in this place") }
    word = read
  }

  mutating func words<Word: RecordWord>(_ words: inout [Word]) throws(Failure) {
    words = []
    while position < line.count {
      guard let word = Word(recordWord: line[position]) else {
        throw damage("\"\(line[position])\" means nothing in this place")
      }
      words.append(word)
      position += 1
    }
  }

  mutating func optional<Noun: RecordNoun>(_ keyword: String, _ noun: inout Noun?) throws(Failure) {
    noun = nil
    guard try begins(keyword) else { return }
    var read = Noun.blank
    try read.code(&self)
    noun = read
  }

  mutating func list<Noun: RecordNoun>(_ keyword: String, _ nouns: inout [Noun]) throws(Failure) {
    nouns = []
    while try begins(keyword) {
      var noun = Noun.blank
      try noun.code(&self)
      nouns.append(noun)
    }
  }

  mutating func list<Key: Hashable, Noun: RecordNoun, Rank: Comparable>(
    _ keyword: String, _ nouns: inout [Key: Noun], by key: (Noun) -> Key, rank _: (Key) -> Rank
  ) throws(Failure) {
    nouns = [:]
    while try begins(keyword) {
      var noun = Noun.blank
      try noun.code(&self)
      try demand(nouns.updateValue(noun, forKey: key(noun)) == nil, "the \"\(keyword)\" above stands here twice")
    }
  }

  func demand(_ isMet: Bool, _ reason: @autoclosure () -> String) throws(Failure) {
    guard isMet else { throw damage(reason()) }
  }

  private func damage(_ reason: String) -> Failure { .damage(line: number, reason: reason) }

  private mutating func take() -> String? {
    guard position < line.count else { return nil }
    defer { position += 1 }
    return line[position]
  }

  /// Whether the next line begins with that keyword. If so, its other words are the next to be read.
  private mutating func begins(_ keyword: String) throws(Failure) -> Bool {
    if position == line.count { try advance() }
    guard position == 0 else { throw damage("there are too many words") }
    guard line[0] == keyword else { return false }
    position = 1
    return true
  }

  private mutating func advance() throws(Failure) {
    number += 1
    position = 0
    line.removeAll(keepingCapacity: true)
    let bytes = bytes
    var word = start
    for place in start..<bytes.count {
      // One plain loop: records of thousands of links are read at each run.
      let byte = bytes[place]
      guard byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") else { continue }
      line.append(String(decoding: bytes[word..<place], as: UTF8.self))
      word = place + 1
      guard byte == UInt8(ascii: "\n") else { continue }
      start = word
      return
    }
    throw damage("the end is missing")
  }
}
