internal import CLinuxShim
internal import NetworkModel

/// Some VLANs of a bridge port, or of a bridge itself, as an `RTM_NEWVLAN` message lists them.
struct VLANEntryMessage: Equatable {
  /// A VLAN, or a range of such as have the same flags.
  struct Entry: Equatable {
    var first: UInt16
    var last: UInt16
    var isUntagged: Bool
    var isPVID: Bool
    /// The identifier of the tunnel to which the first is mapped, and the others to those after it.
    var tunnel: UInt32?
  }

  private(set) var entries: [Entry] = []

  /// Reads what follows the netlink header: `struct br_vlan_msg` and attributes.
  init(_ payload: RawSpan) throws(MalformedMessage) {
    try payload.forEachAttribute(from: MemoryLayout<br_vlan_msg>.size) { (type, value) throws(MalformedMessage) in
      guard type == BRIDGE_VLANDB_ENTRY else { return }
      entries.append(try Self.entry(value))
    }
  }

  private static func entry(_ payload: RawSpan) throws(MalformedMessage) -> Entry {
    var first: UInt16?
    var last: UInt16?
    var flags: Int32 = 0
    var tunnel: UInt32?
    try payload.forEachAttribute { (type, value) throws(MalformedMessage) in
      switch type {
      case BRIDGE_VLANDB_ENTRY_INFO:
        // struct bridge_vlan_info { __u16 flags; __u16 vid; }
        flags = Int32(try value.readUInt16(at: 0))
        first = try value.readUInt16(at: 2)
      case BRIDGE_VLANDB_ENTRY_RANGE: last = try value.readUInt16(at: 0)
      case BRIDGE_VLANDB_ENTRY_TUNNEL_INFO:
        try value.forEachAttribute { (type, value) throws(MalformedMessage) in
          if type == BRIDGE_VLANDB_TINFO_ID { tunnel = try value.readUInt32(at: 0) }
        }
      default: break
      }
    }
    guard let first, VLANID(Int64(first)) != nil, VLANID(Int64(last ?? first)) != nil, first <= last ?? first else {
      throw MalformedMessage(reason: "a VLAN entry from \(first ?? 0) to \(last ?? 0)")
    }
    return Entry(
      first: first, last: last ?? first, isUntagged: flags & BRIDGE_VLAN_INFO_UNTAGGED != 0,
      isPVID: flags & BRIDGE_VLAN_INFO_PVID != 0, tunnel: tunnel)
  }

  /// Adds these VLANs, and the tunnels to which they are mapped, to others.
  func insert(into vlans: inout BridgeVLANs, _ tunnels: inout VLANTunnels) {
    for entry in entries {
      if let tunnel = entry.tunnel {
        tunnels.insert(VLANTunnels.Run(first: entry.first, last: entry.last, id: tunnel))
      }
      if entry.isPVID {
        vlans.insertPVID(entry.first, untagged: entry.isUntagged)
      } else {
        vlans.insert(entry.first, through: entry.last, untagged: entry.isUntagged)
      }
    }
  }
}
