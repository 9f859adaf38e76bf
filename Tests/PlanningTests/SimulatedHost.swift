import Netlink
import NetworkModel
import Planning
import SimulatedKernel

@testable import Reconciliation

/// Where the indices of new links begin in simulations.
let firstIndex: Int32 = 100_000

/// A simulated host with a record, on which topologies are applied one after another.
struct SimulatedHost {
  let kernel: SimulatedKernel
  var ownership: Ownership

  /// A host with that kernel and that record.
  init(kernel: SimulatedKernel = SimulatedKernel(), ownership: Ownership = Ownership()) {
    self.kernel = kernel
    self.ownership = ownership
    for namespace in ["guest", "other"] { kernel.addNamespace(namespace) }
  }

  init(nics: [String]) {
    self.init()
    for (number, name) in nics.enumerated() {
      kernel.addNIC(
        name, mac: MACAddress(bits: 0x0011_2233_4400 + UInt64(number)), isUp: true, maximumVirtualFunctions: 8)
    }
  }

  /// A host whose NICs have addresses and routes of somebody else's now and then.
  init(furnishedBy random: inout RandomTopology) {
    self.init(nics: ["eth0", "eth1"])
    for name in ["eth0", "eth1"] { random.furnish(name, of: kernel) }
  }

  func plan(_ topology: Topology, allowing: Set<Allowance> = []) throws -> Plan {
    var snapshot = try kernel.snapshot(probing: [.driverNames, .renamingWhileUp])
    try kernel.complete(&snapshot, for: topology, ownership)
    return try Planner.plan(
      topology, snapshot: snapshot, ownership: ownership.confirmed(by: snapshot), allowing: allowing,
      firstIndex: firstIndex)
  }

  /// Applies the topology and says which operations failed.
  @discardableResult
  mutating func apply(_ topology: Topology, allowing: Set<Allowance> = []) throws -> [String] {
    let plan = try plan(topology, allowing: allowing)
    var failures: [String] = []
    for phase in plan.phases {
      let outcome = kernel.carryOut(phase.operations)
      for (operation, error) in zip(phase.operations, outcome) {
        if let error { failures.append("\(phase.title): \(operation): errno \(error.code) \(error.words ?? "")") }
      }
    }
    ownership = plan.ownership.confirmed(by: try kernel.snapshot(probing: []))
    return failures
  }
}
