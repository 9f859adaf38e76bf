internal import CLinuxShim
internal import NetworkModel

/// A mapping of one VLAN, or one end of a range, as `IFLA_BRIDGE_VLAN_TUNNEL_INFO` holds it.
struct VLANTunnelMessage {
  let id: UInt32
  let vlan: UInt16
  let flags: Int32

  init(_ payload: RawSpan) throws(MalformedMessage) {
    var id: UInt32 = 0
    var vlan: UInt16 = 0
    var flags: UInt16 = 0
    try payload.forEachAttribute { (type, value) throws(MalformedMessage) in
      switch type {
      case IFLA_BRIDGE_VLAN_TUNNEL_ID: id = try value.readUInt32(at: 0)
      case IFLA_BRIDGE_VLAN_TUNNEL_VID: vlan = try value.readUInt16(at: 0)
      case IFLA_BRIDGE_VLAN_TUNNEL_FLAGS: flags = try value.readUInt16(at: 0)
      default: break
      }
    }
    self.id = id
    self.vlan = vlan
    self.flags = Int32(flags)
  }

  /// Adds the mapping to others. `start` is the beginning of a range whose end has not come yet.
  func insert(into tunnels: inout VLANTunnels, rangeStart start: inout VLANTunnelMessage?) throws(MalformedMessage) {
    guard VLANID(Int64(vlan)) != nil else { throw MalformedMessage(reason: "a tunnel of the VLAN \(vlan)") }
    if flags & BRIDGE_VLAN_INFO_RANGE_BEGIN != 0 {
      start = self
    } else if flags & BRIDGE_VLAN_INFO_RANGE_END != 0 {
      guard let first = start, first.vlan <= vlan, UInt64(first.id) + UInt64(vlan - first.vlan) == UInt64(id) else {
        throw MalformedMessage(reason: "a range of tunnels that ends with the VLAN \(vlan) as none begins")
      }
      tunnels.insert(VLANTunnels.Run(first: first.vlan, last: vlan, id: first.id))
      start = nil
    } else {
      tunnels.insert(VLANTunnels.Run(first: vlan, last: vlan, id: id))
    }
  }

  /// Puts a mapping, or the two ends of a range.
  static func put(_ run: VLANTunnels.Run, into buffer: inout RequestBuffer) throws(KernelError) {
    if run.first == run.last { return try put(run.first, run.id, 0, into: &buffer) }
    try put(run.first, run.id, BRIDGE_VLAN_INFO_RANGE_BEGIN, into: &buffer)
    try put(run.last, run.lastID, BRIDGE_VLAN_INFO_RANGE_END, into: &buffer)
  }

  private static func put(
    _ vlan: UInt16, _ id: UInt32, _ flags: Int32, into buffer: inout RequestBuffer
  ) throws(KernelError) {
    try buffer.nest(IFLA_BRIDGE_VLAN_TUNNEL_INFO) { (buffer) throws(KernelError) in
      try buffer.put(IFLA_BRIDGE_VLAN_TUNNEL_ID, id)
      try buffer.put(IFLA_BRIDGE_VLAN_TUNNEL_VID, vlan)
      try buffer.put(IFLA_BRIDGE_VLAN_TUNNEL_FLAGS, UInt16(truncatingIfNeeded: flags))
    }
  }
}
