internal import Glibc
internal import NetworkModel
internal import Netlink
internal import Planning
internal import Reconciliation

/// The kernel, but one operation goes wrong.
final class FailingKernel: KernelInFront {
  /// How an operation goes wrong.
  enum Fault: String, CaseIterable, Sendable {
    /// It is refused.
    case refusal
    /// The kernel says yes and does nothing.
    case silence
  }

  let kernel: LinuxKernel
  private let fault: Fault
  private let place: Int
  /// How many operations were asked for.
  private(set) var count = 0
  /// The operation that went wrong; nil when there were not so many.
  private(set) var victim: Planning.Operation?

  /// - Parameter place: Which operation, the first one being 0.
  init(_ fault: Fault, at place: Int) throws(KernelError) {
    kernel = try LinuxKernel()
    self.fault = fault
    self.place = place
  }

  func perform(_ operations: [Planning.Operation]) -> [KernelError?] {
    let place = place - count
    count += operations.count
    guard operations.indices.contains(place) else { return kernel.perform(operations) }
    var others = operations
    let victim = others.remove(at: place)
    self.victim = victim
    var results = kernel.perform(others)
    let error = KernelError(request: victim.description, code: EIO, words: "refused by the test")
    results.insert(fault == .refusal ? error : nil, at: place)
    return results
  }
}
