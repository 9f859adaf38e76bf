/// A time as systemd and netplan write it: `15`, `2s`, `100ms`, `1min 30s`.
struct TimeSpan {
  /// In microseconds.
  let microseconds: Int64

  /// - Parameter perSecond: how many of the unit that a number alone counts in make a second.
  init?(_ text: String, perSecond: Int64) {
    var total: Int64 = 0
    var rest = text[...]
    var isEmpty = true
    while true {
      rest = rest.drop { $0 == " " }
      if rest.isEmpty { break }
      isEmpty = false
      let number = rest.prefix { $0.isASCII && $0.isNumber || $0 == "." }
      rest = rest.dropFirst(number.count).drop { $0 == " " }
      let unit = rest.prefix { $0.isLetter }
      rest = rest.dropFirst(unit.count)
      guard let length = unit.isEmpty ? 1_000_000 / perSecond : Self.units[String(unit)],
        let part = Self.product(number, length)
      else { return nil }
      let (sum, overflows) = total.addingReportingOverflow(part)
      if overflows { return nil }
      total = sum
    }
    if isEmpty { return nil }
    microseconds = total
  }

  /// In seconds, with as many decimals as there are.
  var seconds: String {
    let whole = String(microseconds / 1_000_000)
    let rest = String(microseconds % 1_000_000)
    var fraction = String(repeating: "0", count: 6 - rest.count) + rest
    while fraction.last == "0" { fraction.removeLast() }
    return fraction.isEmpty ? whole : "\(whole).\(fraction)"
  }

  private static let units: [String: Int64] = [
    "us": 1, "usec": 1, "ms": 1000, "msec": 1000, "s": 1_000_000, "sec": 1_000_000, "second": 1_000_000,
    "seconds": 1_000_000, "m": 60_000_000, "min": 60_000_000, "minute": 60_000_000, "minutes": 60_000_000,
    "h": 3_600_000_000, "hr": 3_600_000_000, "hour": 3_600_000_000, "hours": 3_600_000_000, "d": 86_400_000_000,
    "day": 86_400_000_000, "days": 86_400_000_000,
  ]

  /// The number times the unit, rounded down to microseconds; nil for what is no number, or too large.
  private static func product(_ number: Substring, _ unit: Int64) -> Int64? {
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), number.count <= 18, let whole = Int64(parts[0]) else { return nil }
    let (product, overflows) = whole.multipliedReportingOverflow(by: unit)
    if overflows { return nil }
    guard parts.count == 2 else { return product }
    let digits = parts[1].prefix(6)
    guard let fraction = Int64(digits) else { return nil }
    let scale = digits.reduce(Int64(1)) { scale, _ in scale * 10 }
    let (sum, exceeds) = product.addingReportingOverflow(fraction * unit / scale)
    return exceeds ? nil : sum
  }
}
