internal import NetworkModel

/// Which VLANs of a port are mapped to which tunnels: `{"10": 10010, "20-29": "10020-10029"}`, as iproute2 has it.
extension DocumentDecoder {
  mutating func decodeTunnels(_ members: [DocumentNode.Member], into link: inout DeclaredLink) {
    guard let vlans = link.vlans, let member = members.first(where: { $0.key == VLANKey.tunnels.rawValue }) else {
      return
    }
    link.tunnels = within(.key(member.key)) { $0.decodeTunnels(member.value, of: vlans) }
  }

  /// The kernel takes mappings at a port with `vlan_tunnel` alone, so that these say it too.
  mutating func decodeTunnelSwitch(_ members: [DocumentNode.Member], into link: inout DeclaredLink) {
    guard link.tunnels?.isEmpty == false else { return }
    let key = Option.vlanTunnel.name
    if link.settings.flag(.vlanTunnel) == false, let member = members.first(where: { $0.key == key }) {
      within(.key(key)) {
        $0.report(member.keyPosition, "a port with \"tunnels\" maps VLANs to tunnels; remove this, or the tunnels")
      }
    }
    link.settings[.vlanTunnel] = .boolean(true)
  }

  private mutating func decodeTunnels(_ node: DocumentNode, of vlans: BridgeVLANs) -> VLANTunnels? {
    if case .null = node.content { return VLANTunnels() }
    guard case .object(let members) = node.content else {
      report(
        node.position,
        "tunnels are an object such as {\"10\": 10010, \"20-29\": \"10020-10029\"}, or {} for none, not \(node.title)")
      return nil
    }
    let before = diagnostics.count
    var tunnels = VLANTunnels()
    var places: [UInt32: TextPosition] = [:]
    for member in members {
      within(.key(member.key)) { decoder in
        guard let run = decoder.decodeTunnel(member) else { return }
        for vlan in run.first...run.last {
          let id = run.id + UInt32(vlan - run.first)
          if tunnels[vlan] != nil {
            return decoder.report(member.keyPosition, "VLAN \(vlan) is mapped already; remove one of the two")
          }
          if vlans.untagged(vlan) == nil {
            return decoder.report(member.keyPosition, "VLAN \(vlan) is not among the VLANs that are declared here")
          }
          if let first = places.updateValue(member.value.position, forKey: id) {
            return decoder.report(
              member.value.position, "another VLAN is mapped to \(id) already, at \(first); each has its own identifier"
            )
          }
        }
        tunnels.insert(run)
      }
    }
    if tunnels.runs.count > Self.mostTunnelRuns {
      report(
        node.position,
        "there are \(tunnels.runs.count) mappings that make no range with others, and the kernel can list "
          + "\(Self.mostTunnelRuns) of a port; give VLANs in a row identifiers in a row")
    }
    return diagnostics.count == before ? tunnels : nil
  }

  private mutating func decodeTunnel(_ member: DocumentNode.Member) -> VLANTunnels.Run? {
    guard let vlans = decodeVLANRange(member) else { return nil }
    var ids: ClosedRange<Int64>?
    if case .string(let text) = member.value.content {
      ids = Self.bounds(text)
      if ids == nil {
        report(
          member.value.position,
          "identifiers such as 10010 or \"10020-10029\" must stand here, not \(member.value.title)")
        return nil
      }
    } else {
      ids = decodeInteger(member.value, in: Self.tunnelIdentifiers, unit: nil).map { $0...$0 }
    }
    guard let ids else { return nil }
    for id in [ids.lowerBound, ids.upperBound] where !Self.tunnelIdentifiers.contains(id) {
      report(
        member.value.position,
        "\(id) is not in the range \(Self.tunnelIdentifiers.lowerBound) to \(Self.tunnelIdentifiers.upperBound)")
      return nil
    }
    guard vlans.count == ids.count else {
      report(
        member.value.position,
        "\(vlans.count) VLAN\(vlans.count == 1 ? " needs an identifier" : "s need as many identifiers"), and here "
          + "\(ids.count == 1 ? "is one" : "are \(ids.count)"); such as \(ids.lowerBound)"
          + (vlans.count == 1 ? "" : "-\(ids.lowerBound + Int64(vlans.count) - 1)"))
      return nil
    }
    return VLANTunnels.Run(first: vlans.lowerBound, last: vlans.upperBound, id: UInt32(ids.lowerBound))
  }

  /// The network identifiers of VXLAN and its like, without 0, which the kernel takes for none
  /// (br_handle_egress_vlan_tunnel).
  static let tunnelIdentifiers: ClosedRange<Int64> = 1...16_777_215

  /// In a dump the VLANs of a port, 8 bytes each, and its mappings, 28 bytes each, share one attribute, which ends at 64 KiB
  /// (br_fill_ifinfo in net/bridge/br_netlink.c).
  private static let mostTunnelRuns = 1000
}
