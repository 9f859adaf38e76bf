import NetworkModel
import Planning
import SimulatedKernel
import Testing

@testable import Reconciliation

/// A guest's own small document, on a host that another topology is about.
@Suite struct GuestDocumentTests {
  private static func guest(_ name: String, mtu: Int64? = nil, on bridge: String = "br0") -> Topology {
    var tap = DeclaredLink(
      name: link(name), kind: .tap, settings: Settings(.up, .boolean(true)), master: .on(link(bridge)))
    tap.settings[.mtu] = mtu.map(OptionValue.integer)
    return Topology(name: name, links: [tap])
  }

  /// A stage with the first topology applied.
  private static func stage() throws -> Stage {
    let stage = try Stage()
    _ = try stage.reconciler.apply(Stage.first)
    return stage
  }

  /// What is done, and whether it was done without looking at all links.
  private func apply(_ topology: Topology, on stage: Stage) throws -> (plan: Plan, isClose: Bool) {
    let start = stage.kernel.closeups.count
    let plan = try stage.reconciler.apply(topology).plan
    return (plan, stage.kernel.closeups[start...].allSatisfy { $0 != nil })
  }

  @Test func `is applied by looking at its own links`() throws {
    let stage = try Self.stage()
    let before = try stage.record.load().ownership
    let (plan, isClose) = try apply(Self.guest("guest1"), on: stage)
    #expect(isClose)
    #expect(plan.counts == (1, 0, 0))
    #expect(try stage.names().contains("guest1"))
    try stage.checkRecord()
    let after = try stage.record.load().ownership
    #expect(after.links.filter { $0.value.topology != "guest1" } == before.links)
    let (again, isCloseAgain) = try apply(Self.guest("guest1"), on: stage)
    #expect(again.isEmpty && isCloseAgain)
    #expect(try stage.reconciler.diff(Self.guest("guest1")).isEmpty)
  }

  @Test func `that changes or drops something takes a look at the whole host`() throws {
    let stage = try Self.stage()
    _ = try apply(Self.guest("guest1"), on: stage)
    let (changed, isClose) = try apply(Self.guest("guest1", mtu: 1400), on: stage)
    #expect(changed.counts == (0, 1, 0))
    #expect(!isClose)
    var other = Self.guest("guest2")
    other.name = "guest1"
    let (plan, isCloseOther) = try apply(other, on: stage)
    #expect(plan.counts == (1, 0, 1))
    #expect(!isCloseOther)
    #expect(try stage.names().contains("guest2") && !stage.names().contains("guest1"))
    try stage.checkRecord()
  }

  @Test func `whose TAP would make its bridge's MTU smaller takes a look at the whole host`() throws {
    let stage = try Self.stage()
    #expect(try !apply(Self.guest("guest1", mtu: 1400), on: stage).isClose)
    #expect(try apply(Self.guest("guest3", mtu: 9000, on: "foreign"), on: stage).isClose)
  }

  @Test func `takes no index that somebody has`() throws {
    let stage = try Self.stage()
    // The first topology took some from the start on, so that they are in the way.
    #expect(try stage.record.load().ownership.links.values.contains { $0.index == Stage.firstIndex })
    let (_, isClose) = try apply(Self.guest("guest1"), on: stage)
    #expect(isClose)
    try stage.checkRecord()
  }

  @Test func `is refused for the same reasons`() throws {
    let stage = try Self.stage()
    let before = stage.kernel.state
    for (topology, reason) in [
      (Self.guest("vm0"), "belongs to the topology \"default\""), (Self.guest("guest1", on: "none"), "none"),
      (Self.guest("eth1"), "there is a hardware link of that name"),
    ] {
      let error = #expect(throws: ReconciliationError.self) { try stage.reconciler.apply(topology) }
      guard case .refused(let refusal) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(refusal.reasons.map(\.message).joined().contains(reason))
    }
    #expect(stage.kernel.state == before)
  }

  @Test(arguments: 0..<3) func `is rolled back when anything fails`(operation: Int) throws {
    let stage = try Self.stage()
    let record = try stage.record.load()
    let before = stage.kernel.state.comparable()
    let start = stage.kernel.performed.count
    let count = try stage.reconciler.diff(Self.guest("guest1")).operations.count
    guard operation < count else { return }
    stage.kernel.faults[start + operation] = .refusal(1, nil)
    #expect(throws: ReconciliationError.self) { try stage.reconciler.apply(Self.guest("guest1")) }
    #expect(before.differences(to: stage.kernel.state.comparable()) == [])
    #expect(try stage.record.load() == record)
  }

  @Test func `does not hide what a run that was killed has left`() throws {
    let stage = try Self.stage()
    var record = try stage.record.load()
    record.transaction = Transaction(
      checkpoint: Checkpoint(ownership: record.ownership), topology: "default", process: 1, started: 0)
    try stage.record.save(record)
    let outcome = try stage.reconciler.apply(Self.guest("guest1"))
    #expect(outcome.undone?.topology == "default")
    #expect(try stage.record.load().transaction == nil)
    try stage.checkRecord()
  }

  @Test func `leaves what is on record of others as it stands`() throws {
    let scratch = try Scratch()
    let file = try scratch.record()
    let lock = try NamespaceLock.acquire(in: file.directory)
    defer { lock.tidy() }
    var record = RecordSample.full
    record.transaction = nil
    try file.save(record)
    let excerpt = try file.load(RecordExcerpt(topology: "with space", links: [link("vm1")]))
    #expect(Set(excerpt.ownership.links.keys) == [link("%ä"), link("vm1")])
    #expect(excerpt.ownership.routes.isEmpty)
    var changed = excerpt.ownership
    changed.links[link("vm1")] = nil
    try file.save(excerpt.with(changed))
    record.ownership.links[link("vm1")] = nil
    #expect(try file.load() == record)
    try file.save(excerpt.with(Ownership()))
    #expect(!(try file.load().isEmpty))
  }

  @Test func `says what the run must be permitted to do by an excerpt`() throws {
    let scratch = try Scratch()
    let file = try scratch.record()
    let lock = try NamespaceLock.acquire(in: file.directory)
    defer { lock.tidy() }
    var record = HostRecord(ownership: RecordSample.ownership)
    try file.save(record)
    #expect(try file.load(.capabilities).ownership.isEmpty)
    #expect(try file.load(.capabilities).capabilities == .netAdmin)
    let found = DeclaredLink(
      name: link("m0"), kind: .macvtap, settings: Settings(.deviceOwner, .account(Account(number: 1000))))
    record.ownership.links[link("m0")] = .init(
      name: link("m0"), index: 30, kind: .macvtap, topology: "default", found: found)
    try file.save(record)
    #expect(try Set(file.load(.capabilities).ownership.links.keys) == [link("m0")])
    #expect(try file.load(.capabilities).capabilities == [.netAdmin, .chown])
  }

  @Test func `a change among many links is verified by looking at those again that it touches`() throws {
    let stage = try Stage()
    var topology = Topology(links: [
      DeclaredLink(name: link("br0"), kind: .bridge, settings: Settings(.up, .boolean(true)))
    ])
    for number in 0..<40 {
      topology.links.append(
        DeclaredLink(
          name: link("t\(number)"), kind: .tap, settings: Settings(.up, .boolean(true)), master: .on(link("br0"))))
    }
    _ = try stage.reconciler.apply(topology)
    topology.links[7].settings[.promiscuous] = .boolean(true)
    let start = stage.kernel.closeups.count
    _ = try stage.reconciler.apply(topology)
    let looks = stage.kernel.closeups[start...]
    #expect(looks.first == .some(nil))
    #expect(looks.last??.links == [link("t6"), link("br0")])
    // What is not kept is noticed all the same.
    topology.links[8].settings[.promiscuous] = .boolean(true)
    stage.kernel.faults[stage.kernel.performed.count] = .silence
    let error = #expect(throws: ReconciliationError.self) { try stage.reconciler.apply(topology) }
    guard case .failed(let failure) = error, case .notKept = failure.cause else {
      Issue.record("\(String(describing: error))")
      return
    }
  }
}
