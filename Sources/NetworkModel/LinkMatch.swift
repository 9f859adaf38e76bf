/// By what a document finds a link that is there already, whatever it is called. All that is given has to hold.
public struct LinkMatch: Sendable, Equatable {
  /// The MAC address that the hardware has (`IFLA_PERM_ADDRESS`).
  public var permanentMAC: MACAddress?
  /// What its bus calls the device under it (`IFLA_PARENT_DEV_NAME`): the address on the PCI bus.
  public var path: String?
  /// The driver, as `ethtool -i` names it.
  public var driver: String?
  /// The MAC address that it has, or had before vnetctl gave it another one.
  public var mac: MACAddress?
  /// One of the alternative names that it has, or had before vnetctl gave it others.
  public var alternativeName: String?
  /// Whether the link gets the name that the document calls it by.
  public var renames = false
  /// What the document calls a link that keeps its own name; nil as long as it is not found.
  public var handle: LinkName?
  /// Where it stands; nil when it does not come from a document.
  public var position: SourcePosition?

  /// A match with nothing to go by yet.
  public init() {}

  /// What has to hold, by the keys of the document, in their order.
  public var criteria: [(key: String, value: String)] {
    [
      ("permanent_mac", permanentMAC?.description), ("path", path), ("driver", driver), ("mac", mac?.description),
      ("alternative_name", alternativeName),
    ].compactMap { key, value in value.map { (key, $0) } }
  }
}
