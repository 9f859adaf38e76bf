import Glibc
import NetworkModel
import Planning
import SimulatedKernel
import Testing

@testable import Reconciliation

@Suite struct `What ethtool sets` {
  private func features(_ stage: Stage, _ name: String) throws -> [String: Bool]? {
    try stage.kernel.ethtool(of: [link(name): [.features]])[link(name)]?.features
  }

  private static func nic(_ features: [String: Bool]) -> Topology {
    Topology(links: [DeclaredLink(name: link("eth0"), kind: .nic, settings: Settings(.features, .flags(features)))])
  }

  @Test func `is not asked for where nobody speaks of it`() throws {
    let stage = try Stage()
    _ = try stage.reconciler.apply(Stage.first)
    _ = try stage.reconciler.apply(Stage.second)
    _ = try stage.reconciler.apply(Topology())
    #expect(stage.kernel.questions == 0)
  }

  @Test func `is asked of those links and groups alone of which the document speaks, or spoke before`() throws {
    let stage = try Stage()
    let before = try features(stage, "eth0")
    let start = stage.kernel.questions
    _ = try stage.reconciler.apply(Self.nic(["gro": false]))
    // Before, and to verify it.
    #expect(stage.kernel.questions == start + 2)
    #expect(try features(stage, "eth0")?["rx-gro"] == false)
    let found = try stage.record.load().ownership.links[link("eth0")]?.found
    #expect(found?.settings == Settings(.features, .flags(["rx-gro": true])))
    _ = try stage.reconciler.apply(Topology())
    #expect(try features(stage, "eth0") == before)
    #expect(try stage.record.load().ownership.isEmpty)
  }

  @Test func `is looked at for a guest's document without looking at the whole host`() throws {
    let stage = try Stage()
    let tap = DeclaredLink(name: link("vm7"), kind: .tap, settings: Settings(.features, .flags(["tso": false])))
    let topology = Topology(name: "vm7", links: [tap])
    _ = try stage.reconciler.apply(topology)
    #expect(try features(stage, "vm7")?["tx-tcp-segmentation"] == false)
    #expect(try stage.reconciler.apply(topology).plan.isEmpty)
    #expect(stage.kernel.closeups.allSatisfy { $0 != nil })
  }

  @Test func `is as it was after an apply that failed`() throws {
    let stage = try Stage()
    let before = try features(stage, "eth0")
    stage.kernel.lastingFault = { operation in
      if case .createTAP = operation { .refusal(EBUSY, "not now") } else { nil }
    }
    var topology = Self.nic(["sg": false, "gro": false])
    topology.links.append(DeclaredLink(name: link("vm7"), kind: .tap))
    #expect(throws: ReconciliationError.self) { try stage.reconciler.apply(topology) }
    #expect(try features(stage, "eth0") == before)
  }

  @Test func `that the kernel takes and does not keep is found`() throws {
    let stage = try Stage()
    let number = stage.kernel.performed.count
    stage.kernel.faults = [number: .silence]
    do {
      _ = try stage.reconciler.apply(Self.nic(["gro": false]))
      Issue.record("it was not found")
    } catch {
      guard case .failed(let failure) = error, case .notKept(let changes, _) = failure.cause
      else { throw error }
      #expect(changes.flatMap(\.details).map(\.name) == ["features.rx-gro"])
    }
  }
}
