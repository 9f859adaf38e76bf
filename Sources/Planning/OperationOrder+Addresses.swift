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
    return (change.replaced + withLostSource()).map(Operation.replaceRoute)
      + (change.added + lostEarly()).map(Operation.addRoute)
  }

  /// What has been replaced goes: routes before the addresses on which they depend. An address that was known to be unique
  /// loses the mark that spared it the search for others.
  func departures() -> [Operation] {
    resolution.routes.change.removed.map(Operation.removeRoute)
      + changed.flatMap { name, change in
        change.removed.map { .removeAddress(name, $0) } + strayPrefixes(name, change.removed).map(Operation.removeRoute)
          + change.added.filter(\.isProven).map { .changeAddress(name, $0) }
      } + lostAtLast().map(Operation.addRoute)
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

  /// The routes that stay, and that the kernel removes along with an address that makes room for another one, or because
  /// their link goes down for a moment.
  private func lostEarly() -> [Route] {
    let routes = resolution.routes
    return routes.future.filter { snapshot.routes.contains($0) && routes.losses.isLostForAMoment($0) }
  }

  /// The routes that stay, and whose source goes and comes back.
  private func withLostSource() -> [Route] {
    let routes = resolution.routes
    return routes.future.filter { snapshot.routes.contains($0) && routes.losses.losesSource($0) }
  }

  /// The routes that stay, and that the kernel removes along with the last address of IPv4 of their link.
  private func lostAtLast() -> [Route] {
    let routes = resolution.routes
    return routes.future.filter { routes.losses.isLostLate($0) && !routes.change.removed.contains($0) }
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
