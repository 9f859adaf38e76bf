internal import CLinuxShim
internal import Glibc
public import NetworkModel

/// Requests about forwarding databases.
extension RequestBatch {
  /// Adds an entry to a bridge's forwarding database, or to that of a VXLAN, or puts it in the place of another one
  /// (`RTM_NEWNEIGH`). For all stations, and for a group, a VXLAN can have several, and then it comes besides.
  /// - Parameters:
  ///   - link: The port, the bridge, or the VXLAN.
  ///   - ofBridgeItself: Whether it is the bridge.
  ///   - index: Finds the index of the link by which a VXLAN's packets go.
  public mutating func addForwarding(
    _ entry: ForwardingEntry, to link: Int32, ofBridgeItself: Bool, index: (LinkName) -> Int32?
  ) throws(KernelError) {
    // vxlan_fdb_update_create() refuses NLM_F_REPLACE for these.
    let isOneOfSeveral = entry.remote != nil && (entry.mac.isZero || entry.mac.isMulticast)
    let way = isOneOfSeveral ? NLM_F_APPEND : NLM_F_REPLACE
    let header = Self.header(entry, link, ofBridgeItself)
    try append(RTM_NEWNEIGH, NLM_F_ACK | NLM_F_CREATE | way, header) { (buffer) throws(KernelError) in
      try Self.put(entry, into: &buffer, index: index)
    }
  }

  /// Removes an entry from there (`RTM_DELNEIGH`).
  public mutating func removeForwarding(
    _ entry: ForwardingEntry, from link: Int32, ofBridgeItself: Bool, index: (LinkName) -> Int32?
  ) throws(KernelError) {
    try append(RTM_DELNEIGH, NLM_F_ACK, Self.header(entry, link, ofBridgeItself)) { (buffer) throws(KernelError) in
      try Self.put(entry, into: &buffer, index: index)
    }
  }

  private static func header(_ entry: ForwardingEntry, _ link: Int32, _ ofBridgeItself: Bool) -> ndmsg {
    var header = ndmsg()
    header.ndm_family = UInt8(AF_BRIDGE)
    header.ndm_ifindex = link
    header.ndm_state = entry.state
    // A VXLAN wants to be told besides that the entry is valid (vxlan_fdb_add).
    if entry.remote != nil, !entry.isPermanent { header.ndm_state |= UInt16(NUD_REACHABLE) }
    header.ndm_flags = entry.flags | UInt8(ofBridgeItself || entry.remote != nil ? NTF_SELF : NTF_MASTER)
    return header
  }

  private static func put(
    _ entry: ForwardingEntry, into buffer: inout RequestBuffer, index: (LinkName) -> Int32?
  ) throws(KernelError) {
    try buffer.put(Int(NDA_LLADDR), entry.mac.octets)
    if let vlan = entry.vlan { try buffer.put(Int(NDA_VLAN), vlan) }
    guard let remote = entry.remote else { return }
    try buffer.put(Int(NDA_DST), remote.address.bytes)
    if let port = remote.port { try buffer.put(Int(NDA_PORT), port.bigEndian) }
    if let vni = remote.vni { try buffer.put(Int(NDA_VNI), vni) }
    if let vni = remote.sourceVNI { try buffer.put(Int(NDA_SRC_VNI), vni) }
    if let link = remote.link {
      guard let index = index(link) else {
        throw KernelError(request: "", code: ENODEV, words: "there is no link \(link)")
      }
      try buffer.put(Int(NDA_IFINDEX), UInt32(bitPattern: index))
    }
  }
}

extension RequestBatch {
  /// Makes a bridge forget what it has learnt at a port (`IFLA_BRPORT_FLUSH`); static entries stay.
  public mutating func forgetStations(of port: Int32) throws(KernelError) {
    var header = ifinfomsg()
    header.ifi_family = UInt8(AF_BRIDGE)
    header.ifi_index = port
    try append(RTM_SETLINK, NLM_F_ACK, header) { (buffer) throws(KernelError) in
      try buffer.nest(IFLA_PROTINFO) { (buffer) throws(KernelError) in
        try buffer.put(IFLA_BRPORT_FLUSH, [UInt8]())
      }
    }
  }
}
