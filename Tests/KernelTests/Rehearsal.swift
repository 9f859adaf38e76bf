internal import Foundation
internal import Glibc
internal import KernelTestSupport
internal import NetworkModel
internal import Netlink
internal import Reconciliation
internal import Testing
internal import TopologyFormat

/// A host on which a transition can be tried again and again, since nothing is to come of it.
final class Rehearsal {
  let host: Host
  let transition: Transition
  /// How the host was before anything was applied.
  let untouched: HostState
  /// How it is when the transition begins.
  let before: HostState
  /// What is on record then.
  let record: HostRecord

  init(_ transition: Transition) throws {
    self.transition = transition
    host = try Host()
    try host.ignoreDuplicateAddresses()
    try host.ip(lines: transition.setup)
    try host.bridge(lines: transition.bridgeSetup)
    untouched = try host.settled(hasTrafficControl: transition.hasTrafficControl)
    if let first = transition.first {
      let topology = try Self.topology(first)
      try host.reconcile { kernel, record in
        _ = try Reconciler(kernel: kernel, record: record).apply(topology, transition.options)
      }
    }
    try host.ip(lines: transition.meanwhile)
    try host.bridge(lines: transition.bridgeMeanwhile)
    before = try host.settled(hasTrafficControl: transition.hasTrafficControl)
    record = try host.record()
  }

  /// Reads the inside of a document.
  static func topology(_ text: String) throws -> Topology {
    try TopologyReader.read(
      [SourceFile(name: "test.json", bytes: Array("{\"version\": 1, \"name\": \"test\", \(text)}".utf8))],
      accounts: HostAccounts())
  }

  /// Checks that the host is as it was when the transition began, and the record, too. Says whether it is.
  func expectNoTrace(_ context: String) throws -> Bool {
    let differences = try HostState.differences(of: host, from: before)
    #expect(differences.isEmpty, "\(context): \(differences.joined(separator: "\n"))")
    let found = try host.record()
    #expect(found.transaction == nil, "\(context)")
    #expect(found.ownership.withoutIndices == record.ownership.withoutIndices, "\(context)")
    #expect(try host.recordedIndicesAreRight(), "\(context)")
    return differences.isEmpty
  }
}

extension Ownership {
  /// The same, but for what the kernel numbers anew.
  fileprivate var withoutIndices: Ownership {
    var result = self
    result.links = links.mapValues { link in
      var link = link
      link.index = 0
      return link
    }
    return result
  }
}

extension Host {
  /// Calls `body` within the namespace, with its kernel and the record that the program uses, too.
  func reconcile<Value>(_ body: (LinuxKernel, RecordFile) throws -> Value) throws -> Value {
    try namespace.run {
      let kernel = try LinuxKernel()
      let directory = try StateDirectory.locate(
        cookie: try kernel.namespaceCookie(), environment: ["VNETCTL_STATE_DIR": folder + "/state"])
      return try body(kernel, RecordFile(in: directory, boot: try RecordFile.currentBoot()))
    }
  }

  /// What is on record.
  func record() throws -> HostRecord { try reconcile { _, file in try file.load() } }

  /// Whether each index on record is that of a link of that name.
  func recordedIndicesAreRight() throws -> Bool {
    try reconcile { kernel, file in
      let snapshot = try kernel.snapshot(probing: [])
      return try file.load().ownership.links.allSatisfy { snapshot[$0.key]?.index == $0.value.index }
    }
  }

  /// Runs `bridge` on lines such as `vlan add dev br0 vid 2 self`, all in one process.
  func bridge(lines: String) throws {
    guard !lines.isEmpty else { return }
    try namespace.bridge("-batch", try file("bridge-batch", lines + "\n"))
  }

  /// Lets addresses of IPv6 be there as soon as they are made, so that nothing has to be waited for.
  func ignoreDuplicateAddresses() throws {
    try namespace.run {
      for name in ["all", "default"] {
        try Data("0\n".utf8).write(to: URL(fileURLWithPath: "/proc/sys/net/ipv6/conf/\(name)/accept_dad"))
      }
    }
  }

  /// The state of the host once the kernel has settled the operational states of its links, which it does within a second.
  func settled(hasTrafficControl: Bool = false) throws -> HostState {
    // The bound is for failures alone.
    for _ in 0..<200 {
      let isUnsettled = try namespace.ipJSON("link").elements.contains { $0.has("LOWER_UP") && $0.has("NO-CARRIER") }
      if !isUnsettled { return try HostState(self, hasTrafficControl: hasTrafficControl) }
      usleep(20_000)
    }
    throw Failure(description: "links do not come up")
  }
}
