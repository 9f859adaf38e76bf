internal import CLinuxShim
internal import NetworkModel

/// What the kernel says of a link in one of ethtool's groups.
enum EthtoolMessage {
  /// The command that asks for a group, the one that sets it, and the attribute with the request's header.
  static func commands(of group: EthtoolGroup) -> (get: Int, set: Int, header: Int) {
    switch group {
    case .privateFlags: (ETHTOOL_MSG_PRIVFLAGS_GET, ETHTOOL_MSG_PRIVFLAGS_SET, ETHTOOL_A_PRIVFLAGS_HEADER)
    case .channels: (ETHTOOL_MSG_CHANNELS_GET, ETHTOOL_MSG_CHANNELS_SET, ETHTOOL_A_CHANNELS_HEADER)
    case .rings: (ETHTOOL_MSG_RINGS_GET, ETHTOOL_MSG_RINGS_SET, ETHTOOL_A_RINGS_HEADER)
    case .coalescing: (ETHTOOL_MSG_COALESCE_GET, ETHTOOL_MSG_COALESCE_SET, ETHTOOL_A_COALESCE_HEADER)
    case .pause: (ETHTOOL_MSG_PAUSE_GET, ETHTOOL_MSG_PAUSE_SET, ETHTOOL_A_PAUSE_HEADER)
    case .features: (ETHTOOL_MSG_FEATURES_GET, ETHTOOL_MSG_FEATURES_SET, ETHTOOL_A_FEATURES_HEADER)
    }
  }

  /// Adds what a message says of a group: its payload is `struct genlmsghdr` and attributes.
  static func read(
    _ group: EthtoolGroup, _ payload: RawSpan, into result: inout ObservedEthtool
  ) throws(MalformedMessage) {
    if group == .features { return try readFeatures(payload, into: &result) }
    try payload.forEachAttribute(from: MemoryLayout<genlmsghdr>.size) { (type, value) throws(MalformedMessage) in
      guard let attribute = UInt16(exactly: type), type != commands(of: group).header else { return }
      for option in group.table.rows(attribute: attribute) {
        if case .u32Limited(by: attribute) = option.wire {
          result.limits[option.id] = Int64(try value.readUInt32(at: 0))
        } else if case .value(let found)? = try OptionCodec.decode(option, value) {
          result.settings[option] = found
        }
      }
    }
  }

  /// The kernel has four sets: what can be changed, among all it has names for; what somebody wants; what is in force; and
  /// what is never changed, whatever the first one says (features_fill_reply in net/ethtool/features.c).
  private static func readFeatures(
    _ payload: RawSpan, into result: inout ObservedEthtool
  ) throws(MalformedMessage) {
    var sets: [Int: [String: Bool]] = [:]
    try payload.forEachAttribute(from: MemoryLayout<genlmsghdr>.size) { (type, value) throws(MalformedMessage) in
      if type != ETHTOOL_A_FEATURES_HEADER { sets[type] = try Bitset(value).bits }
    }
    let all = sets[ETHTOOL_A_FEATURES_HW] ?? [:]
    let wanted = sets[ETHTOOL_A_FEATURES_WANTED] ?? [:]
    let fixed = sets[ETHTOOL_A_FEATURES_NOCHANGE] ?? [:]
    var changeable: [String: Bool] = [:]
    for (name, canChange) in all where canChange && fixed[name] == nil { changeable[name] = wanted[name] == true }
    result.settings[.features] = .flags(changeable)
    result.activeFeatures = Set((sets[ETHTOOL_A_FEATURES_ACTIVE] ?? [:]).keys)
    result.knownFeatures = Set(all.keys)
  }

  /// What the document calls the attribute of a group that begins so far into a request.
  static func name(at offset: Int, of group: EthtoolGroup, in request: RawSpan) -> String? {
    var position = MessageHeader.length + MemoryLayout<genlmsghdr>.size
    var name: String?
    // A request of our own is well-formed; were it not, there would be no name to give.
    try? request.forEachAttribute(from: position) { (type, value) throws(MalformedMessage) in
      let end = position + aligned(attributeHeaderLength + value.byteCount)
      if position..<end ~= offset, let attribute = UInt16(exactly: type), type != commands(of: group).header {
        name = group.table.rows(attribute: attribute).first?.name
      }
      position = end
    }
    return name
  }
}
