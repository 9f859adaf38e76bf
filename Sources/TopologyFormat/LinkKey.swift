internal import NetworkModel

/// The keys of a link that are no options of the kernel: what it is and where it belongs.
enum LinkKey: String, CaseIterable {
  case kind
  case state
  case match
  case rename
  case link
  case peer
  case bridge
  case bond
  case vrf
  case vlan
  case vlanOptions = "vlan_options"
  case fdb
  case mdb
  case rate
  case addresses
  case virtualFunctions = "vf"

  /// The kind of master that the key names.
  var master: LinkKind? {
    switch self {
    case .bridge: .bridge
    case .bond: .bond
    case .vrf: .vrf
    default: nil
    }
  }

  /// Whether links of that kind have the key.
  func belongs(to kind: LinkKind) -> Bool {
    switch self {
    case .kind, .state, .rate, .addresses: true
    case .match, .rename: kind == .nic
    case .link: kind.lower != nil
    case .peer: kind.traits.isPaired
    case .bridge: kind.traits.canBePort
    case .bond: kind.traits.canBePort && kind != .bond
    // vrf_add_slave() takes everything but the loopback and another VRF.
    case .vrf: kind != .vrf
    case .vlan, .vlanOptions, .mdb: kind == .bridge
    case .fdb: kind.forwardingPlace != nil
    case .virtualFunctions: kind == .nic
    }
  }

  /// One sentence for the manual page and the schema.
  var summary: String {
    switch self {
    case .kind: "What the link is. Needed, unless the state is absent."
    case .state: "Whether the link shall be there. An absent link is removed, whoever made it."
    case .match:
      "How the NIC is found, which then stands in links under any name: the one link that vnetctl did not make and of which "
        + "all of this is so. It keeps its own name, and is meant wherever the document speaks of that in links."
    case .rename:
      "Whether the NIC gets the name that it stands under in links. Where it must be down for that, before Linux 6.2, it "
        + "goes down and up. It gets its old name back when vnetctl lets go of it, and without this."
    case .link:
      "The link that this one lies on. Needed, but for "
        + LinkKind.list(LinkKind.allCases.filter { $0.lower?.isRequired == false }) + "."
    case .peer:
      "The other end, by name or as an object with the network namespace that it is in. Needed. Where that is the "
        + "namespace of this end, the other one can be declared too, with this one as its peer; if it is not, it is made "
        + "with the MTU of this one, and up. In another namespace it is made and left to whoever configures that one."
    case .bridge:
      "The bridge that the link is a port of, by name or as an object with settings; null for none. "
        + "Without this key the link stays on the bridge it is on."
    case .bond:
      "The bond that the link is a port of, like bridge. A link is a port of one alone."
    case .vrf:
      "The VRF that the link is in, by name; null for none. It keeps its addresses there, and what the kernel makes for "
        + "them moves to the table of the VRF, as do routes that name no table. A link in a VRF is no port of a bridge or "
        + "bond."
    case .vlan: "The VLANs of the bridge itself: what the host reaches through the bridge's own interface."
    case .vlanOptions:
      "Settings of the bridge's VLANs as wholes, each VLAN or range of VLANs with an object of them. A port, or the bridge "
        + "itself, has to be in the VLAN. What is not declared of one stays as it is."
    case .fdb:
      "The static entries of the forwarding database that belong to the bridge itself, or to a VXLAN, exactly these; an "
        + "empty list for none. What is learnt stays. Without this key they stay as they are."
    case .rate:
      "How much traffic the link takes, in one direction or in both; null for no limits. Without this key they stay as they "
        + "are."
    case .mdb:
      "The permanent groups of the multicast database that the bridge itself hears, exactly these; an empty list for none. "
        + "What is learnt stays. Without this key they stay as they are."
    case .addresses:
      "The link's IP addresses in their order, exactly these besides those that the kernel makes and DHCP clients keep "
        + "alive; an empty list for none. Without this key they stay as they are."
    case .virtualFunctions:
      "What the NIC does for its virtual functions, by their numbers, which begin with 0, and ranges of them, such as "
        + "\"4-7\". What is not declared of one stays as it is."
    }
  }
}

/// The keys of a veth's `peer` besides its short form.
enum PeerKey: String, CaseIterable {
  case name
  case namespace = "netns"

  /// The form of its value, for people.
  var form: String {
    switch self {
    case .name: "link name"
    case .namespace: "text"
    }
  }

  /// One sentence for the manual page and the schema.
  var summary: String {
    switch self {
    case .name: "The name of the other end. Needed."
    case .namespace:
      "The network namespace that it is in: its name for ip netns, or the path of a file that it is bound to, such as "
        + "\"/run/docker/netns/1-abc\". By itself the same as that of this end."
    }
  }
}

/// The keys of a port's `bridge`, or `bond`, besides the options of the port.
enum PortKey: String, CaseIterable {
  case name
  case vlan
  case fdb
  case mdb
  case macLock = "mac_lock"
  case handOver = "hand_over"

  /// The form of its value, for people.
  var form: String {
    switch self {
    case .name: "link name"
    case .vlan: "VLANs"
    case .fdb: "list of MAC addresses or entries"
    case .mdb: "list of groups or entries"
    case .macLock: "list of MAC addresses, or null"
    case .handOver: "true or false"
    }
  }

  /// One sentence for the manual page and the schema.
  var summary: String {
    switch self {
    case .name: "The master's name. Needed."
    case .vlan: "The VLANs of the port, exactly these."
    case .fdb:
      "The static entries of the bridge's forwarding database at the port, exactly these; an empty list for none. What is "
        + "learnt stays. Without this key they stay as they are."
    case .mdb:
      "The permanent groups of the bridge's multicast database at the port, exactly these; an empty list for none. What is "
        + "learnt stays. Without this key they stay as they are."
    case .macLock:
      "The only source addresses whose frames are let in: one word for locked true, learning false, and just these as "
        + "sticky entries of fdb. Null lets in all again."
    case .handOver:
      "Whether the addresses of a NIC, and the routes over it, move to the bridge when it becomes a port, and back when "
        + "it is one no more. Of NICs alone, which do so unless this is false."
    }
  }

  /// Whether ports of masters of that kind have it.
  func belongs(to master: LinkKind) -> Bool { self == .name || self == .handOver || master == .bridge }

  /// Every key of a port of such a master, in the order of the manual.
  static func keys(of master: LinkKind) -> [String] {
    allCases.filter { $0.belongs(to: master) }.map(\.rawValue) + (master.traits.ports?.table?.rows ?? []).map(\.name)
  }

  /// Every key of a port's `bridge`.
  static var keys: [String] { keys(of: .bridge) }
}

/// The keys of a VLAN membership.
enum VLANKey: String, CaseIterable {
  case access
  case trunk
  case native
  case tagged
  case untagged
  case pvid
  case tunnels
  case options

  /// One sentence for the manual page and the schema.
  var summary: String {
    switch self {
    case .access: "The one VLAN of an access port: its frames come and go without a tag."
    case .trunk: "The VLANs of a trunk, whose frames carry tags."
    case .native: "The VLAN of a trunk's frames without a tag, in both directions."
    case .tagged: "VLANs whose frames leave with a tag."
    case .untagged: "VLANs whose frames leave without a tag."
    case .pvid: "The VLAN that frames without a tag enter; one of the tagged or untagged ones."
    case .tunnels:
      "To which network identifiers (VNIs) of a tunnel, such as a VXLAN that is external, the port maps its VLANs, exactly "
        + "these: each VLAN or range of VLANs with its identifier or range of identifiers. Without it they stay as they are."
    case .options:
      "Settings of these VLANs here, each VLAN or range of VLANs with an object of them. What is not declared of one stays as "
        + "it is."
    }
  }

  /// The pairs that cannot stand together: `access` is all of a port, and one word alone names the PVID.
  static let contradictions: [[VLANKey]] = [
    [.access, .trunk], [.access, .native], [.access, .pvid], [.native, .pvid],
  ]

  /// Whether its VLANs are untagged where those of `tagged` are tagged. The native VLAN may be one of the trunk's:
  /// that is how trunks are spoken of.
  func isUntagged(beside tagged: VLANKey) -> Bool {
    switch self {
    case .access, .untagged: true
    case .native: tagged == .tagged
    case .trunk, .tagged, .pvid, .tunnels, .options: false
    }
  }

  /// Whether it takes one VLAN alone.
  var isSingle: Bool {
    switch self {
    case .access, .native, .pvid: true
    case .trunk, .tagged, .untagged, .tunnels, .options: false
    }
  }

  /// Whether it says in which VLANs a link is.
  var isMembership: Bool { self != .tunnels && self != .options }

  /// Those of a port, or those of a bridge itself, which maps its VLANs to nothing.
  static func keys(ofBridgeItself isBridge: Bool) -> [VLANKey] { allCases.filter { !isBridge || $0 != .tunnels } }
}

extension LinkKind {
  /// The kind in the plural, for people.
  var plural: String { traits.plural }

  /// The kind with its article, for people.
  var title: String { traits.title }

  /// Every key of a link of this kind, in the order of the manual.
  var keys: [String] {
    LinkKey.allCases.filter { $0.belongs(to: self) }.map(\.rawValue)
      + tables.flatMap { $0.rows.filter(has).map(\.name) }
  }

  /// The kinds as a list for people: `VLANs, macvlans and ipvlans`.
  static func list(_ kinds: [LinkKind]) -> String {
    let names = kinds.map(\.plural)
    return names.count < 2
      ? names.joined() : names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
  }

  /// Whether links of this kind have that key.
  func has(key: String) -> Bool {
    LinkKey(rawValue: key)?.belongs(to: self) ?? false || option(key) != nil
  }
}
