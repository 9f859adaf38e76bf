import Glibc
import NetworkModel
import Netlink
@testable import Planning
@testable import Reconciliation
import SimulatedKernel
import Testing
import TopologyFormat

@testable import vnetctl

@Suite struct ErrorReportTests {
  private let position = SourcePosition(file: "host.json", line: 5, column: 7)

  private func text(_ error: CommandError) -> String { ErrorText(report: ErrorReport(error)).text }

  /// What is said when an apply of a bridge and a TAP on it meets these faults.
  private func failure(_ faults: [Int: SimulatedKernel.Fault]) throws -> ErrorReport {
    let kernel = SimulatedKernel()
    kernel.faults = faults
    let folder = Scratch()
    let directory = try StateDirectory.locate(cookie: 1, environment: ["VNETCTL_STATE_DIR": folder.path])
    let reconciler = Reconciler(kernel: kernel, record: RecordFile(in: directory, boot: "b"))
    let topology = Topology(links: [
      DeclaredLink(name: link("br0"), kind: .bridge),
      DeclaredLink(name: link("vm0"), kind: .tap, master: .on(link("br0")), position: position),
    ])
    let error = #expect(throws: ReconciliationError.self) { try reconciler.apply(topology) }
    return ErrorReport(.reconciliation(try #require(error), topology: "default"))
  }

  @Test func `a failure names the place, the operation and the kernel's words`() throws {
    let report = try failure([1: .refusal(EBUSY, "not now")])
    #expect(report.status == .failed)
    let lines = ErrorText(report: report).text.split(separator: "\n").map(String.init)
    #expect(
      lines.first
        == "host.json:5:7: cannot create tap vm0: Device or resource busy (EBUSY); the kernel says \"not now\"")
    #expect(lines.last == "Rolled back: the host is as it was before.")
  }

  @Test func `programs get the same, the plan, and how it was rolled back`() throws {
    let report = try failure([1: .refusal(EBUSY, "not now")])
    guard case .object(let members) = ErrorJSON(report: report).value else {
      Issue.record("this is no object")
      return
    }
    #expect(members.map(\.name) == ["version", "topology", "in_sync", "summary", "changes", "error"])
    let text = JSONWriter.text(ErrorJSON(report: report).value)
    for part in [
      #""exit_code": 2"#, #""errno": "EBUSY""#, #""kernel_words": "not now""#, #""operation": "create tap vm0""#,
      #""position": { "file": "host.json", "line": 5, "column": 7 }"#, #""complete": true"#,
      #""operations": ["delete br0"]"#,
    ] {
      #expect(text.contains(part), "\(part) is not in \(text)")
    }
  }

  private static let stuck = Restoration(
    topology: "vm42", operations: [.delete(link("vm0"))],
    leftovers: [
      .init(
        subject: .link(link("br0")), message: "br0 is still there", remedies: [.delete(link("br0"))],
        error: KernelError(request: "delete br0", code: EBUSY, words: "not now")),
      .init(subject: nil, message: "the record cannot be written"),
    ])

  @Test func `what cannot be undone is listed with what would mend it`() throws {
    let plan = PlanRenderingTests.plan([])
    let error = ApplyError(plan: plan, cause: .interrupted(SIGTERM), rollback: Self.stuck)
    let report = ErrorReport(.reconciliation(.failed(error), topology: "vm42"))
    #expect(report.status == .incomplete)
    let lines = [
      "Rolled back, but not wholly.", "This is not as it was:",
      "  br0 is still there: Device or resource busy (EBUSY); the kernel says \"not now\"",
      "  the record cannot be written", "In this network namespace, these commands would mend it:",
      "  ip link delete dev br0",
    ]
    #expect(
      ErrorText(report: report).text.split(separator: "\n").map(String.init)
        == ["vnetctl: stopped by SIGTERM"] + lines)
    let json = JSONWriter.text(ErrorJSON(report: report).value)
    #expect(json.contains(#""commands": ["ip link delete dev br0"]"#) && json.contains(#""complete": false"#))

    let reverted = ErrorReport(.notRestored(Self.stuck))
    #expect(reverted.status == .incomplete && reverted.advice == Array(lines.dropFirst()))
    let killed = ErrorReport(.reconciliation(.notUndone(Self.stuck), topology: "t"))
    #expect(killed.status == .incomplete && killed.advice == Array(lines.dropFirst()))
    #expect(killed.rollback == Self.stuck)
  }

  @Test func `what is not permitted is told apart from what failed`() throws {
    let all = Dictionary(uniqueKeysWithValues: (0..<10).map { ($0, SimulatedKernel.Fault.refusal(EPERM)) })
    let report = try failure(all)
    #expect(report.status == .notPermitted)
    #expect(report.advice.contains { $0.contains("CAP_NET_ADMIN") })
    #expect(report.advice.last == "Nothing was changed.")
    #expect(try failure([0: .refusal(EINVAL), 1: .refusal(EINVAL)]).status == .failed)
  }

  @Test func `what the kernel did not keep is listed`() throws {
    #expect(try failure([0: .silence, 1: .silence]).status == .failed)
    let change = Change(
      action: .update, kind: .bridge, name: link("br0"), details: [.init(name: "stp", before: "off", after: "on")])
    let rollback = Restoration(topology: "default", operations: [], leftovers: [])
    let error = ApplyError(
      plan: PlanRenderingTests.plan([change]), cause: .notKept([change], left: []), rollback: rollback)
    let notKept = CommandError.reconciliation(.failed(error), topology: "default")
    #expect(
      text(notKept).hasPrefix("vnetctl: br0: the kernel took it and did not keep it: stp off instead of on\n"))
    #expect(ErrorReport(notKept).status == .failed)
    let gateway = Route(IPPrefix(IPAddress(10, 8, 0, 0), length: 16), hops: [.init(gateway: IPAddress(10, 0, 0, 1))])
    let routes = ApplyError(
      plan: PlanRenderingTests.plan([]), cause: .notKept([], left: [.addRoute(gateway)]), rollback: rollback)
    #expect(
      text(.reconciliation(.failed(routes), topology: "default"))
        .hasPrefix("vnetctl: the kernel took everything, and yet this is left to do: add the route 10.8.0.0/16 via"))
  }

  @Test func `what waits to be confirmed keeps others out`() {
    let waiting = CommandError.reconciliation(.unconfirmed(topology: "vm42", secondsLeft: 17), topology: "t")
    #expect(ErrorReport(waiting).status == .busy)
    #expect(text(waiting).contains("\"vm42\" waits to be confirmed, and is undone in 17 s otherwise"))
    #expect(ErrorReport(.reconciliation(.nothingToConfirm, topology: "t")).status == .failed)
  }

  @Test func `every refusal has its exit status`() throws {
    func refusal(_ obstacles: Refusal.Reason.Obstacle...) throws -> vnetctl.ExitStatus {
      let reasons = obstacles.map { Refusal.Reason(obstacle: $0, link: link("a"), position: nil, message: "no") }
      return ErrorReport(.reconciliation(.refused(Refusal(reasons: reasons)), topology: "t")).status
    }
    #expect(try refusal(.host) == .failed)
    #expect(try refusal(.guarded(.disruption)) == .failed)
    #expect(try refusal(.host, .kernel(.vlan)) == .missingFeature)
    #expect(try refusal(.option) == .missingFeature)
    #expect(try refusal(.kernel(.vlan), .document) == .document)
  }

  @Test func `every other error has its exit status`() {
    #expect(ErrorReport(.file(FileError("open", "x.json", code: ENOENT))).status == .document)
    #expect(ErrorReport(.emptyFolder("x", endings: [])).status == .document)
    #expect(ErrorReport(.kernel(KernelError(request: "list links", code: EPERM))).status == .notPermitted)
    #expect(ErrorReport(.kernel(KernelError(request: "list links", code: ENOBUFS))).status == .failed)
    #expect(ErrorReport(.state(.busy(path: "lock", process: 7))).status == .busy)
    #expect(ErrorReport(.state(.file(FileError("open", "lock", code: EACCES)))).status == .notPermitted)
    #expect(ErrorReport(.state(.damaged(path: "record", line: 2, reason: "it is cut off"))).status == .failed)
    #expect(ErrorReport(.reconciliation(.declined, topology: "t")).status == .failed)
  }

  @Test func `errors without a place say who speaks`() {
    #expect(
      text(.file(FileError("open", "x.json", code: ENOENT)))
        == "vnetctl: cannot open x.json: No such file or directory (ENOENT)\n")
    #expect(
      text(.state(.busy(path: "lock", process: 7)))
        == "vnetctl: another vnetctl, process 7, is at work in this network namespace; try again once it is done\n")
  }
}
