import NetworkModel
import TopologyFormat

/// What `show` prints for programs. The shape is stable: members are added, not changed.
struct SnapshotJSON {
  let snapshot: Snapshot
  let ownership: Ownership

  /// The document.
  var value: JSONValue {
    let links = snapshot.links.map { link in
      JSONValue.members([
        "name": .string(link.name.text),
        "index": .integer(Int64(link.index)),
        "kind": .string(link.kind.rawValue),
        "kernel_kind": .string(link.kernelKind),
        "up": .boolean(link.settings.flag(.up) ?? false),
        "carrier": .boolean(link.hasCarrier),
        "operational_state": .string(link.operationalState),
        "promiscuous": .boolean(link.settings.flag(.promiscuous) ?? false),
        "mtu": link.settings.number(.mtu).map(JSONValue.integer) ?? .null,
        "mac": .optional(link.mac?.description),
        "master": .optional(snapshot.masterName(of: link)?.text),
        "link": .optional(snapshot.lowerName(of: link)?.text),
        "peer": snapshot.peer(of: link).map(peer),
        "vlan_id": link.kind == .vlan ? link.settings.number(.vlanID).map(JSONValue.integer) : nil,
        "vlans": link.vlans.map(vlans) ?? .null,
        "topology": .optional(ownership.links[link.name]?.topology),
        "created": .boolean(ownership.links[link.name]?.isOwned ?? false),
        "addresses": .array(link.addresses.map { .string("\($0.local)/\($0.prefixLength)") }),
      ])
    }
    return .members(["version": .integer(PlanJSON.version), "links": .array(links)])
  }

  private func peer(_ peer: Peer) -> JSONValue {
    .members(["name": .string(peer.name.text), "netns": .optional(peer.namespace)])
  }

  private func vlans(_ vlans: BridgeVLANs) -> JSONValue {
    let runs = vlans.runs.map { run in
      JSONValue.members([
        "first": .integer(Int64(run.first)), "last": .integer(Int64(run.last)), "untagged": .boolean(run.untagged),
      ])
    }
    return .members(["ranges": .array(runs), "pvid": vlans.pvid.map { .integer(Int64($0)) } ?? .null])
  }
}
