import NetworkModel

/// One link of the simulated kernel, with what the real one remembers and does not report.
struct SimulatedLink: Equatable {
  var index: Int32
  var name: LinkName
  var kind: LinkKind
  var kernelKind: String
  /// The options of the link and of its kind.
  var settings: Settings
  /// What the bridge keeps of its port; nil while the link is on no bridge.
  var port: Settings?
  var master: Int32?
  var lower: Int32?
  /// The other end of a pair, here or in another namespace.
  var peer: Int32?
  var distantPeer: DistantPeer?
  /// The VLANs of the port, or of the bridge itself.
  var vlans: BridgeVLANs?
  /// The tunnels to which the port maps them.
  var tunnels = VLANTunnels()
  /// What of these VLANs is not as it is with new ones, and of a bridge's VLANs as wholes.
  var vlanSettings = VLANSettings()
  var permanentMAC: MACAddress?
  /// What a NIC's bus calls it, and its driver.
  var parentDevice: String?
  var driver: String?
  /// Whether a NIC has a cable, or a TAP a process that has it open.
  var isConnected = false
  /// `NET_ADDR_SET`: a bridge with it no longer takes the lowest MAC address of its ports.
  var hasChosenMAC = false
  /// `BROPT_MTU_SET_BY_USER`: a bridge with it no longer takes the lowest MTU of its ports.
  var hasChosenMTU = false
  /// The MAC address and the MTU that a port of a bond had before.
  var original: Settings?
  /// The largest MTU that the driver takes.
  var maximumMTU: Int64 = 65535
  /// What a NIC does for its virtual functions, and how many it can have; nil for one without SR-IOV.
  var virtualFunctions: [Int: Settings] = [:]
  var maximumVirtualFunctions: Int64?
  /// The addresses of IPv4, primary ones before secondary ones.
  var ipv4: [Address] = []
  /// The addresses of IPv6, the widest scope first, and of one scope the newest.
  var ipv6: [Address] = []
  /// `IF_READY`: IPv6 has found the link running, and made what addresses it makes itself.
  var isIPv6Ready = false
  /// What somebody put into the forwarding database, here or as a port, and into a VXLAN's own.
  var forwarding: [ForwardingEntry] = []
  /// Its qdiscs and filters.
  var trafficControl = SimulatedTrafficControl()
  /// The groups in the multicast database, here or as a port.
  var multicast: [MulticastEntry] = []

  /// What ethtool sets.
  var hardware: SimulatedHardware

  init(
    index: Int32, name: LinkName, kind: LinkKind, kernelKind: String, settings: Settings, lower: Int32? = nil,
    vlans: BridgeVLANs? = nil, permanentMAC: MACAddress? = nil, isConnected: Bool = false, maximumMTU: Int64 = 65535
  ) {
    self.index = index
    self.name = name
    self.kind = kind
    self.kernelKind = kernelKind
    self.settings = settings
    self.lower = lower
    self.vlans = vlans
    self.permanentMAC = permanentMAC
    self.isConnected = isConnected
    self.maximumMTU = maximumMTU
    hardware = SimulatedHardware(of: kind)
  }

  var isUp: Bool { settings.flag(.up) ?? false }
  var mtu: Int64 { settings.number(.mtu) ?? 0 }
  /// As a dump lists them.
  var addresses: [Address] { ipv4 + ipv6 }
  /// Whether there is an `inet6_dev`: IPv6 keeps away from links with an MTU of less than 1280.
  var hasIPv6: Bool { settings[.disableIPv6] != nil }
  /// Whether the link takes part in IPv6.
  var usesIPv6: Bool { settings.flag(.disableIPv6) == false }

  var mac: MACAddress {
    if case .mac(let address) = settings[.mac] { address } else { MACAddress(bits: 0) }
  }
}

/// Why the simulated kernel does not do what it is asked: an errno, and words where the real one has some.
struct Objection: Error {
  var code: Int32
  var words: String?

  init(_ code: Int32, _ words: String? = nil) {
    self.code = code
    self.words = words
  }
}
