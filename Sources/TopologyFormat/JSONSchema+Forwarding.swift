internal import NetworkModel

/// Entries of forwarding databases in the schema.
extension JSONSchema {
  private static let anyMAC = "^[0-9A-Fa-f]{2}(?:(?::[0-9A-Fa-f]{2}){5}|(?:-[0-9A-Fa-f]{2}){5})$"

  static func forwarding(_ place: ForwardingKey.Place) -> JSONValue {
    let plain = place == .vxlan ? [] : [mac, reference("series")]
    return .members([
      "type": .string("array"), "items": .members(["anyOf": .array(plain + [forwardingEntry(place)])]),
    ])
  }

  private static func forwardingEntry(_ place: ForwardingKey.Place) -> JSONValue {
    let keys = ForwardingKey.allCases.filter { $0.belongs(to: place) }.map { key in
      let value: JSONValue =
        switch key {
        case .mac:
          counting(
            place == .vxlan
              ? .members(["type": .string("string"), "pattern": .string(anyMAC)]) : mac)
        case .vlan: reference("vlan_id")
        case .state: .members(["enum": .array(ForwardingKey.states.map { .string($0.word) })])
        case .sticky: boolean
        case .dst: counting(reference("ip_address"))
        case .port: counting(integer(ForwardingKey.ports))
        case .vni, .sourceVNI: counting(integer(ForwardingKey.vnis))
        case .via: counting(reference("link_name"))
        }
      return JSONValue.Member(key.rawValue, described(key.summary, value))
    }
    let needs = [ForwardingKey.mac, .dst].filter { $0.belongs(to: place) }
    return .members([
      "title": .string("an entry of the forwarding database"), "type": .string("object"), "properties": .object(keys),
      "required": .array(needs.map { .string($0.rawValue) }), "additionalProperties": .boolean(false),
    ])
  }
}

/// `mac_lock` in the schema.
extension JSONSchema {
  static var macLock: JSONValue {
    .members([
      "anyOf": .array([
        .members(["type": .string("null")]),
        .members(["type": .string("array"), "items": counting(mac)]),
      ])
    ])
  }

  /// What cannot stand beside it.
  static func macLockCompany(_ master: LinkKind) -> JSONValue {
    guard PortKey.macLock.belongs(to: master) else { return .object([]) }
    let own = [Option.locked.name, Option.learning.name, Option.mab.name, PortKey.fdb.rawValue]
    return .members([PortKey.macLock.rawValue: .members(["allOf": .array(own.map(absence))])])
  }
}
