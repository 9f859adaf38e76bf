/// What an administrator declares: a document, read and found to make sense in itself.
public struct Topology: Sendable, Equatable {
  /// The name under which its links are owned.
  public var name: String
  /// The links in the order of the document.
  public var links: [DeclaredLink]
  /// The routes in the order of the document.
  public var routes: [DeclaredRoute]

  /// The name of a topology that gives itself none.
  public static let standardName = "default"

  /// A topology of these links.
  public init(name: String = standardName, links: [DeclaredLink] = [], routes: [DeclaredRoute] = []) {
    self.name = name
    self.links = links
    self.routes = routes
  }
}

/// A route as it is declared.
public struct DeclaredRoute: Sendable, Equatable {
  /// The route. A hop without a link goes where the host finds the router.
  public var route: Route
  /// Where it is declared; nil when it does not come from a document.
  public var position: SourcePosition?

  /// A declaration.
  public init(_ route: Route, position: SourcePosition? = nil) {
    self.route = route
    self.position = position
  }
}

/// One link as it is declared. What is nil or not in `settings` is left as the kernel has it.
public struct DeclaredLink: Sendable, Equatable {
  /// On which master the link shall be a port: a bridge, a bond or a VRF.
  public enum Master: Sendable, Equatable {
    /// On none (`"bridge": null`).
    case none
    /// On this one.
    case on(LinkName)
  }

  /// The link's name.
  public var name: LinkName
  /// Its kind.
  public var kind: LinkKind
  /// Whether it shall not be there at all (`"state": "absent"`). Nothing else of the declaration counts then.
  public var isAbsent: Bool
  /// The options of every link, of the kind, and of the bridge port, all in one.
  public var settings: Settings
  /// The link under it; nil when there is none, or the document does not say.
  public var lower: LinkName?
  /// The bridge or other master; nil when the document does not say.
  public var master: Master?
  /// What kind of master a document says that is; of no meaning in what did not come from one.
  public var masterKind = LinkKind.bridge
  /// The VLANs of the port, or of the bridge itself where the link is one; nil when the document does not say.
  public var vlans: BridgeVLANs?
  /// Its addresses in their order; nil when the document does not say. Those that the kernel makes itself, and those
  /// that a DHCP client keeps alive, stay besides.
  public var addresses: [Address]?
  /// Whether its addresses, and the routes over it, move to the bridge that it is attached to; nil when the document
  /// does not say, and then a NIC does hand them over.
  public var handsOver: Bool?
  /// Where it is declared; nil when it does not come from a document.
  public var position: SourcePosition?
  /// What is declared of few links.
  @Rare private var rarities: Rarities? = nil

  /// A link with nothing declared but its name and kind.
  public init(
    name: LinkName, kind: LinkKind, isAbsent: Bool = false, settings: Settings = Settings(), lower: LinkName? = nil,
    master: Master? = nil, vlans: BridgeVLANs? = nil, addresses: [Address]? = nil, position: SourcePosition? = nil
  ) {
    self.name = name
    self.kind = kind
    self.isAbsent = isAbsent
    self.settings = settings
    self.lower = lower
    self.master = master
    self.vlans = vlans
    self.addresses = addresses
    self.position = position
  }

  /// The bridge it shall be on, if it shall be on one.
  public var masterName: LinkName? {
    if case .on(let name) = master { name } else { nil }
  }

  /// The VRF that a document puts the link into.
  public var vrf: LinkName? { masterKind.traits.ports?.areRouted == true ? masterName : nil }

  /// The bridge or bond on which a document puts the link, and which takes its frames: its own addresses hear nothing.
  public var frameMaster: LinkName? { vrf == nil ? masterName : nil }
}

// MARK: What is declared of few links

extension DeclaredLink {
  /// As with an ``ObservedLink``, a copy of which costs by its parts.
  private struct Rarities: Sendable, Equatable {
    var peer: Peer?
    var tunnels: VLANTunnels?
    var vlanSettings = VLANSettings()
    var forwarding: [ForwardingEntry]?
    var multicast: [MulticastEntry]?
    var remotes: [ForwardingEntry]?
    var virtualFunctions: [Int: Settings] = [:]
    var match: LinkMatch?
  }

  private var rare: Rarities {
    get { rarities ?? Rarities() }
    set { rarities = newValue == Rarities() ? nil : newValue }
  }

  /// The other end of a pair. In a topology both ends of a pair are links of their own, if they are in one namespace.
  public var peer: Peer? {
    get { rarities?.peer }
    set { rare.peer = newValue }
  }

  /// The tunnels to which the bridge port maps its VLANs; nil when the document does not say.
  public var tunnels: VLANTunnels? {
    get { rarities?.tunnels }
    set { rare.tunnels = newValue }
  }

  /// Settings of VLANs at the bridge port or at the bridge itself, and of a bridge's VLANs as wholes. What is not among them
  /// stays as it is.
  public var vlanSettings: VLANSettings {
    get { rarities?.vlanSettings ?? VLANSettings() }
    set { rare.vlanSettings = newValue }
  }

  /// The entries of the bridge's forwarding database at the port, or of the bridge itself where the link is one; nil when
  /// the document does not say. One without a VLAN stands for all VLANs of the port besides. Those that are learnt, by the
  /// kernel or by a program, stay.
  public var forwarding: [ForwardingEntry]? {
    get { rarities?.forwarding }
    set { rare.forwarding = newValue }
  }

  /// The groups of the bridge's multicast database at the port, or of the bridge itself where the link is one; nil when the
  /// document does not say. One without a VLAN is one in every VLAN of the port if the bridge filters them. Those that are
  /// learnt stay.
  public var multicast: [MulticastEntry]? {
    get { rarities?.multicast }
    set { rare.multicast = newValue }
  }

  /// The entries of a VXLAN's own forwarding database; nil when the document does not say.
  public var remotes: [ForwardingEntry]? {
    get { rarities?.remotes }
    set { rare.remotes = newValue }
  }

  /// Settings of a NIC's virtual functions by their numbers, which begin with 0.
  public var virtualFunctions: [Int: Settings] {
    get { rarities?.virtualFunctions ?? [:] }
    set { rare.virtualFunctions = newValue }
  }

  /// How the link is found that `name` stands for; nil when that is its name.
  public var match: LinkMatch? {
    get { rarities?.match }
    set { rare.match = newValue }
  }
}
