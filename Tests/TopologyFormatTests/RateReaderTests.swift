import NetworkModel
import Testing

@testable import TopologyFormat

/// Limits of traffic in documents.
struct RateReaderTests {
  private func limit(_ text: String) throws -> TrafficLimit? {
    let topology = try topology("{\"links\": {\"vm0\": {\"kind\": \"tap\", \"rate\": {\"egress\": \(text)}}}}")
    return topology.links[0].settings.limit(.egressRate)
  }

  @Test(
    arguments: [
      ("100mbit", 12_500_000), ("100Mbit", 12_500_000), ("1.5gbit", 187_500_000), ("8kbit", 1000), ("8000bit", 1000),
      (".5mbit", 62_500), ("1mibit", 131_072), ("1.5kibit", 192), ("250kbps", 250_000), ("1GiBps", 1_073_741_824),
      ("40gbit", 5_000_000_000), ("4tbit", 500_000_000_000),
    ] as [(String, UInt64)])
  func `a rate is read as tc reads it`(text: String, rate: UInt64) throws {
    guard rate >= 1000 else {
      #expect(throws: DocumentError.self) { try limit("\"\(text)\"") }
      return
    }
    #expect(try limit("\"\(text)\"") == TrafficLimit(rate: rate))
  }

  @Test(
    arguments: [
      ("65536", 65_536), (#""64k""#, 65_536), (#""64Kb""#, 65_536), (#""1600b""#, 1600), (#""1600""#, 1600),
      (#""1.5m""#, 1_572_864), (#""1gb""#, 1_073_741_824),
    ] as [(String, UInt32)])
  func `a burst is read as tc reads it`(text: String, burst: UInt32) throws {
    #expect(
      try limit(#"{"rate": "1gbit", "burst": \#(text)}"#) == TrafficLimit(rate: 125_000_000, burst: burst))
  }

  @Test func `null is no limit, in one direction or in both`() throws {
    #expect(try limit("null") == TrafficLimit.none)
    let both = try topology(#"{"links": {"vm0": {"kind": "tap", "rate": null}}}"#).links[0].settings
    #expect(both.limit(.egressRate) == TrafficLimit.none)
    #expect(both.limit(.ingressRate) == TrafficLimit.none)
    let none = try topology(#"{"links": {"vm0": {"kind": "tap", "rate": {}}}}"#).links[0].settings
    #expect(none.limit(.egressRate) == nil)
  }

  @Test(
    arguments: [
      (1000, "8Kbit", "72Kb"), (12_500_000, "100Mbit", "123Kb"), (125_000_000, "1Gbit", "1221Kb"),
      (187_500, "1500Kbit", "72Kb"), (154_321, "1234568bit", "72Kb"), (500_000_000_000, "4Tbit", "4294967295b"),
    ] as [(UInt64, String, String)])
  func `a limit is told as tc tells it`(rate: UInt64, text: String, burst: String) {
    let limit = TrafficLimit(rate: rate)
    #expect(limit.description == text)
    #expect(limit.burstText == burst)
    #expect(TrafficLimit(rate: rate, burst: 1600).description == "\(text) burst 1600b")
  }

  /// The kernel keeps a time in ticks of 64 ns, and never fewer bytes than what was asked for.
  @Test func `a burst comes back from the kernel's ticks`() {
    for rate: UInt64 in [1000, 62_500, 187_500, 12_500_000, 125_000_000, 1_250_000_000, 12_500_000_000] {
      for limit in [TrafficLimit(rate: rate), TrafficLimit(rate: rate, burst: 65_536)] {
        #expect(TrafficLimit(rate: rate, ticks: limit.ticks) == limit, "\(limit)")
      }
      let odd = TrafficLimit(rate: rate, burst: 98_765)
      let observed = TrafficLimit(rate: rate, ticks: odd.ticks)
      #expect(Option.egressRate.isSatisfied(.limit(odd), by: .limit(observed)), "\(odd) \(observed)")
      let more = TrafficLimit(rate: rate, burst: 98_765 + UInt32(rate / 1_000_000) + 10)
      #expect(!Option.egressRate.isSatisfied(.limit(more), by: .limit(observed)), "\(more) \(observed)")
    }
  }
}
