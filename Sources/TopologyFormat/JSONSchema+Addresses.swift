internal import NetworkModel

/// Addresses in the schema. Of IPv6 it tells only which characters there can be.
extension JSONSchema {
  private static let octet = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
  private static let ipv4 = #"(?:\#(octet)\.){3}\#(octet)"#
  private static let ipv6 = "(?=[^:]*:[^:]*:)[0-9A-Fa-f:.]{2,45}"
  private static let ipv4Length = "/(?:3[0-2]|[12]?[0-9])"
  private static let ipv6Length = "/(?:12[0-8]|1[01][0-9]|[1-9]?[0-9])"

  private static func text(_ pattern: String) -> JSONValue {
    .members(["type": .string("string"), "pattern": .string("^(?:\(pattern))$")])
  }

  static var ipAddress: JSONValue { text("\(ipv4)|\(ipv6)") }
  static var destination: JSONValue { text("default|\(ipv4)(?:\(ipv4Length))?|\(ipv6)(?:\(ipv6Length))?") }
  static var hostAddress: JSONValue { text("(?!.*/0$)(?:\(ipv4)\(ipv4Length)|\(ipv6)\(ipv6Length))") }

  static var addresses: JSONValue {
    .members([
      "type": .string("array"),
      "items": .members(["anyOf": .array([reference("host_address"), reference("address"), reference("series")])]),
    ])
  }

  static var address: JSONValue {
    let keys = AddressKey.allCases.map { key in
      let value: JSONValue =
        switch key {
        case .address: counting(reference("host_address"))
        case .peer: counting(reference("ip_address"))
        case .broadcast: counting(text(ipv4))
        case .scope: scope(upTo: .nowhere)
        case .label:
          .members([
            "type": .string("string"), "minLength": .integer(1),
            "maxLength": .integer(Int64(AddressKey.maximumLabelBytes)), "pattern": .string("^[^\\u0000]*$"),
          ])
        case .preferredLifetime: lifetime(from: 0)
        case .validLifetime: lifetime(from: 1)
        case .noPrefixRoute: boolean
        case .metric: integer(1...Int64(UInt32.max))
        }
      return JSONValue.Member(key.rawValue, described(key.summary, value))
    }
    let ofIPv4 = [AddressKey.broadcast, .scope, .label].map { absence(of: $0.rawValue) }
    return .members([
      "title": .string("an IP address"), "type": .string("object"), "properties": .object(keys),
      "required": .array([.string(AddressKey.address.rawValue)]), "additionalProperties": .boolean(false),
      "if": .members(["properties": .members([AddressKey.address.rawValue: text(".*:.*")])]),
      "then": .members(["allOf": .array(ofIPv4)]),
    ])
  }

  /// A scope by its word or its number.
  static func scope(upTo last: Scope) -> JSONValue {
    let words = Scope.words.filter { $0.value.rawValue <= last.rawValue }.map { JSONValue.string($0.key) }
    return .members([
      "anyOf": .array([.members(["enum": .array(words)]), integer(0...Int64(last.rawValue))])
    ])
  }

  private static func lifetime(from least: Int64) -> JSONValue {
    .members([
      "anyOf": .array([
        .members(["const": .string(AddressKey.forever)]), integer(least...AddressKey.longestLifetime),
      ])
    ])
  }

  /// That an object has no such key.
  static func absence(of key: String) -> JSONValue {
    .members(["not": .members(["required": .array([.string(key)])])])
  }
}
