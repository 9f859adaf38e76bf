internal import NetworkModel

/// Groups of multicast databases in the schema.
extension JSONSchema {
  private static var groupMAC: JSONValue {
    .members([
      "type": .string("string"),
      "pattern": .string("^[0-9A-Fa-f][13579BDFbdf](?:(?::[0-9A-Fa-f]{2}){5}|(?:-[0-9A-Fa-f]{2}){5})$"),
    ])
  }

  private static func group(ofBridgeItself isBridge: Bool) -> [JSONValue] {
    (isBridge ? [] : [reference("ip_address")]) + [groupMAC, reference("series")]
  }

  static func multicast(ofBridgeItself isBridge: Bool) -> JSONValue {
    let keys = MulticastKey.allCases.map { key in
      let value: JSONValue =
        switch key {
        case .group: .members(["anyOf": .array(group(ofBridgeItself: isBridge))])
        case .vlan: reference("vlan_id")
        case .source: counting(reference("ip_address"))
        }
      return JSONValue.Member(key.rawValue, described(key.summary, value))
    }
    let entry = JSONValue.members([
      "title": .string("an entry of the multicast database"), "type": .string("object"), "properties": .object(keys),
      "required": .array([.string(MulticastKey.group.rawValue)]), "additionalProperties": .boolean(false),
    ])
    return .members([
      "type": .string("array"),
      "items": .members(["anyOf": .array(group(ofBridgeItself: isBridge) + [entry])]),
    ])
  }
}
