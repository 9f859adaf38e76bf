internal import NetworkModel

/// Entries of forwarding databases: `"52:54:00:00:00:01"`, or an object with more of it.
extension DocumentDecoder {
  /// The entries; nil when something is wrong with one of them.
  mutating func decodeForwarding(_ node: DocumentNode, _ place: ForwardingKey.Place) -> [ForwardingEntry]? {
    guard case .array(let elements) = node.content else {
      let example =
        place == .vxlan
        ? "{\"mac\": \"00:00:00:00:00:00\", \"dst\": \"192.0.2.1\"}" : "\"52:54:00:12:34:56\""
      report(node.position, "entries are a list such as [\(example)], or [] for none, not \(node.title)")
      return nil
    }
    let before = diagnostics.count
    var entries: [ForwardingEntry] = []
    var places: [ForwardingEntry.Key: TextPosition] = [:]
    for (index, element) in elements.enumerated() {
      within(.index(index)) { decoder in
        guard let entry = decoder.decodeForwardingEntry(element, place) else { return }
        if let first = places.updateValue(element.position, forKey: entry.key) {
          decoder.report(element.position, "the station has an entry already, at \(first); remove one of the two")
        }
        entries.append(entry)
      }
    }
    return diagnostics.count == before ? entries : nil
  }

  private mutating func decodeForwardingEntry(
    _ node: DocumentNode, _ place: ForwardingKey.Place
  ) -> ForwardingEntry? {
    let usual = place == .port ? ForwardingEntry.staticState : ForwardingEntry.permanentState
    guard case .object(let members) = node.content else {
      if place == .vxlan {
        report(
          node.position,
          "an entry of a VXLAN is an object such as {\"mac\": \"00:00:00:00:00:00\", \"dst\": \"192.0.2.1\"}, "
            + "not \(node.title)")
        return nil
      }
      return decodeMAC(node, of: "a station's address").map { ForwardingEntry($0, state: usual) }
    }
    let faults = diagnostics.count
    var entry = ForwardingEntry(MACAddress(bits: 0), state: usual)
    if place == .vxlan { entry.remote = ForwardingEntry.Remote(IPAddress(0, 0, 0, 0)) }
    for member in members {
      within(.key(member.key)) { decoder in
        guard let key = ForwardingKey(rawValue: member.key), key.belongs(to: place) else {
          return decoder.report(member.keyPosition, KeyAdvice.inForwarding(member.key, place))
        }
        decoder.decode(key, member.value, place, into: &entry)
      }
    }
    for key in [ForwardingKey.mac, .dst]
    where key.belongs(to: place) && !members.contains(where: { $0.key == key.rawValue }) {
      let what = key == .mac ? "the station's address" : "the address of the other end"
      report(node.position, "an entry needs its \"\(key.rawValue)\", \(what)")
    }
    if entry.isSticky, entry.isPermanent, let member = members.first(where: { $0.key == ForwardingKey.sticky.rawValue })
    {
      within(.key(member.key)) {
        $0.report(member.keyPosition, "an entry for the host itself stays where it is; remove this, or the state")
      }
    }
    return diagnostics.count == faults ? entry : nil
  }

  private mutating func decode(
    _ key: ForwardingKey, _ node: DocumentNode, _ place: ForwardingKey.Place, into entry: inout ForwardingEntry
  ) {
    switch key {
    case .mac:
      // A VXLAN has entries for groups too, and one for all that it does not know.
      if let mac = place == .vxlan ? decodeAnyMAC(node) : decodeMAC(node, of: "a station's address") {
        entry.mac = mac
      }
    case .vlan: entry.vlan = decodeInteger(node, in: VLANID.range, unit: nil).map { UInt16($0) }
    case .state:
      let word = decodeWord(node, among: ForwardingKey.states.map(\.word))
      if let state = ForwardingKey.states.first(where: { $0.word == word }) { entry.state = state.number }
    case .sticky: if decodeBoolean(node) == true { entry.flags |= ForwardingEntry.stickyFlag }
    case .dst: if let address = decodeFarEnd(node) { entry.remote?.address = address }
    case .port: entry.remote?.port = decodeInteger(node, in: ForwardingKey.ports, unit: nil).map { UInt16($0) }
    case .vni: entry.remote?.vni = decodeInteger(node, in: ForwardingKey.vnis, unit: nil).map { UInt32($0) }
    case .sourceVNI: entry.remote?.sourceVNI = decodeInteger(node, in: ForwardingKey.vnis, unit: nil).map { UInt32($0) }
    case .via: entry.remote?.link = decodeLinkName(node)
    }
  }

  private mutating func decodeFarEnd(_ node: DocumentNode) -> IPAddress? {
    guard let address = decodeIPAddress(node) else { return nil }
    if address.isUnspecified || address.isLimitedBroadcast {
      report(node.position, "\(address) is no address of another host, nor of a group")
      return nil
    }
    return address
  }
}

extension DocumentDecoder {
  /// The entries of a bridge itself or of a VXLAN.
  mutating func decodeOwnForwarding(_ node: DocumentNode, into link: inout DeclaredLink) {
    guard let place = link.kind.forwardingPlace else { return }
    let entries = decodeForwarding(node, place)
    if place == .vxlan { link.remotes = entries } else { link.forwarding = entries }
  }
}
