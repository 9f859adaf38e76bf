internal import NetworkModel

/// What changes about the addresses of one link.
struct AddressChange: Equatable {
  /// Those that go before others can come.
  var removedFirst: [Address] = []
  /// Those that come, in the order in which the kernel has to get them.
  var added: [Address] = []
  /// Those that change in their place.
  var changed: [Address] = []
  /// Those that go once all else is in place, the last one first.
  var removed: [Address] = []

  var isEmpty: Bool { removedFirst.isEmpty && added.isEmpty && changed.isEmpty && removed.isEmpty }

  /// The way from `current` to `desired`. What of the current ones is to stay must be among the desired.
  ///
  /// - Parameter inOrder: Whether the addresses shall have the order of `desired`, as the kernel reports it.
  init(from current: [Address], to desired: [Address], inOrder: Bool) {
    for isIPv6 in [false, true] {
      let current = current.filter { $0.local.isIPv6 == isIPv6 }
      let desired = desired.filter { $0.local.isIPv6 == isIPv6 }
      compare(current, desired, inOrder: inOrder)
    }
  }

  private mutating func compare(_ current: [Address], _ desired: [Address], inOrder: Bool) {
    var staying: [Address] = []
    var leaving: [Address] = []
    for address in current {
      if let wanted = desired.first(where: { $0.fixedPartIsSatisfied(by: address) }) {
        staying.append(address)
        if !wanted.isSatisfied(by: address) { changed.append(wanted.completed(by: address)) }
      } else {
        leaving.append(address)
      }
    }
    if inOrder {
      let (kept, displaced) = Self.prefixInOrder(staying, desired)
      staying = kept
      removedFirst += displaced.reversed()
    }
    // Without promote_secondaries the kernel removes the other addresses of a prefix along with the first one.
    let orphans = staying.filter { address in
      address.isSecondary && leaving.contains { !$0.isSecondary && $0.prefix == address.prefix }
    }
    staying.removeAll { orphans.contains($0) }
    removedFirst += orphans.reversed()
    let missing = desired.filter { wanted in !staying.contains { wanted.fixedPartIsSatisfied(by: $0) } }
    changed.removeAll { wanted in missing.contains { $0.key == wanted.key } }
    // A new address of the prefix would be a secondary one, and go along too.
    let losing = Set(leaving.filter { !$0.local.isIPv6 && !$0.isSecondary }.map(\.prefix))
      .intersection((missing + orphans).map(\.prefix))
    // The kernel knows an address of IPv6 by itself alone, one of IPv4 by itself and its prefix.
    let mustGoFirst: (Address) -> Bool = { address in
      losing.contains(address.prefix)
        || missing.contains {
          $0.local == address.local && ($0.local.isIPv6 || $0.prefixLength == address.prefixLength)
        }
    }
    removedFirst += leaving.filter(mustGoFirst).reversed()
    let last = leaving.filter { !mustGoFirst($0) }.reversed()
    // The kernel removes the route to a prefix of IPv6 with the last address in it, if that is one without an end.
    removed += last.filter { !$0.local.isIPv6 || $0.isTended } + last.filter { $0.local.isIPv6 && $0.isPermanent }
    // The newest address of IPv6 comes first among those of its scope (ipv6_link_dev_addr).
    added += inOrder && missing.first?.local.isIPv6 == true ? missing.reversed() : missing
  }

  /// Those of `staying` that need not be taken away for the missing ones to get their places: the kernel adds addresses of
  /// IPv4 at the end, and of IPv6 at the front.
  private static func prefixInOrder(_ staying: [Address], _ desired: [Address]) -> ([Address], [Address]) {
    let isIPv6 = desired.first?.local.isIPv6 == true
    let wanted = isIPv6 ? desired.reversed() : desired
    let found = isIPv6 ? staying.reversed() : staying
    var count = 0
    while count < found.count, count < wanted.count, wanted[count].key == found[count].key { count += 1 }
    let kept = Array(found[..<count])
    let displaced = Array(found[count...])
    return isIPv6 ? (kept.reversed(), displaced.reversed()) : (kept, displaced)
  }
}

extension Address {
  fileprivate var prefix: IPPrefix { IPPrefix(peer ?? local, length: prefixLength) }
}
