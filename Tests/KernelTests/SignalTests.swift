internal import Foundation
internal import Glibc
internal import KernelTestSupport
internal import Reconciliation
internal import Testing

/// SIGINT and SIGTERM end an apply with a rollback.
@Suite(.requires(.namespaces)) struct SignalTests {
  @Test(arguments: [SIGTERM, SIGINT, SIGHUP])
  func `a signal in the middle of an apply takes everything back`(signal: Int32) throws {
    let host = try Host.withNIC()
    try host.waitForDuplicateAddressDetection()
    let before = try host.settled()
    let count = Requirement.isLab ? 100 : 400
    let document = try host.document(
      """
      "br": {"kind": "bridge"}, "nic": {"kind": "nic", "bridge": "br"},
      "vm[0-\(count - 1)]": {"kind": "tap", "bridge": "br"}
      """)
    let events = try LinkEvents(on: host)
    let run = try host.start(["apply", document, "--yes"])
    try events.waitUntilMade("br")
    run.signal(signal)
    let output = run.wait()
    #expect(output.status == 2, "\(output)")
    #expect(output.errors.contains(signal == SIGINT ? "SIGINT" : signal == SIGTERM ? "SIGTERM" : "SIGHUP"), "\(output)")
    let differences = try HostState.differences(of: host, from: before)
    #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
    #expect(try host.record().isEmpty)
  }
}
