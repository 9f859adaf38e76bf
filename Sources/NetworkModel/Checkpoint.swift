/// How that part of a host was which a plan is about to change: what a rollback goes back to, and what a run that is
/// killed leaves behind for the next one.
public struct Checkpoint: Sendable, Equatable {
  /// A link as it was.
  public struct Link: Sendable, Equatable {
    /// All of it that can be set. The kind is that of the kernel's link; `.nic` is what vnetctl cannot make.
    public var state: DeclaredLink
    /// Its index.
    public var index: Int32
    /// Whether the plan removes it, or the way back. Another one that is gone later somebody else has removed.
    public var isRemoved: Bool
    /// What somebody put into its bridge's forwarding database, and into that of a VXLAN.
    public var forwarding: [ForwardingEntry]
    /// The groups that somebody put into the multicast database there.
    public var multicast: [MulticastEntry]

    /// A link as it was.
    public init(
      state: DeclaredLink, index: Int32, isRemoved: Bool, forwarding: [ForwardingEntry] = [],
      multicast: [MulticastEntry] = []
    ) {
      self.state = state
      self.index = index
      self.isRemoved = isRemoved
      self.forwarding = forwarding
      self.multicast = multicast
    }
  }

  /// An address that the plan gives to a link.
  public struct NewAddress: Sendable, Hashable {
    /// The link.
    public var link: LinkName
    /// The address.
    public var address: Address.Key

    /// An address of a link.
    public init(link: LinkName, address: Address.Key) {
      self.link = link
      self.address = address
    }
  }

  /// A station that the plan puts into a forwarding database.
  public struct NewStation: Sendable, Hashable {
    /// The port, the bridge or the VXLAN.
    public var link: LinkName
    /// The station's address.
    public var mac: MACAddress

    /// A station at a link.
    public init(link: LinkName, mac: MACAddress) {
      self.link = link
      self.mac = mac
    }
  }

  /// A group that the plan puts into a multicast database.
  public struct NewGroup: Sendable, Hashable {
    /// The port or the bridge.
    public var link: LinkName
    /// The entry.
    public var entry: MulticastEntry

    /// A group at a link.
    public init(link: LinkName, entry: MulticastEntry) {
      self.link = link
      self.entry = entry
    }
  }

  /// The links that the plan may change, by name, also where it changes them only by the way: ports of a bridge, and what
  /// lies on a link.
  public var links: [LinkName: Link]
  /// The links that the plan makes, by name, with their indices: these are chosen beforehand, so that a link of that name
  /// is known for one that was made since by its index alone. One that is also in `links` is made anew; on the way back
  /// it may be made once more, under another index.
  public var made: [LinkName: [Int32]]
  /// The names that the plan gives to links, by those that they had.
  public var newNames: [LinkName: LinkName] = [:]
  /// The routes over those links, and those that the plan replaces or removes.
  public var routes: [Route]
  /// The addresses that the plan adds.
  public var newAddresses: Set<NewAddress>
  /// The stations that the plan puts into forwarding databases.
  public var newStations: Set<NewStation>
  /// The groups that the plan puts into multicast databases.
  public var newGroups: Set<NewGroup>
  /// The routes that the plan adds.
  public var newRoutes: [Route]
  /// What was on record.
  public var ownership: Ownership

  /// A checkpoint.
  public init(
    links: [LinkName: Link] = [:], made: [LinkName: [Int32]] = [:], routes: [Route] = [],
    newAddresses: Set<NewAddress> = [], newStations: Set<NewStation> = [], newGroups: Set<NewGroup> = [],
    newRoutes: [Route] = [],
    ownership: Ownership = Ownership()
  ) {
    self.links = links
    self.made = made
    self.routes = routes
    self.newAddresses = newAddresses
    self.newStations = newStations
    self.newGroups = newGroups
    self.newRoutes = newRoutes
    self.ownership = ownership
  }
}
