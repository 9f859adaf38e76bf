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
    #expect(ownership.links[link("eth0")]?.found != nil)
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
  func `an error at any operation is rolled back, and the next apply succeeds`(isSecond: Bool) throws {
    let total = try operationCount(from: isSecond ? Stage.first : nil, to: isSecond ? Stage.second : Stage.first)
    #expect(total > 5)
    for number in 0..<total {
      let stage = try Stage()
      if isSecond { _ = try stage.reconciler.apply(Stage.first) }
      let names = try stage.names()
      let owned = try stage.record.load().ownership
      let start = stage.kernel.performed.count
      stage.kernel.faults = [start + number: .refusal(EBUSY, "not now")]
      let topology = isSecond ? Stage.second : Stage.first
      let failure = try #require(failure { try stage.reconciler.apply(topology) }, "operation \(number)")
      guard case .refused(let failures) = failure.cause else {
        Issue.record("operation \(number): \(failure.cause)")
        continue
      }
      #expect(failures.contains { $0.error.words == "not now" })
      #expect(failure.rollback.leftovers == [], "operation \(number)")
      #expect(try Set(stage.names()) == Set(names))
      let record = try stage.record.load()
      #expect(record.transaction == nil)
      #expect(record.ownership.links.keys == owned.links.keys)
      if isSecond { #expect(try stage.reconciler.diff(Stage.first).isEmpty) }
      try stage.checkRecord()
      _ = try stage.reconciler.apply(topology)
      try stage.checkRecord()
      #expect(try stage.reconciler.diff(topology).isEmpty)
      _ = try stage.reconciler.apply(Topology())
      #expect(try stage.names() == ["lo", "eth0", "eth1", "foreign", "guest"])
    }
  }

  @Test func `what the kernel took and did not keep is rolled back`() throws {
    let total = try operationCount(from: nil, to: Stage.first)
    var caught = 0
    var notKept = 0
    for number in 0..<total {
      let stage = try Stage()
      let names = try stage.names()
      stage.kernel.faults = [number: .silence]
      if let failure = failure({ try stage.reconciler.apply(Stage.first) }) {
        caught += 1
        // A creation that did not happen shows when something is to be done with the link.
        if case .notKept(let remaining, _) = failure.cause {
          #expect(!remaining.isEmpty)
          notKept += 1
        }
        #expect(failure.rollback.leftovers == [], "operation \(number)")
        #expect(try stage.names() == names)
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
      if number == 0 { kernel.arrange(.createTAP(link("vm1"), index: 0, Settings())) }
    }
    let failure = try #require(failure { try stage.reconciler.apply(Stage.first) })
    guard case .refused(let failures) = failure.cause else {
      Issue.record("\(failure.cause)")
      return
    }
    #expect(failures.map(\.operation.link) == [link("vm1")])
    #expect(failures.map(\.error.code) == [EBUSY])
    #expect(failure.rollback.leftovers == [])
    #expect(try stage.names() == ["lo", "eth0", "eth1", "foreign", "guest", "vm1"])
    #expect(try stage.record.load().isEmpty)
  }

  @Test func `a kernel that falls silent leaves the rollback to the next run`() throws {
    let stage = try Stage()
    stage.kernel.faults = [1: .refusal(ENOMEM)]
    let error = KernelError(request: "list links", code: ENOBUFS)
    stage.kernel.snapshotFaults = [1: error]
    let failure = try #require(failure { try stage.reconciler.apply(Stage.first) })
    #expect(failure.rollback.leftovers.map(\.error) == [error])
    #expect(try stage.record.load().transaction != nil)
    let outcome = try stage.reconciler.apply(Stage.first)
    #expect(outcome.undone?.isComplete == true)
    try stage.checkRecord()
  }

  @Test func `what cannot be verified or put on record is rolled back`() throws {
    let stage = try Stage()
    let names = try stage.names()
    let error = KernelError(request: "list links", code: ENOBUFS)
    stage.kernel.snapshotFaults = [2: error]
    let first = try #require(failure { try stage.reconciler.apply(Stage.first) })
    #expect(first.cause == .kernel(error))
    #expect(first.rollback.leftovers == [])
    #expect(try stage.names() == names)
    // A folder stands where the new record is to be written.
    let other = try Stage()
    let path = other.record.directory.newRecord
    other.kernel.interruption = { _, number in if number == 0 { Scratch.makeFolder(path) } }
    let second = try #require(failure { try other.reconciler.apply(Stage.first) })
    guard case .state(.file) = second.cause else {
      Issue.record("\(second.cause)")
      return
    }
    // Nothing is on record in the end, and to remove the record no new one has to be written.
    #expect(try other.names() == names)
    #expect(second.rollback.leftovers == [])
    #expect(try other.record.load().isEmpty)
    other.kernel.interruption = nil
    try other.scratch.remove(path)
    for stage in [stage, other] {
      _ = try stage.reconciler.apply(Stage.first)
      try stage.checkRecord()
    }
  }

  @Test(arguments: [0, 1, 3]) func `a signal ends the apply after a batch, and it is rolled back`(batch: Int) throws {
    let stage = try Stage()
    let names = try stage.names()
    var questions = 0
    let reconciler = Reconciler(kernel: stage.kernel, record: stage.record) {
      questions += 1
      return questions > batch ? SIGTERM : nil
    }
    let failure = try #require(failure { try reconciler.apply(Stage.first) })
    #expect(failure.cause == .interrupted(SIGTERM))
    #expect(failure.rollback.isComplete)
    #expect(failure.rollback.operations.isEmpty == (batch == 0))
    #expect(try stage.names() == names)
    #expect(try stage.record.load().isEmpty)
  }

  @Test func `a record that is damaged stops everything`() throws {
    let stage = try Stage()
    _ = try stage.reconciler.apply(Stage.first)
    try stage.scratch.write("vnetctl-record 4\n", to: stage.record.directory.record)
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
      master: .on(link("br0")))
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
    #expect(Topology(links: [RecordSample.veth]).requiredFeatures == [.kind(.veth), .namespace("/run/netns/über all")])
    #expect(
      RecordSample.ownership.requiredFeatures == [
        .namespace("/run/netns/über all"), .virtualFunctions(LinkName(kernelName: "eth0")),
      ])
  }

  @Test func `only who looks for a namespace by a process keeps the right to look into processes`() {
    var veth = RecordSample.veth
    #expect(Topology(links: [veth, RecordSample.pair]).capabilities == .netAdmin)
    veth.peer?.namespace = "/proc/1/ns/net"
    #expect(Topology(links: [veth]).capabilities == [.netAdmin, .sysPtrace])
  }

  /// Why an apply was given up; nil when it was not.
  private func failure(_ apply: () throws -> Reconciler.Outcome) -> ApplyError? {
    do {
      _ = try apply()
    } catch ReconciliationError.failed(let error) {
      return error
    } catch {
      Issue.record("\(error)")
    }
    return nil
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
