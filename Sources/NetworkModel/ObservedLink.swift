/// One link as the kernel reports it.
public struct ObservedLink: Sendable, Equatable {
  /// The interface index, unique in its namespace while the link lives.
  public var index: Int32
  /// The name.
  public var name: LinkName
  /// The kind by which a document would declare it: `.nic` for all that vnetctl does not make.
  public var kind: LinkKind
  /// `IFLA_INFO_KIND`; empty for hardware and for the loopback.
  public var kernelKind: String
  /// The options of the link, of its kind and, when it is a bridge port, of the port.
  public var settings: Settings
  /// The index of its bridge, bond or other master.
  public var master: Int32?
  /// The index of the link under it (`IFLA_LINK`), in this namespace only; of a veth, of its peer.
  public var lower: Int32?
  /// Whether it has a carrier. For a TAP: whether a process has it open.
  public var hasCarrier: Bool
  /// `IFLA_OPERSTATE` in the words of `ip link`: "up", "down", "unknown", "lowerlayerdown", …
  public var operationalState: String
  /// The address burnt into the hardware, where the driver tells.
  public var permanentMAC: MACAddress?
  /// The largest MTU that the driver takes; nil when it names no limit.
  public var maximumMTU: Int64?
  /// The device group, of which all links can be removed at once.
  public var group: UInt32 = 0
  /// Whether it is a bridge whose spanning tree is changing. While it does, the kernel keeps addresses for twice the
  /// forward delay and reports that as the ageing time, whatever was set (`__br_set_topology_change`).
  public var isTopologyChanging = false
  /// The VLANs of the bridge port, or of the bridge itself; nil when the link is neither, or the kernel keeps none.
  public var vlans: BridgeVLANs?
  /// Its IP addresses in the kernel's order.
  public var addresses: [Address] = []
  /// What few links have.
  @Rare private var rarities: Rarities? = nil

  /// A link with the least that every link has.
  public init(
    index: Int32, name: LinkName, kind: LinkKind, kernelKind: String = "", settings: Settings = Settings(),
    master: Int32? = nil, lower: Int32? = nil, hasCarrier: Bool = false, operationalState: String = "unknown",
    permanentMAC: MACAddress? = nil, maximumMTU: Int64? = nil, vlans: BridgeVLANs? = nil
  ) {
    self.index = index
    self.name = name
    self.kind = kind
    self.kernelKind = kernelKind
    self.settings = settings
    self.master = master
    self.lower = lower
    self.hasCarrier = hasCarrier
    self.operationalState = operationalState
    self.permanentMAC = permanentMAC
    self.maximumMTU = maximumMTU
    self.vlans = vlans
  }

  /// The link's own MAC address.
  public var mac: MACAddress? {
    if case .mac(let address) = settings[.mac] { address } else { nil }
  }

  /// The table of a VRF.
  public var routedTable: UInt32? { settings.number(.vrfTable).map(UInt32.init) }

  /// Whether a process has this TAP open.
  public var isInUse: Bool { kind == .tap && hasCarrier }
}

// MARK: What few links have

extension ObservedLink {
  /// A link is copied at each look at it, part by part, and there are thousands: what most do not have is one part.
  private struct Rarities: Sendable, Equatable {
    var distantPeer: DistantPeer?
    var driver: String?
    var device: ParentDevice?
    var virtualFunctions: [Int: Settings] = [:]
    var maximumVirtualFunctions: Int64?
    var tunnels: VLANTunnels?
    var vlanSettings: VLANSettings?
    var ethtool: ObservedEthtool?
  }

  private var rare: Rarities {
    get { rarities ?? Rarities() }
    set { rarities = newValue == Rarities() ? nil : newValue }
  }

  /// The other end of a pair, where that is in another namespace.
  public var distantPeer: DistantPeer? {
    get { rarities?.distantPeer }
    set { rare.distantPeer = newValue }
  }

  /// The driver, as `ethtool -i` names it; nil unless it was asked for.
  public var driver: String? {
    get { rarities?.driver }
    set { rare.driver = newValue }
  }

  /// The device that it belongs to; nil for a virtual link, and where the kernel is too old to tell (before 5.14).
  public var device: ParentDevice? {
    get { rarities?.device }
    set { rare.device = newValue }
  }

  /// What a NIC does for its virtual functions, by their numbers; empty unless it was asked for. Settings that the driver
  /// does not tell are missing.
  public var virtualFunctions: [Int: Settings] {
    get { rarities?.virtualFunctions ?? [:] }
    set { rare.virtualFunctions = newValue }
  }

  /// How many virtual functions the hardware can have; nil where that was not asked for, or nothing tells.
  public var maximumVirtualFunctions: Int64? {
    get { rarities?.maximumVirtualFunctions }
    set { rare.maximumVirtualFunctions = newValue }
  }

  /// The tunnels to which the bridge port maps its VLANs; nil for none.
  public var tunnels: VLANTunnels? {
    get { rarities?.tunnels }
    set { rare.tunnels = newValue }
  }

  /// What of its VLANs is not as it is with a new one; nil where nothing is.
  public var vlanSettings: VLANSettings? {
    get { rarities?.vlanSettings }
    set { rare.vlanSettings = newValue }
  }

  /// What the kernel says through ethtool; nil unless it was asked. The settings of it are among ``settings``.
  public var ethtool: ObservedEthtool? {
    get { rarities?.ethtool }
    set { rare.ethtool = newValue }
  }
}
