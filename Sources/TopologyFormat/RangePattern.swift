internal import NetworkModel

/// A text with ranges in brackets, such as `vm[0-3]` or `r[1-2]p[00-15]`: a key of `links`, or a value that counts along
/// with it.
struct RangePattern {
  private enum Segment {
    case text(String)
    /// Numbers from first to last, with zeros before them up to `width` digits.
    case range(ClosedRange<Int>, width: Int, radix: Int)
  }

  private var segments: [Segment] = []

  /// How many texts it stands for; `Int.max` for more than can be counted.
  private(set) var count = 1

  /// Why a text is no pattern.
  struct Invalid: Error {
    /// One sentence that names the fault.
    let reason: String
  }

  /// Whether there is a bracket in it.
  static func hasBracket(_ text: String) -> Bool {
    text.utf8.contains { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "]") }
  }

  /// The pattern of a key of `links`, in which every bracket belongs to a range.
  init(name text: String) throws(Invalid) {
    guard Self.hasBracket(text) else {
      segments = [.text(text)]
      return
    }
    var rest = text[...]
    while let bracket = rest.firstIndex(where: { $0 == "[" || $0 == "]" }) {
      guard rest[bracket] == "[", let end = rest[bracket...].firstIndex(of: "]") else {
        throw Invalid(reason: "a range in a name is written [0-3], with both brackets")
      }
      append(text: rest[..<bracket])
      let inner = rest[rest.index(after: bracket)..<end]
      guard let bounds = Self.bounds(inner, radix: 10) else {
        throw Invalid(reason: "the range [\(SourceText.printable(String(inner)))] is not two numbers as in [0-3]")
      }
      try append(bounds, inner, radix: 10)
      rest = rest[rest.index(after: end)...]
    }
    append(text: rest)
  }

  /// The pattern of a value. Brackets around anything else than two numbers stand for themselves. MAC and IPv6 addresses
  /// count in hexadecimal, as they are written.
  init(value text: String) throws(Invalid) {
    let radix = Self.isHexadecimal(text) ? 16 : 10
    var rest = text[...]
    while let bracket = rest.firstIndex(of: "["), let end = rest[bracket...].firstIndex(of: "]") {
      let inner = rest[rest.index(after: bracket)..<end]
      if let bounds = Self.bounds(inner, radix: radix) {
        append(text: rest[..<bracket])
        try append(bounds, inner, radix: radix)
        rest = rest[rest.index(after: end)...]
      } else {
        append(text: rest[...bracket])
        rest = rest[rest.index(after: bracket)...]
      }
    }
    append(text: rest)
  }

  /// Whether there is a range in it.
  var hasRange: Bool { segments.contains { if case .range = $0 { true } else { false } } }

  /// Whether it is a range of decimal numbers and nothing else.
  var isNumber: Bool {
    if case .range(_, _, radix: 10)? = segments.first, segments.count == 1 { true } else { false }
  }

  /// The text with that number, the first being 0. The last range counts fastest.
  func text(at index: Int) -> String {
    var index = index
    var parts: [String] = []
    for segment in segments.reversed() {
      switch segment {
      case .text(let text): parts.append(text)
      case .range(let numbers, let width, let radix):
        let digits = String(numbers.lowerBound + index % numbers.count, radix: radix)
        parts.append(String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits)
        index /= numbers.count
      }
    }
    return parts.reversed().joined()
  }

  /// The names in order.
  /// - Throws: ``LinkName/Invalid`` for the first that cannot be a link's.
  func names() throws(LinkName.Invalid) -> [LinkName] {
    if case .text(let text)? = segments.first, segments.count == 1 { return [try LinkName(text)] }
    var names: [LinkName] = []
    names.reserveCapacity(count)
    for index in 0..<count { names.append(try LinkName(text(at: index))) }
    return names
  }

  private mutating func append(text: Substring) {
    if !text.isEmpty { segments.append(.text(String(text))) }
  }

  private mutating func append(
    _ bounds: (first: Substring, last: Substring), _ text: Substring, radix: Int
  ) throws(Invalid) {
    let (first, last) = (Int(bounds.first, radix: radix) ?? 0, Int(bounds.last, radix: radix) ?? 0)
    guard first <= last else {
      throw Invalid(reason: "the range [\(text)] goes downwards; write [\(bounds.last)-\(bounds.first)]")
    }
    let isPadded = [bounds.first, bounds.last].contains { $0.utf8.count > 1 && $0.utf8.first == UInt8(ascii: "0") }
    guard !isPadded || bounds.first.utf8.count == bounds.last.utf8.count else {
      throw Invalid(reason: "the range [\(text)] has leading zeros, so both numbers need the same number of digits")
    }
    segments.append(.range(first...last, width: isPadded ? bounds.first.utf8.count : 0, radix: radix))
    let (product, overflows) = count.multipliedReportingOverflow(by: last - first + 1)
    count = overflows ? .max : product
  }

  /// The two numbers of a range; nil when it is none.
  private static func bounds(_ text: Substring, radix: Int) -> (first: Substring, last: Substring)? {
    let bounds = text.split(separator: "-", omittingEmptySubsequences: false)
    guard bounds.count == 2,
      bounds.allSatisfy({ (1...9).contains($0.utf8.count) && $0.allSatisfy { isDigit($0, radix: radix) } })
    else { return nil }
    return (bounds[0], bounds[1])
  }

  private static func isDigit(_ character: Character, radix: Int) -> Bool {
    character.isASCII && (radix == 16 ? character.isHexDigit : character.isNumber)
  }

  /// Whether a text has nothing in it but what is in a MAC or an IPv6 address, with a length or without.
  private static func isHexadecimal(_ text: String) -> Bool {
    text.count { $0 == ":" } >= 2 && text.allSatisfy { isDigit($0, radix: 16) || ":/.-[]".contains($0) }
  }
}
