internal import NetworkModel

/// Groups of multicast databases in the document's form, in the fewest words.
extension TopologyWriter {
  static func value(of entries: [MulticastEntry]) -> JSONValue { .array(entries.map(value)) }

  private static func value(of entry: MulticastEntry) -> JSONValue {
    let group = JSONValue.string(entry.group.description)
    let others: [(MulticastKey, JSONValue?)] = [
      (.vlan, entry.vlan.map { .integer(Int64($0)) }), (.source, entry.source.map { .string($0.description) }),
    ]
    let members = others.compactMap { key, value in value.map { JSONValue.Member(key.rawValue, $0) } }
    return members.isEmpty ? group : .object([.init(MulticastKey.group.rawValue, group)] + members)
  }
}
