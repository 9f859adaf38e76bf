internal import NetworkModel

/// The virtual functions of a NIC in the schema.
extension JSONSchema {
  static var virtualFunctions: JSONValue {
    .members([
      "type": .string("object"),
      "propertyNames": .members(["pattern": .string("^[0-9]{1,5}(?:-[0-9]{1,5})?$")]),
      "additionalProperties": .members([
        "title": .string("a virtual function, or several in a row"), "type": .string("object"),
        "properties": .object(OptionTable.virtualFunction.rows.map(property)),
        "additionalProperties": .boolean(false),
      ]),
    ])
  }
}
