extension LinkKind {
  /// What is so of all links of a kind: how people and the kernel call it, what brings it, and how it behaves where that is
  /// a matter of the kind.
  public final class Traits: Sendable {
    /// The kind with its article, for people.
    public let title: String
    /// The kind in the plural, for people.
    public let plural: String
    /// The word that `IFLA_INFO_KIND` holds.
    public let kernelKind: String?
    /// What a kernel needs to have for it; nil for what is never made.
    public let origin: Origin?
    /// The options of the kind.
    public let table: OptionTable?
    /// Those of the character device that comes with each link of the kind.
    public let deviceFile: OptionTable?
    /// Those of the hardware of each link of the kind.
    public let hardware: OptionTable?
    /// The tables of options that stand in a link of the kind, in the order of the manual.
    let tables: [OptionTable]
    /// What has to be declared of each link.
    public let needs: [Need]
    /// How the link lies on another one.
    public let lower: Lower?
    /// Whether the kernel takes it for a port of a bridge.
    public let canBePort: Bool
    /// Whether the kernel refuses settings whose condition is not met, even to what they are.
    public let refusesIdleSettings: Bool
    /// How links are ports of it; nil for what has none.
    public let ports: Ports?
    /// Whether there are always two of them, made together and gone together, each of which is the other's peer.
    public let isPaired: Bool
    /// Settings of every link that for this kind are fixed at creation.
    public let fixed: [Option]
    /// What a message has to hold that changes the kind's settings.
    public let changes: Changes
    /// The settings no two links of the kind share.
    public let identity: Identity?
    /// How `ip link` takes the kind's boolean settings.
    public let booleans: Booleans
    /// The largest MTU of a new link, where it is less than the document can say.
    public let maximumMTU: Int64?

    init(
      title: String, plural: String, kernelKind: String?, origin: Origin? = nil, table: OptionTable? = nil,
      deviceFile: OptionTable? = nil, hardware: OptionTable? = nil,
      needs: [Need] = [], lower: Lower? = nil, canBePort: Bool = true, refusesIdleSettings: Bool = false,
      ports: Ports? = nil, isPaired: Bool = false, fixed: [Option] = [], changes: Changes = .alone,
      identity: Identity? = nil, booleans: Booleans = .words, maximumMTU: Int64? = nil
    ) {
      self.title = title
      self.plural = plural
      self.kernelKind = kernelKind
      self.origin = origin
      self.table = table
      self.deviceFile = deviceFile
      self.hardware = hardware
      tables =
        [.link, .properties, .ipv6] + [table, deviceFile, hardware].compactMap(\.self)
        + EthtoolGroup.allCases.map(\.table)
      self.needs = needs
      self.lower = lower
      self.canBePort = canBePort
      self.refusesIdleSettings = refusesIdleSettings
      self.ports = ports
      self.isPaired = isPaired
      self.fixed = fixed
      self.changes = changes
      self.identity = identity
      self.booleans = booleans
      self.maximumMTU = maximumMTU
    }
  }

  /// How links are ports of a master of that kind.
  public struct Ports: Sendable {
    /// What the master keeps of a port; nil for nothing.
    public var table: OptionTable?
    /// Whether a port has to be down to come, is then taken up, and is down when it goes. It has the master's MAC address
    /// and MTU while it is there, and gets its own back.
    public var areTakenDown = false
    /// Whether a port stays a link with addresses of its own, and has the master's routing table. When it comes and when it
    /// goes, the kernel takes all its addresses of IPv6 and, if it is up, takes it down and up.
    public var areRouted = false
  }

  /// What brings a kind to a kernel.
  public struct Origin: Sendable {
    /// The module.
    public let module: String
    /// The option with which a kernel is built for it.
    public let configuration: String

    init(_ module: String, _ configuration: String) {
      self.module = module
      self.configuration = configuration
    }
  }

  /// An option that has to be declared.
  public struct Need: Sendable {
    /// The option.
    public let option: String
    /// What it is, for people.
    public let summary: String
    /// The boolean option that, being true, stands in its place.
    public let substitute: String?

    init(_ option: String, _ summary: String, unless substitute: String? = nil) {
      self.option = option
      self.summary = summary
      self.substitute = substitute
    }
  }

  /// What a message has to hold that changes settings of the kind.
  public enum Changes: Sendable {
    /// What changes.
    case alone
    /// The MTU besides, which the kernel works out anew when it is missing.
    case withMTU
    /// All settings of the kind and the MTU: what is missing the kernel takes for zero.
    case whole
  }

  /// How `ip link` takes boolean settings.
  public enum Booleans: Sendable {
    /// `on` and `off` behind the setting's word.
    case words
    /// `1` and `0` behind it.
    case digits
    /// The word for on, and `no` before it for off.
    case prefix
    /// The word behind `flag`.
    case flags
  }

  /// The settings by which the kernel tells links of a kind apart, and which it gives to no second one.
  public struct Identity: Sendable {
    /// The options.
    public let options: [String]
    /// Whether the same may stand on another lower link.
    public let isPerLower: Bool

    init(_ options: String..., isPerLower: Bool) {
      self.options = options
      self.isPerLower = isPerLower
    }
  }

  /// How links of a kind lie on another one.
  public struct Lower: Sendable {
    /// Whether there has to be one.
    public var isRequired = true
    /// The kind's own attribute that holds it; nil where it is `IFLA_LINK`.
    public var attribute: UInt16?
    /// Whether the MTU is at most that of the lower link: the kernel refuses more, and lowers it along.
    public var limitsMTU = true
    /// Whether the kernel takes the link up and down with the lower one, and not up while that one is down.
    public var sharesState = false
    /// Whether a new link has the MAC address of the lower one.
    public var lendsMAC = false
    /// Settings that are those of the lower link and cannot be others.
    public var inherited: [Option] = []
    /// The driver that takes all frames of the lower link, of which there can be one (`netdev_rx_handler_register`): the
    /// link cannot be a port besides, nor carry links of another driver that does so. Nil for those that do not.
    public var frameTaker: String?
    /// The setting with which a link of the driver that takes the frames is the only one.
    public var exclusive: Option.Condition?
    /// Whether the kernel keeps the kind's settings for all links of the kind on one lower link together.
    public var sharesSettings = false
    /// Whether it goes when the lower link goes.
    public var goesAlong = true

    /// What it is, for people.
    public var summary: String

    /// Whether it takes all frames of the lower link.
    public var takesFrames: Bool { frameTaker != nil }
  }
}

extension LinkKind.Traits {
  static let nic = LinkKind.Traits(title: "a NIC", plural: "NICs", kernelKind: nil, hardware: .sriov)
}
