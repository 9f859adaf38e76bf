/// One way through the text of a record, for both directions: ``RecordWriter`` writes what it is given, ``RecordReader``
/// puts what it reads in its place. Since a noun describes its text once, what is written is what can be read.
///
/// A record is a sequence of lines, each of words between spaces. The first word says what the line is about; what
/// belongs to it follows in lines of its own.
protocol RecordCoder {
  /// What can go wrong: nothing in writing.
  associatedtype Failure: Error

  /// The next word of the line.
  mutating func word<Word: RecordWord>(_ word: inout Word) throws(Failure)

  /// All words that are left of the line.
  mutating func words<Word: RecordWord>(_ words: inout [Word]) throws(Failure)

  /// A noun that begins a line with that keyword, or is nil and has no line.
  mutating func optional<Noun: RecordNoun>(_ keyword: String, _ noun: inout Noun?) throws(Failure)

  /// Any number of nouns, each of which begins a line with that keyword.
  mutating func list<Noun: RecordNoun>(_ keyword: String, _ nouns: inout [Noun]) throws(Failure)

  /// Any number of nouns by a key that they hold themselves, each of which begins a line with that keyword. They are written
  /// in the order of their ranks.
  mutating func list<Key: Hashable, Noun: RecordNoun, Rank: Comparable>(
    _ keyword: String, _ nouns: inout [Key: Noun], by key: (Noun) -> Key, rank: (Key) -> Rank
  ) throws(Failure)

  /// A condition that what was read has to meet; `reason` says in a few words what is wrong otherwise.
  func demand(_ isMet: Bool, _ reason: @autoclosure () -> String) throws(Failure)
}

/// Something that takes a line in a record, and perhaps more lines below it.
protocol RecordNoun {
  /// What reading begins with; all of it is then replaced.
  static var blank: Self { get }

  /// The words behind the keyword, and the lines below.
  mutating func code<Coder: RecordCoder>(_ coder: inout Coder) throws(Coder.Failure)
}
