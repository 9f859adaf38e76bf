import NetworkModel

/// What `show` prints for people.
struct SnapshotText {
  let snapshot: Snapshot
  let ownership: Ownership

  /// A heading and a line for each link.
  var lines: [String] {
    var table = TextTable()
    table.append(["NAME", "KIND", "STATE", "MTU", "MAC", "TOPOLOGY", "VLANS", "ADDRESSES"])
    for node in SnapshotTree(snapshot).nodes {
      let link = node.link
      table.append([
        node.branch + link.name.text,
        kind(of: link),
        state(of: link),
        link.settings.number(.mtu).map(String.init) ?? "-",
        link.mac?.description ?? "-",
        ownership.links[link.name].map { $0.topology } ?? "-",
        vlans(of: link) ?? "-",
        link.addresses.map { "\($0.local)/\($0.prefixLength)" }.joined(separator: " "),
      ])
    }
    return table.lines().map(Terminal.printable)
  }

  private func kind(of link: ObservedLink) -> String {
    switch link.kind {
    case .nic: return link.kernelKind.isEmpty ? "nic" : link.kernelKind
    case let kind:
      if let peer = snapshot.peer(of: link) { return "\(kind.rawValue) to \(peer)" }
      let id = kind.table?["id"].flatMap { link.settings.number($0) }.map { " \($0)" } ?? ""
      guard link.master != nil, let lower = snapshot.lowerName(of: link) else { return "\(kind.rawValue)\(id)" }
      return "\(kind.rawValue)\(id) on \(lower)"
    }
  }

  private func state(of link: ObservedLink) -> String {
    var state = "down"
    if link.settings.flag(.up) == true { state = link.hasCarrier ? "up" : "no carrier" }
    return link.settings.flag(.promiscuous) == true ? state + ", promiscuous" : state
  }

  /// The VLANs, where the bridge looks at them.
  private func vlans(of link: ObservedLink) -> String? {
    let bridge = link.kind == .bridge ? link : link.master.flatMap { snapshot[$0] }
    guard bridge?.settings.flag(.vlanFiltering) == true else { return nil }
    return link.vlans?.description
  }
}
