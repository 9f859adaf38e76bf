import Glibc
import NetworkModel
import Netlink
import Planning
import SimulatedKernel
import Testing

@testable import Reconciliation

@Suite struct ReconcilerTests {
  @Test func `apply makes it so, and a second apply sends nothing`() throws {
    let stage = try Stage()
    let outcome = try stage.reconciler.apply(Stage.first)
    #expect(!outcome.plan.isEmpty)
    #expect(try stage.names() == ["lo", "eth0", "eth1", "foreign", "guest", "br0", "vm0", "vm1", "br0.10"])
    try stage.checkRecord()
    let count = stage.kernel.performed.count
    let text = try stage.scratch.text(stage.record.directory.record)
    let again = try stage.reconciler.apply(Stage.first) { _ in
      Issue.record("there was something to confirm")
      return true
    }
    #expect(again.plan.isEmpty)
    #expect(stage.kernel.performed.count == count)
    #expect(try stage.scratch.text(stage.record.directory.record) == text)
  }

  @Test func `an empty topology gives the host back as it was`() throws {
    let stage = try Stage()
    let before = try stage.kernel.snapshot(probing: [])
    _ = try stage.reconciler.apply(Stage.first)
    _ = try stage.reconciler.apply(Topology())
    #expect(try stage.kernel.snapshot(probing: []) == before)
    #expect(!stage.scratch.exists(stage.record.directory.path))
  }

  @Test func `diff changes nothing, not even on disk`() throws {
    let stage = try Stage()
    let before = stage.kernel.state
    let plan = try stage.reconciler.diff(Stage.first)
    #expect(plan.counts.created == 4)
    #expect(stage.kernel.state == before)
    #expect(stage.kernel.performed.isEmpty)
    #expect(!stage.scratch.exists(stage.record.directory.path))
    // What apply asks to confirm is what diff showed.
    var asked: Plan?
    _ = try stage.reconciler.apply(Stage.first) { plan in
      asked = plan
      return true
    }
    #expect(asked == plan)
  }

  @Test func `declining changes nothing`() throws {
    let stage = try Stage()
    let before = stage.kernel.state
    let error = #expect(throws: ReconciliationError.self) { try stage.reconciler.apply(Stage.first) { _ in false } }
    #expect(error == .declined)
    #expect(stage.kernel.state == before)
    #expect(!stage.scratch.exists(stage.record.directory.path))
  }

  @Test func `the record is written before anything is made`() throws {
    let stage = try Stage()
    var seen: Ownership?
    let record = stage.record
    stage.kernel.interruption = { _, number in if number == 0 { seen = try? record.load().ownership } }
    _ = try stage.reconciler.apply(Stage.first)
    let ownership = try #require(seen)
    #expect(Set(ownership.links.keys) == Set(["eth0", "br0", "vm0", "vm1", "br0.10"].map(link)))
    #expect(ownership.links[link("vm0")]?.index == nil)
    #expect(ownership.links[link("eth0")]?.found != nil)
  }

  @Test func `indices are on record before the phase after the creation`() throws {
    let stage = try Stage()
    var seen: Ownership?
    let record = stage.record
    stage.kernel.interruption = { _, number in
      if number == 4 { seen = try? record.load().ownership }
    }
    let outcome = try stage.reconciler.apply(Stage.first)
    // The fifth operation is the first that comes after all creations.
    #expect(outcome.plan.phases.first?.operations.count == 4)
    #expect(try #require(seen).links.values.allSatisfy { $0.index != nil })
  }

  @Test func `a run that is killed at any operation is finished by the next`() throws {
    let total = try operationCount(from: nil, to: Stage.first)
    for number in 0..<total {
      let stage = try Stage()
      // What is on disk and in the kernel at that moment is all that a killed run leaves.
      var kept: (state: SimulatedState, text: String)?
      let path = stage.record.directory.record
      let scratch = stage.scratch
      stage.kernel.interruption = { kernel, current in
        if current == number, let text = try? scratch.text(path) { kept = (kernel.state, text) }
      }
      _ = try stage.reconciler.apply(Stage.first)
      stage.kernel.interruption = nil
      let moment = try #require(kept)
      stage.kernel.state = moment.state
      try stage.scratch.write(moment.text, to: path)
      _ = try stage.reconciler.apply(Stage.first)
      try stage.checkRecord()
      let snapshot = try stage.kernel.snapshot(probing: [])
      #expect(snapshot[link("vm1")]?.vlans == Stage.vlans(access: 20))
    }
  }

  @Test(arguments: [false, true])
  func `an error at any operation leaves the record true, and the next apply goes on`(isSecond: Bool) throws {
    let total = try operationCount(from: isSecond ? Stage.first : nil, to: isSecond ? Stage.second : Stage.first)
    #expect(total > 5)
    for number in 0..<total {
      let stage = try Stage()
      if isSecond { _ = try stage.reconciler.apply(Stage.first) }
      let start = stage.kernel.performed.count
      stage.kernel.faults = [start + number: .refusal(EBUSY, "not now")]
      let topology = isSecond ? Stage.second : Stage.first
      let error = #expect(throws: ReconciliationError.self) { try stage.reconciler.apply(topology) }
      guard case .failed(let failure) = error else {
        Issue.record("operation \(number): \(String(describing: error))")
        continue
      }
      #expect(failure.failures.contains { $0.error.words == "not now" })
      #expect(failure.aftermath == nil)
      let all = failure.plan.phases.flatMap(\.operations)
      #expect(failure.done.count + failure.failures.count + failure.skipped.count == all.count)
      try stage.checkRecord()
      _ = try stage.reconciler.apply(topology)
      try stage.checkRecord()
      #expect(try stage.reconciler.diff(topology).isEmpty)
      _ = try stage.reconciler.apply(Topology())
      #expect(try stage.names() == ["lo", "eth0", "eth1", "foreign", "guest"])
    }
  }

  @Test func `what the kernel took and did not keep is an error`() throws {
    let total = try operationCount(from: nil, to: Stage.first)
    var caught = 0
    var notKept = 0
    for number in 0..<total {
      let stage = try Stage()
      stage.kernel.faults = [number: .silence]
      do throws(ReconciliationError) {
        _ = try stage.reconciler.apply(Stage.first)
      } catch {
        switch error {
        case .notKept(_, let remaining):
          #expect(!remaining.isEmpty)
          caught += 1
          notKept += 1
        // A creation that did not happen shows when something is to be done with the link.
        case .failed: caught += 1
        default: Issue.record("operation \(number): \(error)")
        }
      }
      try stage.checkRecord()
      _ = try stage.reconciler.apply(Stage.first)
      #expect(try stage.reconciler.diff(Stage.first).isEmpty)
    }
    #expect(caught > total / 2)
    #expect(notKept > 3)
  }

  @Test func `a link that somebody else made meanwhile is not ours`() throws {
    let stage = try Stage()
    stage.kernel.interruption = { kernel, number in
      if number == 0 { kernel.arrange(.createTAP(link("vm1"), Settings())) }
    }
    let error = #expect(throws: ReconciliationError.self) { try stage.reconciler.apply(Stage.first) }
    guard case .failed(let failure) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(failure.failures.map(\.operation.link) == [link("vm1")])
    #expect(failure.failures.map(\.error.code) == [EBUSY])
    #expect(try stage.record.load().ownership.links[link("vm1")] == nil)
    stage.kernel.interruption = nil
    _ = try stage.reconciler.apply(Topology())
    #expect(try stage.names().contains("vm1"))
  }

  @Test func `a snapshot that fails after an error is told, and the record claims rather too much`() throws {
    let stage = try Stage()
    stage.kernel.faults = [1: .refusal(ENOMEM)]
    stage.kernel.snapshotFaults = [1: KernelError(request: "list links", code: ENOBUFS)]
    let error = #expect(throws: ReconciliationError.self) { try stage.reconciler.apply(Stage.first) }
    guard case .failed(let failure) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(failure.aftermath == .kernel(KernelError(request: "list links", code: ENOBUFS)))
    #expect(try stage.record.load().ownership.links.count == 5)
    _ = try stage.reconciler.apply(Stage.first)
    try stage.checkRecord()
  }

  @Test func `after changes, what goes wrong is not harmless`() throws {
    let stage = try Stage()
    let error = KernelError(request: "list links", code: ENOBUFS)
    stage.kernel.snapshotFaults = [1: error]
    let thrown = #expect(throws: ReconciliationError.self) { try stage.reconciler.apply(Stage.first) }
    guard case .unsettled(_, .kernel(error)) = thrown else {
      Issue.record("\(String(describing: thrown))")
      return
    }
    // A folder stands where the new record is to be written.
    let other = try Stage()
    let path = other.record.directory.newRecord
    other.kernel.interruption = { _, number in if number == 0 { Scratch.makeFolder(path) } }
    let second = #expect(throws: ReconciliationError.self) { try other.reconciler.apply(Stage.first) }
    guard case .unsettled(_, .state(.file)) = second else {
      Issue.record("\(String(describing: second))")
      return
    }
    #expect(try other.record.load().ownership.links.count == 5)
    other.kernel.interruption = nil
    try other.scratch.remove(path)
    for stage in [stage, other] {
      _ = try stage.reconciler.apply(Stage.first)
      try stage.checkRecord()
    }
  }

  @Test func `a record that is damaged stops everything`() throws {
    let stage = try Stage()
    _ = try stage.reconciler.apply(Stage.first)
    try stage.scratch.write("vnetctl-record 2\n", to: stage.record.directory.record)
    let before = stage.kernel.state
    for attempt in [{ try stage.reconciler.diff(Topology()) }, { try stage.reconciler.apply(Topology()).plan }] {
      let error = #expect(throws: ReconciliationError.self) { try attempt() }
      guard case .state(.damaged) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
    }
    #expect(stage.kernel.state == before)
  }

  @Test func `topologies of other names are left alone`() throws {
    let stage = try Stage()
    _ = try stage.reconciler.apply(Stage.first)
    let guest = DeclaredLink(
      name: link("vm7"), kind: .tap, settings: Stage.settings([(.link, "up", .boolean(true))]),
      bridge: .on(link("br0")))
    _ = try stage.reconciler.apply(Topology(name: "vm7", links: [guest]))
    #expect(try stage.reconciler.diff(Stage.first).isEmpty)
    _ = try stage.reconciler.apply(Topology(name: "vm7"))
    #expect(try stage.names() == ["lo", "eth0", "eth1", "foreign", "guest", "br0", "vm0", "vm1", "br0.10"])
  }

  @Test func `only what a topology needs is looked for in the kernel`() {
    #expect(Topology().requiredFeatures == [])
    #expect(Stage.first.requiredFeatures == [.tap, .bridge, .vlan, .vlanFiltering])
    var absent = Stage.first.links[4]
    absent.isAbsent = true
    #expect(Topology(links: [absent]).requiredFeatures == [])
  }

  /// How many operations the way from one topology to another takes.
  private func operationCount(from: Topology?, to: Topology) throws -> Int {
    let stage = try Stage()
    if let from { _ = try stage.reconciler.apply(from) }
    let start = stage.kernel.performed.count
    _ = try stage.reconciler.apply(to)
    return stage.kernel.performed.count - start
  }
}
