internal import NetworkModel

/// Entries of forwarding databases in the document's form, in the fewest words.
extension TopologyWriter {
  static func value(of entries: [ForwardingEntry], _ place: ForwardingKey.Place) -> JSONValue {
    .array(entries.map { value(of: $0, place) })
  }

  private static func value(of entry: ForwardingEntry, _ place: ForwardingKey.Place) -> JSONValue {
    let state = place == .port && entry.isPermanent ? ForwardingKey.states.first { $0.number == entry.state } : nil
    let others: [(ForwardingKey, JSONValue?)] = [
      (.vlan, entry.vlan.map { .integer(Int64($0)) }),
      (.state, state.map { .string($0.word) }),
      (.sticky, entry.isSticky ? .boolean(true) : nil),
      (.dst, entry.remote.map { .string($0.address.description) }),
      (.port, entry.remote?.port.map { .integer(Int64($0)) }),
      (.vni, entry.remote?.vni.map { .integer(Int64($0)) }),
      (.sourceVNI, entry.remote?.sourceVNI.map { .integer(Int64($0)) }),
      (.via, entry.remote?.link.map { .string($0.text) }),
    ]
    let mac = JSONValue.string(entry.mac.description)
    let members = others.compactMap { key, value in value.map { JSONValue.Member(key.rawValue, $0) } }
    return members.isEmpty ? mac : .object([.init(ForwardingKey.mac.rawValue, mac)] + members)
  }
}
