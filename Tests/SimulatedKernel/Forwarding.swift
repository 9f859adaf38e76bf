import Glibc
import NetworkModel

extension SimulatedState {
  /// br_fdb_add() and vxlan_fdb_add() with `NLM_F_CREATE` and `NLM_F_REPLACE`, or `NLM_F_APPEND` where a VXLAN takes that.
  mutating func addForwarding(_ entry: ForwardingEntry, to index: Int32) throws(Objection) {
    let link = try link(index)
    if entry.remote != nil { return try addRemote(entry, to: link) }
    let bridge = link.kind == .bridge ? index : link.master ?? index
    guard link.port != nil || link.kind == .bridge else { throw Objection(EOPNOTSUPP) }
    guard !entry.mac.isMulticast, !entry.mac.isZero, entry.isStatic || entry.state & 0x02 != 0,
      !(entry.isSticky && entry.isPermanent)
    else {
      throw Objection(EINVAL)
    }
    let vlans = (link.vlans?.members ?? []).sorted()
    guard let vlan = entry.vlan else {
      // "To be nice", the kernel adds the entry for every VLAN on the port besides.
      for vlan in [nil] + vlans.map(Optional.some) {
        try addForwarding(exactly: entry.inVLAN(vlan), to: link, on: bridge)
      }
      return
    }
    guard vlans.contains(vlan) else { throw Objection(EINVAL) }
    try addForwarding(exactly: entry, to: link, on: bridge)
  }

  /// fdb_add_entry()
  private mutating func addForwarding(
    exactly entry: ForwardingEntry, to link: SimulatedLink, on bridge: Int32
  ) throws(Objection) {
    if link.port == nil {
      guard entry.isPermanent else { throw Objection(EINVAL) }
    } else if !entry.isStatic {
      // A port that does not learn takes no entry that could be learnt.
      guard isRunning(link) else { throw Objection(EPERM) }
    }
    let members = ports(of: bridge) + (links[bridge].map { [$0] } ?? [])
    // The real kernel puts it in the place of an address of the bridge or of its ports, which nobody should want.
    guard !members.contains(where: { $0.mac == entry.mac }) else { throw Objection(EEXIST) }
    var entry = entry
    for member in members {
      guard let old = member.forwarding.first(where: { $0.key == entry.key && $0.remote == nil }) else { continue }
      // That a program has learnt it is forgotten with the entry alone.
      entry.flags |= old.flags & ForwardingEntry.externallyLearnedFlag
      update(member.index) { $0.forwarding.removeAll { $0 == old } }
    }
    update(link.index) { $0.forwarding.append(entry) }
  }

  /// br_fdb_delete() and vxlan_fdb_delete()
  mutating func removeForwarding(_ entry: ForwardingEntry, from index: Int32) throws(Objection) {
    let link = try link(index)
    if entry.remote == nil {
      guard link.port != nil || link.kind == .bridge else { throw Objection(EOPNOTSUPP) }
      let vlans = link.vlans?.members ?? []
      if let vlan = entry.vlan, !vlans.contains(vlan) { throw Objection(EINVAL) }
      let isMeant = { (old: ForwardingEntry) in
        old.remote == nil && old.mac == entry.mac
          && (entry.vlan == nil ? old.vlan.map(vlans.contains) ?? true : old.vlan == entry.vlan)
      }
      guard link.forwarding.contains(where: isMeant) else { throw Objection(ENOENT) }
      update(index) { $0.forwarding.removeAll(where: isMeant) }
    } else {
      let isMeant = { (old: ForwardingEntry) in old.key == entry.key && old.remote == entry.remote }
      guard link.kind == .vxlan, link.forwarding.contains(where: isMeant) else { throw Objection(ENOENT) }
      update(index) { $0.forwarding.removeAll(where: isMeant) }
    }
  }

  private mutating func addRemote(_ entry: ForwardingEntry, to link: SimulatedLink) throws(Objection) {
    guard link.kind == .vxlan, let remote = entry.remote else { throw Objection(EOPNOTSUPP) }
    guard remote.address.isIPv6 == usesIPv6(link) else { throw Objection(EAFNOSUPPORT) }
    let lower = link.lower.flatMap { links[$0]?.name }
    // That entry is the kernel's own already.
    if entry.mac.isZero, case .address(let address?)? = link.settings[.vxlanRemote], remote.isStandard(address, lower) {
      return
    }
    update(link.index) {
      $0.forwarding.removeAll { $0.key == entry.key && $0.remote != nil }
      $0.forwarding.append(entry)
    }
  }

  private func usesIPv6(_ vxlan: SimulatedLink) -> Bool {
    [Option.vxlanRemote, .vxlanLocal].contains {
      if case .address(let address?)? = vxlan.settings[$0] { address.isIPv6 } else { false }
    }
  }
}

extension SimulatedState {
  /// The entry for where a VXLAN sends to by its settings is the kernel's own, whoever had made it.
  mutating func takeStandardRemote(_ index: Int32) {
    guard let link = links[index], link.kind == .vxlan,
      case .address(let address?)? = link.settings[.vxlanRemote]
    else { return }
    let lower = link.lower.flatMap { links[$0]?.name }
    update(index) {
      $0.forwarding.removeAll { $0.mac.isZero && $0.remote?.isStandard(address, lower) == true }
    }
  }
}

extension SimulatedState {
  /// br_fdb_delete_by_port(), which spares what is static, and what a program tends.
  mutating func forgetStations(of index: Int32) throws(Objection) {
    guard try link(index).port != nil else { throw Objection(EOPNOTSUPP) }
    update(index) { $0.forwarding.removeAll { $0.remote == nil && !$0.isStatic && !$0.isExternallyLearned } }
  }
}
