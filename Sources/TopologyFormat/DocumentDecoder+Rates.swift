internal import NetworkModel

/// Limits of traffic: `"rate": {"ingress": "100mbit", "egress": {"rate": "1gbit", "burst": "2m"}}`.
extension DocumentDecoder {
  mutating func decodeRates(_ node: DocumentNode, into link: inout DeclaredLink) {
    switch node.content {
    case .null:
      for option in OptionTable.rate.rows { link.settings[option] = .limit(.none) }
    case .object(let members):
      for member in members {
        within(.key(member.key)) { decoder in
          guard let option = OptionTable.rate[member.key] else {
            return decoder.report(member.keyPosition, KeyAdvice.inRate(member.key))
          }
          if let value = decoder.decode(member.value, as: option.type) { link.settings[option] = value }
        }
      }
    default:
      report(
        node.position,
        "the limits are an object such as {\"ingress\": \"100mbit\", \"egress\": \"1gbit\"}, or null for none, "
          + "not \(node.title)")
    }
  }

  /// A limit in one direction.
  mutating func decodeLimit(_ node: DocumentNode) -> TrafficLimit? {
    switch node.content {
    case .null: return TrafficLimit.none
    case .string: return decodeRate(node).map { TrafficLimit(rate: $0) }
    case .object(let members): return decodeLimit(members, node)
    default:
      report(
        node.position,
        "a limit is a rate such as \"100mbit\", an object such as {\"rate\": \"100mbit\", \"burst\": \"1m\"}, or null for "
          + "none, not \(node.title)")
      return nil
    }
  }

  private mutating func decodeLimit(_ members: [DocumentNode.Member], _ node: DocumentNode) -> TrafficLimit? {
    let faults = diagnostics.count
    var limit: TrafficLimit?
    if let member = members.first(where: { $0.key == LimitKey.rate.rawValue }) {
      limit = within(.key(member.key)) { $0.decodeRate(member.value) }.map { TrafficLimit(rate: $0) }
    } else {
      report(node.position, "a limit needs its \"rate\"; write null instead of an object for none")
    }
    for member in members where member.key != LimitKey.rate.rawValue {
      within(.key(member.key)) { decoder in
        guard LimitKey(rawValue: member.key) == .burst else {
          return decoder.report(member.keyPosition, KeyAdvice.inLimit(member.key))
        }
        if let burst = decoder.decodeBurst(member.value, at: limit?.rate) { limit?.burst = burst }
      }
    }
    return diagnostics.count == faults ? limit : nil
  }

  /// Bytes a second.
  private mutating func decodeRate(_ node: DocumentNode) -> UInt64? {
    let limits = TrafficLimit.rates
    guard case .string(let text) = node.content, case let (number, isRate) = TrafficUnit.parse(text, TrafficUnit.rates),
      isRate
    else {
      report(node.position, "a rate is a number with a unit, such as \"100mbit\" or \"1.5gbit\", not \(node.title)")
      return nil
    }
    guard let bits = number, bits % 8 == 0 else {
      report(node.position, "\(node.title) is not a whole number of bytes a second, in which the kernel counts")
      return nil
    }
    guard limits.contains(UInt64(bits / 8)) else {
      let bounds = [limits.lowerBound, limits.upperBound].map { TrafficLimit(rate: $0).rateText.lowercased() }
      report(node.position, "\(node.title) is not in the range \(bounds[0]) to \(bounds[1])")
      return nil
    }
    return UInt64(bits / 8)
  }

  /// Bytes. At a rate that is wrong itself, any number will do.
  private mutating func decodeBurst(_ node: DocumentNode, at rate: UInt64?) -> UInt32? {
    let bytes: Int64?
    switch node.content {
    case .number(let number): bytes = number.integer
    case .string(let text): bytes = TrafficUnit.parse(text, TrafficUnit.sizes).number
    default: bytes = nil
    }
    guard let bytes else {
      report(node.position, "a burst is a number of bytes, or a size such as \"64k\" or \"1.5m\", not \(node.title)")
      return nil
    }
    let most = rate.map { TrafficLimit.largestBurst(at: $0) } ?? .max
    guard bytes > 0, bytes <= most else {
      let note = most == .max ? "" : " at that rate"
      report(node.position, "\(node.title) is not in the range 1 to \(most) bytes\(note)")
      return nil
    }
    return UInt32(bytes)
  }
}

extension TrafficLimit {
  /// The limit in the document's form; nil for one that no document can say.
  var document: JSONValue? {
    if isNone { return .null }
    guard Self.rates.contains(rate) else { return nil }
    let text = JSONValue.string(rateText.lowercased())
    guard burst != TrafficLimit(rate: rate).burst else { return text }
    return .object([
      .init(LimitKey.rate.rawValue, text), .init(LimitKey.burst.rawValue, .string(burstText.lowercased())),
    ])
  }
}
