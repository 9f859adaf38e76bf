internal import NetworkModel
internal import TopologyFormat

/// libvirt: what takes more than a row of a table.
extension Importer {
  /// A network, and the file that it is in.
  private struct Network {
    let file: String
    let element: DocumentNode
    /// The bridge that its guests are on.
    let bridge: String?
    /// How its guests share a link of the host, where they do.
    let mode: String
  }

  mutating func readLibvirt(_ files: [SourceFile]) throws(DocumentError) {
    var networks: [String: Network] = [:]
    var domains: [(file: String, element: DocumentNode)] = []
    for file in files {
      let root = try XMLReader.parse(file)
      self.file = file.name
      switch root.key {
      case "network": readNetwork(root, &networks)
      case "domain": domains.append((file.name, root.value))
      default: leaveOut(root.keyPosition, "this is neither a <network> nor a <domain>")
      }
    }
    for (file, element) in domains {
      self.file = file
      let guest = element["name"]?.text ?? "domain"
      for devices in element.members where devices.key == "devices" {
        for interface in devices.value.members where interface.key == "interface" {
          within(.key(guest)) { $0.within(.key("interface")) { $0.readDomainInterface(interface, networks) } }
        }
      }
    }
  }

  // MARK: Networks

  private mutating func readNetwork(_ root: DocumentNode.Member, _ networks: inout [String: Network]) {
    let element = root.value
    let name = element["name"]?.text ?? ""
    let forward = element["forward"]
    let mode = forward.map { $0["mode"]?.text ?? "nat" } ?? "none"
    within(.key(name)) { importer in
      var bridge: String?
      if let node = element["bridge"]?["name"] { bridge = importer.linkName(node) }
      networks[name] = Network(file: importer.file, element: element, bridge: bridge, mode: mode)
      guard ["none", "nat", "route", "open"].contains(mode) else {
        // Its bridge, or its NIC, is there without libvirt.
        return importer.readHostNetwork(element)
      }
      if mode != "none", let forward {
        importer.leaveOut(
          forward.position, "vnetctl translates no addresses and forwards nothing; nftables and sysctl do")
      }
      guard let bridge else {
        return importer.leaveOut(
          root.keyPosition, "libvirt chooses the name of the bridge; write it into <bridge name=''>")
      }
      let place = element["bridge"]?["name"]?.position ?? root.keyPosition
      importer.setKind(.bridge, of: bridge, at: place)
      // libvirt's own standard.
      if element["bridge"]?["stp"] == nil { importer.set("stp", .boolean(true), of: bridge, at: place) }
      importer.follow(Libvirt.network, element, link: bridge)
    }
  }

  /// What a network says of a bridge that is not libvirt's.
  private mutating func readHostNetwork(_ element: DocumentNode) {
    let known = ["name", "uuid", "title", "forward", "bridge", "portgroup", "vlan", "port", "connections"]
    for member in element.members where !known.contains(member.key) {
      within(.key(member.key)) {
        $0.leaveOut(member.keyPosition, "this network uses what the host has, and makes nothing")
      }
    }
  }

  mutating func readLibvirtAddress(_ node: DocumentNode, of link: String) {
    follow(Libvirt.services, node, link: link)
    guard let address = node["address"], let text = text(address) else { return }
    guard let length = prefixLength(node) else {
      return leaveOut(address.position, "the length of the prefix is missing; write it as prefix=''")
    }
    addAddress(.string("\(text)/\(length)"), to: link, at: address.position)
  }

  mutating func readLibvirtRoute(_ node: DocumentNode, of link: String) {
    guard let address = required("address", of: node), let text = text(address),
      var route = collect(Libvirt.route, node.members)
    else { return }
    let usual = node["family"]?.text == "ipv6" ? 128 : 32
    route.append(member("to", .string("\(text)/\(prefixLength(node) ?? usual)"), at: address.position))
    route.append(member("dev", .string(link), at: node.position))
    addRoute(route, at: node.position)
  }

  private func prefixLength(_ node: DocumentNode) -> Int? {
    (node["prefix"] ?? node["netmask"])?.text.flatMap { IPPrefix.length(ofMask: $0) }
  }

  // MARK: Domains

  private mutating func readDomainInterface(_ interface: DocumentNode.Member, _ networks: [String: Network]) {
    let element = interface.value
    let type = element["type"]?.text ?? ""
    let place = element["type"]?.position ?? interface.keyPosition
    var kind = LinkKind.tap
    var bridge: DocumentNode?
    var network: Network?
    switch type {
    case "bridge": bridge = element["source"]?["bridge"]
    case "ethernet": break
    case "direct": kind = .macvtap
    case "network":
      let source = element["source"]?["network"]
      guard let found = source?.text.flatMap({ networks[$0] }) else {
        return leaveOut(
          source?.position ?? place, "give vnetctl the XML of this network as well: \"virsh net-dumpxml\"")
      }
      network = found
      guard ["none", "nat", "route", "open", "bridge"].contains(found.mode), let name = found.bridge else {
        return leaveOut(
          source?.position ?? place,
          "which link its guests share is known once they run; write a type='direct' interface")
      }
      bridge = DocumentNode(position: source?.position ?? place, content: .string(name))
    default: return leaveOut(place, Libvirt.otherTypes[type] ?? Reason.unknown)
    }
    guard let target = element["target"]?["dev"] else {
      return leaveOut(
        place,
        "libvirt chooses the name of the link; write it into <target dev=''>, and managed='no' for one that is there")
    }
    guard let name = linkName(target) else { return }
    setKind(kind, of: name, at: target.position)
    if let bridge, let master = linkName(bridge) { setMaster(master, .bridge, of: name, at: bridge.position) }
    if kind == .macvtap { readDirect(element, name) }
    follow(Libvirt.interface, element, link: name)
    readPort(element, network, of: name)
    readStation(element, network, of: name)
  }

  /// A macvtap has the guest's MAC address, and a TAP has not: frames to it would end at the host.
  private mutating func readDirect(_ element: DocumentNode, _ link: String) {
    let table = KeyTable([
      "dev": .reference("link"), "mode": .link("mode", .words(["passthrough": .string("passthru")])),
      "network": .implied, "portid": .implied,
    ])
    if let source = element["source"] { within(.key("source")) { $0.follow(table, source, link: link) } }
    // libvirt's own standard.
    if element["source"]?["mode"] == nil {
      set("mode", .string("vepa"), of: link, at: element["source"]?.position ?? element.position)
    }
    if let mac = element["mac"]?["address"], let text = text(mac) {
      set("mac", .string(text), of: link, at: mac.position)
    }
  }

  /// What its portgroup, or else the network, says of the port where the interface does not.
  private mutating func readPort(_ element: DocumentNode, _ network: Network?, of link: String) {
    if let vlan = element["vlan"] { readVLAN(vlan, of: link) }
    guard let network else { return }
    let wanted = element["source"]?["portgroup"]?.text
    let group = network.element.members.filter { $0.key == "portgroup" }.map(\.value).first { group in
      if let wanted { return group["name"]?.text == wanted }
      return group["default"]?.text == "yes"
    }
    let own = file
    defer { file = own }
    file = network.file
    follow(Libvirt.portgroup, (group?.members ?? []).filter { element[$0.key] == nil }, link: link)
    if let port = network.element["port"], element["port"] == nil, group?["port"] == nil {
      follow(
        KeyTable(["port": Libvirt.port]), [.init(key: "port", keyPosition: port.position, value: port)], link: link)
    }
    if element["vlan"] == nil, let vlan = group?["vlan"] ?? network.element["vlan"] { readVLAN(vlan, of: link) }
  }

  /// What the port is told of the guest's MAC address, so that it need not learn it, or lets in no other.
  private mutating func readStation(_ element: DocumentNode, _ network: Network?, of link: String) {
    let filter = element["filterref"].flatMap { Libvirt.locks($0) ? $0 : nil }
    let manager = network?.element["bridge"]?["macTableManager"].flatMap { $0.text == Libvirt.managed ? $0 : nil }
    guard filter != nil || manager != nil else { return }
    guard let mac = element["mac"]?["address"], let text = text(mac) else {
      return leaveOut(
        filter?.position ?? element.position, "libvirt chooses the guest's MAC address; write it into <mac address=''>")
    }
    let stations = DocumentNode.Content.array([node(.string(text), at: mac.position)])
    if manager != nil { setPort("flood", .boolean(false), of: link, at: mac.position) }
    if filter != nil { return setPort("mac_lock", stations, of: link, at: mac.position) }
    setPort("learning", .boolean(false), of: link, at: mac.position)
    setPort("fdb", stations, of: link, at: mac.position)
  }

  /// `<vlan trunk='yes'><tag id='42'/><tag id='7' nativeMode='untagged'/></vlan>`; one tag alone is an access port.
  private mutating func readVLAN(_ node: DocumentNode, of link: String) {
    within(.key("vlan")) { importer in
      let tags = node.members.filter { $0.key == "tag" }.map(\.value)
      let isTrunk = node["trunk"]?.text == "yes" || tags.count > 1 || tags.contains { $0["nativeMode"] != nil }
      for tag in tags {
        guard let id = importer.required("id", of: tag), let text = importer.text(id) else { continue }
        switch tag["nativeMode"]?.text {
        case _ where !isTrunk: importer.setVLANs("access", id, of: link)
        case "untagged": importer.setVLANs("native", id, of: link)
        case "tagged":
          importer.addVLAN("tagged", text, of: link, at: id.position)
          importer.setVLANs("pvid", id, of: link)
        default:
          // "trunk" has no PVID with a tag.
          let isTagged = tags.contains { $0["nativeMode"]?.text == "tagged" }
          importer.addVLAN(isTagged ? "tagged" : "trunk", text, of: link, at: id.position)
        }
      }
      guard let bridge = importer.links[link]?.master?.name.text, importer.links[bridge] != nil, let first = tags.first,
        importer.links[bridge]?.members.contains(where: { $0.key == "vlan_filtering" }) != true
      else { return }
      importer.set("vlan_filtering", .boolean(true), of: bridge, at: first.position)
    }
  }
}
