internal import NetworkModel

/// VLAN memberships: `{"access": 10}`, `{"trunk": [30, "100-199"], "native": 1}` and the words for all else.
extension DocumentDecoder {
  /// A VLAN, or several in a row, with the word before them and the place where they are written.
  private struct Entry {
    let key: VLANKey
    let ids: ClosedRange<UInt16>
    let position: TextPosition
  }

  /// The VLANs of a port, or of a bridge itself, and what is said of them besides.
  mutating func decodeVLANs(_ node: DocumentNode, ofBridgeItself isBridge: Bool, into link: inout DeclaredLink) {
    link.vlans = decodeMembership(node, ofBridgeItself: isBridge)
    guard case .object(let members) = node.content else { return }
    decodeTunnels(members, into: &link)
    decodeVLANOptions(members, ofBridgeItself: isBridge, into: &link)
  }

  /// The membership; nil when something is wrong with it. `{}` and null are the membership in no VLAN.
  private mutating func decodeMembership(_ node: DocumentNode, ofBridgeItself isBridge: Bool) -> BridgeVLANs? {
    if case .null = node.content { return BridgeVLANs() }
    guard case .object(let members) = node.content else {
      report(
        node.position,
        "a VLAN membership is an object such as {\"access\": 10} or {\"trunk\": [30, \"100-199\"], \"native\": 1}, "
          + "not \(node.title)")
      return nil
    }
    let before = diagnostics.count
    var entries: [Entry] = []
    for member in members {
      within(.key(member.key)) { decoder in
        guard let key = VLANKey(rawValue: member.key), VLANKey.keys(ofBridgeItself: isBridge).contains(key) else {
          return decoder.report(member.keyPosition, KeyAdvice.inVLANs(member.key, ofBridgeItself: isBridge))
        }
        // These are read when the VLANs are known.
        if !key.isMembership { return }
        entries += key.isSingle ? decoder.decodeVLAN(member.value, key) : decoder.decodeVLANList(member.value, key)
        if members.count > 1 { decoder.checkCompany(of: key, member, among: members) }
      }
    }
    guard diagnostics.count == before else { return nil }
    return combine(entries)
  }

  /// Words that contradict the one at hand; each pair is reported once, at the later of the two.
  private mutating func checkCompany(
    of key: VLANKey, _ member: DocumentNode.Member, among members: [DocumentNode.Member]
  ) {
    let earlier = members.prefix { $0.key != member.key }.compactMap { VLANKey(rawValue: $0.key) }
    for other in earlier where VLANKey.contradictions.contains(where: { Set($0) == [key, other] }) {
      let reason =
        key == .pvid || other == .pvid
        ? "both say which VLAN frames without a tag enter; keep one of them"
        : "exclude each other: an access port is in one VLAN; write \"trunk\" with \"native\" for several"
      report(member.keyPosition, "\"\(key)\" and \"\(other)\" \(reason)")
      break
    }
  }

  private mutating func combine(_ entries: [Entry]) -> BridgeVLANs? {
    guard !contradicts(entries) else { return nil }
    var vlans = BridgeVLANs()
    for entry in entries.sorted(by: { $0.ids.lowerBound < $1.ids.lowerBound }) {
      switch entry.key {
      case .trunk, .tagged: vlans.insert(entry.ids.lowerBound, through: entry.ids.upperBound, untagged: false)
      case .untagged: vlans.insert(entry.ids.lowerBound, through: entry.ids.upperBound, untagged: true)
      case .access, .native, .pvid, .tunnels, .options: break
      }
    }
    // Last, since the native VLAN may be one of the trunk's, and the PVID is one of the others.
    for entry in entries {
      let id = entry.ids.lowerBound
      switch entry.key {
      case .access, .native: vlans.insertPVID(id, untagged: true)
      case .pvid:
        guard let isUntagged = vlans.untagged(id) else {
          report(entry.position, "the PVID \(id) is not among the VLANs here; add it to \"tagged\" or \"untagged\"")
          return nil
        }
        vlans.insertPVID(id, untagged: isUntagged)
      case .trunk, .tagged, .untagged, .tunnels, .options: break
      }
    }
    return vlans
  }

  /// Whether a VLAN is tagged and untagged at once; then that is reported.
  private mutating func contradicts(_ entries: [Entry]) -> Bool {
    guard entries.count > 1 else { return false }
    var result = false
    for tagged in entries where tagged.key == .tagged || tagged.key == .trunk {
      for other in entries where other.key.isUntagged(beside: tagged.key) && tagged.ids.overlaps(other.ids) {
        let shared = tagged.ids.clamped(to: other.ids)
        let ids = shared.count == 1 ? " \(shared.lowerBound) is" : "s \(shared.lowerBound)-\(shared.upperBound) are"
        report(max(tagged.position, other.position), "VLAN\(ids) declared tagged and untagged; choose one")
        result = true
      }
    }
    return result
  }

  // MARK: Identifiers

  private mutating func decodeVLAN(_ node: DocumentNode, _ key: VLANKey) -> [Entry] {
    guard let value = decodeInteger(node, in: VLANID.range, unit: nil), let id = VLANID(value) else { return [] }
    return [Entry(key: key, ids: id.number...id.number, position: node.position)]
  }

  /// A number, a string such as `"10-19,30"`, or a list of both.
  private mutating func decodeVLANList(_ node: DocumentNode, _ key: VLANKey) -> [Entry] {
    switch node.content {
    case .array(let elements):
      var entries: [Entry] = []
      for (index, element) in elements.enumerated() {
        within(.index(index)) { decoder in
          if case .array = element.content {
            decoder.report(element.position, "a list of VLANs has no lists in it; write one list")
          } else {
            entries += decoder.decodeVLANList(element, key)
          }
        }
      }
      return entries
    case .string(let text):
      return text.split(separator: ",", omittingEmptySubsequences: false).compactMap { decodeRange($0, node, key) }
    case .number:
      return decodeVLAN(node, key)
    default:
      report(node.position, "VLANs are a number, a string such as \"10-19,30\", or a list of these, not \(node.title)")
      return []
    }
  }

  private mutating func decodeRange(_ text: Substring, _ node: DocumentNode, _ key: VLANKey) -> Entry? {
    let bounds = text.split(separator: "-", omittingEmptySubsequences: false).map { Self.number($0) }
    guard bounds.count <= 2, let first = bounds[0], let last = bounds[bounds.count - 1] else {
      report(node.position, "\(node.title) is no list of VLANs; write \"10\", \"10-19\" or \"10-19,30\"")
      return nil
    }
    for bound in [first, last] where !VLANID.range.contains(bound) {
      report(
        node.position, "VLAN \(bound) is not in the range \(VLANID.range.lowerBound) to \(VLANID.range.upperBound)")
      return nil
    }
    guard let low = VLANID(first), let high = VLANID(last), low <= high else {
      report(node.position, "the range \(first)-\(last) goes downwards; write \(last)-\(first)")
      return nil
    }
    return Entry(key: key, ids: low.number...high.number, position: node.position)
  }

  /// A number with spaces around it, as in `"10-19, 30"`.
  private static func number(_ text: Substring) -> Int64? {
    let digits = text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
    guard digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
    return Int64(String(digits))
  }
}
