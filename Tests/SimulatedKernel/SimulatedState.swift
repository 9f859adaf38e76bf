import Glibc
public import NetworkModel
import Planning

/// What the simulated kernel knows. A value, so that a test can keep it and compare.
public struct SimulatedState: Equatable {
  private(set) var links: [Int32: SimulatedLink] = [:]
  /// The indices of all links.
  public private(set) var indices: [LinkName: Int32] = [:]
  /// The routes that somebody made, those of one key in the kernel's order.
  var routes: [SimulatedRoute] = []
  var nextIndex: Int32 = 1
  /// What the kernel lacks.
  var missing: Set<KernelFeature> = []
  /// The other network namespaces, with the numbers that they have here.
  var namespaces: [String: Int32] = [:]
  private var generator: UInt64 = 0x9E37_79B9_7F4A_7C15

  init() {}

  /// The links with that as their master, in the order of their indices.
  func ports(of bridge: Int32) -> [SimulatedLink] {
    links.values.filter { $0.master == bridge }.sorted { $0.index < $1.index }
  }

  /// The links that lie on that one, in the order of their indices.
  func uppers(of lower: Int32) -> [SimulatedLink] {
    links.values.filter { $0.lower == lower }.sorted { $0.index < $1.index }
  }

  /// The link with that index.
  func link(_ index: Int32) throws(Objection) -> SimulatedLink {
    guard let link = links[index] else { throw Objection(ENODEV) }
    return link
  }

  /// The index of the link of that name.
  func index(of name: LinkName) -> Int32? { indices[name] }

  /// Changes a link that is known to be there.
  mutating func update(_ index: Int32, _ change: (inout SimulatedLink) -> Void) {
    guard var link = links.removeValue(forKey: index) else { preconditionFailure("there is no link \(index)") }
    change(&link)
    links[index] = link
  }

  /// Forgets a link that is known to be there.
  mutating func forget(_ index: Int32) {
    guard let link = links.removeValue(forKey: index) else { preconditionFailure("there is no link \(index)") }
    indices[link.name] = nil
  }

  /// What calls a link by its name: the real kernel has its index there.
  mutating func moveName(_ old: LinkName, to new: LinkName) {
    indices[new] = indices.removeValue(forKey: old)
    for place in routes.indices {
      routes[place].route = routes[place].route.over(new, insteadOf: old)
      if routes[place].dead.remove(old) != nil { routes[place].dead.insert(new) }
    }
    for index in Array(links.keys) {
      guard var link = links[index] else { continue }
      for entry in link.settings.entries where entry.value == .link(old) {
        // bond_slave_netdev_event()
        link.settings[entry.id] = entry.id == Option.primary.id ? nil : .link(new)
      }
      for entry in link.port?.entries ?? [] where entry.value == .link(old) { link.port?[entry.id] = .link(new) }
      for place in link.forwarding.indices where link.forwarding[place].remote?.link == old {
        link.forwarding[place].remote?.link = new
      }
      links[index] = link
    }
  }

  /// Adds a link under its index, or under the next one if that is 0.
  @discardableResult
  mutating func add(_ link: SimulatedLink) throws(Objection) -> Int32 {
    guard index(of: link.name) == nil, links[link.index] == nil else { throw Objection(EEXIST) }
    var link = link
    if link.index == 0 {
      while links[nextIndex] != nil { nextIndex += 1 }
      link.index = nextIndex
      nextIndex += 1
    }
    if link.mtu < Self.leastIPv6MTU { link.settings = link.settings.filter { !Self.isIPv6Option($0) } }
    links[link.index] = link
    indices[link.name] = link.index
    return link.index
  }

  /// A locally administered unicast address, another one each time and the same ones in each run.
  mutating func inventMAC() -> MACAddress {
    generator = generator &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return MACAddress(bits: (generator >> 16) & 0xFCFF_FFFF_FFFF | 0x0200_0000_0000)
  }

  /// What a new link of any kind has.
  static func initialSettings(mtu: Int64, mac: MACAddress) -> Settings {
    var settings = Settings()
    for option in OptionTable.link.rows + OptionTable.properties.rows { settings[option] = option.standard }
    settings[.mtu] = .integer(mtu)
    settings[.mac] = .mac(mac)
    settings[.up] = .boolean(false)
    if let queue = OptionTable.link["tx_queue_length"] { settings[queue] = .integer(1000) }
    settings.merge(initialIPv6)
    return settings
  }

  /// Does one operation. Like the kernel, it keeps what it did before an objection.
  ///
  /// Links are addressed by the indices in `known`, those that they had when the caller last saw them.
  mutating func perform(_ operation: Operation, known: [LinkName: Int32]) throws(Objection) {
    defer { forgetVLANs() }
    func index(_ name: LinkName) throws(Objection) -> Int32 {
      guard let index = known[name] else { throw Objection(ENODEV) }
      return index
    }
    switch operation {
    case .createTAP(let name, let index, let settings):
      try createTAP(name, index: index, settings)
    case .create(let name, let newIndex, let kind, let settings, let lower):
      var lowerIndex: Int32?
      if let lower { lowerIndex = try index(lower) }
      try create(name, index: newIndex, kind, settings, lower: lowerIndex)
    case .createPair(let name, let index, let kind, let settings, let peer):
      try createPair(name, index: index, kind, settings, peer)
    case .retuneTAP(let name, let settings):
      try retuneTAP(try index(name), settings)
    case .set(let name, _, let settings, let master):
      var target: MasterChange?
      switch master {
      case nil: break
      case .some(.none): target = .detach
      case .on(let bridge): target = .attach(try index(bridge))
      }
      try set(try index(name), settings, master: target)
    case .rename(let name, let new): try rename(try index(name), to: new)
    case .addAlternativeName(let name, let other):
      try addAlternativeName(other, to: try index(name))
    case .removeAlternativeName(let name, let other):
      try removeAlternativeName(other, from: try index(name))
    case .pinMAC(let bridge, let source):
      try setMAC(of: try index(bridge), to: try link(try index(source)).mac)
    case .setPort(let name, let settings):
      try setPort(try index(name), settings)
    case .forgetStations(let name):
      try forgetStations(of: try index(name))
    case .addVLANs(let name, let vlans, let isBridgeItself):
      try addVLANs(vlans, to: try index(name), ofBridgeItself: isBridgeItself)
    case .removeVLANs(let name, let vlans, let isBridgeItself):
      try removeVLANs(vlans, from: try index(name), ofBridgeItself: isBridgeItself)
    case .addTunnels(let name, let tunnels):
      try addTunnels(tunnels, to: try index(name))
    case .removeTunnels(let name, let tunnels):
      try removeTunnels(tunnels, from: try index(name))
    case .setVLANs(let name, let settings):
      try setVLANs(settings, of: try index(name))
    case .configureIPv6(let name, let settings):
      try configureIPv6(try index(name), settings)
    case .setDeviceFile(let name, let settings):
      update(try index(name)) { $0.settings.merge(settings.at(.deviceFile)) }
    case .controlTraffic(let name, let step):
      try controlTraffic(of: try index(name), step)
    case .setEthtool(let name, let settings):
      try setEthtool(try index(name), settings)
    case .setVirtualFunctionCount(let name, let count):
      try setVirtualFunctionCount(of: try index(name), to: count)
    case .setVirtualFunction(let name, let number, let settings):
      try setVirtualFunction(number, of: try index(name), settings)
    case .addAddress(let name, let address):
      try addAddress(address, to: try index(name), isReplacing: false)
    case .changeAddress(let name, let address):
      try addAddress(address, to: try index(name), isReplacing: true)
    case .removeAddress(let name, let address):
      try removeAddress(address, from: try index(name))
    case .addRoute(let route), .replaceRoute(let route), .removeRoute(let route):
      // The message has the indices of the links.
      var route = route
      for place in route.hops.indices {
        guard let name = route.hops[place].link else { continue }
        route.hops[place].link = try self.link(try index(name)).name
      }
      if case .addRoute = operation { try addRoute(route) }
      if case .replaceRoute = operation { try replaceRoute(route) }
      if case .removeRoute = operation { try removeRoute(route) }
    case .addForwarding(let name, let entry):
      if let way = entry.remote?.link { _ = try self.link(try index(way)) }
      try addForwarding(entry, to: try index(name))
    case .removeForwarding(let name, let entry):
      if let way = entry.remote?.link { _ = try self.link(try index(way)) }
      try removeForwarding(entry, from: try index(name))
    case .addMulticast(let name, let entry, let bridge):
      try addMulticast(entry, to: try index(name), on: try index(bridge))
    case .removeMulticast(let name, let entry, let bridge):
      try removeMulticast(entry, from: try index(name), on: try index(bridge))
    case .delete(let name):
      try delete(try index(name))
    }
  }
}
