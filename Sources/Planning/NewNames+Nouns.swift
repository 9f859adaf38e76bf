public import NetworkModel

extension Snapshot {
  /// The host as it will be once the links have their new names.
  public func renamed(_ names: NewNames) -> Snapshot {
    guard !names.isEmpty else { return self }
    let links = links.map { link in
      var link = link
      link.settings = link.settings.renamed(names)
      // A bond forgets a primary port that gets another name (bond_slave_netdev_event).
      if let primary = self[link.index]?.primaryPort, names.byOldName[primary] != nil { link.settings[.primary] = nil }
      if let new = names.byOldName[link.name] {
        link.addresses = link.addresses.relabelled(by: new)
        link.name = new
      }
      return link
    }
    var result = with(links)
    result.routes = routes.map { $0.renamed(names) }
    for case (.virtualFunctions(let name), let isThere) in features {
      result.features[.virtualFunctions(names[name])] = isThere
    }
    result.forwarding = names.called(forwarding.mapValues { $0.map { $0.renamed(names) } })
    result.multicast = names.called(multicast)
    result.trafficControl = names.called(trafficControl)
    return result
  }
}

extension ObservedLink {
  /// The port that a bond prefers.
  var primaryPort: LinkName? {
    if case .link(let name) = settings[.primary] { name } else { nil }
  }
}

extension [Address] {
  /// The addresses of a link that has got a new name: the kernel gives labels of IPv4 anew (inetdev_changename).
  package func relabelled(by name: LinkName) -> [Address] {
    var count = 0
    return map { address in
      guard !address.local.isIPv6, let label = address.label else { return address }
      count += 1
      var result = address
      result.label = name.text
      guard count > 1 else { return result }
      let ending = label.firstIndex(of: ":").map { String(label[$0...]) } ?? ":\(count)"
      result.label = String(name.text.prefix(Swift.max(0, LinkName.maximumLength - ending.utf8.count))) + ending
      return result
    }
  }
}

extension Topology {
  /// The same with other names for links.
  func renamed(_ names: NewNames) -> Topology {
    guard !names.isEmpty else { return self }
    var result = self
    result.links = links.map { $0.renamed(names) }
    for place in routes.indices { result.routes[place].route = routes[place].route.renamed(names) }
    return result
  }
}

extension Ownership {
  /// The record as it will be once the links have their new names.
  func renamed(_ names: NewNames) -> Ownership {
    guard !names.isEmpty else { return self }
    var result = Ownership()
    for link in links.values {
      let new = link.renamed(names)
      result.links[new.name] = new
    }
    result.routes = routes.mapValues { entry in
      Route(
        route: entry.route.renamed(names), topology: entry.topology, found: entry.found.map { $0.renamed(names) })
    }
    return result
  }
}

extension Ownership.Link {
  fileprivate func renamed(_ names: NewNames) -> Ownership.Link {
    var result = self
    result.name = names[name]
    result.found = found.map { found in
      // The name that it was found under stays; all else is told in the names that links have.
      var result = found
      result.name = name
      result = result.renamed(names)
      result.name = found.name
      return result
    }
    result.applied = applied?.renamed(names)
    if var handOver {
      handOver.bridge = names[handOver.bridge]
      handOver.addresses = handOver.addresses.map { $0.moved(from: name, to: result.name) }
      handOver.routes = handOver.routes.map { $0.renamed(names) }
      result.handOver = handOver
    }
    return result
  }
}

extension DeclaredLink {
  /// The same with other names for it and for those that it speaks of.
  fileprivate func renamed(_ names: NewNames) -> DeclaredLink {
    var result = self
    result.name = names[name]
    result.lower = lower.map { names[$0] }
    if let peer, peer.namespace == nil { result.peer = Peer(names[peer.name]) }
    if case .on(let master) = master { result.master = .on(names[master]) }
    result.settings = settings.renamed(names)
    result.addresses = addresses?.map { $0.moved(from: name, to: result.name) }
    result.forwarding = forwarding?.map { $0.renamed(names) }
    result.remotes = remotes?.map { $0.renamed(names) }
    return result
  }
}

extension Settings {
  fileprivate func renamed(_ names: NewNames) -> Settings {
    var result = self
    for entry in entries {
      guard case .link(let name?) = entry.value, let new = names.byOldName[name] else { continue }
      result[entry.id] = .link(new)
    }
    return result
  }
}

extension Route {
  /// The same over links of other names.
  func renamed(_ names: NewNames) -> Route {
    var result = self
    for place in hops.indices { result.hops[place].link = hops[place].link.map { names[$0] } }
    return result
  }
}

extension ForwardingEntry {
  fileprivate func renamed(_ names: NewNames) -> ForwardingEntry {
    var result = self
    result.remote?.link = remote?.link.map { names[$0] }
    return result
  }
}
