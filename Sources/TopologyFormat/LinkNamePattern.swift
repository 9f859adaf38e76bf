internal import NetworkModel

/// A key of `links`: a name, or a name with ranges such as `vm[0-3]` or `r[1-2]p[00-15]`.
struct LinkNamePattern {
  private enum Segment {
    case text(String)
    /// Numbers from first to last, with zeros before them up to `width` digits.
    case range(ClosedRange<Int>, width: Int)
  }

  private var segments: [Segment] = []

  /// How many names it stands for; `Int.max` for more than can be counted.
  private(set) var count = 1

  /// Why a text is no name or pattern.
  struct Invalid: Error {
    /// One sentence that names the fault.
    let reason: String
  }

  /// Whether there is a bracket in it.
  static func hasRange(_ text: String) -> Bool {
    text.utf8.contains { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "]") }
  }

  init(_ text: String) throws(Invalid) {
    guard Self.hasRange(text) else {
      segments = [.text(text)]
      return
    }
    var rest = text[...]
    while let bracket = rest.firstIndex(where: { $0 == "[" || $0 == "]" }) {
      guard rest[bracket] == "[", let end = rest[bracket...].firstIndex(of: "]") else {
        throw Invalid(reason: "a range in a name is written [0-3], with both brackets")
      }
      if bracket > rest.startIndex { segments.append(.text(String(rest[..<bracket]))) }
      let segment = try Self.range(rest[rest.index(after: bracket)..<end])
      if case .range(let numbers, _) = segment {
        let (product, overflows) = count.multipliedReportingOverflow(by: numbers.count)
        count = overflows ? .max : product
      }
      segments.append(segment)
      rest = rest[rest.index(after: end)...]
    }
    if !rest.isEmpty || segments.isEmpty { segments.append(.text(String(rest))) }
  }

  private static func range(_ text: Substring) throws(Invalid) -> Segment {
    let bounds = text.split(separator: "-", omittingEmptySubsequences: false)
    let isNumeric = bounds.allSatisfy { (1...9).contains($0.utf8.count) && $0.utf8.allSatisfy { 48...57 ~= $0 } }
    guard bounds.count == 2, isNumeric, let first = Int(bounds[0]), let last = Int(bounds[1]) else {
      throw Invalid(reason: "the range [\(SourceText.printable(String(text)))] is not two numbers as in [0-3]")
    }
    guard first <= last else {
      throw Invalid(reason: "the range [\(text)] goes downwards; write [\(bounds[1])-\(bounds[0])]")
    }
    let isPadded = bounds.contains { $0.utf8.count > 1 && $0.utf8.first == UInt8(ascii: "0") }
    guard !isPadded || bounds[0].utf8.count == bounds[1].utf8.count else {
      throw Invalid(reason: "the range [\(text)] has leading zeros, so both numbers need the same number of digits")
    }
    return .range(first...last, width: isPadded ? bounds[0].utf8.count : 0)
  }

  /// The names in order.
  /// - Throws: ``LinkName/Invalid`` for the first that cannot be a link's.
  func names() throws(LinkName.Invalid) -> [LinkName] {
    var texts = [""]
    for segment in segments {
      switch segment {
      case .text(let text):
        for index in texts.indices { texts[index] += text }
      case .range(let numbers, let width):
        texts = texts.flatMap { text in
          numbers.map { number in
            let digits = String(number)
            return text + String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
          }
        }
      }
    }
    var names: [LinkName] = []
    names.reserveCapacity(texts.count)
    for text in texts { names.append(try LinkName(text)) }
    return names
  }
}
