import Foundation
import Netlink
import NetworkModel
import Planning
import SimulatedKernel
import Testing
import TopologyFormat

@testable import vnetctl

/// A folder of `Fixtures`: a host, what was applied there before, what is wanted, and the plan that has to come of it.
struct Fixture: CustomTestStringConvertible {
  let folder: URL

  var testDescription: String { folder.lastPathComponent }

  static let all: [Fixture] = {
    let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: fixtures.path)) ?? []
    return names.sorted().map { Fixture(folder: fixtures.appending(path: $0)) }
  }()

  func topology(_ file: String) throws -> Topology? {
    let url = folder.appending(path: file)
    guard FileManager.default.fileExists(atPath: url.path) else { return nil }
    return try TopologyReader.read(
      [SourceFile(name: file, bytes: Array(Data(contentsOf: url)))], accounts: NoAccounts())
  }

  /// The host before anything is planned. Its links are there and nobody's; what was applied is on record.
  func host() throws -> SimulatedHost {
    var host = SimulatedHost(nics: [])
    let links = try topology("host.json")?.links ?? []
    for nic in links where nic.kind == .nic {
      var mac: MACAddress?
      if case .mac(let address) = nic.settings[.mac] { mac = address }
      host.kernel.addNIC(
        nic.name.text, mac: mac, mtu: nic.settings.number(.mtu) ?? 1500, isUp: nic.settings.flag(.up) ?? false)
    }
    // A foreign port may be on a bridge of ours, so that comes before the rest of the host.
    let current = try topology("current.json")
    if let current { try host.apply(current) }
    let ownership = host.ownership
    try host.apply(Topology(name: "foreign", links: links.filter { $0.kind != .nic }))
    host.ownership = ownership
    return host
  }
}

private struct NoAccounts: AccountLookup {
  func user(named name: String) -> UInt32? { nil }
  func group(named name: String) -> UInt32? { nil }
}

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
