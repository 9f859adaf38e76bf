/// A shell's pattern, of which `*` and `?` are understood.
struct Glob {
  private let pattern: [Character]

  init(_ pattern: String) {
    self.pattern = Array(pattern)
  }

  /// Whether it stands for more than the text that it is.
  var isPattern: Bool { pattern.contains { "*?[!/".contains($0) } }

  /// Whether the text is one that it stands for, in time proportional to both lengths' product at most.
  func matches(_ text: String) -> Bool {
    let text = Array(text)
    var (place, position) = (0, 0)
    var retry: (place: Int, position: Int)?
    while position < text.count {
      if place < pattern.count, pattern[place] == "*" {
        retry = (place, position)
        place += 1
      } else if place < pattern.count, pattern[place] == "?" || pattern[place] == text[position] {
        place += 1
        position += 1
      } else if let last = retry {
        retry = (last.place, last.position + 1)
        (place, position) = (last.place + 1, last.position + 1)
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == "*" }
  }
}
