internal import CLinuxShim
internal import Glibc
public import NetworkModel

extension NetlinkClient where Transport: ~Copyable {
  /// All links of the namespace, with the VLANs of bridges and their ports.
  ///
  /// - Parameter listing: What was begun before; nil for nothing.
  public mutating func links(_ listing: consuming LinkListing? = nil) throws(KernelError) -> [ObservedLink] {
    var messages: [LinkMessage]?
    if let listing = listing.take() { messages = try listing.finish() }
    if messages == nil { messages = try dump(Self.listing, Self.linkRequest(), read: linkMessage) }
    return try described(messages ?? [], isAll: true)
  }

  /// Asks for all links, and has a thread receive them until ``finishLinks(_:)``.
  mutating func beginLinks() throws(KernelError) -> UInt32 {
    var request = try Self.linkRequest()
    let sequence = try beginDump(Self.listing, &request)
    readAhead()
    return sequence
  }

  /// What was asked for so; nil when links came or went meanwhile.
  mutating func finishLinks(_ sequence: UInt32) throws(KernelError) -> [LinkMessage]? {
    try finishDump(Self.listing, sequence, read: linkMessage)
  }

  private static var listing: String { "list links" }

  private static func linkRequest() throws(KernelError) -> RequestBuffer {
    var buffer = RequestBuffer()
    try buffer.append(type: RTM_GETLINK, flags: NLM_F_DUMP, header: ifinfomsg()) { (buffer) throws(KernelError) in
      try buffer.put(IFLA_EXT_MASK, UInt32(RTEXT_FILTER_SKIP_STATS))
    }
    return buffer
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
        error.request = Self.listing
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
    let vlans = try bridgeVLANs(of: members.map { links[$0] }, isAll: isAll)
    for place in members {
      let known = vlans[links[place].index]
      links[place].vlans = known?.members ?? BridgeVLANs()
      guard let known else { continue }
      if !known.tunnels.isEmpty { links[place].tunnels = known.tunnels }
      if !known.settings.isEmpty { links[place].vlanSettings = known.settings }
    }
    return links
  }

  private mutating func bridgeVLANs(
    of members: [ObservedLink], isAll: Bool
  ) throws(KernelError) -> [Int32: ObservedVLANs] {
    var vlans: [Int32: ObservedVLANs] = [:]
    if isAll {
      vlans = try bridgeVLANs()
      try addGlobalOptions(to: &vlans)
    } else {
      for link in members { vlans.merge(try bridgeVLANs(of: link.index)) { $1 } }
      for link in members where link.kind == .bridge { try addGlobalOptions(of: link.index, to: &vlans) }
    }
    return vlans
  }
}

private func linkMessage(_ payload: RawSpan) throws(MalformedMessage) -> LinkMessage? { try LinkMessage(payload) }

extension ObservedLink {
  /// Whether it is a bridge that knows VLANs. A kernel without VLAN filtering reports no vlan_default_pvid; of VLANs it
  /// says as little as one with the filtering says of a port without VLANs.
  fileprivate var keepsVLANs: Bool { kind == .bridge && settings[.vlanDefaultPVID] != nil }
}
