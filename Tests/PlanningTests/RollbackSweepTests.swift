import Foundation
import Testing

/// An apply that fails at any operation leaves the host as it was.
@Suite struct `Rollback from every operation` {
  /// How many times as many random changes to look at: what is looked at otherwise takes a debug build half a minute.
  private static let scale = ProcessInfo.processInfo.environment["VNETCTL_SWEEP"].flatMap(Int.init) ?? 1

  @Test(arguments: Fixture.all)
  func `of a fixture restores the host and the record`(fixture: Fixture) throws {
    let desired = try #require(try fixture.topology("desired.json"))
    guard var sweep = try RollbackSweep(try fixture.host(), to: desired) else {
      #expect(fixture.testDescription.hasPrefix("refused"))
      return
    }
    try sweep.failAtEach(goingOn: 1)
    #expect(sweep.problems == [])
  }

  @Test(arguments: 0..<10)
  func `of random changes restores the host and the record`(part: Int) throws {
    try sweep(part, of: 2, from: 0) { sweep, _ in try sweep.failAtEach(goingOn: 24) }
  }

  @Test(arguments: 0..<10)
  func `of many random changes, here and there, restores the host and the record`(part: Int) throws {
    try sweep(part, of: 20, from: 100_000) { sweep, seed in
      try sweep.failAtEach(from: seed * 7 % max(sweep.count, 1), step: 100, goingOn: 1)
    }
  }

  @Test(arguments: Fixture.all)
  func `of a fixture that is itself disturbed names what is left, and how to mend it`(fixture: Fixture) throws {
    let desired = try #require(try fixture.topology("desired.json"))
    guard var sweep = try RollbackSweep(try fixture.host(), to: desired), sweep.count > 0 else { return }
    try sweep.failOnTheWayBack(from: sweep.count - 1)
    #expect(sweep.problems == [])
  }

  @Test(arguments: 0..<10)
  func `of random changes that is itself disturbed names what is left, and how to mend it`(part: Int) throws {
    try sweep(part, of: 1, from: 200_000) { sweep, seed in
      if sweep.count > 0 { try sweep.failOnTheWayBack(from: sweep.count - 1 - seed % min(sweep.count, 4)) }
    }
  }

  private func sweep(
    _ part: Int, of size: Int, from first: Int, _ body: (inout RollbackSweep, Int) throws -> Void
  ) throws {
    let count = size * Self.scale
    let seeds = first + part * count..<first + (part + 1) * count
    var skipped: [Int] = []
    for seed in seeds {
      guard var sweep = try RollbackSweep(seed: seed) else {
        skipped.append(seed)
        continue
      }
      try body(&sweep, seed)
      #expect(sweep.problems == [], "seed \(seed)")
    }
    // Of a change that cannot be made there is nothing to be seen here.
    #expect(skipped.count * 20 <= seeds.count || skipped.count == 1, "\(skipped)")
  }
}
