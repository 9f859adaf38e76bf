import Foundation
import Netlink
import NetworkModel
import Planning
import SimulatedKernel

@testable import Reconciliation

/// A simulated host on which a reconciler works, with its record in a folder of its own: in memory where that can be, since
/// a sweep writes it some hundred thousand times.
final class RollbackStage {
  /// All that is left of a run that is killed: what is in the kernel, and what is on record.
  struct Moment {
    var state: SimulatedState
    var text: String?
  }

  /// How an apply ended.
  enum Ending {
    case success(Reconciler.Outcome)
    case failure(ApplyError)
    /// Nothing was done.
    case refusal(ReconciliationError)
  }

  let kernel: SimulatedKernel
  private let reconciler: Reconciler
  private let record: RecordFile
  private let folder: String

  init(_ host: SimulatedHost) throws {
    let memory = "/dev/shm"
    let base = FileManager.default.isWritableFile(atPath: memory) ? memory : FileManager.default.temporaryDirectory.path
    folder = "\(base)/vnetctl-test-\(UUID().uuidString)"
    let directory = try StateDirectory.locate(cookie: 1, environment: ["VNETCTL_STATE_DIR": folder])
    kernel = host.kernel
    record = RecordFile(in: directory, boot: "this-boot")
    reconciler = Reconciler(kernel: kernel, record: record, firstIndex: firstIndex)
    try directory.create()
    try record.save(HostRecord(ownership: host.ownership))
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Now. Assign it to go back to an earlier moment.
  var moment: Moment {
    get {
      Moment(state: kernel.state, text: try? String(contentsOfFile: record.directory.record, encoding: .utf8))
    }
    set {
      kernel.state = newValue.state
      do {
        try record.directory.create()
        if let text = newValue.text {
          try text.write(toFile: record.directory.record, atomically: false, encoding: .utf8)
        } else {
          try FileSystem.remove(record.directory.record)
        }
      } catch {
        preconditionFailure("\(error)")
      }
    }
  }

  /// What is on record and not so: a transaction, or a link that is not there.
  var recordProblems: [String] {
    get throws {
      let record = try record.load()
      let snapshot = try kernel.snapshot(probing: [])
      var problems = record.transaction == nil ? [] : ["a transaction is on record"]
      for entry in record.ownership.links.values where snapshot[entry.name]?.index != entry.index {
        problems.append("\(entry.name) is on record with a wrong index")
      }
      return problems
    }
  }

  func apply(_ topology: Topology, beforeExecution: () -> Void = {}) -> Ending {
    do throws(ReconciliationError) {
      return .success(
        try reconciler.apply(topology, ApplyOptions(allowing: Set(Allowance.allCases))) { _ in
          beforeExecution()
          return true
        })
    } catch {
      if case .failed(let error) = error { return .failure(error) }
      return .refusal(error)
    }
  }

  /// Whether applying the topology succeeds, and leaves nothing to be done.
  func converges(to topology: Topology) -> Bool {
    guard case .success = apply(topology), case .success(let again) = apply(topology) else { return false }
    return again.plan.isEmpty
  }
}
