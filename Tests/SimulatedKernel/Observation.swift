import NetworkModel
import Planning

extension SimulatedState {
  /// Whether the link is up and has a carrier (`netif_running() && netif_oper_up()`).
  func isRunning(_ link: SimulatedLink) -> Bool { link.isUp && hasCarrier(link) }

  private func hasCarrier(_ link: SimulatedLink) -> Bool {
    switch link.kind {
    case .nic, .tap: return link.isConnected
    case .bridge:
      let ports = ports(of: link.index)
      return ports.isEmpty || ports.contains { isRunning($0) }
    case .bond: return ports(of: link.index).contains { isRunning($0) }
    // veth_open(), veth_close()
    case let kind where kind.traits.isPaired:
      return link.isUp && (link.peer.flatMap { links[$0] }?.isUp ?? link.isConnected)
    case let kind:
      guard kind.lower?.isRequired == true else { return true }
      return link.lower.flatMap { links[$0] }.map { isRunning($0) } ?? false
    }
  }

  private func operationalState(_ link: SimulatedLink) -> String {
    switch (link.isUp, hasCarrier(link), link.kind) {
    case (true, true, .bridge) where ports(of: link.index).isEmpty: "unknown"
    case (true, true, _): "up"
    case (true, false, let kind) where kind.lower?.isRequired == true: "lowerlayerdown"
    default: "down"
    }
  }

  /// The links as a dump would show them.
  func snapshot(probing features: Set<KernelFeature>) -> Snapshot {
    let observed = links.values.map { link in
      var settings = link.settings
      if let port = link.port {
        settings.merge(port)
        if port[.portState] == nil, link.master.flatMap({ links[$0] })?.kind == .bridge {
          let listens = link.master.flatMap { links[$0]?.settings.flag(.stp) } ?? false
          // 0 disabled, 1 listening, 3 forwarding.
          settings[.portState] = .integer(isRunning(link) ? (listens ? 1 : 3) : 0)
        }
      }
      var observed = ObservedLink(
        index: link.index, name: link.name, kind: link.kind, kernelKind: link.kernelKind, settings: settings,
        master: link.master, lower: link.lower ?? link.peer, hasCarrier: hasCarrier(link),
        operationalState: operationalState(link), permanentMAC: link.permanentMAC,
        maximumMTU: link.maximumMTU, vlans: link.vlans)
      observed.addresses = link.addresses
      observed.vlanSettings = vlanSettings(of: link)
      if !link.tunnels.isEmpty { observed.tunnels = link.tunnels }
      observed.distantPeer = link.distantPeer
      observed.device = link.parentDevice.map { ParentDevice(bus: "pci", name: $0) }
      if features.contains(.driverNames) { observed.driver = link.driver }
      observed.virtualFunctions = link.virtualFunctions
      observed.maximumVirtualFunctions = link.maximumVirtualFunctions
      return observed
    }
    let known = features.map { ($0, !missing.contains($0)) }
    var snapshot = Snapshot(
      links: observed, routes: routes.map(\.route), features: Dictionary(uniqueKeysWithValues: known))
    snapshot.namespaces = namespaces
    return snapshot
  }

  /// What somebody put into the forwarding databases, by port or bridge.
  var forwarding: [LinkName: [ForwardingEntry]] {
    let entries = links.values.filter { !$0.forwarding.isEmpty }.map { ($0.name, $0.forwarding) }
    return Dictionary(uniqueKeysWithValues: entries)
  }
}

extension Snapshot {
  /// The links that a closeup shows, and no route.
  func seen(through closeup: Closeup) -> Snapshot {
    var seen = links.filter { closeup.links.contains($0.name) || closeup.indices.contains($0.index) }
    var place = 0
    while place < seen.count {
      for index in [seen[place].master, seen[place].lower].compactMap(\.self) {
        if let link = self[index], !seen.contains(where: { $0.index == index }) { seen.append(link) }
      }
      place += 1
    }
    var result = Snapshot(links: seen, features: features)
    result.namespaces = namespaces
    return result
  }
}
