internal import NetworkModel

/// Addresses and routes: what comes first, so that the host is reachable all the time.
extension OperationOrder {
  /// The links whose addresses change, those of the document first.
  private var changed: [(LinkName, AddressChange)] {
    let own = fates.map(\.name).filter { resolution.addresses[$0] != nil }
    let others = resolution.addresses.keys.filter { fate($0) == nil }.sorted()
    return (own + others).compactMap { name in resolution.addresses[name].map { (name, $0) } }
  }

  /// New addresses come before old ones go. What stands in the way of a new one goes first.
  func addressOperations() -> [Operation] {
    changed.flatMap { name, change in
      change.removedFirst.map { .removeAddress(name, $0) }
        + change.added.map { .addAddress(name, $0.isProven ? $0.withoutDuplicateDetection : $0) }
        + change.changed.map { .changeAddress(name, $0) }
    }
  }

  func routeOperations() -> [Operation] {
    let change = resolution.routes.change
    return change.replaced.map(Operation.replaceRoute) + (change.added + flushed()).map(Operation.addRoute)
  }

  /// What has been replaced goes: routes before the addresses on which they depend. An address that was known to be unique
  /// loses the mark that spared it the search for others.
  func departures() -> [Operation] {
    resolution.routes.change.removed.map(Operation.removeRoute)
      + changed.flatMap { name, change in
        change.removed.map { .removeAddress(name, $0) } + strayPrefixes(name, change.removed).map(Operation.removeRoute)
          + change.added.filter(\.isProven).map { .changeAddress(name, $0) }
      }
  }

  /// The routes to the prefixes of addresses of IPv6 with an end: the kernel leaves them behind until that end
  /// (ipv6_del_addr), and so would still look for the neighbours there.
  private func strayPrefixes(_ name: LinkName, _ removed: [Address]) -> [Route] {
    let tended = removed.filter { $0.local.isIPv6 && $0.isTended && $0.noPrefixRoute != true }
    let kernelOrigin: UInt8 = 2
    let routes = tended.map { address in
      Route(
        IPPrefix(address.peer ?? address.local, length: address.prefixLength), hops: [.init(link: name)],
        metric: address.metric ?? 256, origin: kernelOrigin)
    }
    let kept = resolution.futureAddresses(name).map { IPPrefix($0.peer ?? $0.local, length: $0.prefixLength) }
    return Set(routes).filter { !kept.contains($0.destination) && $0.destination.length < 128 }
      .sorted { $0.description < $1.description }
  }

  /// The kernel removes the routes over a link along with its last address of IPv4 (fib_disable_ip), and those from an
  /// address along with that.
  private func flushed() -> [Route] {
    var result: [Route] = []
    for (name, change) in changed {
      let firstGone = change.removedFirst.filter { !$0.local.isIPv6 }
      guard !firstGone.isEmpty else { continue }
      let old = snapshot[name]?.addresses.filter { !$0.local.isIPv6 } ?? []
      // Others of a prefix go along with the first one.
      let gone = old.filter { address in
        firstGone.contains { other in
          other.key == address.key
            || (address.isSecondary && !other.isSecondary && other.prefix == address.prefix)
        }
      }
      let isBare = gone.count == old.count
      for route in resolution.routes.future where !route.destination.isIPv6 && route.uses(name) {
        let isFlushed = isBare || gone.contains { $0.local == route.source }
        guard isFlushed, snapshot.routes.contains(route), !result.contains(route) else { continue }
        result.append(route)
      }
    }
    return result
  }
}

extension Address {
  /// Whether it is of IPv6 and was in use already, and so is known to be nobody else's.
  fileprivate var isProven: Bool {
    // IFA_F_DADFAILED 0x08, IFA_F_TENTATIVE 0x40
    local.isIPv6 && isReported && flags & (0x48 | Self.noDuplicateDetection) == 0
  }

  fileprivate var withoutDuplicateDetection: Address {
    var result = self
    result.flags |= Self.noDuplicateDetection
    return result
  }
}

extension Option {
  /// Whether it is set through a file, since no message does.
  var isIPv6Configuration: Bool {
    if case .ipv6Configuration = wire { true } else { false }
  }
}
