public import NetworkModel

/// One step of a plan: one request to the kernel. Data alone; the executor does what it says.
///
/// Links are called by name. The executor knows the index of each from the snapshot that the plan was made of, or from
/// the creation earlier in the plan, and addresses the kernel by index: a link that somebody else put in the place of
/// a deleted one is never touched.
public enum Operation: Sendable, Equatable {
  /// Make a TAP device through `/dev/net/tun`. The settings are those at ``OptionTable/Place/tapDevice``.
  case createTAP(LinkName, Settings)
  /// Make a link by `RTM_NEWLINK`, with all settings that the creating message can hold.
  case create(LinkName, LinkKind, Settings, lower: LinkName?)
  /// Change settings at ``OptionTable/Place/tapDevice`` of an idle TAP by attaching to it for a moment.
  case retuneTAP(LinkName, Settings)
  /// Change settings of the link and of its kind, and its master, in one message.
  case set(LinkName, LinkKind, Settings, master: DeclaredLink.Bridge?)
  /// Give a bridge the MAC address that another link, or it itself, has at that moment, and so pin it: the kernel lets a
  /// bridge's address follow its ports until somebody sets it, even to the same value.
  case pinMAC(bridge: LinkName, of: LinkName)
  /// Change what the bridge keeps of its port.
  case setPort(LinkName, Settings)
  /// Add VLANs to a bridge port, or to the bridge itself, replacing the tagging of those that are there.
  case addVLANs(LinkName, BridgeVLANs, ofBridgeItself: Bool)
  /// Remove VLANs from a bridge port, or from the bridge itself.
  case removeVLANs(LinkName, BridgeVLANs, ofBridgeItself: Bool)
  /// Remove a link, and with it what the kernel removes along with it.
  case delete(LinkName)

  /// The link that the operation changes.
  public var link: LinkName {
    switch self {
    case .createTAP(let name, _), .create(let name, _, _, _), .retuneTAP(let name, _), .set(let name, _, _, _),
      .pinMAC(let name, _), .setPort(let name, _), .addVLANs(let name, _, _), .removeVLANs(let name, _, _),
      .delete(let name):
      name
    }
  }
}

extension Operation: CustomStringConvertible {
  /// What is being done, for error messages: `create tap vm0`, `set mtu 9000, up on of eth0`.
  public var description: String {
    switch self {
    case .createTAP(let name, _): "create tap \(name)"
    case .create(let name, let kind, _, _): "create \(kind.rawValue) \(name)"
    case .retuneTAP(let name, let settings): "set \(settings.summary) of \(name)"
    case .set(let name, _, let settings, let master):
      switch master {
      case nil: "set \(settings.summary) of \(name)"
      case .some(.none): "detach \(name) from its bridge" + (settings.isEmpty ? "" : " and set \(settings.summary)")
      case .on(let bridge): "attach \(name) to \(bridge)" + (settings.isEmpty ? "" : " and set \(settings.summary)")
      }
    case .pinMAC(let bridge, let port): "give \(bridge) the MAC address of \(port)"
    case .setPort(let name, let settings): "set \(settings.summary) of the bridge port \(name)"
    case .addVLANs(let name, let vlans, _): "add VLANs (\(vlans)) to \(name)"
    case .removeVLANs(let name, let vlans, _): "remove VLANs (\(vlans)) from \(name)"
    case .delete(let name): "delete \(name)"
    }
  }
}
