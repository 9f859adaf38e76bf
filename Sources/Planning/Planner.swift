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
    Plan(changes: [], phases: [], positions: [:], ownership: ownership)
  }
}
