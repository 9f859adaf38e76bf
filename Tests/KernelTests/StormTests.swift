internal import Glibc
internal import KernelTestSupport
internal import NetworkModel
internal import Netlink
internal import Planning
internal import RandomNumbers
internal import Reconciliation
internal import Testing

/// Somebody else changes the same links while topologies are applied.
@Suite(.requires(.namespaces)) struct StormTests {
  private static let documents = [
    """
    "links": {"br": {"kind": "bridge", "mtu": 1400}, "nic": {"kind": "nic", "bridge": "br"},
      "vm[0-3]": {"kind": "tap", "bridge": "br", "mtu": 1400}}
    """,
    """
    "links": {"br": {"kind": "bridge"}, "nic": {"kind": "nic", "mtu": 1300}, "vm[0-1]": {"kind": "tap", "queues": 2},
      "vm2": {"kind": "tap", "bridge": "br"}}
    """,
    #""links": {"vm1": {"kind": "tap", "mac": "52:54:00:ee:00:01"}, "br2": {"kind": "bridge"}}"#,
    #""links": {}"#,
  ]

  @Test(arguments: Requirement.isLab ? [1] : [1, 2, 3, 4])
  func `what is said to be done is done, and what is not is taken back, in the middle of a storm`(seed: UInt64) throws {
    let host = try Host()
    try host.ip(
      lines: """
        link add nic address 52:54:00:aa:00:01 type veth peer name peer address 52:54:00:aa:00:02
        link add theirs address 52:54:00:aa:00:03 type bridge
        tuntap add dev guest mode tap
        link set dev guest address 52:54:00:aa:00:04 master theirs
        """)
    let topologies = try Self.documents.map(Rehearsal.topology)
    let storm = Storm(on: host, ["br", "vm0", "vm1", "vm2", "vm3"], seed: seed)
    defer { storm.calm() }
    var (done, verified) = (0, 0)
    var dice = SplitMix64(seed: seed)
    for round in 0..<(Requirement.isLab ? 15 : 100) {
      let topology = topologies[Int(dice.next() % UInt64(topologies.count))]
      let words = "seed \(seed), round \(round)"
      try host.reconcile { plain, file in
        let kernel = try StormyKernel(storm, seed: dice.next())
        defer { kernel.letGo() }
        do throws(ReconciliationError) {
          _ = try Reconciler(kernel: kernel, record: file).apply(topology, Self.options)
          done += 1
          if kernel.isCalm {
            verified += 1
            let rest = try Reconciler(kernel: plain, record: file).diff(topology, Self.options)
            #expect(rest.isEmpty, "\(words): \(rest.operations)")
          }
        } catch {
          switch error {
          case .failed(let failed):
            // Everything that is not as it was is reported, and the record is closed.
            #expect(try file.load().transaction == nil, "\(words): \(failed)")
          case .refused: break
          default: Issue.record("\(words): \(error)")
          }
        }
      }
    }
    storm.calm()
    #expect(done > 0 && verified > 0)
    try host.reconcile { kernel, file in
      _ = try Reconciler(kernel: kernel, record: file).apply(Topology(name: "test"), Self.options)
    }
    #expect(try host.record().isEmpty)
    // Of what vnetctl made nothing is left, and of what others made nothing is missing.
    let links = try host.links()
    let others = storm.links
    let strays = links.names.filter { name in
      !["nic", "peer", "theirs", "guest"].contains(name) && others[Int32(links[name]["ifindex"].integer ?? 0)] == nil
    }
    for (index, name) in others {
      #expect(links.name(index: Int(index)) == name.text, "seed \(seed): \(name) is gone")
    }
    #expect(strays == [], "seed \(seed): \(strays.map { links[$0] })")
    #expect(["nic", "peer", "theirs", "guest"].allSatisfy(links.names.contains))
    #expect(links["guest"]["master"] == "theirs")
  }

  private static var options: ApplyOptions { ApplyOptions(allowing: [.disruption, .lockout]) }
}
