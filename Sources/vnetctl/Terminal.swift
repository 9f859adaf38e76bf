import Glibc
import Reconciliation

/// The terminal, or what stands in its place.
struct Terminal {
  /// Whether there is somebody to ask.
  let isInteractive: Bool
  /// Whether standard output shows colours.
  let hasColor: Bool
  /// Asks a question; true for yes.
  var confirms: (String) -> Bool = Self.ask
  /// Prints a line on standard output.
  var print: (String) -> Void = { Swift.print($0) }

  /// What this process has.
  static var current: Terminal {
    // https://no-color.org: any value but an empty one.
    let isPlain = Environment["NO_COLOR"]?.isEmpty == false || Environment["TERM"] == "dumb"
    return Terminal(
      isInteractive: isatty(STDIN_FILENO) == 1, hasColor: isatty(STDOUT_FILENO) == 1 && !isPlain)
  }

  /// Asks on standard error, so that standard output holds the answer to the command alone.
  private static func ask(_ question: String) -> Bool {
    complain("\(question) [y/N] ")
    guard let answer = readLine() else {
      // The end of input is a no, and leaves the cursor behind the question.
      complain("\n")
      return false
    }
    return ["y", "yes"].contains(answer.lowercased())
  }

  /// Writes to standard error, after what was printed before.
  static func complain(_ text: String) {
    fflush(nil)
    // Whoever closed standard error does not want to hear it.
    try? File.standardError().append(text)
  }

  /// `text` with what a terminal would obey made visible: names and descriptions come from others.
  static func printable(_ text: String) -> String {
    // Nearly all texts are plain, and there may be ten thousand.
    let isPlain = text.utf8.allSatisfy { 0x20..<0x7F ~= $0 }
    guard !isPlain, text.unicodeScalars.contains(where: isControl) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if isControl(scalar) { result += scalar.escaped(asASCII: true) } else { result.unicodeScalars.append(scalar) }
    }
    return result
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || 0x7F...0x9F ~= scalar.value
  }
}
