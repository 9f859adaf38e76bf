import Glibc
import NetworkModel

extension ForwardingEntry {
  /// Whether it neither ages nor goes when the port stops: `NUD_PERMANENT` or `NUD_NOARP`.
  var isStatic: Bool { isPermanent || state & 0x40 != 0 }

  /// `NUD_PERMANENT`
  var isPermanent: Bool { state & 0x80 != 0 }
}

extension SimulatedState {
  /// br_fdb_add() with `NLM_F_EXCL`.
  mutating func addForwarding(_ entry: ForwardingEntry, to index: Int32) throws(Objection) {
    let link = try link(index)
    let bridge = link.master ?? index
    guard link.port != nil || link.kind == .bridge else { throw Objection(EOPNOTSUPP) }
    guard !entry.mac.isMulticast, !entry.mac.isZero, entry.isStatic || entry.state & 0x02 != 0 else {
      throw Objection(EINVAL)
    }
    var vlans: [UInt16] = []
    for run in link.vlans?.runs ?? [] { vlans += run.first...run.last }
    guard let vlan = entry.vlan else {
      // "To be nice", the kernel adds the entry for every VLAN on the port besides.
      for vlan in [nil] + vlans.map(Optional.some) {
        var one = entry
        one.vlan = vlan
        try addForwarding(exactly: one, to: link, on: bridge)
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
    for member in members {
      // The addresses of the bridge and of its ports are there, by the kernel's own hand.
      guard member.mac != entry.mac,
        !member.forwarding.contains(where: { $0.mac == entry.mac && $0.vlan == entry.vlan })
      else { throw Objection(EEXIST) }
    }
    update(link.index) { $0.forwarding.append(entry) }
  }
}
