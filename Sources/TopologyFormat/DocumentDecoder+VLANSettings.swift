internal import NetworkModel

/// Settings of VLANs: `{"10": {"state": "blocking"}, "20-29": {"mcast_router": 2}}`.
extension DocumentDecoder {
  /// What is said of VLANs of a port, or of a bridge itself, which has to be in them.
  mutating func decodeVLANOptions(
    _ members: [DocumentNode.Member], ofBridgeItself isBridge: Bool, into link: inout DeclaredLink
  ) {
    guard let vlans = link.vlans, let member = members.first(where: { $0.key == VLANKey.options.rawValue }) else {
      return
    }
    within(.key(member.key)) { decoder in
      for run in decoder.decodeVLANSettings(member.value, .vlanEntry, ofBridgeItself: isBridge, among: vlans) {
        link.vlanSettings.insert(run)
      }
    }
  }

  /// What is said of VLANs of a bridge as wholes.
  mutating func decodeGlobalVLANOptions(_ node: DocumentNode, into link: inout DeclaredLink) {
    for run in decodeVLANSettings(node, .globalVLAN, ofBridgeItself: true, among: nil) { link.vlanSettings.insert(run) }
  }

  /// - Parameter vlans: Those that there are; nil where only the host knows.
  private mutating func decodeVLANSettings(
    _ node: DocumentNode, _ table: OptionTable, ofBridgeItself isBridge: Bool, among vlans: BridgeVLANs?
  ) -> [VLANSettings.Run] {
    guard case .object(let members) = node.content else {
      let example = table.place == .globalVLAN ? "\"mcast_querier\": true" : "\"mcast_router\": 2"
      report(
        node.position,
        "options of VLANs are an object such as {\"10\": {\(example)}, \"20-29\": {\(example)}}, not \(node.title)")
      return []
    }
    var runs: [VLANSettings.Run] = []
    var places: [UInt16: TextPosition] = [:]
    for member in members {
      within(.key(member.key)) { decoder in
        guard let range = decoder.decodeVLANRange(member) else { return }
        let settings = decoder.decodeVLANSettings(ofVLAN: member.value, table, ofBridgeItself: isBridge)
        for vlan in range {
          if let place = places.updateValue(member.keyPosition, forKey: vlan) {
            return decoder.report(
              member.keyPosition, "VLAN \(vlan) stands here already, at \(place); remove it from one of the two")
          }
          if let vlans, vlans.untagged(vlan) == nil {
            return decoder.report(member.keyPosition, "VLAN \(vlan) is not among the VLANs that are declared here")
          }
        }
        runs.append(VLANSettings.Run(first: range.lowerBound, last: range.upperBound, settings: settings))
      }
    }
    return runs
  }

  private mutating func decodeVLANSettings(
    ofVLAN node: DocumentNode, _ table: OptionTable, ofBridgeItself isBridge: Bool
  ) -> Settings {
    var settings = Settings()
    guard case .object(let members) = node.content else {
      report(node.position, "the options of a VLAN are an object, not \(node.title)")
      return settings
    }
    for member in members {
      within(.key(member.key)) { decoder in
        guard let option = table[member.key], !isBridge || !option.isOfPortVLANsAlone else {
          return decoder.report(
            member.keyPosition, KeyAdvice.inVLANOptions(member.key, table, ofBridgeItself: isBridge))
        }
        settings[option] = decoder.decode(member.value, as: option.type)
        // br_multicast_set_router() takes less than br_multicast_set_port_router().
        if isBridge, option.id == Option.vlanMulticastRouter.id, settings[option] == .integer(3) {
          decoder.report(member.value.position, "3 is for ports; a bridge itself has 0, 1 or 2")
        }
      }
    }
    return settings
  }

  /// The VLANs that a key stands for: `10`, or `20-29`.
  mutating func decodeVLANRange(_ member: DocumentNode.Member) -> ClosedRange<UInt16>? {
    guard let vlans = Self.bounds(member.key) else {
      report(member.keyPosition, "a VLAN such as \"10\", or a range such as \"20-29\", must stand here")
      return nil
    }
    for vlan in [vlans.lowerBound, vlans.upperBound] where !VLANID.range.contains(vlan) {
      report(
        member.keyPosition,
        "VLAN \(vlan) is not in the range \(VLANID.range.lowerBound) to \(VLANID.range.upperBound)")
      return nil
    }
    return UInt16(vlans.lowerBound)...UInt16(vlans.upperBound)
  }

  /// The two ends of `20-29`, or twice the number of `10`; nil for what is neither, or goes downwards.
  static func bounds(_ text: String) -> ClosedRange<Int64>? {
    let bounds = text.split(separator: "-", omittingEmptySubsequences: false).map { part -> Int64? in
      part.utf8.allSatisfy { 48...57 ~= $0 } ? Int64(part) : nil
    }
    guard bounds.count <= 2, let first = bounds[0], let last = bounds[bounds.count - 1], first <= last else {
      return nil
    }
    return first...last
  }
}
