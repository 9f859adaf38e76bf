internal import NetworkModel
internal import Netlink
internal import Planning
internal import Reconciliation

/// The kernel, but somebody else does something before one of the operations, or before it is looked at.
final class MeddlingKernel: KernelInFront {
  /// When, each counted from 0.
  enum Moment {
    case operation(Int)
    case look(Int)
  }

  let kernel: LinuxKernel
  private let moment: Moment
  private let meddle: () throws -> Void
  /// How many operations were asked for.
  private(set) var count = 0
  private var looks = 0
  /// Why somebody else could not do it.
  private(set) var failure: (any Error)?

  /// - Parameter meddle: What somebody else does.
  init(before moment: Moment, meddle: @escaping () throws -> Void) throws(KernelError) {
    kernel = try LinuxKernel()
    self.moment = moment
    self.meddle = meddle
  }

  func snapshot(of closeup: Closeup?, probing features: Set<KernelFeature>) throws(KernelError) -> Snapshot {
    if case .look(looks) = moment { interfere() }
    looks += 1
    return try kernel.snapshot(of: closeup, probing: features)
  }

  func perform(_ operations: [Planning.Operation]) -> [KernelError?] {
    defer { count += operations.count }
    guard case .operation(let place) = moment, operations.indices.contains(place - count) else {
      return kernel.perform(operations)
    }
    let results = kernel.perform(Array(operations[..<(place - count)]))
    interfere()
    return results + kernel.perform(Array(operations[(place - count)...]))
  }

  private func interfere() {
    do { try meddle() } catch { failure = error }
  }
}
