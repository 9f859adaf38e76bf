internal import NetworkModel
internal import TopologyFormat

/// nmstate: what takes more than a row of a table.
extension Importer {
  /// Several files are as if they were applied one after the other.
  mutating func readNMState(_ files: [SourceFile]) throws(DocumentError) {
    for file in files {
      let root = try yaml(file)
      follow(NMState.document, root, link: "")
    }
  }

  mutating func readInterfaces(_ node: DocumentNode) {
    readEach(node) { importer, interface in
      guard let node = importer.required("name", of: interface), let name = importer.linkName(node) else { return }
      importer.readInterface(interface, name, at: node.position)
    }
  }

  private mutating func readInterface(_ interface: DocumentNode, _ name: String, at position: TextPosition) {
    let type = interface["type"]
    let word = type?.text ?? "ethernet"
    guard var kind = NMState.kinds[word] else {
      let reason =
        word.hasPrefix("ovs-")
        ? Reason.noOpenVSwitch : "vnetctl makes no links of the type \(SourceText.printable(word))"
      return leaveOut(type?.position ?? position, reason)
    }
    // A veth may be called an Ethernet link whose other end is known.
    if interface["veth"] != nil { kind = .veth }
    let state = interface["state"]
    switch state?.text {
    case "ignore": return leaveOut(position, "it is to be ignored")
    case "absent":
      guard kind != .nic else { return leaveOut(position, "a NIC that is there cannot be absent") }
      declare(name, at: position)
      return set("state", .string("absent"), of: name, at: state?.position ?? position)
    case "down" where kind != .nic:
      return leaveOut(position, "nmstate removes such a link; vnetctl does so when no document declares it any more")
    default: break
    }
    setKind(kind, of: name, at: type?.position ?? position)
    if let state, kind == .nic || state.text != "up" {
      set("up", state.text == "up" ? .boolean(true) : .boolean(false), of: name, at: state.position)
    }
    var members = interface.members
    if let identifier = interface["identifier"], let key = identifier.text, NMState.identifiers[key] != nil {
      let found = members.filter { $0.key == key }.map(NMState.criterion)
      if kind == .nic, let criteria = criteria(found, NMState.identifiers) {
        within(.key(key)) { $0.setMatch(criteria, of: name, renames: false, at: criteria[0].position) }
        members.removeAll { $0.key == key }
      } else {
        within(.key("identifier")) { importer in
          importer.leaveOut(
            identifier.position,
            "only a NIC is found so, by the \"\(key)\" that stands here; the link is taken to be called as it is here")
        }
      }
    }
    follow(NMState.interface, members, link: name)
  }

  mutating func readNMStateAddress(_ node: DocumentNode, of link: String) {
    guard let ip = required("ip", of: node), let length = required("prefix-length", of: node),
      let address = text(ip), let bits = text(length)
    else { return }
    addAddress("\(address)/\(bits)", with: collect(NMState.address, node.members), to: link, at: ip.position)
  }

  /// Routes that have a weight, and are the same but for the router, are the ways of one route.
  mutating func readNMStateRoutes(_ node: DocumentNode) {
    var ways: [[String]: [DocumentNode]] = [:]
    var routes: [(key: [String], members: [DocumentNode.Member], place: Int, position: TextPosition)] = []
    for (place, node) in node.elements.enumerated() {
      within(.index(place)) { importer in
        guard let route = importer.readNMStateRoute(node) else { return }
        guard node["weight"] != nil else { return importer.addRoute(route, at: node.position) }
        let rest = route.filter { !Self.ofWay.contains($0.key) }
        let key = rest.map { "\($0.key) \($0.value.text ?? "")" }.sorted()
        if ways[key] == nil { routes.append((key, rest, place, node.position)) }
        let way = route.filter { Self.ofWay.contains($0.key) }
        ways[key, default: []].append(importer.node(.object(way), at: node.position))
      }
    }
    for (key, members, place, position) in routes {
      within(.index(place)) { $0.addRoute(members, over: ways[key] ?? [], at: position) }
    }
  }

  private static let ofWay: Set<String> = ["via", "dev", "weight"]

  private mutating func readNMStateRoute(_ node: DocumentNode) -> [DocumentNode.Member]? {
    if node["state"]?.text == "absent" {
      leaveOut(node.position, "vnetctl removes a route of its own when no document declares it any more")
      return nil
    }
    let members = node.members.filter { member in
      // Numbers that mean the usual.
      !(member.key == "metric" && member.value.text == "-1" || member.key == "table-id" && member.value.text == "0")
    }
    return collect(NMState.route, members)
  }

  // MARK: Bridge ports

  mutating func readNMStatePort(_ node: DocumentNode, of bridge: String) {
    guard let name = required("name", of: node), let port = linkName(name) else { return }
    setMaster(bridge, .bridge, of: port, at: name.position)
    follow(NMState.bridgePort, node, link: port)
    if let vlans = node["vlan"] {
      within(.key("vlan")) { $0.readNMStateVLANs(vlans, of: port, bridge: bridge) }
    }
  }

  /// The VLANs of a port, or of the bridge itself. Where there are any, the bridge filters.
  mutating func readNMStateVLANs(_ node: DocumentNode, of link: String, bridge: String) {
    guard !node.members.isEmpty else { return }
    if links[bridge]?.members.contains(where: { $0.key == "vlan_filtering" }) != true {
      set("vlan_filtering", .boolean(true), of: bridge, at: node.position)
    }
    let isTrunk = node["mode"]?.text == "trunk"
    for member in node.members {
      within(.key(member.key)) { importer in
        switch member.key {
        case "mode": break
        case "tag" where isTrunk && (try? node["enable-native"]?.truth()) != true:
          importer.leaveOut(member.keyPosition, "without \"enable-native\" the trunk has no native VLAN")
        case "tag": importer.setVLANs(isTrunk ? "native" : "access", member.value, of: link)
        case "enable-native": break
        case "trunk-tags":
          importer.readEach(member.value) { $0.readNMStateTag($1, of: link) }
        default: importer.leaveOutUnknown(member)
        }
      }
    }
  }

  private mutating func readNMStateTag(_ node: DocumentNode, of link: String) {
    if let id = node["id"], let text = text(id) { return addVLAN("trunk", text, of: link, at: id.position) }
    guard let range = node["id-range"], let first = range["min"]?.text, let last = range["max"]?.text else {
      return leaveOut(node.position, "an \"id\", or an \"id-range\" with \"min\" and \"max\", must stand here")
    }
    addVLAN("trunk", first == last ? first : "\(first)-\(last)", of: link, at: range.position)
  }
}
