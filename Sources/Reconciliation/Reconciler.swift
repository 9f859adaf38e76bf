internal import Glibc
internal import Netlink
public import NetworkModel
public import Planning

/// Makes a network namespace as a topology declares it: observe, plan, execute, verify, and roll back what fails.
public struct Reconciler {
  /// How an apply ended well.
  public struct Outcome: Sendable, Equatable {
    /// What was done; empty when everything was in place.
    public let plan: Plan
    /// What a run that was killed had left, and was undone first.
    public let undone: Restoration?
    /// How long there is to confirm it; nil when it need not be.
    public let secondsToConfirm: UInt32?
  }

  let kernel: any Kernel
  let file: RecordFile
  /// The signal that asks for the end, once there was one.
  private let interruption: () -> Int32?
  /// How long to wait for another run that holds the lock.
  private let lockTimeout: Duration
  /// Where the indices of new links begin.
  private let firstIndex: Int32
  /// The record as it stood when the kernel began to list links ahead; nil also when it did not.
  private var versionAhead: RecordFile.Version?

  /// A reconciler for the namespace that `kernel` works in and `file` is about.
  ///
  /// - Parameter firstIndex: Where the indices of new links begin: by default at random.
  public init(
    kernel: any Kernel, record file: RecordFile, lockTimeout: Duration = .seconds(10),
    firstIndex: Int32 = .random(in: NewIndices.beginnings), interruption: @escaping () -> Int32? = { nil }
  ) {
    self.kernel = kernel
    self.file = file
    self.lockTimeout = lockTimeout
    self.firstIndex = firstIndex
    self.interruption = interruption
  }

  /// Has the kernel list its links while the caller finds out what shall be.
  public mutating func lookAhead() {
    versionAhead = file.version
    kernel.lookAhead()
  }

  /// What would be done. Changes nothing, and needs no rights.
  public func diff(_ topology: Topology, _ options: ApplyOptions = ApplyOptions()) throws(ReconciliationError) -> Plan {
    if let prospect = try closeProspect(topology, options) { return prospect.plan }
    let record = try load()
    let snapshot = try observe(topology, topology.requiredFeatures, record)
    return try plan(topology, snapshot, record.ownership(in: snapshot), options)
  }

  /// Makes it so. What a run that was killed has left is undone first.
  ///
  /// - Parameters:
  ///   - topology: What shall be. An empty one removes what is owned under its name.
  ///   - options: Which guards are lifted, and whether it has to be confirmed.
  ///   - confirm: Called with the plan before it is executed, unless there is nothing to do. False stops everything.
  ///   - whenDone: Called at the end of what ends well, also when there was nothing to do, while nobody else can be at work.
  public func apply(
    _ topology: Topology, _ options: ApplyOptions = ApplyOptions(), confirm: (Plan) -> Bool = { _ in true },
    whenDone: (Outcome) -> Void = { _ in }
  ) throws(ReconciliationError) -> Outcome {
    let lock = try lock()
    defer { lock.tidy() }
    // Another run was at work since, and not of all that it does the kernel tells (tun_chr_ioctl in drivers/net/tun.c of
    // TAPs that are down).
    if versionAhead != file.version { kernel.stopListening() }
    var undone: Restoration?
    var prospect: Prospect
    if let close = try closeProspect(topology, options) {
      prospect = close
    } else {
      let record: HostRecord
      (record, undone) = try finishOthers(load())
      prospect = try wideProspect(topology, options, record)
    }
    let plan = prospect.plan
    guard !plan.isEmpty else {
      // Somebody may have made by hand what the topology declares, or removed what the record still has.
      if plan.ownership != prospect.record.ownership { try save(prospect.record.with(plan.ownership)) }
      let outcome = Outcome(plan: plan, undone: undone, secondsToConfirm: nil)
      whenDone(outcome)
      return outcome
    }
    guard confirm(plan) else { throw .declined }
    do throws(KernelError) {
      try kernel.complete(&prospect.snapshot, before: plan, for: topology, prospect.confirmed)
    } catch {
      throw .kernel(error)
    }
    let transaction = Transaction(
      checkpoint: plan.checkpoint(of: prospect.snapshot, ownership: prospect.confirmed), topology: topology.name,
      process: getpid(), started: BootClock.now())
    let record = prospect.record.with(prospect.confirmed.joined(by: plan.ownership), transaction)
    if let confirmation = options.confirmation { try arm(confirmation, transaction) }
    try save(record)
    if prospect.closeup == nil {
      prospect.aftermath =
        plan.newNames.isEmpty ? Closeup(after: transaction.checkpoint, of: prospect.snapshot) : nil
      // Who looks at everything again need not be told of every change.
      if prospect.aftermath == nil { kernel.stopListening() }
    }
    do throws(GivenUp) {
      try execute(plan)
      try verify(topology, prospect, transaction, options)
    } catch {
      throw .failed(ApplyError(plan: plan, cause: error.cause, rollback: rollBack(record)))
    }
    let outcome = Outcome(plan: plan, undone: undone, secondsToConfirm: options.confirmation?.seconds)
    whenDone(outcome)
    return outcome
  }

  /// What is there, and what is to be done about it.
  private struct Prospect {
    /// At which links it was looked alone; nil when at all.
    var closeup: Closeup?
    /// What of the kernel the topology needs.
    let features: Set<KernelFeature>
    /// What the plan may change; nil when that is much.
    var aftermath: Closeup?
    var record: HostRecord
    var snapshot: Snapshot
    /// What is on record of that which is there.
    var confirmed: Ownership
    var plan: Plan
  }

  private func wideProspect(
    _ topology: Topology, _ options: ApplyOptions, _ record: HostRecord
  ) throws(ReconciliationError) -> Prospect {
    do throws(KernelError) { try kernel.listen() } catch { throw .kernel(error) }
    let features = topology.requiredFeatures
    let snapshot = try observe(topology, features, record)
    let confirmed = record.ownership.confirmed(by: snapshot)
    let plan = try plan(topology, snapshot, confirmed, options)
    return Prospect(features: features, record: record, snapshot: snapshot, confirmed: confirmed, plan: plan)
  }

  /// A prospect for which nothing is asked about links that the topology does not concern; nil when there may be more to
  /// it than is seen so.
  private func closeProspect(
    _ topology: Topology, _ options: ApplyOptions
  ) throws(ReconciliationError) -> Prospect? {
    guard let closeup = Closeup(for: topology, firstIndex: firstIndex) else { return nil }
    let record = try load(RecordExcerpt(topology: topology.name, links: closeup.links))
    guard record.transaction == nil else { return nil }
    let features = topology.requiredFeatures
    var snapshot: Snapshot
    do throws(KernelError) {
      snapshot = try kernel.snapshot(of: closeup, probing: features)
      try kernel.complete(&snapshot, for: topology, record.ownership)
    } catch {
      throw .kernel(error)
    }
    let confirmed = record.ownership.confirmed(by: snapshot)
    // Why it is refused is best said by who has seen everything.
    guard let plan = try? plan(topology, snapshot, confirmed, options),
      closeup.justifies(plan, for: topology, snapshot, record.ownership)
    else { return nil }
    return Prospect(
      closeup: closeup, features: features, record: record, snapshot: snapshot, confirmed: confirmed, plan: plan)
  }

  /// Why a plan is given up once it is being executed.
  private struct GivenUp: Error {
    let cause: ApplyError.Cause

    init(_ cause: ApplyError.Cause) { self.cause = cause }
  }

  /// Does the plan phase by phase, and stops after the first phase in which something failed.
  private func execute(_ plan: Plan) throws(GivenUp) {
    for phase in plan.phases {
      if let signal = interruption() { throw GivenUp(.interrupted(signal)) }
      var failures: [ApplyError.Failure] = []
      for (operation, error) in zip(phase.operations, kernel.carryOut(phase.operations)) {
        guard let error else { continue }
        // What could not be made cannot be set up either: one cause a link is enough.
        if failures.contains(where: { $0.operation.subject == operation.subject }) { continue }
        failures.append(.init(operation: operation, error: error, position: plan.positions[operation.subject]))
      }
      guard failures.isEmpty else { throw GivenUp(.refused(failures)) }
    }
    if let signal = interruption() { throw GivenUp(.interrupted(signal)) }
  }

  /// Looks whether the kernel kept what it took: a new plan must be empty.
  private func verify(
    _ topology: Topology, _ prospect: Prospect, _ transaction: Transaction, _ options: ApplyOptions
  ) throws(GivenUp) {
    var snapshot: Snapshot
    let closeup: Closeup?
    do throws(KernelError) {
      (snapshot, closeup) = try observeAgain(prospect)
      try kernel.complete(&snapshot, for: topology, prospect.record.ownership)
    } catch {
      throw GivenUp(.kernel(error))
    }
    var ownership = prospect.plan.ownership
    ownership.links = ownership.confirmed(by: snapshot).links
    let (rest, recorded) = closeup?.remainder(of: topology, ownership) ?? (topology, ownership)
    let remaining: Plan
    do throws(Refusal) {
      remaining = try Planner.plan(
        rest, snapshot: snapshot, ownership: recorded, allowing: options.allowances,
        protecting: options.protection, firstIndex: firstIndex)
    } catch {
      throw GivenUp(.overtaken(error))
    }
    guard remaining.isEmpty else { throw GivenUp(.notKept(remaining.changes, left: remaining.operations)) }
    var record = prospect.record.with(ownership)
    if let confirmation = options.confirmation {
      record.transaction = transaction
      record.transaction?.stage = .unconfirmed(until: BootClock.now() + UInt64(confirmation.seconds))
    }
    do throws(StateError) { try file.save(record) } catch { throw GivenUp(.state(error)) }
  }

  /// Looks again at what a plan may have changed, and at what somebody else has touched meanwhile. Returns besides at which
  /// links it was looked alone; nil for at all.
  private func observeAgain(_ prospect: Prospect) throws(KernelError) -> (Snapshot, Closeup?) {
    let features = prospect.features
    if let closeup = prospect.closeup {
      return (try kernel.snapshot(of: Closeup(links: closeup.links), probing: features), closeup)
    }
    defer { kernel.stopListening() }
    let before = prospect.snapshot
    // The kernel gives a namespace its number with the first link that leads there.
    // What is asked of a NIC is asked again.
    let again = features.filter { feature in
      switch feature {
      case .namespace, .virtualFunctions, .driverNames: true
      default: false
      }
    }
    var closeup = prospect.aftermath
    var snapshot: Snapshot?
    // Until nobody has touched anything else while it was looked at.
    while let looked = closeup, let touched = kernel.heard() {
      let names = touched.names.union(touched.indices.compactMap { before[$0]?.name })
      if let snapshot, names.isSubset(of: looked.links) {
        return (before.updated(by: snapshot, about: looked.links), looked)
      }
      closeup = looked.widened(by: names)
      if let closeup { snapshot = try kernel.snapshot(of: closeup, probing: again) }
    }
    return (try kernel.snapshot(of: nil, probing: features), nil)
  }

  /// Undoes what is on record as unfinished.
  func rollBack(_ record: HostRecord) -> Restoration {
    guard var rollback = Rollback(kernel: kernel, record: record, firstIndex: firstIndex, save: file.save) else {
      return Restoration(topology: "", operations: [], leftovers: [])
    }
    return rollback.run()
  }

  /// Undoes what a run that was killed has left.
  private func finishOthers(_ record: HostRecord) throws(ReconciliationError) -> (HostRecord, Restoration?) {
    guard let transaction = record.transaction else { return (record, nil) }
    if case .unconfirmed(let until) = transaction.stage, try isGuarded() {
      let now = BootClock.now()
      throw .unconfirmed(topology: transaction.topology, secondsLeft: until > now ? until - now : 0)
    }
    let restoration = rollBack(record)
    let settled = try load()
    // What somebody else has put in the way since does not forbid to go on; what the kernel does not say does.
    guard settled.transaction == nil else { throw .notUndone(restoration) }
    return (settled, restoration)
  }

  private func arm(_ confirmation: Confirmation, _ transaction: Transaction) throws(ReconciliationError) {
    do throws(FileError) { try confirmation.arm(transaction.token) } catch { throw .unguarded(error) }
  }
}

// MARK: What can be in the way before anything is done

extension Reconciler {
  func lock() throws(ReconciliationError) -> NamespaceLock {
    do throws(StateError) { return try NamespaceLock.acquire(in: file.directory, timeout: lockTimeout) } catch {
      throw .state(error)
    }
  }

  func load(_ excerpt: RecordExcerpt? = nil) throws(ReconciliationError) -> HostRecord {
    do throws(StateError) { return try file.load(excerpt) } catch { throw .state(error) }
  }

  func save(_ record: HostRecord) throws(ReconciliationError) {
    do throws(StateError) { try file.save(record) } catch { throw .state(error) }
  }

  private func observe(
    _ topology: Topology, _ features: Set<KernelFeature>, _ record: HostRecord
  ) throws(ReconciliationError) -> Snapshot {
    do throws(KernelError) {
      let features = features.union(record.ownership.requiredFeatures)
      var snapshot = try kernel.snapshot(of: nil, probing: features)
      try kernel.complete(&snapshot, for: topology, record.ownership)
      return snapshot
    } catch {
      throw .kernel(error)
    }
  }

  private func plan(
    _ topology: Topology, _ snapshot: Snapshot, _ ownership: Ownership, _ options: ApplyOptions
  ) throws(ReconciliationError) -> Plan {
    do throws(Refusal) {
      return try Planner.plan(
        topology, snapshot: snapshot, ownership: ownership, allowing: options.allowances,
        protecting: options.protection, firstIndex: firstIndex)
    } catch {
      throw .refused(error)
    }
  }
}
