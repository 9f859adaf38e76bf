internal import NetworkModel
internal import Netlink
internal import Planning
internal import Reconciliation

/// The kernel, but somebody else does something before one of the operations.
final class MeddlingKernel: KernelInFront {
  let kernel: LinuxKernel
  private let place: Int
  private let meddle: () throws -> Void
  /// How many operations were asked for.
  private(set) var count = 0
  /// Why somebody else could not do it.
  private(set) var failure: (any Error)?

  /// - Parameters:
  ///   - place: Before which operation, the first one being 0.
  ///   - meddle: What somebody else does.
  init(before place: Int, meddle: @escaping () throws -> Void) throws(KernelError) {
    kernel = try LinuxKernel()
    self.place = place
    self.meddle = meddle
  }

  func perform(_ operations: [Planning.Operation]) -> [KernelError?] {
    let place = place - count
    count += operations.count
    guard operations.indices.contains(place) else { return kernel.perform(operations) }
    let results = kernel.perform(Array(operations[..<place]))
    do { try meddle() } catch { failure = error }
    return results + kernel.perform(Array(operations[place...]))
  }
}
