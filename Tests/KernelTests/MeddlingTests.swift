internal import KernelTestSupport
internal import NetworkModel
internal import Netlink
internal import Planning
internal import Reconciliation
internal import Testing

/// Somebody else changes what a topology declares, while it is applied, where it is not about to change anything itself.
@Suite(.requires(.namespaces)) struct MeddlingTests {
  private static func document(mtu: Int) -> String {
    """
    "links": {"br": {"kind": "bridge", "addresses": ["192.0.2.1/24"]}, "vm[0-11]": {"kind": "tap", "bridge": "br", "promiscuous": true},
      "guest": {"kind": "tap", "mtu": \(mtu)}, "old": {"kind": "tap", "state": "absent"}},
    "routes": [{"to": "198.51.100.0/24", "via": "192.0.2.9"}]
    """
  }

  /// Applies a change of one link while somebody else does something.
  private func change(
    on host: Host, before moment: MeddlingKernel.Moment = .operation(0), _ meddling: @escaping (Host) throws -> Void
  ) throws -> ReconciliationError? {
    let (first, second) = (
      try Rehearsal.topology(Self.document(mtu: 1500)), try Rehearsal.topology(Self.document(mtu: 1400))
    )
    return try host.reconcile { plain, file in
      _ = try Reconciler(kernel: plain, record: file).apply(first)
      let kernel = try MeddlingKernel(before: moment) { try meddling(host) }
      defer { #expect(kernel.failure == nil) }
      do throws(ReconciliationError) {
        let outcome = try Reconciler(kernel: kernel, record: file).apply(second)
        #expect(outcome.plan.operations.count == 1)
        return nil
      } catch {
        return error
      }
    }
  }

  @Test func `what happens right before the last look is seen`() throws {
    let host = try Host()
    let error = try change(on: host, before: .look(1)) { try $0.ip(lines: "link del vm7") }
    guard case .failed(let failure) = error, case .notKept = failure.cause else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try host.links()["guest"]["mtu"] == 1500)
  }

  // Before Linux 6.2 no link that is up can be renamed.
  @Test(arguments: [
    "link set vm7 nomaster", "link set vm7 promisc off", "link del vm7", "link set vm7 down\nlink set vm7 name other",
    "link set other down name old", "addr del 192.0.2.1/24 dev br", "route del 198.51.100.0/24",
  ])
  func `what is declared and no longer so is not said to be done`(command: String) throws {
    let host = try Host()
    try host.ip(lines: "link add other type bridge")
    let error = try change(on: host) { host in
      if command.hasSuffix("name other") { try host.ip(lines: "link del other") }
      try host.ip(lines: command)
    }
    guard case .failed(let failure) = error else {
      Issue.record("\(command): \(String(describing: error))")
      return
    }
    switch failure.cause {
    case .notKept, .overtaken: break
    default: Issue.record("\(command): \(failure.cause)")
    }
    #expect(try host.links()["guest"]["mtu"] == 1500)
    #expect(try host.record().transaction == nil)
  }

  @Test(arguments: ["link set other mtu 1300", "link add another type bridge", "addr add 203.0.113.1/24 dev other"])
  func `what is not declared may change meanwhile`(command: String) throws {
    let host = try Host()
    try host.ip(lines: "link add other type bridge")
    let error = try change(on: host) { try $0.ip(lines: command) }
    #expect(error == nil, "\(command)")
    #expect(try host.links()["guest"]["mtu"] == 1400)
  }

  @Test func `more than can be told takes a look at everything`() throws {
    let host = try Host()
    try host.ip(lines: "link add other type bridge")
    let error = try change(on: host) { host in
      let lines = (0..<10_000).map { "link set other mtu \(1300 + $0 % 2)" }
      try host.ip(lines: (lines + ["link set vm7 nomaster"]).joined(separator: "\n"))
    }
    guard case .failed(let failure) = error, case .notKept = failure.cause else {
      Issue.record("\(String(describing: error))")
      return
    }
  }
}
