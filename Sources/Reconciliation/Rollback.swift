internal import Glibc
internal import Netlink
internal import NetworkModel
internal import Planning

/// Takes a host back to the checkpoint of a transaction, and the record with it.
///
/// What the kernel refuses does not stop it: as much as can be is put right. The transaction stays on record until all is
/// done, so that a run that is killed in the middle is followed by another one that goes on.
struct Rollback {
  let kernel: any Kernel
  /// Where the indices begin of links that cannot have again the one which they had.
  private let firstIndex: Int32
  /// Puts what it is given on record.
  private let save: (HostRecord) throws(StateError) -> Void
  private(set) var record: HostRecord
  private var transaction: Transaction
  private var performed: [Operation] = []
  /// What the kernel last said to operations that it refused.
  private var refusals: [(operation: Operation, error: KernelError)] = []

  /// How many plans may be needed, each made from what the one before has left.
  private static let passes = 8

  /// A rollback of the transaction that `record` holds; nil when there is none.
  init?(
    kernel: any Kernel, record: HostRecord, firstIndex: Int32,
    save: @escaping (HostRecord) throws(StateError) -> Void
  ) {
    guard let transaction = record.transaction else { return nil }
    self.kernel = kernel
    self.firstIndex = firstIndex
    self.save = save
    self.record = record
    self.transaction = transaction
    // What had an end is nearer to it by now. The clock shows whole seconds, of which the last one may not have passed.
    let now = BootClock.now()
    self.transaction.checkpoint.age(by: max(now, transaction.started + 1) - transaction.started - 1)
  }

  /// Does it, and says how far it came.
  mutating func run() -> Restoration {
    var leftovers: [Restoration.Leftover] = []
    do throws(KernelError) {
      leftovers = try goBack()
    } catch {
      // The transaction stays on record: the next run tries again.
      return restoration([
        .init(
          subject: nil, message: "the kernel does not say what there is, so nothing can be taken back", error: error)
      ])
    }
    do throws(StateError) {
      try save(record)
    } catch {
      leftovers.append(.init(subject: nil, message: "the record cannot be written: \(error)"))
    }
    return restoration(leftovers)
  }

  private func restoration(_ leftovers: [Restoration.Leftover]) -> Restoration {
    Restoration(topology: transaction.topology, operations: performed, leftovers: leftovers)
  }

  private mutating func goBack() throws(KernelError) -> [Restoration.Leftover] {
    var previous: [Operation] = []
    var hasRepeated = false
    for _ in 0..<Self.passes {
      let snapshot = try observe()
      let restoration = Planner.restore(transaction.checkpoint, snapshot: snapshot, firstIndex: firstIndex)
      let operations = restoration.plan.operations
      // What was refused once may pass the second time; what was of no use twice never will be.
      let isRepetition = operations == previous
      if operations.isEmpty || (isRepetition && hasRepeated) { return settle(restoration, snapshot) }
      hasRepeated = isRepetition
      previous = operations
      execute(restoration.plan, snapshot)
    }
    let snapshot = try observe()
    return settle(Planner.restore(transaction.checkpoint, snapshot: snapshot, firstIndex: firstIndex), snapshot)
  }

  private func observe() throws(KernelError) -> Snapshot {
    let checkpoint = transaction.checkpoint
    var snapshot = try kernel.snapshot(of: nil, probing: checkpoint.requiredFeatures)
    try kernel.complete(&snapshot, for: checkpoint)
    return snapshot
  }

  private mutating func execute(_ plan: Plan, _ snapshot: Snapshot) {
    refusals = []
    note(plan, snapshot)
    for phase in plan.phases {
      for (operation, error) in zip(phase.operations, kernel.carryOut(phase.operations)) {
        if let error {
          refusals.append((operation, error))
        } else {
          performed.append(operation)
        }
      }
    }
  }

  /// Puts on record what the plan adds to the checkpoint: what is about to be made anew under another index than before,
  /// besides what was made before, which may still be there; and which links of others go along with ours, and so have to
  /// come back. That the record cannot be written must not keep the host from being put right.
  private mutating func note(_ plan: Plan, _ snapshot: Snapshot) {
    let checkpoint = transaction.checkpoint
    let snapshot = snapshot.renamed(plan.newNames)
    let made = plan.operations.flatMap(\.creations).filter { name, index in
      checkpoint.links[name]?.index != index && checkpoint.made[name]?.contains(index) != true
    }
    let removed = plan.removals(from: snapshot).filter { name in
      guard let link = checkpoint.links[name], snapshot[name]?.index == link.index else { return false }
      return !link.isRemoved && checkpoint.ownership.links[name]?.isOwned != true
    }
    guard !made.isEmpty || !removed.isEmpty else { return }
    for (name, index) in made { transaction.checkpoint.made[name, default: []].append(index) }
    for name in removed { transaction.checkpoint.links[name]?.isRemoved = true }
    record.transaction = transaction
    try? save(record)
  }

  /// Ends the transaction: what is left to do is what could not be done.
  private mutating func settle(_ rest: RestorationPlan, _ snapshot: Snapshot) -> [Restoration.Leftover] {
    let rest =
      rest.plan.isEmpty
      ? rest
      : Planner.restore(transaction.checkpoint, snapshot: snapshot, firstIndex: firstIndex, isLast: true)
    var leftovers = rest.obstacles.map { obstacle in
      Restoration.Leftover(subject: .link(obstacle.link), message: "\(obstacle.link): \(obstacle.message)")
    }
    // In the order of the plan, since what mends one thing may need another one mended before.
    var operations = rest.plan.operations[...]
    while let subject = operations.first?.subject {
      let remedies = Array(operations.prefix { $0.subject == subject })
      operations = operations.dropFirst(remedies.count)
      leftovers.append(
        .init(
          subject: subject, message: "not done: " + remedies.map(\.description).joined(separator: "; "),
          remedies: remedies,
          error: refusals.first { $0.operation.subject == subject }?.error))
    }
    var stranded = Set(leftovers.compactMap { if case .link(let name)? = $0.subject { name } else { nil } })
    // One end of a pair is there as long as the other one is.
    stranded.formUnion(stranded.compactMap { snapshot[$0].flatMap(snapshot.peerName) })
    stranded.formUnion(stranded.compactMap { transaction.checkpoint.newNames[$0] })
    record.ownership = transaction.checkpoint.ownership(
      in: snapshot, keeping: record.ownership.links.filter { stranded.contains($0.key) })
    record.transaction = nil
    return leftovers
  }
}

extension Checkpoint {
  /// Lets lifetimes run down by so many seconds. What has come to its end is no longer there.
  mutating func age(by seconds: UInt64) {
    guard seconds > 0 else { return }
    links = links.mapValues { link in
      var link = link
      link.state.addresses = link.state.addresses?.compactMap { $0.aged(by: seconds) }
      return link
    }
    routes = routes.compactMap { route in
      guard let expires = route.expires else { return route }
      guard expires > seconds else { return nil }
      var route = route
      route.expires = expires - UInt32(seconds)
      return route
    }
  }

  /// What is on record once all is as it was: links that were made anew may have new indices.
  ///
  /// - Parameter others: The records of links that could not be taken back. They stay, so that `destroy` can.
  func ownership(in snapshot: Snapshot, keeping others: [LinkName: Ownership.Link]) -> Ownership {
    var result = Ownership()
    for (name, link) in ownership.links {
      guard let observed = snapshot[name] else { continue }
      let isRemade = links[name]?.index == link.index && made[name]?.contains(observed.index) == true
      guard observed.index == link.index || isRemade else { continue }
      var link = link
      link.index = observed.index
      result.links[name] = link
    }
    for (name, link) in others where result.links[name] == nil && snapshot[name]?.index == link.index {
      result.links[name] = link
    }
    let keys = Set(snapshot.routes.map(\.key))
    result.routes = ownership.routes.filter { keys.contains($0.key) }
    return result
  }
}

extension Address {
  fileprivate func aged(by seconds: UInt64) -> Address? {
    var result = self
    if case .seconds(let left) = validLifetime {
      guard left > seconds else { return nil }
      result.validLifetime = .seconds(left - UInt32(seconds))
    }
    if case .seconds(let left) = preferredLifetime {
      result.preferredLifetime = .seconds(left > seconds ? left - UInt32(seconds) : 0)
    }
    return result
  }
}
