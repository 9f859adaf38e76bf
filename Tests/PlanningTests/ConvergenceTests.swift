import Netlink
import NetworkModel
import Planning
import SimulatedKernel
import Testing

/// A simulated host with a record, on which topologies are applied one after another.
struct SimulatedHost {
  let kernel = SimulatedKernel()
  var ownership = Ownership()

  init() {
    kernel.addNIC("eth0", mac: MACAddress("00:11:22:33:44:55"), isUp: true)
    kernel.addNIC("eth1", mac: MACAddress("00:11:22:33:44:66"), isUp: true)
  }

  func plan(_ topology: Topology, allowing: Set<Allowance> = []) throws -> Plan {
    let snapshot = try kernel.snapshot(probing: [])
    return try Planner.plan(
      topology, snapshot: snapshot, ownership: ownership.confirmed(by: snapshot), allowing: allowing)
  }

  /// Applies the topology and says which operations failed.
  @discardableResult
  mutating func apply(_ topology: Topology) throws -> [String] {
    let plan = try plan(topology)
    var failures: [String] = []
    for phase in plan.phases {
      let outcome = kernel.perform(phase.operations)
      for (operation, error) in zip(phase.operations, outcome) {
        if let error { failures.append("\(phase.title): \(operation): errno \(error.code) \(error.words ?? "")") }
      }
    }
    ownership = plan.ownership.confirmed(by: try kernel.snapshot(probing: []))
    return failures
  }
}

@Suite struct `Convergence on a simulated kernel` {
  @Test(arguments: 0..<300)
  func `any topology follows any other, and applying it again changes nothing`(seed: Int) throws {
    var random = RandomTopology(seed: UInt64(seed + 1))
    var host = SimulatedHost()
    for step in 0..<6 {
      let topology = random.topology()
      let failures = try host.apply(topology)
      #expect(failures == [], "step \(step)")
      let again = try host.plan(topology)
      #expect(again.changes == [], "step \(step)")
      #expect(again.phases == [], "step \(step)")
      if !failures.isEmpty || !again.isEmpty { return }
    }
  }

  @Test(arguments: 0..<200)
  func `destroying gives back the NICs as they were found and leaves nothing behind`(seed: Int) throws {
    var random = RandomTopology(seed: UInt64(seed + 1000))
    var host = SimulatedHost()
    let before = try host.kernel.snapshot(probing: [])
    for _ in 0..<3 { try host.apply(random.topology()) }
    let failures = try host.apply(Topology(name: "random"))
    #expect(failures == [])
    #expect(host.ownership == Ownership())
    let after = try host.kernel.snapshot(probing: [])
    #expect(after.links == before.links)
  }
}
