/// An entry of a forwarding database that somebody made: of a bridge's, or of a VXLAN's own. The learnt ones, and those
/// that the kernel makes for the ports' own addresses and for a VXLAN's `remote`, come back by themselves.
public struct ForwardingEntry: Sendable, Hashable {
  /// Where a VXLAN sends the frames.
  public struct Remote: Sendable, Hashable {
    /// The address of the other end, or of a multicast group.
    public var address: IPAddress
    /// The UDP port; nil for that of the VXLAN.
    public var port: UInt16?
    /// The network identifier that the packets carry; nil for that of the VXLAN.
    public var vni: UInt32?
    /// The link by which the packets go; nil for what the host's routes say.
    public var link: LinkName?
    /// The network identifier of the frames, for a VXLAN that has none of its own.
    public var sourceVNI: UInt32?

    /// The other end at that address.
    public init(
      _ address: IPAddress, port: UInt16? = nil, vni: UInt32? = nil, link: LinkName? = nil, sourceVNI: UInt32? = nil
    ) {
      self.address = address
      self.port = port
      self.vni = vni
      self.link = link
      self.sourceVNI = sourceVNI
    }
  }

  /// What identifies an entry on its link, and on a bridge among those of all ports.
  public struct Key: Sendable, Hashable {
    /// Which station.
    public let mac: MACAddress
    /// In which VLAN.
    public let vlan: UInt16?
    /// In which of the networks of a VXLAN.
    public let sourceVNI: UInt32?
    /// Where to, of a VXLAN's entry for all stations or for a group: that may have several.
    public let remote: Remote?
  }

  /// `NUD_PERMANENT`: frames to it are for the host itself.
  public static let permanentState: UInt16 = 0x80
  /// `NUD_NOARP`: it neither ages nor goes when the port stops.
  public static let staticState: UInt16 = 0x40
  /// `NTF_STICKY`: it stays at its port when another one sends from that address.
  public static let stickyFlag: UInt8 = 0x40
  /// `NTF_EXT_LEARNED`: a program has learnt it and tends it.
  public static let externallyLearnedFlag: UInt8 = 0x10

  /// Which station.
  public var mac: MACAddress
  /// In which VLAN; nil for none.
  public var vlan: UInt16?
  /// ``permanentState``, ``staticState``, or `NUD_REACHABLE` 2: an entry of a program that ages.
  public var state: UInt16
  /// `NTF_*` besides `NTF_SELF` and `NTF_MASTER`: sticky, learnt outside the kernel.
  public var flags: UInt8
  /// Where a VXLAN sends the frames; nil for an entry of a bridge.
  public var remote: Remote?

  /// An entry.
  public init(
    _ mac: MACAddress, vlan: UInt16? = nil, state: UInt16 = staticState, flags: UInt8 = 0, remote: Remote? = nil
  ) {
    self.mac = mac
    self.vlan = vlan
    self.state = state
    self.flags = flags
    self.remote = remote
  }

  /// What identifies it.
  public var key: Key {
    let isOneOfSeveral = mac.isZero || mac.isMulticast
    return Key(mac: mac, vlan: vlan, sourceVNI: remote?.sourceVNI, remote: isOneOfSeveral ? remote : nil)
  }

  /// Whether frames to it are for the host itself.
  public var isPermanent: Bool { state & Self.permanentState != 0 }

  /// Whether it neither ages nor goes when the port stops.
  public var isStatic: Bool { state & (Self.permanentState | Self.staticState) != 0 }

  /// Whether it goes when its port forgets what it has learnt (br_fdb_delete_by_port).
  public var isForgotten: Bool { remote == nil && !isStatic && !isExternallyLearned }

  /// Whether it stays at its port when another one sends from that address.
  public var isSticky: Bool { flags & Self.stickyFlag != 0 }

  /// Whether a program has learnt it and tends it.
  public var isExternallyLearned: Bool { flags & Self.externallyLearnedFlag != 0 }

  /// In the order of the stations, those of no VLAN first.
  public static func precedes(_ left: ForwardingEntry, _ right: ForwardingEntry) -> Bool {
    let (a, b) = (left.vlan ?? 0, right.vlan ?? 0)
    if left.mac != right.mac { return left.mac.bits < right.mac.bits }
    return a != b ? a < b : left.description < right.description
  }

  /// The same in another VLAN.
  public func inVLAN(_ vlan: UInt16?) -> ForwardingEntry {
    var entry = self
    entry.vlan = vlan
    return entry
  }
}

extension ForwardingEntry: CustomStringConvertible {
  /// In the words of `bridge fdb`, without what is usual: `52:54:00:00:00:01 vlan 10 sticky`.
  public var description: String {
    var words = [mac.description]
    if let vlan { words.append("vlan \(vlan)") }
    if let remote {
      if let source = remote.sourceVNI { words.append("src_vni \(source)") }
      words.append("dst \(remote.address)")
      if let port = remote.port { words.append("port \(port)") }
      if let vni = remote.vni { words.append("vni \(vni)") }
      if let link = remote.link { words.append("via \(link)") }
    } else if isPermanent {
      words.append("permanent")
    }
    if isSticky { words.append("sticky") }
    return words.joined(separator: " ")
  }
}

extension ForwardingEntry.Remote {
  /// Whether it is where a VXLAN with that `remote`, on that link, sends frames to unknown stations: the entry for it is the
  /// kernel's own.
  public func isStandard(_ address: IPAddress, _ lower: LinkName?) -> Bool {
    self.address == address && port == nil && vni == nil && sourceVNI == nil && (link == nil || link == lower)
  }
}

extension [ForwardingEntry] {
  /// The entries in the order of their stations, without those that another one of no VLAN stands for.
  public var summarised: [ForwardingEntry] {
    let general = Set(filter { $0.vlan == nil })
    return filter { $0.vlan == nil || !general.contains($0.inVLAN(nil)) }.sorted(by: ForwardingEntry.precedes)
  }
}
