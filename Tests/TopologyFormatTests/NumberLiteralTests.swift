import Testing

@testable import TopologyFormat

struct NumberLiteralTests {
  @Test(
    arguments: [
      ("0", 0), ("-0", 0), ("0.000", 0), ("0e99", 0), ("7", 7), ("-7", -7), ("+7", 7), ("1e3", 1000), ("1000.0", 1000),
      ("1.5e1", 15), ("1200e-2", 12), ("0.0001e4", 1), ("007", 7), ("1.", 1), ("5e0", 5), ("1E+2", 100),
      ("9223372036854775807", .max), ("-9223372036854775808", .min), ("9.223372036854775807e18", .max),
      ("922337203685477580700e-2", .max),
    ] as [(String, Int64)])
  func `whole numbers`(_ text: String, _ value: Int64) {
    #expect(NumberLiteral(text: text).integer == value)
  }

  @Test(arguments: [
    "0.5", ".5", "1e-1", "1.0000000000000000000000001", "9223372036854775808", "-9223372036854775809", "1e19", "1e20",
    "1e999999999999999999999", "1e-999999999999999999999", "123456789012345678901234567890",
  ])
  func `numbers that are no 64-bit integers`(_ text: String) {
    #expect(NumberLiteral(text: text).integer == nil)
  }

  @Test(
    arguments: [
      ("2.05", 100, 205), ("0.1", 100, 10), ("0.07", 100, 7), ("1.15", 100, 115), ("-0.01", 100, -1), ("0.29", 100, 29),
      ("2", 100, 200), ("0.001", 1000, 1), ("0.5", 2, 1), ("0.125", 8, 1), ("1e-2", 100, 1), ("0", 100, 0),
      ("1.005", 1000, 1005), ("4294967.295", 1000, 4_294_967_295), ("92233720368547758.07", 100, .max),
      ("0.0000000000000000001", 1_000_000_000_000_000_000, nil), ("2.055", 100, nil), ("0.001", 100, nil),
      ("0.3", 3, nil), ("92233720368547758.08", 100, nil), ("-92233720368547758.08", 100, .min), ("1e18", 100, nil),
      ("1e-999999999999", 100, nil),
    ] as [(String, Int64, Int64?)])
  func `scaling is exact`(_ text: String, _ factor: Int64, _ value: Int64?) {
    #expect(NumberLiteral(text: text).scaled(by: factor) == value)
  }

  @Test func `a power of two of forty decimals scales to one`() {
    // 2^-60, whose decimals end after sixty places.
    let text = "0.000000000000000000867361737988403547205962240695953369140625"
    #expect(NumberLiteral(text: text).scaled(by: 1 << 60) == 1)
    #expect(NumberLiteral(text: text).scaled(by: 1 << 59) == nil)
  }

  @Test(
    arguments: [
      ("0", 0), ("0.1", 0.1), ("-2.5", -2.5), ("1e3", 1000), (".5", 0.5), ("1.", 1), ("+1.5", 1.5),
      ("1e400", .infinity),
      ("-1e999999999999", -.infinity), ("1e-400", 0), ("123456789012345678901234567890", 1.2345678901234568e29),
      ("0.30000000000000004", 0.30000000000000004), ("2.2250738585072014e-308", 2.2250738585072014e-308),
    ] as [(String, Double)])
  func `the nearest floating-point number`(_ text: String, _ value: Double) {
    #expect(NumberLiteral(text: text).decimal == value)
  }
}
