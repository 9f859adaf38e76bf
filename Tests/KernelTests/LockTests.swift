internal import Foundation
internal import Glibc
internal import KernelTestSupport
internal import NetworkModel
internal import Planning
internal import Reconciliation
internal import Testing

/// Two runs in one namespace.
@Suite(.requires(.namespaces)) struct LockTests {
  @Test func `a second apply waits for the first one, or says who it is and gives up`() throws {
    let host = try Host()
    let document = try host.document(#""br": {"kind": "bridge"}, "vm0": {"kind": "tap", "bridge": "br"}"#)
    let topology = try Rehearsal.topology(#""links": {"br": {"kind": "bridge"}}"#)
    var impatient: Result<Namespace.Output, any Error>?
    var patient: Result<Child, any Error>?
    try host.reconcile { kernel, file in
      // While it is asked whether it may begin, a run has the lock.
      _ = try Reconciler(kernel: kernel, record: file).apply(
        topology,
        confirm: { _ in
          impatient = Result { try host.vnetctl("apply", document, "--lock-timeout", "0.2") }
          patient = Result { try host.start(["apply", document]) }
          return true
        })
    }
    let refused = try #require(try impatient?.get())
    #expect(refused.status == 75)
    #expect(refused.errors.contains("process \(getpid())"), "\(refused.errors)")
    let output = try #require(try patient?.get()).wait()
    #expect(output.status == 0, "\(output)")
    #expect(try host.isInSync())
    #expect(try host.links().names == ["br", "vm0"])
  }

  /// The kernel tells nobody when a TAP that is down gets another owner.
  @Test func `what another run did while the document was read is seen`() throws {
    let host = try Host()
    func topology(owner: Int) throws -> Topology {
      try Rehearsal.topology("\"links\": {\"vm0\": {\"kind\": \"tap\", \"owner\": \(owner), \"up\": false}}")
    }
    let (first, second) = (try topology(owner: 0), try topology(owner: 1))
    try host.reconcile { kernel, file in
      _ = try Reconciler(kernel: kernel, record: file).apply(first)
      var late = Reconciler(kernel: kernel, record: file)
      late.lookAhead()
      _ = try Reconciler(kernel: LinuxKernel(), record: file).apply(second)
      let outcome = try late.apply(first)
      #expect(outcome.plan.operations.count == 1)
    }
    #expect(try host.links()["vm0"]["linkinfo"]["info_data"]["user"] == "root")
  }

  @Test func `many applies at once follow each other`() throws {
    let host = try Host()
    let count = Requirement.isLab ? 4 : 16
    let runs = try (0..<count).map { number in
      let document = try host.document(
        "\"br\(number)\": {\"kind\": \"bridge\"}, \"vm\(number)\": {\"kind\": \"tap\", \"bridge\": \"br\(number)\"}",
        name: "t\(number)")
      return try host.start(["apply", document, "--lock-timeout", "120"])
    }
    for run in runs {
      let output = run.wait()
      #expect(output.status == 0, "\(output)")
    }
    #expect(try host.links().names.count == 2 * count)
    for number in 0..<count {
      #expect(try host.isInSync("t\(number)"))
      try host.destroy("t\(number)")
    }
    #expect(try host.links().names == [])
    #expect(try host.record().isEmpty)
  }
}
