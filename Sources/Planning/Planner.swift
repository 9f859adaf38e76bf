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
  /// - Throws: ``Refusal`` with every reason why the host cannot be made so, before anything is done.
  public static func plan(
    _ topology: Topology, snapshot: Snapshot, ownership: Ownership, allowing allowances: Set<Allowance> = []
  ) throws(Refusal) -> Plan {
    var resolver = FateResolver(
      topology: topology, snapshot: snapshot, ownership: ownership, allowances: allowances)
    let fates = try resolver.resolve()
    let description = ChangeDescription(snapshot: snapshot)
    let changes = fates.compactMap(description.change)
    return Plan(
      changes: changes.filter { $0.action != .remove } + changes.filter { $0.action == .remove },
      phases: OperationOrder(fates: fates, snapshot: snapshot).phases(),
      positions: Dictionary(
        fates.compactMap { fate in fate.declared.position.map { (.link(fate.name), $0) } },
        uniquingKeysWith: { first, _ in first }),
      ownership: OwnershipUpdate(topology: topology.name, snapshot: snapshot).record(ownership, after: fates))
  }
}
