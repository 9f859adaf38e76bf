import Testing

/// Whenever a run is killed, the next one brings the host to a right state: it undoes first, whatever it does then.
@Suite struct `A run that is killed` {
  @Test(arguments: Fixture.all)
  func `of a fixture at any operation is undone by the next`(fixture: Fixture) throws {
    let desired = try #require(try fixture.topology("desired.json"))
    let former = try fixture.topology("current.json")
    guard var sweep = try CrashSweep(try fixture.host(), from: former, to: desired) else {
      #expect(fixture.testDescription.hasPrefix("refused"))
      return
    }
    try sweep.killAtEach()
    #expect(sweep.problems == [])
    #expect(sweep.kills == sweep.count)
    if sweep.count > 0 { try sweep.killOnTheWayBack(from: sweep.count - 1) }
    #expect(sweep.problems == [])
  }

  @Test(arguments: 0..<10)
  func `of a random change at any operation is undone by the next`(seed: Int) throws {
    guard var sweep = try CrashSweep(seed: 5000 + seed) else { return }
    try sweep.killAtEach()
    #expect(sweep.problems == [])
  }

  @Test(arguments: 0..<10)
  func `of a random change on its way back is followed by one that goes on`(seed: Int) throws {
    guard var sweep = try CrashSweep(seed: 6000 + seed), sweep.count > 0 else { return }
    try sweep.killOnTheWayBack(from: sweep.count - 1 - seed % min(sweep.count, 4))
    #expect(sweep.problems == [])
  }
}
