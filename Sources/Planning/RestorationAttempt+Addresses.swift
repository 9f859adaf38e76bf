internal import NetworkModel

/// What addresses need besides what a topology can say. A declaration is silent about what it leaves to the kernel, while
/// a checkpoint means it so when an address has no broadcast address or no metric.
extension RestorationAttempt {
  /// Adds to the changes of addresses what of them is not as it was, and those that the kernel made itself and has lost.
  func restoreAddresses(_ resolution: inout Resolution) {
    for fate in resolution.fates where !fate.isRemoved && !fate.isMade {
      guard let wanted = checkpoint.links[fate.name]?.state.addresses, let observed = fate.observed else { continue }
      var change = resolution.addresses[fate.name] ?? AddressChange(from: [], to: [], inOrder: true)
      let misplaced = observed.addresses.filter { present in
        present.broadcast != nil && wanted.contains { $0.key == present.key && $0.broadcast == nil }
      }
      // Addresses of IPv6 go when the link goes down (addrconf_ifdown), and can come back then.
      let goesDown = observed.settings.flag(.up) == true && fate.settings.flag(.up) == false
      if !misplaced.isEmpty || goesDown {
        let rest = observed.addresses.filter { !misplaced.contains($0) && !(goesDown && $0.local.isIPv6) }
        let future = resolution.futureAddresses(fate.name).filter { !(goesDown && $0.isMadeByKernel) }
        change = AddressChange(from: rest, to: future, inOrder: true)
        change.removedFirst = misplaced.filter { !(goesDown && $0.local.isIPv6) }.reversed() + change.removedFirst
      }
      let touched = Set((change.changed + change.added + change.removedFirst).map(\.key))
      for address in wanted where !touched.contains(address.key) {
        if let present = observed.addresses.first(where: { $0.key == address.key }) {
          if address.isUnlike(present) { change.changed.append(address) }
        } else if address.isMadeByKernel, !fate.beginsToRun {
          change.added.append(address)
        }
      }
      resolution.addresses[fate.name] = change.isEmpty ? nil : change
    }
  }
}

extension LinkFate {
  /// Whether the kernel may yet make the link's own address by itself.
  fileprivate var beginsToRun: Bool {
    settings[.up] != nil || settings[.disableIPv6] != nil || settings[.mtu] != nil || changesMaster
  }
}

extension Address {
  /// Whether the address as it is has a metric that it had not, or bears the mark that the kernel was spared the search for
  /// others that have it.
  fileprivate func isUnlike(_ present: Address) -> Bool {
    let isUnchecked = { (address: Address) in address.local.isIPv6 && address.flags & Self.noDuplicateDetection != 0 }
    return metric != present.metric || (isUnchecked(present) && !isUnchecked(self))
  }
}
