import NetworkModel
import Planning
import SimulatedKernel
import Testing

@testable import Reconciliation

@Suite struct `A closeup` {
  /// The guests' links of a random topology, some of which others own already, under a name of their own.
  private func guests(_ random: inout RandomTopology) -> Topology {
    var links = random.topology().links.filter { $0.kind == .tap }
    for place in links.indices where Bool.random(using: &random) {
      links[place].name = LinkName(kernelName: "g\(place)")
    }
    return Topology(name: "guests", links: links)
  }

  @Test(arguments: 0..<300)
  func `gives the plan that the whole host gives, or none`(seed: Int) throws {
    var random = RandomTopology(seed: UInt64(seed + 1), hasAddresses: seed % 2 == 1)
    guard var (host, _) = try random.busyHost(isFurnished: seed % 2 == 1) else { return }
    for _ in 0..<4 {
      let topology = guests(&random)
      guard let closeup = Closeup(for: topology, firstIndex: firstIndex) else { continue }
      var whole = try host.kernel.snapshot(probing: [])
      try host.kernel.complete(&whole, for: topology, host.ownership)
      let wide = Result { () throws(Refusal) in
        try Planner.plan(
          topology, snapshot: whole, ownership: host.ownership.confirmed(by: whole), firstIndex: firstIndex)
      }
      var part = try host.kernel.snapshot(of: closeup, probing: [])
      let record = host.ownership.excerpt(of: topology.name, closeup.links)
      try host.kernel.complete(&part, for: topology, record)
      if let plan = try? Planner.plan(
        topology, snapshot: part, ownership: record.confirmed(by: part), firstIndex: firstIndex),
        closeup.justifies(plan, for: topology, part, record)
      {
        let expected = try wide.get()
        #expect(plan.changes == expected.changes)
        #expect(plan.phases == expected.phases)
        #expect(
          plan.ownership == expected.ownership.excerpt(of: topology.name, closeup.links))
      }
      _ = try? host.apply(topology)
    }
  }

  @Test(arguments: 0..<300)
  func `finds what is not in order, without the TAPs that are`(seed: Int) throws {
    var random = RandomTopology(seed: UInt64(seed + 1), hasAddresses: seed % 2 == 1)
    guard let (host, topology) = try random.busyHost(isFurnished: seed % 2 == 1) else { return }
    for topology in [topology] + (0..<4).map({ _ in random.topology() }) {
      var snapshot = try host.kernel.snapshot(probing: [])
      try host.kernel.complete(&snapshot, for: topology, host.ownership)
      let ownership = host.ownership.confirmed(by: snapshot)
      guard
        let plan = try? Planner.plan(topology, snapshot: snapshot, ownership: ownership, firstIndex: firstIndex)
      else { continue }
      let looked = topology.links.map(\.name).filter { name in
        plan.changes.contains { $0.link == name } || Bool.random(using: &random)
      }
      let rest = Closeup(links: Set(looked)).remainder(of: topology, ownership)
      let again = try? Planner.plan(
        rest.topology, snapshot: snapshot, ownership: rest.ownership, firstIndex: firstIndex)
      // With fewer links it may be refused to remove that on which the others are.
      #expect(again?.isEmpty == plan.isEmpty || again == nil && !plan.isEmpty)
      #expect(again == nil || again?.phases == plan.phases)
    }
  }

  @Test func `is taken of a few TAPs without addresses, and of nothing else`() throws {
    var tap = DeclaredLink(name: LinkName(kernelName: "vm0"), kind: .tap, master: .on(LinkName(kernelName: "br0")))
    func closeup(_ links: [DeclaredLink]) -> Closeup? { Closeup(for: Topology(links: links), firstIndex: 500) }
    #expect(closeup([tap])?.links == [LinkName(kernelName: "vm0"), LinkName(kernelName: "br0")])
    #expect(closeup([tap])?.indices.lowerBound == 500)
    #expect(closeup([]) == nil)
    #expect(closeup([tap, DeclaredLink(name: LinkName(kernelName: "br0"), kind: .bridge)]) == nil)
    #expect(closeup((0..<65).map { DeclaredLink(name: LinkName(kernelName: "t\($0)"), kind: .tap) }) == nil)
    let route = DeclaredRoute(Route(.allIPv4))
    #expect(Closeup(for: Topology(links: [tap], routes: [route]), firstIndex: 500) == nil)
    tap.addresses = []
    #expect(closeup([tap]) == nil)
    tap.addresses = nil
    tap.isAbsent = true
    #expect(closeup([tap]) == nil)
  }
}

extension Ownership {
  /// What is on record of a topology, and of certain links.
  fileprivate func excerpt(of topology: String, _ names: Set<LinkName>) -> Ownership {
    Ownership(
      links: links.values.filter { $0.topology == topology || names.contains($0.name) },
      routes: routes.values.filter { $0.topology == topology })
  }
}
