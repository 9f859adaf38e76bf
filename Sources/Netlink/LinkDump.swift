internal import CLinuxShim
public import NetworkModel

extension NetlinkClient where Transport: ~Copyable {
  /// All links of the namespace, with the VLANs of bridges and their ports.
  public mutating func links() throws(KernelError) -> [ObservedLink] {
    try linksAndGroups().map(\.link)
  }

  /// All links of the namespace, each with its device group.
  public mutating func linksAndGroups() throws(KernelError) -> [(link: ObservedLink, group: UInt32)] {
    let messages = try dump("list links", type: RTM_GETLINK, header: ifinfomsg()) { (buffer) throws(KernelError) in
      try buffer.put(IFLA_EXT_MASK, UInt32(RTEXT_FILTER_SKIP_STATS))
    } read: { (payload) throws(MalformedMessage) in
      try LinkMessage(payload)
    }
    var vlans: [Int32: BridgeVLANs] = [:]
    if messages.contains(where: { $0.link.keepsVLANs }) { vlans = try bridgeVLANs() }
    var links: [Int32: ObservedLink] = [:]
    for message in messages { links[message.link.index] = message.link }
    return messages.map { message in
      var link = message.resolved { links[$0]?.name }
      let bridge = link.kind == .bridge ? link : link.master.flatMap { links[$0] }
      if let bridge, bridge.keepsVLANs {
        link.vlans = vlans[link.index] ?? BridgeVLANs()
      }
      return (link, message.group)
    }
  }

  /// The VLANs of all bridges and bridge ports that have any, by index.
  mutating func bridgeVLANs() throws(KernelError) -> [Int32: BridgeVLANs] {
    let header = ifinfomsg(
      ifi_family: UInt8(AF_BRIDGE), __ifi_pad: 0, ifi_type: 0, ifi_index: 0, ifi_flags: 0, ifi_change: 0)
    let messages = try dump("list VLANs", type: RTM_GETLINK, header: header) { (buffer) throws(KernelError) in
      try buffer.put(IFLA_EXT_MASK, UInt32(RTEXT_FILTER_BRVLAN_COMPRESSED))
    } read: { (payload) throws(MalformedMessage) in
      try BridgeVLANMessage(payload)
    }
    var result: [Int32: BridgeVLANs] = [:]
    // A NIC with a switch of its own has a message for that besides the one for its place in the bridge.
    for message in messages where !message.isOfHardware { result[message.index] = message.vlans }
    return result
  }
}

extension ObservedLink {
  /// Whether it is a bridge that knows VLANs. A kernel without VLAN filtering reports no vlan_default_pvid; of VLANs it
  /// says as little as one with the filtering says of a port without VLANs.
  fileprivate var keepsVLANs: Bool { kind == .bridge && settings[.vlanDefaultPVID] != nil }
}
