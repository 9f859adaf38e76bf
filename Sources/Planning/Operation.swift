public import NetworkModel

/// One step of a plan: one request to the kernel. Data alone; the executor does what it says.
///
/// Links are called by name. The executor knows the index of each from the snapshot that the plan was made of, or from
/// the creation earlier in the plan, and addresses the kernel by index: a link that somebody else put in the place of
/// a deleted one is never touched. A new link gets an index that was chosen beforehand (``NewIndices``).
public enum Operation: Sendable, Equatable {
  /// Make a TAP device through `/dev/net/tun`. The settings are those at ``OptionTable/Place/tapDevice``.
  case createTAP(LinkName, index: Int32, Settings)
  /// Make a link by `RTM_NEWLINK`, with all settings that the creating message can hold.
  case create(LinkName, index: Int32, LinkKind, Settings, lower: LinkName?)
  /// Make a pair of links by one `RTM_NEWLINK`, with all settings that the creating message can hold.
  case createPair(LinkName, index: Int32, LinkKind, Settings, peer: NewPeer)
  /// Change settings at ``OptionTable/Place/tapDevice`` of an idle TAP by attaching to it for a moment.
  case retuneTAP(LinkName, Settings)
  /// Change settings of the link and of its kind, and its master, in one message.
  case set(LinkName, LinkKind, Settings, master: DeclaredLink.Master?)
  /// Give a link another name. Kernels before 6.2 do so only while it is down.
  case rename(LinkName, to: LinkName)
  /// Give a link one more name.
  case addAlternativeName(LinkName, String)
  /// Take one of its alternative names from a link.
  case removeAlternativeName(LinkName, String)
  /// Give a bridge the MAC address that another link, or it itself, has at that moment, and so pin it: the kernel lets a
  /// bridge's address follow its ports until somebody sets it, even to the same value.
  case pinMAC(bridge: LinkName, of: LinkName)
  /// Change what the bridge keeps of its port.
  case setPort(LinkName, Settings)
  /// Make a bridge forget what it has learnt at its port.
  case forgetStations(LinkName)
  /// Add VLANs to a bridge port, or to the bridge itself, replacing the tagging of those that are there.
  case addVLANs(LinkName, BridgeVLANs, ofBridgeItself: Bool)
  /// Remove VLANs from a bridge port, or from the bridge itself.
  case removeVLANs(LinkName, BridgeVLANs, ofBridgeItself: Bool)
  /// Map VLANs of a bridge port to tunnels.
  case addTunnels(LinkName, VLANTunnels)
  /// Take such mappings away.
  case removeTunnels(LinkName, VLANTunnels)
  /// Change settings of VLANs at a bridge port or at a bridge itself, and of a bridge's VLANs as wholes.
  case setVLANs(LinkName, VLANSettings)
  /// Change settings at ``OptionTable/Place/ipv6`` that no message sets: those of ``WireFormat/ipv6Configuration(_:)``.
  case configureIPv6(LinkName, Settings)
  /// Give the link's device file to a user, and to a group whose members may open it: settings at
  /// ``OptionTable/Place/deviceFile``.
  case setDeviceFile(LinkName, Settings)
  /// Take a step of limiting what a link sends or receives.
  case controlTraffic(LinkName, TrafficControlStep)
  /// Change settings of one of ethtool's groups.
  case setEthtool(LinkName, Settings)
  /// Make so many virtual functions of a NIC, where there are none, or take all away.
  case setVirtualFunctionCount(LinkName, Int64)
  /// Change what a NIC does for a virtual function: settings at ``OptionTable/Place/virtualFunction``, with those that the
  /// kernel is told of along with them.
  case setVirtualFunction(LinkName, Int, Settings)
  /// Give a link an address, behind those that it has.
  case addAddress(LinkName, Address)
  /// Change what can be changed of an address in its place: lifetimes, flags, metric.
  case changeAddress(LinkName, Address)
  /// Take an address from a link.
  case removeAddress(LinkName, Address)
  /// Add a route, behind others of the same key.
  case addRoute(Route)
  /// Put a route in the place of that of the same key.
  case replaceRoute(Route)
  /// Remove a route: the one over just these links.
  case removeRoute(Route)
  /// Add an entry to the forwarding database of the bridge that the link is a port of, or that it is itself, or to that of
  /// a VXLAN. A bridge has one entry for a station: another one, at whichever port, gives way to it. One without a VLAN is
  /// added in each VLAN of the port besides.
  case addForwarding(LinkName, ForwardingEntry)
  /// Remove an entry from there; one without a VLAN from each VLAN of the port besides.
  case removeForwarding(LinkName, ForwardingEntry)
  /// Add a permanent entry to the multicast database of a bridge, at a port of it or for the host itself.
  case addMulticast(LinkName, MulticastEntry, bridge: LinkName)
  /// Remove an entry from there.
  case removeMulticast(LinkName, MulticastEntry, bridge: LinkName)
  /// Remove a link, and with it what the kernel removes along with it.
  case delete(LinkName)

  /// What an operation is about.
  public enum Subject: Sendable, Hashable {
    /// A link.
    case link(LinkName)
    /// A route.
    case route(Route.Key)
  }

  /// What the operation changes.
  public var subject: Subject {
    switch self {
    case .createTAP(let name, _, _), .create(let name, _, _, _, _), .createPair(let name, _, _, _, _),
      .retuneTAP(let name, _), .set(let name, _, _, _), .pinMAC(let name, _), .setPort(let name, _),
      .forgetStations(let name), .addVLANs(let name, _, _), .removeVLANs(let name, _, _),
      .addTunnels(let name, _), .removeTunnels(let name, _), .setVLANs(let name, _), .configureIPv6(let name, _),
      .setDeviceFile(let name, _),
      .setEthtool(let name, _), .setVirtualFunctionCount(let name, _), .setVirtualFunction(let name, _, _),
      .addAddress(let name, _), .changeAddress(let name, _), .removeAddress(let name, _), .addForwarding(let name, _),
      .removeForwarding(let name, _), .addMulticast(let name, _, _), .removeMulticast(let name, _, _),
      .addAlternativeName(let name, _), .removeAlternativeName(let name, _), .rename(_, to: let name),
      .controlTraffic(let name, _), .delete(let name):
      .link(name)
    case .addRoute(let route), .replaceRoute(let route), .removeRoute(let route): .route(route.key)
    }
  }

  /// The link that the operation changes; nil when it changes a route.
  public var link: LinkName? {
    if case .link(let name) = subject { name } else { nil }
  }

  /// The links of this namespace that the operation makes, and their indices.
  public var creations: [(link: LinkName, index: Int32)] {
    switch self {
    case .createTAP(let name, let index, _), .create(let name, let index, _, _, _): [(name, index)]
    case .createPair(let name, let index, _, _, let new):
      [(name, index)] + (new.peer.namespace == nil ? [(new.peer.name, new.index)] : [])
    default: []
    }
  }
}

extension Operation: CustomStringConvertible {
  /// What is being done, for error messages: `create tap vm0`, `set mtu 9000, up on of eth0`.
  public var description: String {
    switch self {
    case .createTAP(let name, _, _): "create tap \(name)"
    case .create(let name, _, let kind, _, _): "create \(kind.rawValue) \(name)"
    case .createPair(let name, _, let kind, _, let new): "create \(kind.rawValue) \(name) with its peer \(new.peer)"
    case .retuneTAP(let name, let settings): "set \(settings.summary) of \(name)"
    case .set(let name, _, let settings, let master):
      switch master {
      case nil: "set \(settings.summary) of \(name)"
      case .some(.none): "detach \(name) from its master" + (settings.isEmpty ? "" : " and set \(settings.summary)")
      case .on(let bridge): "attach \(name) to \(bridge)" + (settings.isEmpty ? "" : " and set \(settings.summary)")
      }
    case .rename(let name, let new): "rename \(name) to \(new)"
    case .addAlternativeName(let name, let other): "add the alternative name \(other) to \(name)"
    case .removeAlternativeName(let name, let other): "remove the alternative name \(other) from \(name)"
    case .pinMAC(let bridge, let port): "give \(bridge) the MAC address of \(port)"
    case .setPort(let name, let settings): "set \(settings.summary) of the \(settings.portWord) port \(name)"
    case .forgetStations(let name): "forget what was learnt at the port \(name)"
    case .addVLANs(let name, let vlans, _): "add VLANs (\(vlans)) to \(name)"
    case .removeVLANs(let name, let vlans, _): "remove VLANs (\(vlans)) from \(name)"
    case .addTunnels(let name, let tunnels): "map VLANs of \(name) to tunnels (\(tunnels))"
    case .removeTunnels(let name, let tunnels): "map VLANs of \(name) to tunnels no more (\(tunnels))"
    case .setVLANs(let name, let settings):
      "set " + settings.runs.map { "\($0.settings.summary) of VLAN \($0.vlans)" }.joined(separator: ", ")
        + " of \(name)"
    case .configureIPv6(let name, let settings): "set \(settings.summary) of \(name)"
    case .setDeviceFile(let name, let settings): "set \(settings.summary) of the device of \(name)"
    case .controlTraffic(let name, let step): step.description(of: name)
    case .setEthtool(let name, let settings): "set \(settings.summary) of \(name)"
    case .setVirtualFunctionCount(let name, let count): "set the number of virtual functions of \(name) to \(count)"
    case .setVirtualFunction(let name, let number, let settings):
      "set \(settings.summary) of the virtual function \(number) of \(name)"
    case .addAddress(let name, let address): "add the address \(address) to \(name)"
    case .changeAddress(let name, let address): "change the address \(address) of \(name)"
    case .removeAddress(let name, let address): "remove the address \(address) from \(name)"
    case .addRoute(let route): "add the route \(route)"
    case .replaceRoute(let route): "replace the route \(route)"
    case .removeRoute(let route): "remove the route \(route)"
    case .addForwarding(let name, let entry): "add \(entry) to the forwarding database at \(name)"
    case .removeForwarding(let name, let entry): "remove \(entry) from the forwarding database at \(name)"
    case .addMulticast(let name, let entry, _): "add \(entry) to the multicast database at \(name)"
    case .removeMulticast(let name, let entry, _): "remove \(entry) from the multicast database at \(name)"
    case .delete(let name): "delete \(name)"
    }
  }
}

extension Settings {
  /// What the master is that keeps these of its port.
  fileprivate var portWord: String {
    entries.first.flatMap { LinkKind.master(keeping: $0.option) }?.rawValue ?? LinkKind.bridge.rawValue
  }
}
