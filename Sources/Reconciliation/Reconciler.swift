public import NetworkModel
internal import Netlink
public import Planning

/// Makes a network namespace as a topology declares it: observe, plan, execute, verify.
public struct Reconciler {
  /// How an apply ended well.
  public struct Outcome: Sendable, Equatable {
    /// What was done; empty when everything was in place.
    public let plan: Plan
  }

  private let kernel: any Kernel
  private let record: RecordFile

  /// A reconciler for the namespace that `kernel` works in and `record` is about.
  public init(kernel: any Kernel, record: RecordFile) {
    self.kernel = kernel
    self.record = record
  }

  /// What would be done. Changes nothing, and needs no rights.
  public func diff(_ topology: Topology, allowing allowances: Set<Allowance> = []) throws(ReconciliationError) -> Plan {
    let recorded = try load()
    let snapshot = try observe(topology.requiredFeatures)
    return try plan(topology, snapshot, recorded.confirmed(by: snapshot), allowances)
  }

  /// Makes it so.
  ///
  /// - Parameters:
  ///   - topology: What shall be. An empty one removes what is owned under its name.
  ///   - allowances: Which guards are lifted.
  ///   - confirm: Called with the plan before it is executed, unless there is nothing to do. False stops everything.
  public func apply(
    _ topology: Topology, allowing allowances: Set<Allowance> = [], confirm: (Plan) -> Bool = { _ in true }
  ) throws(ReconciliationError) -> Outcome {
    let lock = try lock()
    defer { lock.tidy() }
    let recorded = try load()
    let snapshot = try observe(topology.requiredFeatures)
    let confirmed = recorded.confirmed(by: snapshot)
    let plan = try plan(topology, snapshot, confirmed, allowances)
    guard !plan.isEmpty else {
      // Somebody may have made by hand what the topology declares, or removed what the record still has.
      if plan.ownership != recorded { try save(plan.ownership) }
      return Outcome(plan: plan)
    }
    guard confirm(plan) else { throw .declined }
    var ledger = OwnershipLedger(before: confirmed, plan: plan)
    try save(ledger.meanwhile)
    do throws(ReconciliationError) {
      try execute(plan, &ledger)
      try verify(topology, plan, ledger, allowances)
    } catch {
      // What would be harmless before is something else once the kernel has been asked to change things.
      switch error {
      case .kernel(let error): throw .unsettled(plan, .kernel(error))
      case .state(let error): throw .unsettled(plan, .state(error))
      default: throw error
      }
    }
    return Outcome(plan: plan)
  }

  /// Does the plan phase by phase, and stops after the first phase in which something failed.
  private func execute(_ plan: Plan, _ ledger: inout OwnershipLedger) throws(ReconciliationError) {
    var done: [Operation] = []
    for (number, phase) in plan.phases.enumerated() {
      var failures: [ApplyError.Failure] = []
      var consequences: [Operation] = []
      var hasNews = false
      for (operation, error) in zip(phase.operations, kernel.perform(phase.operations)) {
        if let error {
          // What could not be made cannot be set up either: one cause a link is enough.
          guard !failures.contains(where: { $0.operation.subject == operation.subject }) else {
            consequences.append(operation)
            continue
          }
          failures.append(.init(operation: operation, error: error, position: plan.positions[operation.subject]))
        } else {
          done.append(operation)
          if ledger.note(operation, index: operation.link.flatMap(kernel.index)) { hasNews = true }
        }
      }
      guard failures.isEmpty else {
        let skipped = consequences + plan.phases[(number + 1)...].flatMap(\.operations)
        throw .failed(
          ApplyError(
            plan: plan, failures: failures, done: done, skipped: skipped, aftermath: settle(ledger)))
      }
      if hasNews { try save(ledger.meanwhile) }
    }
  }

  /// Brings the record to the truth after a failure.
  private func settle(_ ledger: OwnershipLedger) -> Aftermath? {
    do throws(StateError) {
      // First what is certain: indices of links that were made before the failure.
      try record.save(HostRecord(ownership: ledger.meanwhile))
      let snapshot: Snapshot
      do throws(KernelError) { snapshot = try kernel.snapshot(probing: []) } catch { return .kernel(error) }
      try record.save(HostRecord(ownership: ledger.afterFailure(snapshot)))
    } catch {
      return .state(error)
    }
    return nil
  }

  /// Looks whether the kernel kept what it took: a new plan must be empty.
  private func verify(
    _ topology: Topology, _ done: Plan, _ ledger: OwnershipLedger, _ allowances: Set<Allowance>
  ) throws(ReconciliationError) {
    let snapshot = try observe(topology.requiredFeatures)
    let ownership = ledger.afterSuccess(snapshot)
    try save(ownership)
    let remaining: Plan
    do throws(Refusal) {
      remaining = try Planner.plan(topology, snapshot: snapshot, ownership: ownership, allowing: allowances)
    } catch {
      throw .overtaken(done: done, error)
    }
    guard remaining.isEmpty else { throw .notKept(done: done, remaining: remaining.changes) }
  }

  private func lock() throws(ReconciliationError) -> NamespaceLock {
    do throws(StateError) { return try NamespaceLock.acquire(in: record.directory) } catch { throw .state(error) }
  }

  private func load() throws(ReconciliationError) -> Ownership {
    do throws(StateError) { return try record.load().ownership } catch { throw .state(error) }
  }

  private func save(_ ownership: Ownership) throws(ReconciliationError) {
    do throws(StateError) { try record.save(HostRecord(ownership: ownership)) } catch { throw .state(error) }
  }

  private func observe(_ features: Set<KernelFeature>) throws(ReconciliationError) -> Snapshot {
    do throws(KernelError) { return try kernel.snapshot(probing: features) } catch { throw .kernel(error) }
  }

  private func plan(
    _ topology: Topology, _ snapshot: Snapshot, _ ownership: Ownership, _ allowances: Set<Allowance>
  ) throws(ReconciliationError) -> Plan {
    do throws(Refusal) {
      return try Planner.plan(topology, snapshot: snapshot, ownership: ownership, allowing: allowances)
    } catch {
      throw .refused(error)
    }
  }
}
