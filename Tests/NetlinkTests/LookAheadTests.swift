import KernelTestSupport
import NetworkModel
import Planning
import Reconciliation
import Testing

@testable import Netlink

/// Links that are listed while something else is done.
@Suite(.enabled(if: Namespace.isAvailable, "\(Namespace.requirement)"))
struct LookAheadTests {
  let namespace: Namespace
  let t101 = LinkName(kernelName: "t101")

  init() throws {
    namespace = try Namespace()
    try make(101...110)
  }

  private func make(_ numbers: ClosedRange<Int32>) throws {
    let operations = numbers.map {
      Planning.Operation.createTAP(LinkName(kernelName: "t\($0)"), index: $0, Settings())
    }
    let errors = try namespace.run { try LinuxKernel().perform(operations) }
    try #require(errors == operations.map { _ in nil })
  }

  @Test func `are the links that there are, and may be more than are received before somebody takes them`() throws {
    try make(111...3100)
    try namespace.run {
      let kernel = try LinuxKernel()
      kernel.lookAhead()
      try kernel.listen()
      let early = try kernel.snapshot(probing: [])
      #expect(early.links.count == 3001)
      #expect(kernel.heard()?.isEmpty == true)
      let late = try kernel.snapshot(probing: [])
      #expect(early == late)
    }
  }

  @Test func `are listed anew when something has changed`() throws {
    try namespace.run {
      let kernel = try LinuxKernel()
      kernel.lookAhead()
      let other = try LinuxKernel()
      _ = try other.snapshot(probing: [])
      #expect(other.perform([.set(t101, .tap, Settings([.mtu: .integer(1400)]), master: nil)]) == [nil])
      try kernel.listen()
      #expect(try kernel.snapshot(probing: [])[t101]?.settings.number(.mtu) == 1400)
    }
  }

  @Test func `are listed anew when the kernel was asked for a change`() throws {
    try namespace.run {
      let kernel = try LinuxKernel()
      kernel.lookAhead()
      #expect(kernel.perform([.createTAP(LinkName(kernelName: "vm0"), index: 5000, Settings())]) == [nil])
      #expect(try kernel.snapshot(probing: [])[LinkName(kernelName: "vm0")] != nil)
    }
  }

  @Test func `can be left alone`() throws {
    try namespace.run {
      for _ in 0..<20 { try LinuxKernel().lookAhead() }
    }
  }
}
