internal import NetworkModel

/// Names that are on or off: `{"tso": false, "rx-vlan-filter": true}`.
extension DocumentDecoder {
  /// Names of at most so many bytes: `ETH_GSTRING_LEN` with the terminating NUL.
  static let longestFlagName = 31

  mutating func decodeFlags(_ node: DocumentNode, areFeatures: Bool) -> [String: Bool]? {
    guard case .object(let members) = node.content else {
      let example = areFeatures ? "{\"tso\": false}" : "{\"link-down-on-close\": true}"
      report(node.position, "an object such as \(example) must stand here, not \(node.title)")
      return nil
    }
    var flags: [String: Bool] = [:]
    for member in members {
      within(.key(member.key)) { decoder in
        guard Self.isFlagName(member.key) else {
          let what = "a name has 1 to \(Self.longestFlagName) bytes, and no control characters"
          return decoder.report(member.keyPosition, what)
        }
        guard let isOn = decoder.decodeBoolean(member.value) else { return }
        if areFeatures, let objection = Self.objection(to: member.key, isOn, beside: flags) {
          return decoder.report(member.keyPosition, objection)
        }
        flags[member.key] = isOn
      }
    }
    return flags
  }

  private static func isFlagName(_ name: String) -> Bool {
    1...longestFlagName ~= name.utf8.count && name.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
  }

  /// What of the features before contradicts one: a name that stands for several is off when all of them are.
  private static func objection(to name: String, _ isOn: Bool, beside others: [String: Bool]) -> String? {
    for (other, isOtherOn) in others.sorted(by: { $0.key < $1.key }) {
      let (group, otherGroup) = (FeatureGroup.called(name), FeatureGroup.called(other))
      if let group, group == otherGroup {
        return "\"\(name)\" and \"\(other)\" are the same; remove one of the two"
      }
      let isExcluded =
        group?.members.contains(other) == true && !isOn && isOtherOn
        || otherGroup?.members.contains(name) == true && !isOtherOn && isOn
      if isExcluded {
        return "\"\(name)\" and \"\(other)\" contradict each other: what is off as a whole has no part that is on"
      }
    }
    return nil
  }
}
