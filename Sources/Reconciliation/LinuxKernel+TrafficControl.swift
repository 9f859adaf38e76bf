internal import Netlink
internal import NetworkModel
internal import Planning

/// Limits of what links send and receive.
extension LinuxKernel {
  func enqueue(
    _ step: TrafficControlStep, _ link: Int32, _ place: Int, _ operations: [Operation],
    _ results: inout [KernelError?]
  ) throws(KernelError) {
    switch step {
    case .addShaper(let limit): try batch.setShaper(limit, of: link, isNew: true)
    case .changeShaper(let limit): try batch.setShaper(limit, of: link, isNew: false)
    case .removeShaper: try batch.removeShaper(of: link)
    case .addHook: try batch.addHook(to: link)
    case .removeHook:
      // The kernel removes it with all that is in it, of whoever.
      flush(operations, &results)
      guard try !client.hasFilters(link) else { return }
      try batch.removeHook(of: link)
    case .addPolicer(let limit, let inOwnHook): try batch.addPolicer(limit, to: link, inOwnHook: inOwnHook)
    case .removePolicer(let inOwnHook): try batch.removePolicer(of: link, inOwnHook: inOwnHook)
    }
    owners.append(place)
  }
}
