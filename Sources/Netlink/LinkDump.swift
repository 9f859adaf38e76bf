internal import CLinuxShim
internal import Glibc
public import NetworkModel

extension NetlinkClient where Transport: ~Copyable {
  /// All links of the namespace, with the VLANs of bridges and their ports.
  public mutating func links() throws(KernelError) -> [ObservedLink] {
    let messages = try dump("list links", type: RTM_GETLINK, header: ifinfomsg()) { (buffer) throws(KernelError) in
      try buffer.put(IFLA_EXT_MASK, UInt32(RTEXT_FILTER_SKIP_STATS))
    } read: { (payload) throws(MalformedMessage) in
      try LinkMessage(payload)
    }
    return try described(messages, isAll: true)
  }

  /// The links of those names and indices as far as there are any, and those that they have as masters, below them, or as
  /// values of their options.
  public mutating func links(
    named names: Set<LinkName>, indices: some Sequence<Int32>
  ) throws(KernelError) -> [ObservedLink] {
    var batch = RequestBatch()
    for name in names { try batch.query(name) }
    for index in indices { try batch.query(index) }
    var messages: [Int32: LinkMessage] = [:]
    var asked: Set<Int32> = []
    while batch.count > 0 {
      for answer in perform(&batch) {
        // Also that of another name may be meant, if it has that for an alternative one.
        if let message = answer.message { messages[message.link.index] = message }
        guard var error = answer.error, error.code != ENODEV else { continue }
        error.request = "list links"
        throw error
      }
      batch.removeAll()
      let mentioned = Set(messages.values.flatMap(\.mentionedLinks)).subtracting(messages.keys).subtracting(asked)
      for index in mentioned { try batch.query(index) }
      asked.formUnion(mentioned)
    }
    return try described(messages.values.sorted { $0.link.index < $1.link.index }, isAll: false)
  }

  /// Names what the links mention by index, and adds the VLANs of bridges and their ports.
  private mutating func described(
    _ messages: [LinkMessage], isAll: Bool
  ) throws(KernelError) -> [ObservedLink] {
    var places = [Int32: Int](minimumCapacity: messages.count)
    for place in messages.indices { places[messages[place].link.index] = place }
    var links = messages.map { message in message.resolved { index in places[index].map { messages[$0].link.name } } }
    func keepsVLANs(_ link: ObservedLink) -> Bool {
      if link.kind == .bridge { return link.keepsVLANs }
      return link.master.flatMap { places[$0] }.map { links[$0].keepsVLANs } == true
    }
    let members = links.indices.filter { keepsVLANs(links[$0]) }
    guard !members.isEmpty else { return links }
    let vlans = isAll ? try bridgeVLANs() : [:]
    for place in members {
      let known = isAll ? vlans[links[place].index] : try bridgeVLANs(of: links[place].index)
      links[place].vlans = known?.vlans ?? BridgeVLANs()
      if let known, !known.tunnels.isEmpty { links[place].tunnels = known.tunnels }
    }
    return links
  }

  /// The VLANs of all bridges and bridge ports that have any, and the tunnels to which they are mapped, by index.
  mutating func bridgeVLANs() throws(KernelError) -> [Int32: (vlans: BridgeVLANs, tunnels: VLANTunnels)] {
    let header = ifinfomsg(
      ifi_family: UInt8(AF_BRIDGE), __ifi_pad: 0, ifi_type: 0, ifi_index: 0, ifi_flags: 0, ifi_change: 0)
    let messages = try dump("list VLANs", type: RTM_GETLINK, header: header) { (buffer) throws(KernelError) in
      try buffer.put(IFLA_EXT_MASK, UInt32(RTEXT_FILTER_BRVLAN_COMPRESSED))
    } read: { (payload) throws(MalformedMessage) in
      try BridgeVLANMessage(payload)
    }
    var result: [Int32: (vlans: BridgeVLANs, tunnels: VLANTunnels)] = [:]
    // A NIC with a switch of its own has a message for that besides the one for its place in the bridge.
    for message in messages where !message.isOfHardware {
      result[message.index] = (message.vlans, message.tunnels)
    }
    return result
  }
}

extension NetlinkClient where Transport: ~Copyable {
  /// The VLANs of one bridge or bridge port, and the tunnels to which they are mapped; nil when it is neither any more.
  mutating func bridgeVLANs(
    of link: Int32
  ) throws(KernelError) -> (vlans: BridgeVLANs, tunnels: VLANTunnels)? {
    let header = br_vlan_msg(
      family: UInt8(AF_BRIDGE), reserved1: 0, reserved2: 0, ifindex: UInt32(bitPattern: link))
    do throws(KernelError) {
      let messages = try dump("list VLANs", type: RTM_GETVLAN, header: header) { (payload) throws(MalformedMessage) in
        try VLANEntryMessage(payload)
      }
      var vlans = BridgeVLANs()
      var tunnels = VLANTunnels()
      for message in messages { message.insert(into: &vlans, &tunnels) }
      return (vlans, tunnels)
    } catch {
      guard error.code == ENODEV || error.code == EINVAL else { throw error }
      return nil
    }
  }
}

extension ObservedLink {
  /// Whether it is a bridge that knows VLANs. A kernel without VLAN filtering reports no vlan_default_pvid; of VLANs it
  /// says as little as one with the filtering says of a port without VLANs.
  fileprivate var keepsVLANs: Bool { kind == .bridge && settings[.vlanDefaultPVID] != nil }
}
