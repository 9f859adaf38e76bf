internal import CLinuxShim
internal import NetworkModel

/// A mapping of one VLAN, or one end of a range, as `IFLA_BRIDGE_VLAN_TUNNEL_INFO` holds it.
enum VLANTunnelMessage {
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
