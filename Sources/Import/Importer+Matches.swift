internal import NetworkModel
internal import TopologyFormat

/// NICs that foreign files find by what they are.
extension Importer {
  /// By what a NIC is found, as members of our `match`.
  ///
  /// - Parameter words: Our keys by the foreign ones.
  /// - Returns: Nil where something takes a pattern, or a choice, or has no key here: the rest would mean other NICs.
  func criteria(
    _ members: [DocumentNode.Member], _ words: [String: MatchKey]
  ) -> [(key: MatchKey, text: String, position: TextPosition)]? {
    var criteria: [(key: MatchKey, text: String, position: TextPosition)] = []
    for member in members {
      guard let key = words[member.key], let text = member.value.text, let value = Self.value(text, of: key) else {
        return nil
      }
      criteria.append((key, value, member.value.position))
    }
    return criteria.isEmpty ? nil : criteria
  }

  private static func value(_ text: String, of key: MatchKey) -> String? {
    switch key {
    case .permanentMAC, .mac:
      guard let address = MACAddress(text), !address.isMulticast, !address.isZero else { return nil }
      return address.description
    case .path:
      // udev's ID_PATH, which has the bus before what the bus calls the device.
      let start = "pci-"
      guard text.hasPrefix(start), !Glob(text).isPattern, text.utf8.count == start.utf8.count + 12 else { return nil }
      return String(text.dropFirst(start.count))
    case .driver, .alternativeName:
      return text.isEmpty || text.contains(" ") || Glob(text).isPattern ? nil : text
    }
  }

  /// Has a NIC found by that.
  mutating func setMatch(
    _ criteria: [(key: MatchKey, text: String, position: TextPosition)], of link: String, renames: Bool,
    at position: TextPosition
  ) {
    var members: [DocumentNode.Member] = []
    for (key, text, position) in criteria { members.append(member(key.rawValue, .string(text), at: position)) }
    set("match", .object(members), of: link, at: position)
    if renames { set("rename", .boolean(true), of: link, at: position) }
  }
}
