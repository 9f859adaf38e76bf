import NetworkModel
import Planning
import SimulatedKernel
import Testing

@Suite struct `Virtual functions` {
  private static let name = LinkName(kernelName: "eth0")

  private static func topology(_ count: Int64?, _ functions: [Int: Settings] = [:]) -> Topology {
    var nic = DeclaredLink(name: name, kind: .nic)
    nic.settings[.virtualFunctions] = count.map(OptionValue.integer)
    nic.virtualFunctions = functions
    return Topology(links: [nic])
  }

  private static func vlan(_ number: Int64) -> Settings { Settings(.virtualFunctionVLAN, .integer(number)) }

  /// What a guest is kept in must not be gone because there are more guests.
  @Test func `keep their settings when there are more of them`() throws {
    var host = SimulatedHost(nics: ["eth0"])
    try host.apply(Self.topology(2, [0: Self.vlan(5), 1: Self.vlan(6)]))
    let failures = try host.apply(Self.topology(4, [1: Self.vlan(7)]), allowing: [.disruption])
    #expect(failures == [])
    let functions = try host.kernel.snapshot(probing: [])[Self.name]?.virtualFunctions
    #expect((0..<4).map { functions?[$0]?.number(.virtualFunctionVLAN) } == [5, 7, 0, 0])
    #expect(try host.plan(Self.topology(4, [1: Self.vlan(7)])).isEmpty)
  }

  @Test func `are taken away when their NIC is let go, and others are as they were`() throws {
    for count in [0, 3] as [Int64] {
      var host = SimulatedHost(nics: ["eth0"])
      host.kernel.arrange(.setVirtualFunctionCount(Self.name, count))
      if count > 0 { host.kernel.arrange(.setVirtualFunction(Self.name, 2, Self.vlan(5).completed(from: nil))) }
      let before = host.kernel.state.comparable()
      try host.apply(Self.topology(4, [0: Self.vlan(5), 2: Self.vlan(6)]), allowing: [.disruption])
      #expect(throws: Refusal.self) { try host.plan(Topology()) }
      let failures = try host.apply(Topology(), allowing: [.disruption])
      #expect(failures == [])
      #expect(before.differences(to: host.kernel.state.comparable()) == [])
      #expect(host.ownership.isEmpty)
    }
  }

  @Test func `stay as somebody else has made them since`() throws {
    var host = SimulatedHost(nics: ["eth0"])
    host.kernel.arrange(.setVirtualFunctionCount(Self.name, 2))
    try host.apply(Self.topology(nil, [0: Self.vlan(5), 1: Self.vlan(6)]))
    host.kernel.arrange(.setVirtualFunction(Self.name, 1, Self.vlan(7).completed(from: nil)))
    let plan = try host.plan(Topology())
    #expect(plan.changes.first?.notes.contains("vf 1 vlan 7 is somebody else's, and stays") == true)
    try host.apply(Topology())
    let functions = try host.kernel.snapshot(probing: [])[Self.name]?.virtualFunctions
    #expect((0..<2).map { functions?[$0]?.number(.virtualFunctionVLAN) } == [0, 7])
  }

  @Test func `are refused what their driver says nothing of`() throws {
    var nic = ObservedLink(index: 2, name: Self.name, kind: .nic)
    nic.settings[.virtualFunctions] = .integer(1)
    nic.virtualFunctions = [0: Self.vlan(0)]
    let trust = try #require(OptionTable.virtualFunction["trust"])
    let reasons = Self.reasons(Self.topology(1, [0: Settings(trust, .boolean(false))]), Snapshot(links: [nic]))
    #expect(
      reasons.map(\.message)
        == ["vf 0: trust: the driver says nothing of it, as those do that do not have it"])
    #expect(reasons.map(\.obstacle) == [.option])
  }

  @Test func `are refused where their number cannot be chosen, unless it is right`() {
    let feature = KernelFeature.virtualFunctions(Self.name)
    var nic = ObservedLink(index: 2, name: Self.name, kind: .nic)
    nic.settings[.virtualFunctions] = .integer(0)
    let snapshot = Snapshot(links: [nic], features: [feature: false])
    #expect(Self.reasons(Self.topology(1), snapshot).map(\.obstacle) == [.kernel(feature)])
    #expect(Self.reasons(Self.topology(0), snapshot).isEmpty)
  }

  private static func reasons(_ topology: Topology, _ snapshot: Snapshot) -> [Refusal.Reason] {
    do {
      _ = try Planner.plan(topology, snapshot: snapshot, ownership: Ownership(), firstIndex: firstIndex)
      return []
    } catch {
      return error.reasons
    }
  }
}
