public import NetworkModel

/// Decides what has to be done. The only place where decisions are made.
public enum Planner {
  /// The way from what the kernel has to what `topology` declares.
  ///
  /// - Parameters:
  ///   - topology: What shall be. Links that the record has under the topology's name and that it no longer declares
  ///     are removed, or given back as they were found; an empty topology so destroys what is owned.
  ///   - snapshot: What is.
  ///   - ownership: What is on record, confirmed by that snapshot.
  ///   - allowances: Which guards are lifted.
  ///   - protection: Whom the plan must not cut off.
  ///   - firstIndex: Where the indices of new links begin.
  /// - Throws: ``Refusal`` with every reason why the host cannot be made so, before anything is done.
  public static func plan(
    _ topology: Topology, snapshot: Snapshot, ownership: Ownership, allowing allowances: Set<Allowance> = [],
    protecting protection: Protection = Protection(), firstIndex: Int32
  ) throws(Refusal) -> Plan {
    let naming = try LinkNaming(topology, snapshot, ownership)
    var resolver = FateResolver(naming, allowances: allowances)
    let resolution = try resolver.resolve()
    let lockout = LockoutGuard(before: naming.snapshot, resolution: resolution, protection: protection).reasons
    guard lockout.isEmpty || allowances.contains(.lockout) else { throw Refusal(reasons: lockout) }
    return Plan(naming, resolution, NewIndices(from: firstIndex))
  }
}

extension Plan {
  init(_ naming: LinkNaming, _ resolution: Resolution, _ indices: NewIndices) {
    let (topology, snapshot) = (naming.topology, naming.snapshot)
    let fates = resolution.fates
    indices.number(fates, besides: snapshot)
    let description = ChangeDescription(snapshot: snapshot)
    var changes = fates.compactMap(description.change)
    changes += resolution.routes.changes
    // What goes is told last.
    if changes.contains(where: { $0.action == .remove }) {
      changes = changes.filter { $0.action != .remove } + changes.filter { $0.action == .remove }
    }
    let routes = topology.routes.compactMap { declared in
      declared.position.map { (Operation.Subject.route(declared.route.key), $0) }
    }
    let newNames = naming.newNames
    let phases = OperationOrder(resolution: resolution, snapshot: snapshot, newNames: newNames).phases()
    // Nobody asks for the places of links with which nothing is done.
    let links = (phases.isEmpty ? Fates() : fates).compactMap { fate in
      fate.declared.position.map { (Operation.Subject.link(fate.name), $0) }
    }
    let formerNames = newNames.byOldName.compactMap { old, new in
      fates[new]?.declared.position.map { (Operation.Subject.link(old), $0) }
    }
    self.init(
      changes: changes,
      phases: phases,
      positions: Dictionary(links + formerNames + routes, uniquingKeysWith: { first, _ in first }),
      ownership: OwnershipUpdate(topology: topology.name, snapshot: snapshot).record(
        naming.ownership, after: resolution),
      newNames: newNames)
  }
}
