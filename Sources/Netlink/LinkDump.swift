internal import CLinuxShim
internal import Glibc
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
    return try described(messages, isAll: true)
  }

  /// The links of those names and indices as far as there are any, and those that they have as masters, below them, or as
  /// values of their options.
  public mutating func linksAndGroups(
    named names: Set<LinkName>, indices: some Sequence<Int32>
  ) throws(KernelError) -> [(link: ObservedLink, group: UInt32)] {
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
  ) throws(KernelError) -> [(link: ObservedLink, group: UInt32)] {
    var links: [Int32: ObservedLink] = [:]
    for message in messages { links[message.link.index] = message.link }
    func keepsVLANs(_ link: ObservedLink) -> Bool {
      (link.kind == .bridge ? link : link.master.flatMap { links[$0] })?.keepsVLANs == true
    }
    var vlans: [Int32: BridgeVLANs] = [:]
    if isAll {
      if links.values.contains(where: \.keepsVLANs) { vlans = try bridgeVLANs() }
    } else {
      for link in links.values where keepsVLANs(link) { vlans[link.index] = try bridgeVLANs(of: link.index) }
    }
    return messages.map { message in
      var link = message.resolved { links[$0]?.name }
      if keepsVLANs(link) { link.vlans = vlans[link.index] ?? BridgeVLANs() }
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

extension NetlinkClient where Transport: ~Copyable {
  /// The VLANs of one bridge or bridge port; nil when it is neither any more.
  mutating func bridgeVLANs(of link: Int32) throws(KernelError) -> BridgeVLANs? {
    let header = br_vlan_msg(
      family: UInt8(AF_BRIDGE), reserved1: 0, reserved2: 0, ifindex: UInt32(bitPattern: link))
    do throws(KernelError) {
      let messages = try dump("list VLANs", type: RTM_GETVLAN, header: header) { (payload) throws(MalformedMessage) in
        try VLANEntryMessage(payload)
      }
      var vlans = BridgeVLANs()
      for message in messages { message.insert(into: &vlans) }
      return vlans
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
