internal import NetworkModel
internal import TopologyFormat

/// How a foreign value becomes one of ours. Whether the result is in range is for the document's own checks to say.
enum Conversion: Sendable {
  /// A number, a word or a truth as it stands.
  case same
  /// A text, also where it looks like a number.
  case text
  /// `yes`, `on`, `1` and their opposites besides `true` and `false`.
  case boolean
  /// The opposite of a truth.
  case inverted
  /// A time. A number alone counts in units of which so many make a second; a unit may follow it.
  case time(perSecond: Int64)
  /// A time in seconds, or with a unit behind it, that is a whole number of microseconds here.
  case microseconds
  /// Words or numbers that are other words here. Those that are not in the list stay as they are.
  case words([String: DocumentNode.Content])
  /// A number of bytes, which may end in K, M or G.
  case bytes
  /// A number, or one with a letter behind it for a multiple, of that unit: a rate or a size.
  case quantity(unit: String)
  /// A number of kilobytes a second, of 1000 bytes.
  case kilobytesPerSecond
  /// Words between spaces or commas, or a list.
  case list
  /// As the kernel itself has it in sysfs: in its unit, with its numbers for words.
  case kernel(OptionType)

  func convert(_ node: DocumentNode) throws(Unfit) -> DocumentNode.Content {
    switch self {
    case .same:
      switch node.content {
      case .boolean: return node.content
      case .number, .string:
        let text = try node.scalar()
        return Int64(text).map(DocumentNode.Content.integer) ?? .string(text)
      default: throw .notScalar
      }
    case .text: return .string(try node.scalar())
    case .boolean: return .boolean(try node.truth())
    case .inverted: return .boolean(!(try node.truth()))
    case .time(let perSecond):
      guard let span = TimeSpan(try node.scalar(), perSecond: perSecond) else {
        throw Self.noTime(try node.scalar())
      }
      return .number(NumberLiteral(text: span.seconds))
    case .microseconds:
      guard let span = TimeSpan(try node.scalar(), perSecond: 1) else { throw Self.noTime(try node.scalar()) }
      return .integer(span.microseconds)
    case .words(let words):
      if let word = words[try node.scalar().lowercased()] { return word }
      return try Self.same.convert(node)
    case .bytes:
      let text = try node.scalar()
      guard let unit = text.last, let shift = ["K": 10, "M": 20, "G": 30][unit], let number = Int64(text.dropLast()),
        number < 1 << 20
      else { return try Self.same.convert(node) }
      return .integer(number << shift)
    case .quantity(let unit):
      let text = try node.scalar()
      guard text.first?.isNumber == true else {
        throw Unfit("\"\(SourceText.printable(text))\" is no number such as 1000 or 5M")
      }
      return .string(text.lowercased() + unit)
    case .kilobytesPerSecond:
      let text = try node.scalar()
      guard let number = UInt64(text), number < 1 << 50 else {
        throw Unfit("\"\(SourceText.printable(text))\" is no number of kilobytes a second")
      }
      return .string(TrafficLimit(rate: number * 1000, burst: 0).rateText.lowercased())
    case .list:
      guard case .array(let elements) = node.content else {
        let words = try node.scalar().split { $0 == " " || $0 == "," || $0 == "\t" }
        return .array(words.map { DocumentNode(position: node.position, content: .string(String($0))) })
      }
      var texts: [DocumentNode] = []
      for element in elements {
        texts.append(DocumentNode(position: element.position, content: .string(try element.scalar())))
      }
      return .array(texts)
    case .kernel(let type): return try Self.ofKernel(type).convert(node)
    }
  }

  private static func noTime(_ text: String) -> Unfit {
    Unfit("\"\(SourceText.printable(text))\" is no time such as 15, 2s or 100ms")
  }

  private static func ofKernel(_ type: OptionType) -> Conversion {
    switch type {
    case .boolean: .boolean
    case .seconds(_, let ticksPerSecond): .time(perSecond: ticksPerSecond)
    case .addresses, .macs, .names: .list
    case .enumeration(let words), .numberOrWord(_, let words):
      .words(Dictionary(words.map { (String($0.number), .string($0.name)) }, uniquingKeysWith: { first, _ in first }))
    default: .same
    }
  }
}

extension Unfit {
  static let notScalar = Unfit("one value must stand here")
}

extension DocumentNode.Content {
  static func integer(_ number: Int64) -> DocumentNode.Content { .number(NumberLiteral(text: String(number))) }
}

extension DocumentNode {
  /// The text of a single value as it was written.
  func scalar() throws(Unfit) -> String {
    switch content {
    case .string(let text): return text
    case .number(let number): return number.text
    case .boolean(let isTrue): return isTrue ? "true" : "false"
    case .null, .array, .object: throw .notScalar
    }
  }

  /// What the single value says; nil for all else.
  var text: String? { try? scalar() }

  /// What YAML 1.1, systemd and ifupdown take for true and false.
  func truth() throws(Unfit) -> Bool {
    switch try scalar().lowercased() {
    case "true", "yes", "on", "1", "y", "t": return true
    case "false", "no", "off", "0", "n", "f": return false
    case let text: throw Unfit("\"\(SourceText.printable(text))\" is neither true nor false")
    }
  }

  /// The elements of a list; a single value is a list of one, as programs that read lists have it, and null one of none.
  var elements: [DocumentNode] {
    switch content {
    case .array(let elements): elements
    case .null: []
    default: [self]
    }
  }

  /// The members of an object; none for all else.
  var members: [Member] {
    if case .object(let members) = content { members } else { [] }
  }

  subscript(key: String) -> DocumentNode? { members.first { $0.key == key }?.value }
}
