internal import NetworkModel

/// What addresses need besides what a topology can say.
extension RestorationAttempt {
  /// Adds to the changes of addresses those of which declarations know nothing: the addresses that the kernel made itself,
  /// and flags that an interrupted change has left.
  func restoreAddresses(_ resolution: inout Resolution) {
    for fate in resolution.fates where !fate.isRemoved {
      guard let wanted = checkpoint.links[fate.name]?.state.addresses else { continue }
      guard !fate.isMade, let observed = fate.observed else { continue }
      var change = resolution.addresses[fate.name] ?? AddressChange(from: [], to: [], inOrder: false)
      for address in wanted {
        if let present = observed.addresses.first(where: { $0.key == address.key }) {
          let isTouched =
            change.changed.contains { $0.key == address.key } || change.added.contains { $0.key == address.key }
          if !isTouched, address.isLeftUnchecked(by: present) { change.changed.append(address) }
        } else if address.isMadeByKernel, !fate.beginsToRun {
          change.added.append(address)
        }
      }
      if !change.isEmpty { resolution.addresses[fate.name] = change }
    }
  }
}

extension LinkFate {
  /// Whether the kernel may yet make the link's own address by itself.
  fileprivate var beginsToRun: Bool {
    settings[.up] != nil || settings[.disableIPv6] != nil || settings[.mtu] != nil || movesToBridge
  }
}

extension Address {
  /// Whether the kernel was spared the search for others that have the address, which the address as it was does not say.
  fileprivate func isLeftUnchecked(by present: Address) -> Bool {
    local.isIPv6 && flags & Self.noDuplicateDetection == 0 && present.flags & Self.noDuplicateDetection != 0
  }
}
