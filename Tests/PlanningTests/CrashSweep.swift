import Glibc
import NetworkModel
import Planning
import Reconciliation
import SimulatedKernel

/// One host, and a change of it that is killed again and again, with the record in its file: what is in the kernel and on
/// disk at that moment is all that is left.
struct CrashSweep {
  /// What comes next.
  private struct Follower {
    let what: String
    let topology: Topology
    /// The links that there are when it has been applied to the host as it was.
    let links: Set<LinkName>
  }

  private let stage: RollbackStage
  private let topology: Topology
  private let before: RollbackStage.Moment
  private let image: HostImage
  private var followers: [Follower] = []
  /// How many operations the change takes.
  private(set) var count = 0
  /// How many times a run was killed.
  private(set) var kills = 0
  /// What has been found that is not as it should be.
  private(set) var problems: [String] = []

  /// Nil when the change cannot be made at all.
  ///
  /// - Parameter former: What was applied before.
  init?(_ host: SimulatedHost, from former: Topology?, to topology: Topology) throws {
    stage = try RollbackStage(host)
    self.topology = topology
    before = stage.moment
    image = before.state.image
    var next = [("the same", topology), ("destroy", Topology(name: topology.name))]
    if let former { next.append(("the former", former)) }
    let name = LinkName(kernelName: "other")
    next.append(("another", Topology(name: "other", links: [DeclaredLink(name: name, kind: .tap)])))
    for (what, topology) in next {
      stage.moment = before
      guard stage.converges(to: topology) else {
        if followers.isEmpty { return nil }
        continue
      }
      followers.append(Follower(what: what, topology: topology, links: Set(stage.kernel.state.image.links.keys)))
    }
    stage.moment = before
    let start = stage.kernel.performed.count
    _ = stage.apply(topology)
    count = stage.kernel.performed.count - start
  }

  /// A change from one random topology to another one, on a host that has company.
  init?(seed: Int) throws {
    var random = RandomTopology(seed: UInt64(seed + 1), hasAddresses: seed % 4 != 0)
    guard let (host, former) = try random.busyHost(isFurnished: seed % 4 != 0) else { return nil }
    try self.init(host, from: former, to: random.topology())
  }

  /// Kills the change before each of its operations.
  mutating func killAtEach() throws {
    try goOn(from: moments(), "killed before operation")
  }

  /// Has the operation of that number refused, and kills the way back before each of its operations.
  mutating func killOnTheWayBack(from number: Int) throws {
    try goOn(from: moments(refusing: number), "operation \(number) failed, killed before operation")
  }

  /// What would be left at each operation; when one is refused, at each that comes after it.
  private func moments(refusing number: Int? = nil) -> [(number: Int, moment: RollbackStage.Moment)] {
    let stage = stage
    stage.moment = before
    let start = stage.kernel.performed.count
    if let number { stage.kernel.faults = [start + number: .refusal(EBUSY, "not now")] }
    var moments: [(Int, RollbackStage.Moment)] = []
    stage.kernel.interruption = { _, current in
      if current - start > number ?? -1 { moments.append((current - start, stage.moment)) }
    }
    _ = stage.apply(topology)
    stage.kernel.interruption = nil
    return moments
  }

  private mutating func goOn(from moments: [(number: Int, moment: RollbackStage.Moment)], _ what: String) throws {
    for (number, moment) in moments {
      kills += 1
      stage.moment = moment
      let follower = followers[kills % followers.count]
      let place = "\(what) \(number), then \(follower.what)"
      var differences: [String]?
      let compare = { [stage, image] in
        differences = image.differences(to: stage.kernel.state.image.withoutOwnAddresses(unlessIn: image))
      }
      guard case .success(let outcome) = stage.apply(follower.topology, beforeExecution: compare) else {
        problems.append("\(place): fails")
        continue
      }
      if differences == nil { compare() }
      problems += (differences ?? []).map { "\(place): undone: \($0)" }
      problems += (outcome.undone?.leftovers ?? []).map { "\(place): left: \($0.message)" }
      problems += try stage.recordProblems.map { "\(place): \($0)" }
      if Set(stage.kernel.state.image.links.keys) != follower.links {
        problems.append("\(place): other links are left")
      }
      if !stage.converges(to: follower.topology) { problems.append("\(place): something is left to do") }
    }
  }
}
