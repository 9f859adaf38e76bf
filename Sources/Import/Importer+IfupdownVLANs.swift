internal import NetworkModel
internal import TopologyFormat

/// ifupdown: the VLANs of bridges that filter them.
extension Importer {
  /// The VLANs of the ports of bridges that filter: those that a port says, or else those of its bridge. A VLAN over the
  /// bridge has the bridge itself be a member (vlan.py of ifupdown2).
  mutating func readVLANs(of named: [(interface: InterfacesFile.Interface, link: String)]) {
    var own: [String: [String: DocumentNode.Member]] = [:]
    for (interface, link) in named {
      for option in interface.options {
        // ifupdown2 has two names for it.
        own[link, default: [:]][option.key == "bridge-trunk" ? "bridge-vids" : option.key] = option
      }
    }
    let files = Dictionary(named.map { ($0.link, $0.interface) }, uniquingKeysWith: { first, _ in first })
    let filtering = Set(order.filter { filters($0) })
    for link in order where !isTooLarge {
      let options = own[link] ?? [:]
      if let bridge = links[link]?.master?.name.text, filtering.contains(bridge) {
        let inherited = own[bridge] ?? [:]
        func option(_ key: String, _ ofPorts: String? = nil) -> (DocumentNode.Member, String)? {
          if let own = options[key] { return (own, link) }
          if let ofPorts, let all = inherited[ofPorts], let own = Self.share(of: link, in: all) { return (own, bridge) }
          return inherited[key].map { ($0, bridge) }
        }
        if options["bridge-vlan-vni-map"] != nil, let interface = files[link] {
          readTunnels(interface, link)
        } else {
          readPortVLANs(
            link, option("bridge-vids", "bridge-port-vids"), option("bridge-pvid", "bridge-port-pvids"),
            option("bridge-allow-untagged"), files)
        }
      }
      guard let lower = member("link", of: link)?.text, filtering.contains(lower),
        let id = member("id", of: link)?.text,
        let interface = files[link]
      else { continue }
      read(interface) { importer in
        importer.addVLAN("trunk", id, of: lower, at: interface.name.position)
        if importer.links[lower]?.vlans.isEmpty == true {
          let pvid = importer.member("vlan_default_pvid", of: lower)?.content ?? .integer(1)
          importer.setVLANs("native", pvid, of: lower, at: interface.name.position)
        }
      }
    }
  }

  private mutating func readPortVLANs(
    _ link: String, _ vids: (DocumentNode.Member, String)?, _ pvid: (DocumentNode.Member, String)?,
    _ untagged: (DocumentNode.Member, String)?, _ interfaces: [String: InterfacesFile.Interface]
  ) {
    guard links[link]?.vlans.contains(where: { $0.key == "access" }) != true, let some = vids ?? pvid ?? untagged else {
      return
    }
    func read(_ option: (DocumentNode.Member, String), _ body: (inout Importer, DocumentNode.Member) -> Void) {
      guard let interface = interfaces[option.1] else { return }
      self.read(interface) { importer in importer.within(.key(option.0.key)) { body(&$0, option.0) } }
    }
    if let vids {
      read(vids) { importer, option in
        for range in option.value.text?.split(whereSeparator: { $0 == " " || $0 == "," }) ?? [] {
          importer.addVLAN("trunk", String(range), of: link, at: option.value.position)
        }
      }
    }
    if (try? untagged?.0.value.truth()) == false { return }
    read(pvid ?? some) { importer, option in
      if pvid == nil {
        // The kernel's own PVID.
        importer.setVLANs("native", .integer(1), of: link, at: option.keyPosition)
      } else {
        importer.setVLANs("native", option.value, of: link)
      }
    }
  }

  private func member(_ key: String, of link: String) -> DocumentNode? {
    links[link]?.members.first { $0.key == key }?.value
  }

  private func filters(_ link: String) -> Bool {
    if case .boolean(true) = member("vlan_filtering", of: link)?.content { return true }
    return false
  }
}
