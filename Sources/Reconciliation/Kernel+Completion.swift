internal import Netlink
internal import NetworkModel
internal import Planning

/// What is not looked at unless somebody speaks of it: it is asked of each link on its own, or may be as much as ten thousand
/// stations have sent.
extension Kernel {
  /// Adds what it takes to plan for a topology.
  func complete(
    _ snapshot: inout Snapshot, for topology: Topology, _ ownership: Ownership
  ) throws(KernelError) {
    if topology.speaksOfForwarding(ownership) { try addDatabases(to: &snapshot) }
    if topology.speaksOfTrafficControl(ownership) { snapshot.add(try trafficControl()) }
    try add(topology.calledAsNow(in: snapshot, ownership).ethtoolGroups(ownership), to: &snapshot)
  }

  /// Adds what a plan, which has been made of the snapshot, takes away besides.
  func complete(
    _ snapshot: inout Snapshot, before plan: Plan, for topology: Topology, _ ownership: Ownership
  ) throws(KernelError) {
    if !topology.speaksOfForwarding(ownership), plan.disturbsForwarding { try addDatabases(to: &snapshot) }
    if !topology.speaksOfTrafficControl(ownership), plan.disturbsTrafficControl(ownership, in: snapshot) {
      snapshot.add(try trafficControl())
    }
  }

  /// Adds what it takes to go back to a checkpoint.
  func complete(_ snapshot: inout Snapshot, for checkpoint: Checkpoint) throws(KernelError) {
    if checkpoint.speaksOfDatabases { try addDatabases(to: &snapshot) }
    if checkpoint.speaksOfTrafficControl { snapshot.add(try trafficControl()) }
    try add(checkpoint.ethtoolGroups(in: snapshot), to: &snapshot)
  }

  private func add(_ groups: [LinkName: Set<EthtoolGroup>], to snapshot: inout Snapshot) throws(KernelError) {
    if !groups.isEmpty { snapshot.note(try ethtool(of: groups)) }
  }
}
