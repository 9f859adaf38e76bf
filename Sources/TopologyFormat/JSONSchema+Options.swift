internal import NetworkModel

/// The values of options in the schema, by their types.
extension JSONSchema {
  static func property(of option: Option) -> JSONValue.Member {
    let standard = option.standard.flatMap { TopologyWriter.value(of: $0, as: option.type) }
    var members: [JSONValue.Member] = [.init("description", .string(option.longSummary))]
    members += countingForm(of: option.type)
    if let standard { members.append(.init("default", standard)) }
    return .init(option.name, .object(members))
  }

  private static func countingForm(of type: OptionType) -> [JSONValue.Member] {
    switch type {
    // These take a string of any form, or several values.
    case .text, .user, .group, .macs, .names, .addresses, .map, .flags: form(of: type)
    case .boolean, .enumeration: form(of: type)
    default: [.init("anyOf", .array([.object(form(of: type)), reference("series")]))]
    }
  }

  /// The address that a link or a station can have.
  static var mac: JSONValue { .object(form(of: .mac)) }

  static var boolean: JSONValue { .members(["type": .string("boolean")]) }

  static func integer(_ range: ClosedRange<Int64>) -> JSONValue { .object(bounded("integer", range)) }

  private static func bounded(_ type: String, _ range: ClosedRange<Int64>) -> [JSONValue.Member] {
    [
      .init("type", .string(type)), .init("minimum", .integer(range.lowerBound)),
      .init("maximum", .integer(range.upperBound)),
    ]
  }

  private static func form(of type: OptionType) -> [JSONValue.Member] {
    switch type {
    case .boolean: [.init("type", .string("boolean"))]
    case .integer(let range, _), .queues(let range): bounded("integer", range)
    case .seconds(let range, let ticksPerSecond):
      // No multipleOf: validators that count in binary fractions take 0.29 for no multiple of 0.01.
      [
        .init("type", .string("number")),
        .init("minimum", .number(Option.decimal(range.lowerBound, per: ticksPerSecond))),
        .init("maximum", .number(Option.decimal(range.upperBound, per: ticksPerSecond))),
      ]
    case .bitmask(let allowed):
      [
        .init(
          "anyOf",
          .array([
            integer(0...allowed),
            .members(["type": .string("string"), "pattern": .string("^0[xX][0-9a-fA-F]{1,15}$")]),
          ]))
      ]
    case .enumeration(let words): [.init("enum", .array(words.map { .string($0.name) }))]
    case .mac:
      [
        .init("type", .string("string")),
        .init(
          "pattern",
          .string(
            "^(?!00(?:[:-]00){5}$)[0-9A-Fa-f][02468ACEace](?:(?::[0-9A-Fa-f]{2}){5}|(?:-[0-9A-Fa-f]{2}){5})$")),
      ]
    case .numberOrWord(let range, let words):
      [
        .init(
          "anyOf",
          .array([integer(range), .members(["enum": .array(words.map { .string($0.name) })])]))
      ]
    case .ports: [.init("type", .string("string")), .init("pattern", .string("^[0-9]{1,5}-[0-9]{1,5}$"))]
    case .address: [.init("anyOf", .array([reference("ip_address"), .members(["type": .string("null")])]))]
    case .addresses(_, let maximum):
      [
        .init("type", .string("array")), .init("maxItems", .integer(Int64(maximum))),
        .init("items", reference("ip_address")),
      ]
    case .macs: [.init("type", .string("array")), .init("items", .object(form(of: .mac)))]
    case .names(let maximumBytes):
      [
        .init("type", .string("array")), .init("uniqueItems", .boolean(true)),
        .init(
          "items",
          .members([
            "type": .string("string"), "minLength": .integer(1), "maxLength": .integer(Int64(maximumBytes)),
            "pattern": .string("^[^/\\s]*$"),
          ])),
      ]
    case .limit: limit
    case .groupAddress:
      [
        .init("type", .string("string")),
        .init("pattern", .string("^01(?::80:[cC]2:00:00:|-80-[cC]2-00-00-)0[04-9A-Fa-f]$")),
      ]
    case .text(let maximumBytes):
      [
        .init("type", .string("string")), .init("maxLength", .integer(Int64(maximumBytes))),
        .init("pattern", .string("^[^\\u0000]*$")),
      ]
    case .user, .group:
      [
        .init(
          "anyOf",
          .array([
            .members(["type": .string("string"), "minLength": .integer(1)]), integer(0...Int64(UInt32.max) - 1),
          ]))
      ]
    case .link: [.init("anyOf", .array([reference("link_name"), .members(["type": .string("null")])]))]
    case .flags:
      [
        .init("type", .string("object")),
        .init(
          "propertyNames",
          .members(["pattern": .string("^[^\\u0000-\\u001f\\u007f]{1,\(DocumentDecoder.longestFlagName)}$")])),
        .init("additionalProperties", boolean),
      ]
    case .map(let keys, let values):
      [
        .init("type", .string("object")),
        .init(
          "propertyNames",
          .members([
            "pattern": .string(keys.upperBound < 10 ? "^0*[0-\(keys.upperBound)]$" : "^[0-9]{1,19}$")
          ])),
        .init("additionalProperties", integer(values)),
      ]
    }
  }
}
