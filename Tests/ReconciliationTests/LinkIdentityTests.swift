import NetworkModel
import Planning
import SimulatedKernel
import Testing

@testable import Reconciliation

/// What tells vnetctl's links from those that others make under the same names.
@Suite struct LinkIdentityTests {
  @Test func `new links get the indices that are on record before they are made`() throws {
    let stage = try Stage()
    let first = Stage.firstIndex
    // Somebody has the second one.
    stage.kernel.arrange(.createTAP(link("taken"), index: first + 1, Settings()))
    var seen: HostRecord?
    let record = stage.record
    stage.kernel.interruption = { _, number in if number == 0 { seen = try? record.load() } }
    _ = try stage.reconciler.apply(Stage.first)
    let expected = [
      link("br0"): first, link("vm0"): first + 2, link("vm1"): first + 3, link("br0.10"): first + 4,
    ]
    let before = try #require(seen)
    #expect(before.transaction?.checkpoint.made == expected.mapValues { [$0] })
    let snapshot = try stage.kernel.snapshot(probing: [])
    for (name, index) in expected {
      #expect(before.ownership.links[name]?.index == index)
      #expect(snapshot[name]?.index == index)
    }
  }

  @Test func `an index that somebody takes meanwhile is refused, and their link is not touched`() throws {
    let stage = try Stage()
    let names = try stage.names()
    stage.kernel.interruption = { kernel, number in
      if number == 0 { kernel.arrange(.createTAP(link("taken"), index: Stage.firstIndex, Settings())) }
    }
    let error = #expect(throws: ReconciliationError.self) { try stage.reconciler.apply(Stage.first) }
    guard case .failed(let failure) = error, case .refused(let failures) = failure.cause else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(failures.first?.operation.creations.first?.index == Stage.firstIndex)
    #expect(failure.rollback.isComplete)
    #expect(try stage.names() == names + ["taken"])
    stage.kernel.interruption = nil
    _ = try stage.reconciler.apply(Stage.first)
    #expect(try stage.kernel.snapshot(probing: [])[link("br0")]?.index == Stage.firstIndex + 1)
  }

  @Test func `a link that is made anew on the way back has the index that it had`() throws {
    let stage = try Stage()
    _ = try stage.reconciler.apply(Stage.first)
    let before = try stage.kernel.snapshot(probing: [])
    // The removal of vm1 comes last.
    stage.kernel.lastingFault = { if case .delete(link("vm1")) = $0 { .refusal(1, "no") } else { nil } }
    #expect(throws: ReconciliationError.self) { try stage.reconciler.apply(Stage.second) }
    let after = try stage.kernel.snapshot(probing: [])
    #expect(after.links.map(\.name) == before.links.map(\.name))
    #expect(after.links.map(\.index) == before.links.map(\.index))
    // Unless somebody has it by now: then the new one is on record before it is used.
    let vm0 = try #require(before[link("vm0")]?.index)
    stage.kernel.interruption = { kernel, _ in
      if kernel.state.indices[link("vm0")] == nil, kernel.state.indices[link("taken")] == nil {
        kernel.arrange(.createTAP(link("taken"), index: vm0, Settings()))
      }
    }
    #expect(throws: ReconciliationError.self) { try stage.reconciler.apply(Stage.second) }
    stage.kernel.interruption = nil
    let last = try stage.kernel.snapshot(probing: [])
    #expect(last[link("taken")]?.index == vm0)
    #expect(last[link("vm0")].map { $0.index > Stage.firstIndex && $0.index != vm0 } == true)
    try stage.checkRecord(besides: ["lo", "eth0", "eth1", "foreign", "guest", "taken"])
  }

  @Test func `a link of others that others remove meanwhile is not made again`() throws {
    let stage = try Stage()
    let guest = DeclaredLink(name: link("guest"), kind: .tap, settings: Settings(.mtu, .integer(1400)))
    stage.kernel.interruption = { kernel, number in if number == 0 { kernel.unplug("guest") } }
    let error = #expect(throws: ReconciliationError.self) {
      try stage.reconciler.apply(Topology(links: Stage.first.links + [guest]))
    }
    guard case .failed(let failure) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(failure.rollback.leftovers.map(\.subject) == [.link(link("guest"))])
    #expect(try stage.names() == ["lo", "eth0", "eth1", "foreign"])
    #expect(try stage.record.load().isEmpty)
  }

  @Test func `the record of a run that was killed tells whose the links are, wherever it was`() throws {
    let foreign = Set(["lo", "foreign", "guest"].map(link))
    let stage = try Stage()
    _ = try stage.reconciler.apply(Stage.first)
    var moments = 0
    stage.kernel.interruption = { kernel, _ in
      moments += 1
      let known = Set(kernel.state.indices.keys).subtracting(foreign)
      let snapshot = Snapshot(
        links: known.map { ObservedLink(index: kernel.state.indices[$0] ?? 0, name: $0, kind: .nic) })
      let record = try? stage.record.load()
      #expect(record.map { Set($0.ownership(in: snapshot).links.keys) } == known)
    }
    _ = try stage.reconciler.apply(Stage.second)
    #expect(moments > 5)
  }

  @Test(arguments: [false, true])
  func `a link that somebody puts in the place of one of ours is not touched`(isKilled: Bool) throws {
    var number = 0
    var replacements = 0
    while true {
      let stage = try Stage()
      _ = try stage.reconciler.apply(Stage.first)
      let start = stage.kernel.performed.count
      let (scratch, path) = (stage.scratch, stage.record.directory.record)
      var moment: (state: SimulatedState, text: String)?
      stage.kernel.interruption = { kernel, current in
        // Between its removal and its creation there is none to be replaced.
        guard current == start + number, kernel.state.indices[link("vm0")] != nil else { return }
        kernel.unplug("vm0")
        kernel.arrange(.createTAP(link("vm0"), index: 0, Settings(.queues, .integer(2))))
        if let text = try? scratch.text(path) { moment = (kernel.state, text) }
      }
      _ = try? stage.reconciler.apply(Stage.second)
      stage.kernel.interruption = nil
      guard stage.kernel.performed.count > start + number else { break }
      number += 1
      guard let moment else { continue }
      replacements += 1
      if isKilled {
        stage.kernel.state = moment.state
        try stage.scratch.write(moment.text, to: path)
        _ = try stage.reconciler.apply(Topology())
      }
      let words = "replaced before operation \(number - 1)"
      let (now, then) = (stage.kernel.state, moment.state)
      #expect(now.indices[link("vm0")] == then.indices[link("vm0")], "\(words)")
      #expect(now.comparable().links[link("vm0")] == then.comparable().links[link("vm0")], "\(words)")
      let record = try stage.record.load()
      #expect(record.transaction == nil, "\(words)")
      #expect(record.ownership.links[link("vm0")] == nil, "\(words)")
    }
    #expect(replacements > 5)
  }
}
