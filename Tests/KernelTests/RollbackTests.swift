internal import KernelTestSupport
internal import NetworkModel
internal import Netlink
internal import Planning
internal import Reconciliation
internal import Testing

/// Whatever operation goes wrong, and whenever a signal comes: the host is as it was, as `ip` and `bridge` show it.
@Suite(.requires(.namespaces)) struct RollbackTests {
  /// On an emulated machine it takes long to start the programs that show the host, so there only some places are tried.
  private static let stride = Requirement.isLab ? 5 : 1

  @Test(arguments: Transition.possible)
  func `an operation that is refused is followed by a rollback without a trace`(_ transition: Transition) throws {
    let rehearsal = try Rehearsal(transition)
    let topology = try Rehearsal.topology(transition.second)
    let count = try Self.operations(rehearsal.host, topology, transition).count
    try #require(count > 2)
    for place in Swift.stride(from: transition.name.utf8.count % Self.stride, to: count, by: Self.stride) {
      var words = "operation \(place)"
      let error = try Self.failure(rehearsal.host) { _, file throws(ReconciliationError) in
        let kernel = try FailingKernel.make(.refusal, at: place)
        defer { words += kernel.victim.map { " (\($0))" } ?? "" }
        _ = try Reconciler(kernel: kernel, record: file).apply(topology, transition.options)
      }
      guard case .failed(let failed)? = error, case .refused = failed.cause else {
        Issue.record("\(words): \(String(describing: error))")
        return
      }
      #expect(failed.rollback.isComplete, "\(words): \(failed.rollback.leftovers)")
      // What is not right once would not be right for the next one.
      guard try rehearsal.expectNoTrace(words) else { return }
    }
    try Self.finish(rehearsal, topology)
  }

  @Test(arguments: Transition.possible)
  func `an operation that the kernel only says it did does not go unnoticed`(_ transition: Transition) throws {
    var rehearsal = try Rehearsal(transition)
    let topology = try Rehearsal.topology(transition.second)
    let count = try Self.operations(rehearsal.host, topology, transition).count
    for place in Swift.stride(from: transition.name.utf8.count % Self.stride, to: count, by: Self.stride) {
      var words = "operation \(place)"
      let error = try Self.failure(rehearsal.host) { _, file throws(ReconciliationError) in
        let kernel = try FailingKernel.make(.silence, at: place)
        defer { words += kernel.victim.map { " (\($0))" } ?? "" }
        _ = try Reconciler(kernel: kernel, record: file).apply(topology, transition.options)
      }
      guard let error else {
        // It was not needed, or the kernel did it by the way.
        #expect(try Self.isInSync(rehearsal.host, topology, transition), "\(words)")
        rehearsal = try Rehearsal(transition)
        continue
      }
      guard case .failed(let failed) = error else {
        Issue.record("\(words): \(error)")
        return
      }
      #expect(failed.rollback.isComplete, "\(words): \(failed.cause) \(failed.rollback.leftovers)")
      // What is not right once would not be right for the next one.
      guard try rehearsal.expectNoTrace(words) else { return }
    }
  }

  @Test(arguments: Transition.possible)
  func `a signal between two phases is followed by a rollback without a trace`(_ transition: Transition) throws {
    let rehearsal = try Rehearsal(transition)
    let topology = try Rehearsal.topology(transition.second)
    var place = 0
    while true {
      var asked = 0
      let error = try Self.failure(rehearsal.host) { kernel, file throws(ReconciliationError) in
        let reconciler = Reconciler(kernel: kernel, record: file) {
          asked += 1
          return asked > place ? 15 : nil
        }
        _ = try reconciler.apply(topology, transition.options)
      }
      guard let error else { break }
      guard case .failed(let failed) = error, failed.cause == .interrupted(15) else {
        Issue.record("phase \(place): \(error)")
        return
      }
      #expect(failed.rollback.isComplete, "phase \(place): \(failed.rollback.leftovers)")
      guard try rehearsal.expectNoTrace("phase \(place)") else { return }
      place += Self.stride
    }
    #expect(place > 1)
  }

  /// When nothing goes wrong all is done; and `destroy` goes back to how it was before there was anything of vnetctl's.
  private static func finish(_ rehearsal: Rehearsal, _ topology: Topology) throws {
    let transition = rehearsal.transition
    let error = try failure(rehearsal.host) { kernel, file throws(ReconciliationError) in
      _ = try Reconciler(kernel: kernel, record: file).apply(topology, transition.options)
    }
    #expect(error == nil)
    #expect(try isInSync(rehearsal.host, topology, transition))
    guard !transition.isForGood else { return }
    let lastError = try failure(rehearsal.host) { kernel, file throws(ReconciliationError) in
      _ = try Reconciler(kernel: kernel, record: file).apply(Topology(name: topology.name), transition.options)
    }
    #expect(lastError == nil)
    #expect(try rehearsal.host.record().isEmpty)
    guard transition.meanwhile.isEmpty else { return }
    let differences = try HostState.differences(of: rehearsal.host, from: rehearsal.untouched)
    #expect(differences.isEmpty, "after destroy: \(differences.joined(separator: "\n"))")
  }

  private static func isInSync(_ host: Host, _ topology: Topology, _ transition: Transition) throws -> Bool {
    try operations(host, topology, transition).isEmpty
  }

  /// What would be done.
  private static func operations(
    _ host: Host, _ topology: Topology, _ transition: Transition
  ) throws -> [Planning.Operation] {
    try host.reconcile { kernel, file in
      try Reconciler(kernel: kernel, record: file).diff(topology, transition.options).operations
    }
  }

  /// How `body` fails; nil when it does not.
  private static func failure(
    _ host: Host, _ body: (LinuxKernel, RecordFile) throws(ReconciliationError) -> Void
  ) throws -> ReconciliationError? {
    try host.reconcile { kernel, file in
      do throws(ReconciliationError) {
        try body(kernel, file)
        return nil
      } catch {
        return error
      }
    }
  }
}

extension FailingKernel {
  /// A kernel as the reconciler would have it.
  static func make(_ fault: Fault, at place: Int) throws(ReconciliationError) -> FailingKernel {
    do throws(KernelError) { return try FailingKernel(fault, at: place) } catch { throw .kernel(error) }
  }
}
