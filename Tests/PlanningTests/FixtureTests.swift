import Foundation
import Netlink
import NetworkModel
import Planning
import SimulatedKernel
import Testing
import TopologyFormat

@testable import vnetctl

@Suite struct `Planner fixtures` {
  /// Set to write the plans as they are, and then read the difference.
  private static let isRenewing = ProcessInfo.processInfo.environment["RENEW_FIXTURES"] != nil

  @Test(arguments: Fixture.all)
  func `plan as expected, do as planned, and then are in sync`(fixture: Fixture) throws {
    var host = try fixture.host()
    let desired = try #require(try fixture.topology("desired.json"))
    let text = try outcome(of: desired, on: host)
    if !text.hasPrefix("refused") {
      #expect(try host.apply(desired) == [])
      #expect(try host.plan(desired).phases == [])
    }
    let expected = fixture.folder.appending(path: "plan.txt")
    if Self.isRenewing { try text.write(to: expected, atomically: true, encoding: .utf8) }
    #expect(try text == String(contentsOf: expected, encoding: .utf8))
  }

  @Test func `are there`() {
    #expect(Fixture.all.count > 30)
  }

  private func outcome(of topology: Topology, on host: SimulatedHost) throws -> String {
    do {
      let plan = try host.plan(topology)
      return PlanText(plan: plan, hasColor: false).changes.map { $0 + "\n" }.joined() + "\n" + operations(plan)
    } catch let refusal as Refusal {
      return refusal.reasons.map { "refused: \($0.link.map { "\($0): " } ?? "")\($0.message)\n" }.joined()
    }
  }

  private func operations(_ plan: Plan) -> String {
    plan.phases.map { phase in
      "[\(phase.title)]\n" + phase.operations.map { "\($0)\n" }.joined()
    }.joined()
  }
}
