public import NetworkModel

/// A host as dumps of links, addresses, routes and forwarding databases show it, with links called by name: what has to
/// be the same after a rollback as before, though links that were made anew have new indices.
///
/// Not in it is what no dump tells and no request takes back, such as whether somebody ever chose a bridge's MTU.
public struct HostImage: Sendable, Equatable {
  /// A link.
  public struct Link: Sendable, Equatable {
    /// The link as observed, without the indices: its own, its master's and its lower link's.
    public var observed: ObservedLink
    /// Its master.
    public var master: LinkName?
    /// The link under it.
    public var lower: LinkName?
    /// The other end of a pair.
    public var peer: Peer?
    /// What somebody put into the forwarding database there.
    public var forwarding: Set<ForwardingEntry>
    /// Its qdiscs and filters.
    public var trafficControl: TrafficControl
    /// The groups in the multicast database there, but for those that are learnt.
    public var multicast: Set<MulticastEntry>
  }

  /// The links by name.
  public var links: [LinkName: Link]
  /// The routes by key, those of one key in the kernel's order.
  public var routes: [Route.Key: [SimulatedRoute]]

  /// What differs in another image, in words, a line for each difference.
  public func differences(to other: HostImage) -> [String] {
    var lines: [String] = []
    for name in Set(links.keys).union(other.links.keys).sorted(by: { $0.text < $1.text }) {
      switch (links[name], other.links[name]) {
      case (let before?, let after?): lines += Self.differences(before, after).map { "\(name): \($0)" }
      case (_?, nil): lines.append("\(name): is gone")
      default: lines.append("\(name): is new")
      }
    }
    for key in Set(routes.keys).union(other.routes.keys) where routes[key] != other.routes[key] {
      lines.append("route to \(key.destination): \(Self.text(routes[key])) → \(Self.text(other.routes[key]))")
    }
    return lines
  }

  private static func differences(_ before: Link, _ after: Link) -> [String] {
    guard before != after else { return [] }
    var lines: [String] = []
    for option in OptionTable.all.flatMap(\.rows) {
      let values = (before.observed.settings[option], after.observed.settings[option])
      if values.0 != values.1 { lines.append("\(option.name) \(text(values.0)) → \(text(values.1))") }
    }
    func compare<Value: Equatable>(_ what: String, _ value: (Link) -> Value) {
      if value(before) != value(after) { lines.append("\(what) \(value(before)) → \(value(after))") }
    }
    compare("addresses") { $0.observed.addresses.map(text) }
    compare("bridge") { $0.master?.text ?? "none" }
    compare("link") { $0.lower?.text ?? "none" }
    compare("peer") { $0.peer?.description ?? "none" }
    compare("VLANs") { $0.observed.vlans?.description ?? "none" }
    compare("tunnels") { $0.observed.tunnels?.description ?? "none" }
    compare("settings of VLANs") { $0.observed.vlanSettings?.description ?? "none" }
    compare("forwarding") { link in
      link.forwarding.map { "\($0.mac) vlan \($0.vlan ?? 0) state \($0.state) flags \($0.flags)" }.sorted()
    }
    compare("traffic control") { "\($0.trafficControl)" }
    compare("groups") { link in link.multicast.map(\.description).sorted() }
    compare("virtual functions") { link in
      link.observed.virtualFunctions.sorted { $0.key < $1.key }.map { number, settings in
        "\(number): " + settings.entries.map { "\($0.option.name) \($0.option.text($0.value))" }.joined(separator: " ")
      }
    }
    compare("state") { $0.observed.operationalState }
    return lines.isEmpty ? ["\(before) → \(after)"] : lines
  }

  private static func text(_ address: Address) -> String {
    let lifetimes = [address.preferredLifetime, address.validLifetime].map { lifetime in
      if case .seconds(let left)? = lifetime { "\(left)" } else { "forever" }
    }
    return "\(address) flags \(address.flags) origin \(address.origin) label \(address.label ?? "none") "
      + "metric \(address.metric ?? 0) broadcast \(address.broadcast?.description ?? "none") "
      + "lifetimes \(lifetimes.joined(separator: " "))"
  }

  private static func text(_ value: OptionValue?) -> String { value.map { "\($0)" } ?? "none" }

  private static func text(_ routes: [SimulatedRoute]?) -> String {
    let lines = (routes ?? []).map { "\($0.route) proto \($0.route.origin)" + ($0.dead.isEmpty ? "" : " dead") }
    return lines.isEmpty ? "none" : lines.joined(separator: ", ")
  }
}

extension SimulatedState {
  /// The host as it looks from outside, without the indices of its links.
  public func comparable() -> HostImage {
    var snapshot = snapshot(probing: [])
    let asked = snapshot.links.map { ($0.name, Set(EthtoolGroup.allCases)) }
    snapshot.note(ethtool(of: Dictionary(uniqueKeysWithValues: asked)))
    let images = snapshot.links.map { link in
      var observed = link
      observed.index = 0
      // That is told of the link under it.
      observed.settings = observed.settings.filter { link.kind.has($0.option) }
      observed.master = nil
      observed.lower = nil
      observed.distantPeer = nil
      return HostImage.Link(
        observed: observed, master: snapshot.masterName(of: link), lower: snapshot.lowerName(of: link),
        peer: snapshot.peer(of: link), forwarding: Set(forwarding[link.name] ?? []),
        trafficControl: links[link.index]?.trafficControl.observed ?? TrafficControl(),
        multicast: Set(groups(at: link.name, in: snapshot)))
    }
    return HostImage(
      links: Dictionary(uniqueKeysWithValues: images.map { ($0.observed.name, $0) }),
      routes: Dictionary(grouping: routes, by: \.route.key))
  }
}

extension SimulatedState {
  /// The groups that somebody put there, but for those of no VLAN on a bridge that filters: they are of no effect, and nobody
  /// can reach them.
  private func groups(at name: LinkName, in snapshot: Snapshot) -> [MulticastEntry] {
    let bridge = snapshot[name].flatMap { $0.kind == .bridge ? name : snapshot.masterName(of: $0) }
    let isFiltering = bridge.flatMap { snapshot[$0] }?.settings.flag(.vlanFiltering) == true
    return (multicast[name] ?? []).filter { $0.isPermanent && ($0.vlan != nil || !isFiltering) }
  }
}
