import Glibc
import NetworkModel

/// Links of the kinds that have no file of their own here: what their traits say is how they behave.
extension SimulatedState {
  mutating func createLink(
    _ name: LinkName, _ newIndex: Int32, _ kind: LinkKind, _ settings: Settings, lower: Int32?
  ) throws(Objection) {
    guard let table = kind.table, !missing.contains(.kind(kind)) else {
      throw Objection(EOPNOTSUPP, "Unknown device type")
    }
    let data = settings.at(.kindData)
    for need in kind.traits.needs {
      guard let option = table[need.option], data[option] == nil else { continue }
      guard let substitute = need.substitute.flatMap({ table[$0] }), data.flag(substitute) == true else {
        throw Objection(EINVAL)
      }
    }
    let base = try base(of: kind, data, lower)
    try checkIdentity(kind, data, lower: lower)
    var mtu: Int64 = 1500
    var mac = inventMAC()
    if let traits = kind.lower, let base {
      if traits.limitsMTU { mtu = base.mtu }
      if traits.lendsMAC { mac = base.mac }
    }
    var all = Self.initialSettings(mtu: mtu, mac: mac)
    for option in table.rows + (kind.traits.deviceFile?.rows ?? []) { all[option] = option.standard ?? option.absent }
    all.merge(data)
    if let wanted = settings[.mac] { all[.mac] = wanted }
    if let wanted = settings.number(.mtu) {
      if kind.lower?.limitsMTU == true, let base, wanted > base.mtu { throw Objection(EINVAL) }
      all[.mtu] = .integer(wanted)
    }
    let index = try add(
      SimulatedLink(
        index: newIndex, name: name, kind: kind, kernelKind: kind.kernelKind ?? "", settings: all, lower: lower))
    if settings[.mac] != nil { update(index) { $0.hasChosenMAC = true } }
    if kind.lower?.sharesSettings == true { share(all.at(.kindData), of: index) }
    try set(
      index, settings.filter { $0.id != Option.mtu.id && $0.id != Option.mac.id && data[$0.id] == nil }, master: nil)
  }

  private func base(of kind: LinkKind, _ data: Settings, _ lower: Int32?) throws(Objection) -> SimulatedLink? {
    guard let lower, let traits = kind.lower else {
      if kind.lower?.isRequired == true { throw Objection(EINVAL, "link not specified") }
      return nil
    }
    let base = try link(lower)
    if let taker = traits.frameTaker {
      guard base.name.text != "lo" else { throw Objection(EINVAL) }
      let others = uppers(of: lower).filter { $0.kind.lower?.takesFrames == true }
      // IFF_NO_RX_HANDLER
      if base.kind == .vrf { throw Objection(EINVAL) }
      let isPort = base.master.flatMap { links[$0] }.map { $0.kind != .vrf } ?? false
      if isPort || others.contains(where: { $0.kind.lower?.frameTaker != taker }) { throw Objection(EBUSY) }
      if others.contains(where: { !kind.getsAlong(data, with: $0.kind, $0.settings) }) { throw Objection(EINVAL) }
    }
    return base
  }

  /// What no two links of the kind may have in common.
  private func checkIdentity(_ kind: LinkKind, _ data: Settings, lower: Int32?) throws(Objection) {
    guard let identity = kind.traits.identity else { return }
    let options = identity.options.compactMap { kind.table?[$0] }
    for other in links.values where other.kind == kind && (!identity.isPerLower || other.lower == lower) {
      let isSame = options.allSatisfy { option in
        (data[option] ?? option.standard) == (other.settings[option] ?? option.standard)
      }
      if isSame { throw Objection(EEXIST) }
    }
  }

  /// `changelink`: what is fixed at creation vlan_changelink() ignores, and others refuse; entries are added to maps, those
  /// with 0 removed.
  mutating func changeKind(_ index: Int32, _ settings: Settings, mtu: Int64?) throws(Objection) {
    let present = try link(index)
    guard !settings.isEmpty, let table = present.kind.table else { return }
    for entry in settings.entries where entry.option.isRefused(entry.value, instead: present.settings[entry.id]) {
      guard present.kind == .vlan else { throw Objection(EOPNOTSUPP) }
    }
    update(index) { link in
      for option in table.rows where option.timing != .creation {
        let isForgotten: Bool =
          switch option.wire {
          case .wordFlag: settings.entries.contains { $0.option.attribute == option.attribute }
          default: link.kind.traits.changes == .whole
          }
        if isForgotten { link.settings[option] = option.standard }
      }
      for entry in settings.entries where entry.option.timing != .creation {
        if case .map(let change) = entry.value, case .map(var map) = link.settings[entry.id] ?? .map([:]) {
          for (key, value) in change { map[key] = value == 0 ? nil : value }
          link.settings[entry.id] = .map(map)
        } else {
          link.settings[entry.id] = entry.value
        }
      }
    }
    if present.kind.lower?.sharesSettings == true { share(settings, of: index) }
    // Worked out anew, unless the message has one.
    if present.kind.traits.changes != .alone, mtu == nil { try setMTU(of: index, to: 1400) }
  }

  private mutating func share(_ settings: Settings, of index: Int32) {
    guard let link = links[index], let lower = link.lower else { return }
    for sibling in uppers(of: lower) where sibling.kind == link.kind {
      update(sibling.index) { $0.settings.merge(settings) }
    }
  }
}

extension Option {
  fileprivate func isRefused(_ new: OptionValue, instead old: OptionValue?) -> Bool {
    switch (timing, new, old) {
    case (.creation, _, _): new != old
    case (.creationAt(let number), _, _): new != old && (new == .integer(number) || old == .integer(number))
    case (_, .address(let new), .address(let old)): new?.isIPv6 ?? false != old?.isIPv6 ?? false
    default: false
    }
  }
}
