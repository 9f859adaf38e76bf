import NetworkModel
import Planning
import SimulatedKernel
import Testing

/// What a session over a NIC has to do with its name.
@Suite struct `A NIC with a session over it` {
  private let host = SimulatedHost(nics: ["eth0"])
  private let protection = Protection(
    session: .init(client: IPAddress(192, 0, 2, 99), server: IPAddress(192, 0, 2, 7)))

  private func name(_ text: String) -> LinkName { LinkName(kernelName: text) }

  private func plan(renaming nic: String = "eth0", allowing: Set<Allowance> = []) throws -> Plan {
    var link = DeclaredLink(name: name("uplink"), kind: .nic)
    var match = LinkMatch()
    match.permanentMAC = try host.kernel.snapshot(probing: [])[name(nic)]?.permanentMAC
    match.renames = true
    link.match = match
    return try Planner.plan(
      Topology(links: [link]), snapshot: try host.kernel.snapshot(probing: [.renamingWhileUp]), ownership: Ownership(),
      allowing: allowing, protecting: protection, firstIndex: firstIndex)
  }

  private func isRefused(allowing: Set<Allowance> = []) throws -> Bool {
    do {
      _ = try plan(allowing: allowing)
      return false
    } catch let refusal as Refusal {
      return refusal.reasons.contains { $0.obstacle == .guarded(.lockout) && $0.message.contains("renames no link") }
    }
  }

  @Test func `goes down for a new name only when that is allowed`() throws {
    host.kernel.arrange(.addAddress(name("eth0"), Address(IPAddress(192, 0, 2, 7), prefixLength: 24)))
    #expect(try !isRefused())
    host.kernel.lack(.renamingWhileUp)
    #expect(try isRefused())
    #expect(try !isRefused(allowing: [.lockout]))
    host.kernel.arrange(.set(name("eth0"), .nic, Settings(.up, .boolean(false)), master: nil))
    #expect(try !isRefused())
  }

  @Test func `also counts when it is a port of the bridge that has the address`() throws {
    let bridge = name("br0")
    host.kernel.arrange(.create(bridge, index: 0, .bridge, Settings(.up, .boolean(true)), lower: nil))
    host.kernel.arrange(.set(name("eth0"), .nic, Settings(), master: .on(bridge)))
    host.kernel.arrange(.addAddress(bridge, Address(IPAddress(192, 0, 2, 7), prefixLength: 24)))
    host.kernel.lack(.renamingWhileUp)
    #expect(try isRefused())
  }
}

/// Several links that change their names among each other.
@Suite struct `New names` {
  private func name(_ text: String) -> LinkName { LinkName(kernelName: text) }

  @Test func `come in an order in which each is free`() throws {
    let host = SimulatedHost(nics: ["a", "b", "c", "d"])
    let chain = ["a": "b", "b": "c", "c": "a", "d": "e"]
    let links = try chain.sorted { $0.key < $1.key }.map { old, new in
      var link = DeclaredLink(name: name(new), kind: .nic)
      var match = LinkMatch()
      match.permanentMAC = try host.kernel.snapshot(probing: [])[name(old)]?.permanentMAC
      match.renames = true
      link.match = match
      return link
    }
    var other = host
    let before = try host.kernel.snapshot(probing: [])
    #expect(try other.apply(Topology(links: links)) == [])
    for (old, new) in chain {
      #expect(try host.kernel.snapshot(probing: [])[name(new)]?.index == before[name(old)]?.index)
    }
    #expect(try other.plan(Topology(links: links)).isEmpty)
    #expect(try other.apply(Topology()) == [])
    #expect(try host.kernel.snapshot(probing: []).links == before.links)
    #expect(other.ownership.isEmpty)
  }
}
