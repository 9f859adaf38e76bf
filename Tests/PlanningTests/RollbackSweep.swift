import Glibc
import Netlink
import NetworkModel
import Planning
import Reconciliation
import SimulatedKernel

/// One host, and the change of it that goes wrong again and again.
struct RollbackSweep {
  let stage: RollbackStage
  let topology: Topology
  let before: RollbackStage.Moment
  let image: HostImage
  private let ownership: Ownership
  /// How many operations the change takes.
  let count: Int
  /// What has been found that is not as it should be.
  var problems: [String] = []

  /// Nil when the change cannot be made at all.
  init?(_ stage: RollbackStage, to topology: Topology) throws {
    self.stage = stage
    self.topology = topology
    before = stage.moment
    image = before.image
    ownership = try stage.ownership
    let start = stage.kernel.performed.count
    guard case .success = stage.apply(topology) else { return nil }
    count = stage.kernel.performed.count - start
    guard case .success(let again) = stage.apply(topology), again.plan.isEmpty else { return nil }
    stage.moment = before
  }

  /// A change from one random topology to another one, on a host that has company.
  init?(seed: Int) throws {
    var random = RandomTopology(seed: UInt64(seed + 1), hasAddresses: seed % 4 != 0)
    let host = seed % 4 == 0 ? SimulatedHost() : SimulatedHost(furnishedBy: &random)
    random.precede(on: host.kernel)
    let stage = try RollbackStage(host)
    guard case .success = stage.apply(random.topology()) else { return nil }
    try random.accompany(on: stage.kernel)
    try self.init(stage, to: random.topology())
  }

  /// Makes the change with the operation of each number, from the first one given, refused.
  mutating func failAtEach(from first: Int = 0, step: Int, goesOnAtEach goingOn: Int) throws {
    for number in stride(from: first, to: count, by: step) {
      stage.moment = before
      let start = stage.kernel.performed.count
      stage.kernel.faults = [start + number: .refusal(EBUSY, "not now")]
      guard case .failure(let failure) = stage.apply(topology) else {
        // What is gone already may well refuse to go.
        problems.append("operation \(number) may fail")
        continue
      }
      let place = "operation \(number), \(stage.kernel.performed[start + number])"
      problems += failure.rollback.leftovers.map { "\(place): left: \($0.message)" }
      try checkReturn(place)
      guard number / step % goingOn == 0 else { continue }
      if !stage.converges(to: topology) { problems.append("\(place): cannot be made afterwards") }
    }
  }

  /// Checks that all is as it was.
  mutating func checkReturn(_ place: String) throws {
    problems += image.differences(to: stage.moment.image).map { "\(place): \($0)" }
    problems += try stage.recordProblems.map { "\(place): \($0)" }
    if try stage.ownership != ownership { problems.append("\(place): the record has changed") }
  }
}
