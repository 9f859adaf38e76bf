import NetworkModel
import Planning
import SimulatedKernel
import Testing

@Suite struct `Convergence on a simulated kernel` {
  @Test(arguments: 0..<300)
  func `any topology follows any other, and applying it again changes nothing`(seed: Int) throws {
    var random = RandomTopology(seed: UInt64(seed + 1))
    var host = SimulatedHost(nics: ["eth0", "eth1"])
    random.age(host)
    for step in 0..<6 {
      let topology = random.topology()
      let failures = try host.apply(topology, allowing: [.disruption])
      #expect(failures == [], "step \(step)")
      let again = try host.plan(topology, allowing: [.disruption])
      #expect(again.changes == [], "step \(step)")
      #expect(again.phases == [], "step \(step)")
      if !failures.isEmpty || !again.isEmpty { return }
    }
  }

  // The last ones drop a route that goes with an address, when another one to the same destination comes, and change a
  // VLAN that is down as the link under it goes down.
  @Test(arguments: Array(0..<300) + [1168, 1363, 8133])
  func `so it is with addresses and routes`(seed: Int) throws {
    var random = RandomTopology(seed: UInt64(seed + 1), hasAddresses: true)
    var host = SimulatedHost(furnishedBy: &random)
    random.age(host)
    for step in 0..<6 {
      let topology = random.topology()
      let failures = try host.apply(topology, allowing: [.lockout, .disruption])
      #expect(failures == [], "step \(step)")
      let again = try host.plan(topology, allowing: [.lockout, .disruption])
      #expect(again.changes == [], "step \(step)")
      #expect(again.phases == [], "step \(step)")
      if !failures.isEmpty || !again.isEmpty { return }
    }
  }

  // The last ones move a NIC's declared addresses and routes through several bridges and bonds, or take its IPv6 away in
  // between.
  @Test(
    arguments: Array(0..<200) + [
      4571, 7167, 8459, 5581, 5744, 5833, 5839, 6620, 7068, 7345, 7910, 8265, 8569, 10_470, 10_562,
    ])
  func `destroying also gives back addresses and routes`(seed: Int) throws {
    var random = RandomTopology(seed: UInt64(seed + 1000), hasAddresses: true)
    var host = SimulatedHost(furnishedBy: &random)
    random.age(host)
    let before = host.kernel.state.comparable()
    for _ in 0..<3 { try host.apply(random.topology(), allowing: [.lockout, .disruption]) }
    let failures = try host.apply(Topology(name: "random"), allowing: [.lockout, .disruption])
    #expect(failures == [])
    #expect(host.ownership == Ownership())
    #expect(before.differences(to: host.kernel.state.comparable()) == [])
  }

  @Test(arguments: 0..<200)
  func `destroying gives back the NICs as they were found and leaves nothing behind`(seed: Int) throws {
    var random = RandomTopology(seed: UInt64(seed + 1000))
    var host = SimulatedHost(nics: ["eth0", "eth1"])
    random.age(host)
    let before = try host.kernel.snapshot(probing: [])
    for _ in 0..<3 { try host.apply(random.topology(), allowing: [.disruption]) }
    let failures = try host.apply(Topology(name: "random"), allowing: [.disruption])
    #expect(failures == [])
    #expect(host.ownership == Ownership())
    let after = try host.kernel.snapshot(probing: [])
    #expect(after.links == before.links)
  }
}

@Suite struct `A spanning tree that changes` {
  /// The kernel then reports twice the forward delay as the ageing time.
  @Test(arguments: [(isChanging: true, differences: 0), (isChanging: false, differences: 1)])
  func `is no reason to set the ageing time`(isChanging: Bool, differences: Int) throws {
    let name = try LinkName("br0")
    var declared = DeclaredLink(name: name, kind: .bridge)
    declared.settings[.ageingTime] = .integer(30_000)
    var observed = ObservedLink(index: 2, name: name, kind: .bridge, kernelKind: "bridge")
    observed.settings[.ageingTime] = .integer(400)
    observed.isTopologyChanging = isChanging
    let plan = try Planner.plan(
      Topology(links: [declared]), snapshot: Snapshot(links: [observed]), ownership: Ownership(),
      firstIndex: firstIndex)
    #expect(plan.changes.flatMap(\.details).count == differences)
  }
}
