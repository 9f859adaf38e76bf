internal import CLinuxShim
internal import NetworkModel

/// The VLANs that a message of the family `AF_BRIDGE` adds to a bridge port, or to a bridge itself, or removes there.
enum VLANListMessage {
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
