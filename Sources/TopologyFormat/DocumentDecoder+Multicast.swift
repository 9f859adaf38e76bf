internal import NetworkModel

/// Groups of multicast databases: `"239.1.1.1"`, or an object with more of it.
extension DocumentDecoder {
  /// The groups; nil when something is wrong with one of them.
  ///
  /// - Parameter isBridge: Whether they are those of a bridge itself, and not of a port.
  mutating func decodeMulticast(_ node: DocumentNode, ofBridgeItself isBridge: Bool) -> [MulticastEntry]? {
    guard case .array(let elements) = node.content else {
      let example = isBridge ? "01:00:5e:01:01:01" : "239.1.1.1"
      report(node.position, "groups are a list such as [\"\(example)\"], or [] for none, not \(node.title)")
      return nil
    }
    let before = diagnostics.count
    var entries: [MulticastEntry] = []
    var places: [MulticastEntry: TextPosition] = [:]
    for (index, element) in elements.enumerated() {
      within(.index(index)) { decoder in
        guard let entry = decoder.decodeMulticastEntry(element, isBridge) else { return }
        if let first = places.updateValue(element.position, forKey: entry) {
          decoder.report(element.position, "the group stands here already, at \(first); remove one of the two")
        }
        entries.append(entry)
      }
    }
    return diagnostics.count == before ? entries : nil
  }

  private mutating func decodeMulticastEntry(_ node: DocumentNode, _ isBridge: Bool) -> MulticastEntry? {
    guard case .object(let members) = node.content else {
      return decodeMulticastGroup(node, isBridge).map { MulticastEntry($0) }
    }
    let faults = diagnostics.count
    var group: MulticastEntry.Group?
    var vlan: UInt16?
    var source: IPAddress?
    for member in members {
      within(.key(member.key)) { decoder in
        switch MulticastKey(rawValue: member.key) {
        case .group: group = decoder.decodeMulticastGroup(member.value, isBridge)
        case .vlan: vlan = decoder.decodeInteger(member.value, in: VLANID.range, unit: nil).map { UInt16($0) }
        case .source: source = decoder.decodeHostAddress(member.value)
        case nil: decoder.report(member.keyPosition, KeyAdvice.inMulticast(member.key))
        }
      }
    }
    if !members.contains(where: { $0.key == MulticastKey.group.rawValue }) {
      report(node.position, "an entry needs its \"group\", the address of a multicast group")
    }
    if let group, let source, let member = members.first(where: { $0.key == MulticastKey.source.rawValue }) {
      within(.key(member.key)) { decoder in
        switch group {
        case .mac:
          decoder.report(member.keyPosition, "a group with a MAC address is that of all senders; remove this")
        case .address(let address) where address.isIPv6 != source.isIPv6:
          decoder.report(
            member.value.position,
            "\(source) is of another family than the group \(address), to which it can send nothing")
        case .address: break
        }
      }
    }
    return diagnostics.count == faults ? group.map { MulticastEntry($0, vlan: vlan, source: source) } : nil
  }

  /// What is_valid_mdb_entry() in net/bridge/br_mdb.c takes, less what is no group.
  private mutating func decodeMulticastGroup(_ node: DocumentNode, _ isBridge: Bool) -> MulticastEntry.Group? {
    guard case .string(let text) = node.content, let group = MulticastEntry.Group(text) else {
      report(
        node.position,
        "a group such as \"239.1.1.1\", \"ff15::1\" or \"01:00:5e:01:01:01\" must stand here, not \(node.title)")
      return nil
    }
    let objection: String? =
      switch group {
      case .address(let address) where !address.isMulticast:
        "\(address) is no multicast address, which are those of 224.0.0.0/4 and ff00::/8"
      case .address where isBridge:
        "the host itself joins the groups of its programs, and the kernel forgets others; at a bridge itself only MAC addresses "
          + "of groups stay"
      case .address(let address) where address.isFlooded:
        "\(address) goes to everybody on the link whatever is listed; remove it"
      case .mac(let mac) where !mac.isMulticast:
        "\(mac) is no multicast address, for the lowest bit of its first octet is 0"
      case .mac(let mac) where mac.bits == 0xFFFF_FFFF_FFFF:
        "\(mac) is the address for broadcasts, which go to everybody"
      default: nil
      }
    guard let objection else { return group }
    report(node.position, objection)
    return nil
  }
}

extension MulticastEntry.Group {
  fileprivate init?(_ text: String) {
    if let mac = MACAddress(text) {
      self = .mac(mac)
    } else {
      guard let address = IPAddress(text) else { return nil }
      self = .address(address)
    }
  }
}

extension IPAddress {
  /// Whether it is of a group that no bridge keeps from anybody: 224.0.0.0/24, and all nodes of a link, ff02::1.
  fileprivate var isFlooded: Bool {
    isIPv6 ? self == IPAddress("ff02::1") : bytes.starts(with: [224, 0, 0])
  }
}
