internal import NetworkModel
internal import TopologyFormat

/// netplan: what takes more than a row of a table.
extension Importer {
  /// Files count in the order of their names, wherever they are; what a later one says overrules an earlier one.
  mutating func readNetplan(_ files: [SourceFile]) throws(DocumentError) {
    var networks: [(file: String, node: DocumentNode)] = []
    for file in files.enumerated().sorted(by: {
      ($0.element.name.baseName, $0.offset) < ($1.element.name.baseName, $1.offset)
    }) {
      let root = try yaml(file.element)
      for member in root.members where member.key != "network" {
        within(.key(member.key)) { $0.leaveOutUnknown(member) }
      }
      if let network = root["network"] { networks.append((file.element.name, network)) }
    }
    for (file, network) in networks {
      self.file = file
      within(.key("network")) { $0.readNames(network) }
    }
    for (file, network) in networks {
      self.file = file
      within(.key("network")) { $0.readNetwork(network) }
    }
  }

  // MARK: Names

  /// An Ethernet link is called by its definition's identifier unless `match` or `set-name` says otherwise.
  private mutating func readNames(_ network: DocumentNode) {
    for definition in network["ethernets"]?.members ?? [] {
      let match = definition.value["match"]
      if hardware(definition.value) != nil {
        // The identifier stands for the link in the document as well, if it gets no other name.
        aliases[definition.key] = .some(definition.value["set-name"]?.text ?? definition.key)
      } else if let name = definition.value["set-name"]?.text {
        aliases[definition.key] = .some(name)
      } else if let match, !match.members.isEmpty {
        let name = match["name"]?.text
        aliases[definition.key] = .some(name.flatMap { $0.contains(where: { "*?[".contains($0) }) ? nil : $0 })
      }
    }
  }

  /// By what a NIC is found of which no name is known; netplan means the permanent address.
  private func hardware(
    _ definition: DocumentNode
  ) -> [(key: MatchKey, text: String, position: TextPosition)]? {
    criteria(definition["match"]?.members ?? [], ["macaddress": .permanentMAC, "driver": .driver])
  }

  // MARK: Definitions

  private mutating func readNetwork(_ network: DocumentNode) {
    for section in network.members {
      within(.key(section.key)) { importer in
        let kind = Netplan.sections[section.key]
        guard kind != nil || section.key == "tunnels" else { return importer.follow(Netplan.network, section) }
        for definition in section.value.members where definition.key != "renderer" {
          importer.within(.key(definition.key)) { $0.readDefinition(definition, kind) }
        }
      }
    }
  }

  private mutating func readDefinition(_ definition: DocumentNode.Member, _ kind: LinkKind?) {
    guard let kind = kind ?? tunnelKind(definition) else { return }
    if let match = definition.value["match"], aliases[definition.key] == .some(.none) {
      return leaveOut(
        match.position,
        "vnetctl finds NICs by one address and one driver, and not by patterns; write the name that it has in the place of "
          + "\"match\"")
    }
    if let renderer = definition.value["renderer"], renderer.text == "sriov" {
      return leaveOut(
        renderer.position,
        "which virtual function this is, the host alone knows; write its \"vlan\" into \"vf\" of the NIC")
    }
    if kind != .nic, let special = definition.value.members.first(where: { $0.key == "openvswitch" }) {
      return leaveOut(special.keyPosition, Reason.noOpenVSwitch)
    }
    guard let name = linkName(definition.key, at: definition.keyPosition) else { return }
    setKind(kind, of: name, at: definition.keyPosition)
    if kind == .nic {
      readMatch(definition.value, of: name)
      if definition.value["activation-mode"] == nil {
        set("up", .boolean(true), of: name, at: definition.keyPosition)
      }
    }
    // netplan turns it on wherever a bridge has parameters (custom_bridging in src/networkd.c).
    if kind == .bridge, let parameters = definition.value["parameters"], parameters["stp"] == nil {
      set("stp", .boolean(true), of: name, at: parameters.position)
    }
    follow(Netplan.table(kind), definition.value, link: name)
  }

  private mutating func tunnelKind(_ definition: DocumentNode.Member) -> LinkKind? {
    guard let mode = definition.value["mode"], let word = mode.text else {
      leaveOut(definition.keyPosition, "a tunnel without a \"mode\" is none")
      return nil
    }
    if let kind = Netplan.tunnels[word] { return kind }
    leaveOut(mode.position, "vnetctl makes no tunnels of the mode \(SourceText.printable(word)); \"ip tunnel\" does")
    return nil
  }

  /// What is known of the NIC besides its name.
  private mutating func readMatch(_ definition: DocumentNode, of link: String) {
    if let criteria = hardware(definition), let match = definition["match"] {
      return within(.key("match")) { importer in
        importer.setMatch(criteria, of: link, renames: definition["set-name"] != nil, at: match.position)
      }
    }
    within(.key("match")) { importer in
      for member in definition["match"]?.members ?? [] where member.key != "name" {
        importer.leaveOut(member.keyPosition, "the NIC is called by its name, and vnetctl does not look at this")
      }
    }
    if let name = definition["set-name"], definition["match"] != nil {
      within(.key("set-name")) { importer in
        importer.leaveOut(name.position, Reason.noRename)
      }
    }
  }

  // MARK: Addresses and routes

  mutating func readNetplanAddress(_ node: DocumentNode, of link: String) {
    guard case .object(let members) = node.content else {
      if let text = text(node) { addAddress(.string(text), to: link, at: node.position) }
      return
    }
    for member in members {
      let others = within(.key(member.key)) { $0.collect(Netplan.address, member.value.members) }
      addAddress(member.key, with: others, to: link, at: member.keyPosition)
    }
  }

  /// The kernel makes link-local addresses of IPv6 unless it is told not to, and none of IPv4.
  mutating func readLinkLocal(_ node: DocumentNode, of link: String) {
    let words = node.elements.compactMap(\.text)
    if words.contains("ipv4") { leaveOut(node.position, Reason.noIPv4LinkLocal) }
    if !words.contains("ipv6") {
      set("ipv6_addr_gen_mode", .string("none"), of: link, at: node.position)
    }
  }

  mutating func readGateway(_ node: DocumentNode, of link: String) {
    guard let content = convert(node, .text) else { return }
    addRoute(
      [
        member("to", .string("default"), at: node.position), member("via", content, at: node.position),
        member("dev", .string(link), at: node.position),
      ], at: node.position)
  }

  /// Routes stand with the link that they go over. Those of a VRF are in its table.
  mutating func readNetplanRoute(_ node: DocumentNode, of link: String) {
    guard var route = collect(Netplan.route, node.members) else { return }
    if links[link]?.kind?.text == LinkKind.vrf.rawValue {
      if node["table"] == nil, let table = links[link]?.members.first(where: { $0.key == "table" }) {
        route.append(member("table", table.value.content, at: node.position))
      }
    } else if !["blackhole", "unreachable", "prohibit", "throw"].contains(node["type"]?.text) {
      route.append(member("dev", .string(link), at: node.position))
    }
    addRoute(route, at: node.position)
  }
}
