import NetworkModel
import Planning
import SimulatedKernel
import Testing

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
