internal import NetworkModel

/// Settings of VLANs in the schema.
extension JSONSchema {
  static func vlanSettings(_ table: OptionTable, ofBridgeItself isBridge: Bool) -> JSONValue {
    .members([
      "type": .string("object"),
      "propertyNames": vlanRange,
      "additionalProperties": .members([
        "title": .string("a VLAN, or several in a row"), "type": .string("object"),
        "properties": .object(table.rows.filter { !isBridge || !$0.isOfPortVLANsAlone }.map(property)),
        "additionalProperties": .boolean(false),
      ]),
    ])
  }
}
