internal import CLinuxShim
internal import Glibc
public import NetworkModel

/// Requests about links that travel to the kernel together.
///
/// Links are addressed by index. Each function adds one message, or throws and adds nothing.
public struct RequestBatch: ~Copyable {
  private(set) var buffer = RequestBuffer()
  /// For each message whether it is answered with a link; the others are acknowledged.
  private(set) var isQuery: [Bool] = []

  /// An empty batch.
  public init() {}

  /// How many messages there are.
  public var count: Int { isQuery.count }

  /// Whether nothing but queries is in it.
  public var hasOnlyQueries: Bool { !isQuery.contains(false) }

  /// Makes a link (`RTM_NEWLINK`), and fails when the name or the index is taken.
  /// - Parameters:
  ///   - newIndex: The index that it gets.
  ///   - settings: Those of the link and of its kind are sent. Those of IPv6 wait for the link: the kernel refuses them
  ///     (EAFNOSUPPORT) in the message that makes it.
  ///   - lower: The index of the link under it.
  ///   - index: Finds the index of a link that is an option's value.
  public mutating func createLink(
    _ name: LinkName, index newIndex: Int32, _ kind: LinkKind, _ settings: Settings, lower: Int32?,
    index: (LinkName) -> Int32?
  ) throws(KernelError) {
    // Without NLM_F_EXCL the kernel would change the link that has this index.
    let flags = NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL
    try append(RTM_NEWLINK, flags, Self.header(newIndex, flagsOf: settings)) { (buffer) throws(KernelError) in
      try buffer.put(IFLA_IFNAME, name.text)
      try OptionCodec.put(settings.at(.link), into: &buffer, index: index)
      if let lower, kind.lower?.attribute == nil { try buffer.put(IFLA_LINK, UInt32(bitPattern: lower)) }
      try Self.putKind(kind, settings.at(.kindData), lower: lower, always: true, into: &buffer, index: index)
    }
  }

  /// Makes a pair of links (`RTM_NEWLINK` with `VETH_INFO_PEER`), and fails when one of the names or indices is taken.
  /// - Parameters:
  ///   - newIndex: The index that this end gets.
  ///   - settings: Those of the link and of its kind are sent.
  ///   - peer: The other end's name.
  ///   - peerIndex: The index that the other end gets; 0 for one of the kernel's choice.
  ///   - peerSettings: Those of the link are sent.
  ///   - namespace: The descriptor of the network namespace that the other end is made in, open until the batch was
  ///     performed; nil for that of the socket.
  public mutating func createPair(
    _ name: LinkName, index newIndex: Int32, _ kind: LinkKind, _ settings: Settings, peer: LinkName, peerIndex: Int32,
    _ peerSettings: Settings, namespace: Int32?
  ) throws(KernelError) {
    let flags = NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL
    try append(RTM_NEWLINK, flags, Self.header(newIndex, flagsOf: settings)) { (buffer) throws(KernelError) in
      try buffer.put(IFLA_IFNAME, name.text)
      try OptionCodec.put(settings.at(.link), into: &buffer) { _ in nil }
      try buffer.nest(IFLA_LINKINFO) { (buffer) throws(KernelError) in
        try buffer.put(IFLA_INFO_KIND, kind.kernelKind ?? "")
        try buffer.nest(IFLA_INFO_DATA) { (buffer) throws(KernelError) in
          let header = Self.header(peerIndex, flagsOf: peerSettings)
          try buffer.nest(VETH_INFO_PEER, header: header) { (buffer) throws(KernelError) in
            try buffer.put(IFLA_IFNAME, peer.text)
            if let namespace { try buffer.put(IFLA_NET_NS_FD, UInt32(bitPattern: namespace)) }
            try OptionCodec.put(peerSettings.at(.link), into: &buffer) { _ in nil }
          }
        }
      }
    }
  }

  /// Changes a link in one message: its settings, those of its kind and of IPv6, and its master; 0 takes it off its
  /// master. The kernel sets the link up before it looks at those of IPv6.
  /// - Parameter lower: The index of the link under it, of a kind all of which has to be said (``LinkKind/Changes/whole``).
  public mutating func changeLink(
    _ link: Int32, _ kind: LinkKind, _ settings: Settings, master: Int32?, lower: Int32? = nil,
    index: (LinkName) -> Int32?
  ) throws(KernelError) {
    try append(RTM_NEWLINK, NLM_F_ACK, Self.header(link, flagsOf: settings)) { (buffer) throws(KernelError) in
      try OptionCodec.put(settings.at(.link), into: &buffer, index: index)
      if let master { try buffer.put(IFLA_MASTER, UInt32(bitPattern: master)) }
      try Self.putKind(kind, settings.at(.kindData), lower: lower, always: false, into: &buffer, index: index)
      let ipv6 = settings.inMessagesOfIPv6
      guard !ipv6.isEmpty else { return }
      try buffer.nest(IFLA_AF_SPEC) { (buffer) throws(KernelError) in
        try buffer.nest(Int(AF_INET6)) { (buffer) throws(KernelError) in
          try OptionCodec.put(ipv6, into: &buffer, index: index)
        }
      }
    }
  }

  /// Changes what a master keeps of its port.
  ///
  /// A bridge is spoken to, and not the link (`IFLA_INFO_SLAVE_DATA`): the kernel takes a change of a link for news of
  /// its carrier, and then enables a port again that has just been disabled (br_port_carrier_check in net/bridge/br_if.c).
  public mutating func changePort(
    _ port: Int32, _ settings: Settings, index: (LinkName) -> Int32?
  ) throws(KernelError) {
    var header = Self.header(port)
    if let master = settings.entries.first.flatMap({ LinkKind.master(keeping: $0.option) }), master != .bridge,
      let word = master.kernelKind
    {
      return try append(RTM_NEWLINK, NLM_F_ACK, header) { (buffer) throws(KernelError) in
        try buffer.nest(IFLA_LINKINFO) { (buffer) throws(KernelError) in
          try buffer.put(IFLA_INFO_SLAVE_KIND, word)
          try buffer.nest(IFLA_INFO_SLAVE_DATA) { (buffer) throws(KernelError) in
            try OptionCodec.put(settings.at(.portData), into: &buffer, index: index)
          }
        }
      }
    }
    header.ifi_family = UInt8(AF_BRIDGE)
    try append(RTM_SETLINK, NLM_F_ACK, header) { (buffer) throws(KernelError) in
      try buffer.nest(IFLA_PROTINFO) { (buffer) throws(KernelError) in
        try OptionCodec.put(settings.at(.portData), into: &buffer, index: index)
      }
    }
  }

  /// Adds VLANs to a bridge port or to a bridge itself, replacing the flags of those that are there.
  public mutating func addVLANs(
    _ vlans: BridgeVLANs, to link: Int32, ofBridgeItself: Bool
  ) throws(KernelError) {
    try appendVLANs(RTM_SETLINK, vlans, link, ofBridgeItself, adding: true)
  }

  /// Removes VLANs from a bridge port or from a bridge itself. The kernel minds none that are not there.
  public mutating func removeVLANs(
    _ vlans: BridgeVLANs, from link: Int32, ofBridgeItself: Bool
  ) throws(KernelError) {
    try appendVLANs(RTM_DELLINK, vlans, link, ofBridgeItself, adding: false)
  }

  /// Puts a link into a device group.
  public mutating func setGroup(_ group: UInt32, of link: Int32) throws(KernelError) {
    try append(RTM_NEWLINK, NLM_F_ACK, Self.header(link)) { (buffer) throws(KernelError) in
      try buffer.put(IFLA_GROUP, group)
    }
  }

  /// Removes a link.
  public mutating func deleteLink(_ link: Int32) throws(KernelError) {
    try append(RTM_DELLINK, NLM_F_ACK, Self.header(link)) { _ in }
  }

  /// Removes all links of a device group; none of them, when one cannot be removed.
  public mutating func deleteGroup(_ group: UInt32) throws(KernelError) {
    try append(RTM_DELLINK, NLM_F_ACK, Self.header()) { (buffer) throws(KernelError) in
      try buffer.put(IFLA_GROUP, group)
    }
  }

  /// Asks for a link by index.
  public mutating func query(_ link: Int32) throws(KernelError) {
    try append(RTM_GETLINK, 0, Self.header(link), isQuery: true) { (buffer) throws(KernelError) in
      try buffer.put(IFLA_EXT_MASK, UInt32(RTEXT_FILTER_SKIP_STATS))
    }
  }

  /// Asks for a link by name.
  mutating func query(_ name: LinkName) throws(KernelError) {
    try append(RTM_GETLINK, 0, Self.header(), isQuery: true) { (buffer) throws(KernelError) in
      try buffer.put(IFLA_EXT_MASK, UInt32(RTEXT_FILTER_SKIP_STATS))
      try buffer.put(IFLA_IFNAME, name.text)
    }
  }

  /// Asks for a link by index in another network namespace, by the number that it has here.
  mutating func query(_ link: Int32, in namespaceID: Int32) throws(KernelError) {
    try append(RTM_GETLINK, 0, Self.header(link), isQuery: true) { (buffer) throws(KernelError) in
      try buffer.put(IFLA_TARGET_NETNSID, UInt32(bitPattern: namespaceID))
      try buffer.put(IFLA_EXT_MASK, UInt32(RTEXT_FILTER_SKIP_STATS))
    }
  }

  /// Asks what number another network namespace has here, by its descriptor.
  mutating func queryNamespace(_ descriptor: Int32) throws(KernelError) {
    let header = rtgenmsg(rtgen_family: UInt8(AF_UNSPEC))
    try append(RTM_GETNSID, 0, header, isQuery: true) { (buffer) throws(KernelError) in
      try buffer.put(NETNSA_FD, UInt32(bitPattern: descriptor))
    }
  }

  /// Asks whether the kernel knows a kind of link, without making one: it finds the kind, loading its module where
  /// need be, and then refuses the address, because a link cannot have a multicast one.
  mutating func probe(_ kind: String) throws(KernelError) {
    try append(RTM_NEWLINK, NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL, Self.header()) { (buffer) throws(KernelError) in
      try buffer.put(IFLA_IFNAME, "vnetctl-probe")
      try buffer.put(IFLA_ADDRESS, [1, 0, 0, 0, 0, 0])
      try buffer.nest(IFLA_LINKINFO) { (buffer) throws(KernelError) in try buffer.put(IFLA_INFO_KIND, kind) }
    }
  }

  /// Forgets all messages and keeps the memory.
  public mutating func removeAll() {
    buffer.removeAll()
    isQuery.removeAll(keepingCapacity: true)
  }

  mutating func setSequence(_ sequence: UInt32, of index: Int) { buffer.setSequence(sequence, of: index) }

  mutating func append<Header: BitwiseCopyable>(
    _ type: Int, _ flags: Int32, _ header: Header, isQuery: Bool = false,
    _ body: (inout RequestBuffer) throws(KernelError) -> Void
  ) throws(KernelError) {
    try buffer.append(type: type, flags: flags, header: header, body)
    self.isQuery.append(isQuery)
  }

  private mutating func appendVLANs(
    _ type: Int, _ vlans: BridgeVLANs, _ link: Int32, _ ofBridgeItself: Bool, adding: Bool
  ) throws(KernelError) {
    var header = Self.header(link)
    header.ifi_family = UInt8(AF_BRIDGE)
    try append(type, NLM_F_ACK, header) { (buffer) throws(KernelError) in
      try buffer.nest(IFLA_AF_SPEC) { (buffer) throws(KernelError) in
        if ofBridgeItself { try buffer.put(IFLA_BRIDGE_FLAGS, UInt16(BRIDGE_FLAGS_SELF)) }
        try VLANListMessage.put(vlans, adding: adding, into: &buffer)
      }
    }
  }

  /// A flag never goes without its bit in `ifi_change`, nor that bit without being meant: a full mask would clear
  /// promiscuous mode and whatever else is set.
  private static func header(_ link: Int32 = 0, flagsOf settings: Settings = Settings()) -> ifinfomsg {
    let (flags, mask) = OptionCodec.interfaceFlags(settings)
    return ifinfomsg(
      ifi_family: UInt8(AF_UNSPEC), __ifi_pad: 0, ifi_type: 0, ifi_index: link, ifi_flags: flags, ifi_change: mask)
  }

  private static func putKind(
    _ kind: LinkKind, _ settings: Settings, lower: Int32?, always: Bool, into buffer: inout RequestBuffer,
    index: (LinkName) -> Int32?
  ) throws(KernelError) {
    guard let word = kind.kernelKind, always || !settings.isEmpty else { return }
    try buffer.nest(IFLA_LINKINFO) { (buffer) throws(KernelError) in
      try buffer.put(IFLA_INFO_KIND, word)
      let lower = kind.lower?.attribute.flatMap { attribute in lower.map { (attribute, $0) } }
      guard !settings.isEmpty || lower != nil else { return }
      try buffer.nest(IFLA_INFO_DATA) { (buffer) throws(KernelError) in
        if let (attribute, index) = lower { try buffer.put(Int(attribute), UInt32(bitPattern: index)) }
        try OptionCodec.put(settings, into: &buffer, index: index)
      }
    }
  }
}

extension Settings {
  /// Those of IPv6 that a message to the kernel can hold: ``RequestBatch/changeLink(_:_:_:master:index:)`` sends them.
  public var inMessagesOfIPv6: Settings {
    at(.ipv6).filter { if case .ipv6Configuration = $0.option.wire { false } else { true } }
  }
}
