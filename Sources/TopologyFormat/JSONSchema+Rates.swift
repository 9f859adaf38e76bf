internal import NetworkModel

/// Limits of traffic in the schema.
extension JSONSchema {
  private static let number = "(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)"

  static var rate: JSONValue {
    .members([
      "anyOf": .array([
        .members(["title": .string("no limits"), "type": .string("null")]),
        .members([
          "title": .string("the limits of a link's traffic"), "type": .string("object"),
          "properties": .object(OptionTable.rate.rows.map(property)), "additionalProperties": .boolean(false),
        ]),
      ])
    ])
  }

  /// A limit in one direction.
  static var limit: [JSONValue.Member] {
    let rate = JSONValue.members([
      "type": .string("string"),
      "pattern": .string("^\(number)(?:[KkMmGgTt][Ii]?)?(?:[Bb][Ii][Tt]|[Bb][Pp][Ss])$"),
    ])
    let size = JSONValue.members([
      "type": .string("string"), "pattern": .string("^\(number)[KkMmGg]?[Bb]?$"),
    ])
    let keys = LimitKey.allCases.map { key in
      let form =
        switch key {
        case .rate: counting(rate)
        case .burst: JSONValue.members(["anyOf": .array([integer(1...Int64(UInt32.max)), size, reference("series")])])
        }
      return JSONValue.Member(key.rawValue, described(key.summary, form))
    }
    return [
      .init(
        "anyOf",
        .array([
          .members(["title": .string("no limit"), "type": .string("null")]), rate,
          .members([
            "title": .string("a limit of traffic"), "type": .string("object"), "properties": .object(keys),
            "required": .array([.string(LimitKey.rate.rawValue)]), "additionalProperties": .boolean(false),
          ]),
        ]))
    ]
  }
}
