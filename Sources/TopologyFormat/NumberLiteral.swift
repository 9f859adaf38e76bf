/// A number as it was written. Digits are kept until it is known what they are to become, so that 0.1 seconds turn
/// into exactly 10 hundredths.
package struct NumberLiteral: Sendable, CustomStringConvertible {
  /// `[+-] digits [. digits] [e [+-] digits]`, with at least one digit before or after the point.
  package let text: String

  package init(text: String) {
    self.text = text
  }

  package var description: String { text }

  /// The value as an integer: 1000 for `1000`, `1e3` and `1000.0`; nil with a fraction or beyond 64 bits.
  package var integer: Int64? {
    // Plain digits, as most numbers are, need no decimal arithmetic.
    Int64(text) ?? scaled(by: 1)
  }

  /// The nearest floating-point number; infinite beyond its range.
  var decimal: Double {
    let decimal = Decimal(text)
    let digits = String(decoding: decimal.digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
    // Digits and an exponent are always a number to Double; "." at either end need not be.
    let magnitude = Double("\(digits.isEmpty ? "0" : digits)e\(decimal.exponent)") ?? .nan
    return decimal.isNegative ? -magnitude : magnitude
  }

  /// The value times `factor`, which is at least 1: 205 for `2.05` by 100. Exact; nil when that is not a whole number
  /// or does not fit.
  package func scaled(by factor: Int64) -> Int64? {
    precondition(factor > 0, "a unit's factor is positive")
    let decimal = Decimal(text)
    guard !decimal.digits.isEmpty else { return 0 }

    // Schoolbook multiplication, from the last digit. A carry is less than the factor, so this cannot overflow.
    var product: [UInt8] = []
    var carry: UInt128 = 0
    for digit in decimal.digits.reversed() {
      let sum = UInt128(digit) * UInt128(factor) + carry
      product.append(UInt8(sum % 10))
      carry = sum / 10
    }
    while carry > 0 {
      product.append(UInt8(carry % 10))
      carry /= 10
    }

    if decimal.exponent < 0 {
      let fraction = min(-decimal.exponent, product.count)
      guard product.prefix(fraction).allSatisfy({ $0 == 0 }) else { return nil }
      product.removeFirst(fraction)
    } else {
      guard decimal.exponent < 20 else { return nil }
      product.insert(contentsOf: repeatElement(0, count: decimal.exponent), at: 0)
    }

    // Counting downwards reaches Int64.min, which has no positive counterpart.
    var value: Int64 = 0
    for digit in product.reversed() {
      let (tenfold, overflows) = value.multipliedReportingOverflow(by: 10)
      let (next, underflows) = tenfold.subtractingReportingOverflow(Int64(digit))
      guard !overflows, !underflows else { return nil }
      value = next
    }
    if decimal.isNegative { return value }
    return value == .min ? nil : -value
  }

  /// A number taken apart: `digits` × 10^`exponent`, without zeros at either end of the digits, which are none for 0.
  private struct Decimal {
    var isNegative = false
    var digits: [UInt8] = []
    var exponent = 0

    /// Exponents are held to this: beyond it, nothing but 0 fits any integer or Double.
    private static let largestExponent = 1_000_000_000

    init(_ text: String) {
      var bytes = text.utf8[...]
      isNegative = bytes.first == UInt8(ascii: "-")
      if isNegative || bytes.first == UInt8(ascii: "+") { bytes.removeFirst() }

      var isFraction = false
      while let byte = bytes.popFirst() {
        switch byte {
        case UInt8(ascii: "."):
          isFraction = true
        case UInt8(ascii: "e"), UInt8(ascii: "E"):
          exponent += Self.exponent(bytes)
          bytes = bytes.suffix(0)
        default:
          let digit = byte - UInt8(ascii: "0")
          if digit != 0 || !digits.isEmpty { digits.append(digit) }
          if isFraction { exponent -= 1 }
        }
      }
      while digits.last == 0 {
        digits.removeLast()
        exponent += 1
      }
    }

    private static func exponent(_ bytes: Substring.UTF8View) -> Int {
      var value = 0
      for byte in bytes where byte >= UInt8(ascii: "0") {
        value = min(value * 10 + Int(byte - UInt8(ascii: "0")), largestExponent)
      }
      return bytes.first == UInt8(ascii: "-") ? -value : value
    }
  }
}
