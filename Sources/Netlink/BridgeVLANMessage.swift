internal import CLinuxShim
internal import NetworkModel

/// The VLANs of a bridge port, or of a bridge itself, as an `RTM_NEWLINK` message of the family `AF_BRIDGE` lists them.
struct BridgeVLANMessage: Equatable {
  /// The link's index.
  let index: Int32
  /// Its VLANs; empty as well when the kernel says nothing of any.
  private(set) var vlans = BridgeVLANs()
  /// The tunnels to which the port maps them.
  private(set) var tunnels = VLANTunnels()
  /// Whether the link speaks of its own hardware switch and not of the software bridge.
  private(set) var isOfHardware = false

  /// Reads what follows the netlink header: `struct ifinfomsg` and attributes.
  init(_ payload: RawSpan) throws(MalformedMessage) {
    index = try payload.readInt32(at: 4)
    var rangeStart: UInt16?
    var tunnelStart: VLANTunnelMessage?
    try payload.forEachAttribute(from: MemoryLayout<ifinfomsg>.size) { (type, value) throws(MalformedMessage) in
      guard type == IFLA_AF_SPEC else { return }
      try value.forEachAttribute { (type, value) throws(MalformedMessage) in
        switch type {
        case IFLA_BRIDGE_FLAGS: isOfHardware = try value.readUInt16(at: 0) & UInt16(BRIDGE_FLAGS_SELF) != 0
        case IFLA_BRIDGE_VLAN_INFO: try readEntry(value, rangeStart: &rangeStart)
        case IFLA_BRIDGE_VLAN_TUNNEL_INFO:
          try VLANTunnelMessage(value).insert(into: &tunnels, rangeStart: &tunnelStart)
        default: break
        }
      }
    }
    guard rangeStart == nil else { throw MalformedMessage(reason: "a range of VLANs that does not end") }
  }

  /// `struct bridge_vlan_info { __u16 flags; __u16 vid; }`
  private mutating func readEntry(_ entry: RawSpan, rangeStart: inout UInt16?) throws(MalformedMessage) {
    let flags = Int32(try entry.readUInt16(at: 0))
    let id = try entry.readUInt16(at: 2)
    guard VLANID(Int64(id)) != nil else { throw MalformedMessage(reason: "the VLAN \(id)") }
    let untagged = flags & BRIDGE_VLAN_INFO_UNTAGGED != 0
    if flags & BRIDGE_VLAN_INFO_RANGE_BEGIN != 0 {
      rangeStart = id
    } else if flags & BRIDGE_VLAN_INFO_RANGE_END != 0 {
      guard let first = rangeStart, first <= id else {
        throw MalformedMessage(reason: "a range of VLANs that ends at \(id) without having begun before")
      }
      vlans.insert(first, through: id, untagged: untagged)
      rangeStart = nil
    } else if flags & BRIDGE_VLAN_INFO_PVID != 0 {
      vlans.insertPVID(id, untagged: untagged)
    } else {
      vlans.insert(id, through: id, untagged: untagged)
    }
  }

  /// Puts an entry for each run of VLANs, with the flags if they are to be added.
  ///
  /// The kernel refuses the flag PVID within a range, so that VLAN goes alone. Even with every VLAN in an entry of its
  /// own, 4,094 entries of eight bytes fit into the one attribute.
  static func put(_ vlans: BridgeVLANs, adding: Bool, into buffer: inout RequestBuffer) throws(KernelError) {
    for run in vlans.runs {
      let flags = adding && run.untagged ? BRIDGE_VLAN_INFO_UNTAGGED : 0
      guard adding, let pvid = vlans.pvid, run.first...run.last ~= pvid else {
        try put(run.first, run.last, flags, into: &buffer)
        continue
      }
      if run.first < pvid { try put(run.first, pvid - 1, flags, into: &buffer) }
      try put(pvid, pvid, flags | BRIDGE_VLAN_INFO_PVID, into: &buffer)
      if pvid < run.last { try put(pvid + 1, run.last, flags, into: &buffer) }
    }
  }

  private static func put(
    _ first: UInt16, _ last: UInt16, _ flags: Int32, into buffer: inout RequestBuffer
  ) throws(KernelError) {
    if first == last {
      try put(first, flags, into: &buffer)
    } else {
      try put(first, flags | BRIDGE_VLAN_INFO_RANGE_BEGIN, into: &buffer)
      try put(last, flags | BRIDGE_VLAN_INFO_RANGE_END, into: &buffer)
    }
  }

  private static func put(_ id: UInt16, _ flags: Int32, into buffer: inout RequestBuffer) throws(KernelError) {
    // Two numbers of 16 bits in the host's order, written as one of 32 bits.
    let flags = UInt32(UInt16(truncatingIfNeeded: flags))
    let entry = 1.littleEndian == 1 ? flags | UInt32(id) << 16 : flags << 16 | UInt32(id)
    try buffer.put(IFLA_BRIDGE_VLAN_INFO, entry)
  }
}
