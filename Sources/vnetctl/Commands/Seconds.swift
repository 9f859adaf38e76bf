import ArgumentParser

/// A time on the command line: a number of seconds, with decimals if need be.
struct Seconds: ExpressibleByArgument, Equatable {
  /// The longest time: a year. What is longer is a slip of the keyboard.
  private static let limit = 366.0 * 24 * 3600

  /// The time.
  let duration: Duration

  var defaultValueDescription: String { "\(duration / .seconds(1))" }

  init(_ seconds: Int) { duration = .seconds(seconds) }

  init?(argument: String) {
    // Double reads also "inf", "nan" and "0x1p3".
    guard argument.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || $0 == UInt8(ascii: ".") }),
      let seconds = Double(argument), seconds <= Self.limit
    else { return nil }
    duration = .seconds(seconds)
  }
}
