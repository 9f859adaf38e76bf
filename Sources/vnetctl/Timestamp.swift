/// A moment, written as RFC 3339 has it, in UTC: `2026-11-22T19:40:02Z`.
struct Timestamp: CustomStringConvertible {
  /// Seconds since 1970.
  let seconds: Int64

  var description: String {
    let (days, second) = (Self.floor(seconds, by: 86_400), Int64(Self.modulo(seconds, by: 86_400)))
    let (year, month, day) = Self.date(days)
    let time = [second / 3600, second / 60 % 60, second % 60].map { Self.padded($0, to: 2) }.joined(separator: ":")
    return "\(Self.padded(year, to: 4))-\(Self.padded(month, to: 2))-\(Self.padded(day, to: 2))T\(time)Z"
  }

  /// The date so many days after 1970-01-01, in the Gregorian calendar. Years are counted from March, so that the day that
  /// may be missing is the last one; 400 of them have 146,097 days.
  private static func date(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let day = days + 719_468
    let era = floor(day, by: 146_097)
    let dayOfEra = modulo(day, by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }

  private static func floor(_ number: Int64, by divisor: Int64) -> Int64 {
    (number - modulo(number, by: divisor)) / divisor
  }

  private static func modulo(_ number: Int64, by divisor: Int64) -> Int64 {
    let rest = number % divisor
    return rest < 0 ? rest + divisor : rest
  }

  private static func padded(_ number: Int64, to width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}
