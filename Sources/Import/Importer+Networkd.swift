internal import NetworkModel
internal import TopologyFormat

/// systemd-networkd: what takes more than a row of a table.
extension Importer {
  mutating func readNetworkd(_ files: [SourceFile]) throws(DocumentError) {
    var units: [UnitFile] = []
    var places: [String: Int] = [:]
    var dropIns: [(unit: String, file: UnitFile)] = []
    for file in files {
      let unit = try UnitFile(file)
      if let name = file.unitOfDropIn {
        dropIns.append((name, unit))
      } else if let first = places[file.name.baseName] {
        self.file = file.name
        leaveOut(
          TextPosition(line: 1, column: 1),
          "\(units[first].name) has the same name, and counts, since it was named first")
      } else {
        places[file.name.baseName] = units.count
        units.append(unit)
      }
    }
    for (name, dropIn) in dropIns.sorted(by: { $0.file.name.baseName < $1.file.name.baseName }) {
      self.file = dropIn.name
      guard let place = places[name] else {
        leaveOut(TextPosition(line: 1, column: 1), "the file that this adds to, \(name), is not among the files")
        continue
      }
      units[place].sections += dropIn.sections
    }
    // In the order of their names, wherever they are; the first one that matches a link counts.
    units.sort { ($0.name.baseName, $0.name) < ($1.name.baseName, $1.name) }
    for unit in units where unit.name.hasSuffix(".netdev") { readNetdev(unit) }
    var matched: [String: String] = [:]
    for unit in units where unit.name.hasSuffix(".network") { readNetwork(unit, &matched) }
    matched = [:]
    for unit in units where unit.name.hasSuffix(".link") { readLink(unit, &matched) }
    for unit in units where ![".netdev", ".network", ".link"].contains(where: unit.name.hasSuffix) {
      self.file = unit.name
      leaveOut(TextPosition(line: 1, column: 1), "its name does not end in .netdev, .network or .link")
    }
  }

  mutating func read(_ section: UnitFile.Section, _ body: (inout Importer) -> Void) {
    file = section.file
    within(.key(section.name), body)
  }

  // MARK: .netdev

  private mutating func readNetdev(_ unit: UnitFile) {
    let start = TextPosition(line: 1, column: 1)
    file = unit.name
    guard let node = unit.value("Name", in: "NetDev"), let word = unit.value("Kind", in: "NetDev") else {
      return leaveOut(start, "a .netdev file has Name= and Kind= in [NetDev]")
    }
    guard let name = linkName(node) else { return }
    guard let kind = word.text.flatMap({ Networkd.kinds[$0.lowercased()] }) else {
      return leaveOut(word.position, "vnetctl makes no links of this kind")
    }
    setKind(kind, of: name, at: word.position)
    if kind == .veth, let peer = unit.value("Name", in: "Peer"), let other = linkName(peer) {
      set("peer", .string(other), of: name, at: peer.position)
      setKind(.veth, of: other, at: peer.position)
      set("peer", .string(name), of: other, at: node.position)
    }
    for section in unit.sections {
      read(section) { importer in
        if section.name == "Match" { return importer.leaveOutConditions(section) }
        guard let table = Networkd.netdev[section.name] else {
          return importer.leaveOut(section.position, Reason.unknown)
        }
        importer.follow(table, section.members, link: name)
      }
    }
  }

  /// What decides at run time whether a file counts.
  private mutating func leaveOutConditions(_ section: UnitFile.Section, besides known: [String] = []) {
    for member in section.members where !known.contains(member.key) {
      within(.key(member.key)) { importer in
        importer.leaveOut(member.keyPosition, "vnetctl does not look at this: the file is taken to count")
      }
    }
  }

  // MARK: .network

  private mutating func readNetwork(_ unit: UnitFile, _ matched: inout [String: String]) {
    for (name, position) in names(of: unit, keys: ["Name"]) where !isTooLarge {
      file = unit.name
      if let other = matched[name] {
        leaveOut(position, "\(other) matches \(name) first, and counts")
        continue
      }
      matched[name] = unit.name
      declare(name, at: position)
      if links[name]?.kind == nil, unit.value("ActivationPolicy", in: "Link") == nil {
        set("up", .boolean(true), of: name, at: position)
      }
      readSections(of: unit, name)
    }
  }

  private mutating func readSections(of unit: UnitFile, _ link: String) {
    // A port comes to its bond before what is said of it as a port.
    for section in unit.sections where section.name == "Network" { readMasters(section, link) }
    var vlans = BridgeVLANs()
    var pvid: UInt16?
    var place: UnitFile.Section?
    for section in unit.sections {
      read(section) { importer in
        switch section.name {
        case "Match": importer.leaveOutConditions(section, besides: ["Name"])
        case "Address": importer.readAddress(section, link)
        case "Route": importer.readRoute(section, link)
        case "SR-IOV", "BridgeFDB", "BridgeMDB": break
        case "BridgeVLAN":
          place = place ?? section
          importer.readBridgeVLAN(section, &vlans, &pvid)
        case "TokenBucketFilter": importer.readBucket(section, link)
        default:
          guard let table = Networkd.network[section.name] else {
            return importer.leaveOut(section.position, Networkd.others[section.name] ?? Reason.unknown)
          }
          importer.follow(table, section.members.filter { !Self.masters.contains($0.key) }, link: link)
        }
      }
    }
    readNetworkdFunctions(unit, of: link)
    if let place { read(place) { $0.setBridgeVLANs(vlans, pvid, of: link, at: place.position) } }
    readNetworkdDatabases(unit, of: link)
  }

  private static let masters: Set<String> = ["Bridge", "Bond", "VRF"]

  private mutating func readMasters(_ section: UnitFile.Section, _ link: String) {
    guard let table = Networkd.network[section.name] else { return }
    read(section) { importer in
      importer.follow(table, section.members.filter { masters($0) }, link: link)
    }
    func masters(_ member: DocumentNode.Member) -> Bool { Self.masters.contains(member.key) }
  }

  private mutating func readAddress(_ section: UnitFile.Section, _ link: String) {
    guard let address = section["Address"] else { return leaveOut(section.position, "there is no Address= here") }
    guard var text = text(address), var others = collect(Networkd.address, section.members) else { return }
    if let peer = section["Peer"], let end = peer.text {
      // The length is that of the far end's prefix.
      let parts = end.split(separator: "/")
      if parts.count == 2 { text = "\(text.prefix { $0 != "/" })/\(parts[1])" }
      others.append(member("peer", .string(parts.first.map(String.init) ?? end), at: peer.position))
    }
    if let broadcast = section["Broadcast"], let text = broadcast.text {
      if IPAddress(text) != nil {
        others.append(member("broadcast", .string(text), at: broadcast.position))
      } else if (try? broadcast.truth()) != false {
        leaveOut(broadcast.position, "write the address itself as \"broadcast\"")
      }
    }
    addAddress(text, with: others, to: link, at: address.position)
  }

  private mutating func readRoute(_ section: UnitFile.Section, _ link: String) {
    guard var route = collect(Networkd.route, section.members) else { return }
    if section["Destination"] == nil { route.append(member("to", .string("default"), at: section.position)) }
    let multiple = section.members.filter { $0.key == "MultiPathRoute" }.map(\.value)
    if !multiple.isEmpty {
      let ways = within(.key("MultiPathRoute")) { importer in multiple.compactMap { importer.way($0, link) } }
      // Without one of its ways it would be another route.
      return ways.count == multiple.count ? addRoute(route, over: ways, at: section.position) : ()
    }
    if !["blackhole", "unreachable", "prohibit", "throw"].contains(section["Type"]?.text) {
      route.append(member("dev", .string(link), at: section.position))
    }
    addRoute(route, at: section.position)
  }

  /// `192.0.2.1@eth0 20`: the router, its link, which is this one by itself, and the weight.
  private mutating func way(_ node: DocumentNode, _ link: String) -> DocumentNode? {
    let words = node.text?.split(separator: " ") ?? []
    let ends = words.first?.split(separator: "@", maxSplits: 1) ?? []
    guard (1...2).contains(words.count), let router = ends.first else {
      leaveOut(node.position, "a router's address, and perhaps \"@\" with its link, and a weight, must stand here")
      return nil
    }
    var name = link
    if ends.count == 2 {
      guard Int64(ends[1]) == nil else {
        leaveOut(node.position, "which link has the index \(ends[1]) is found out on the host alone; write its name")
        return nil
      }
      guard let other = linkName(String(ends[1]), at: node.position) else { return nil }
      name = other
    }
    var way = [
      member("via", .string(String(router)), at: node.position), member("dev", .string(name), at: node.position),
    ]
    if words.count == 2 {
      let number = DocumentNode(position: node.position, content: .string(String(words[1])))
      guard let weight = convert(number, .same) else { return nil }
      way.append(member("weight", weight, at: node.position))
    }
    return self.node(.object(way), at: node.position)
  }

  // MARK: VLANs

  private mutating func readBridgeVLAN(
    _ section: UnitFile.Section, _ vlans: inout BridgeVLANs, _ pvid: inout UInt16?
  ) {
    for member in section.members {
      within(.key(member.key)) { importer in
        let ends = member.value.text?.split(separator: "-").map { Int64($0).flatMap { VLANID($0) } } ?? []
        guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2, first <= last else {
          return importer.leaveOut(member.value.position, "a VLAN from 1 to 4094, or a range of them, must stand here")
        }
        switch member.key {
        case "VLAN":
          for id in first.number...last.number where vlans.untagged(id) == nil {
            vlans.insert(id, through: id, untagged: false)
          }
        case "EgressUntagged": vlans.insert(first.number, through: last.number, untagged: true)
        case "PVID": pvid = first.number
        default: importer.leaveOutUnknown(member)
        }
      }
    }
  }

  private mutating func setBridgeVLANs(
    _ vlans: BridgeVLANs, _ pvid: UInt16?, of link: String, at position: TextPosition
  ) {
    var vlans = vlans
    if let pvid { vlans.insertPVID(pvid, untagged: vlans.untagged(pvid) ?? false) }
    guard !vlans.isEmpty else { return }
    for untagged in [false, true] {
      for run in vlans.runs where run.untagged == untagged {
        let range = run.first == run.last ? "\(run.first)" : "\(run.first)-\(run.last)"
        addVLAN(untagged ? "untagged" : "tagged", range, of: link, at: position)
      }
    }
    if let pvid { setVLANs("pvid", .integer(Int64(pvid)), of: link, at: position) }
  }

  // MARK: .link

  private mutating func readLink(_ unit: UnitFile, _ matched: inout [String: String]) {
    file = unit.name
    if let name = unit.value("Name", in: "Link") {
      let match = unit.sections("Match").flatMap(\.members).filter {
        !($0.key == "OriginalName" && $0.value.text == "*")
      }
      // Otherwise udev gives it this name before vnetctl sees it.
      return readLink(unit, name, &matched, by: criteria(match, Networkd.match))
    }
    for (name, position) in names(of: unit, keys: ["OriginalName"]) {
      readLink(unit, DocumentNode(position: position, content: .string(name)), &matched)
    }
  }

  private mutating func readLink(
    _ unit: UnitFile, _ node: DocumentNode, _ matched: inout [String: String],
    by criteria: [(key: MatchKey, text: String, position: TextPosition)]? = nil
  ) {
    file = unit.name
    guard let name = linkName(node) else { return }
    if let other = matched[name] { return leaveOut(node.position, "\(other) matches \(name) first, and counts") }
    matched[name] = unit.name
    for section in unit.sections {
      read(section) { importer in
        switch section.name {
        case "Match":
          guard let criteria else { return importer.leaveOutConditions(section, besides: ["OriginalName"]) }
          importer.setMatch(criteria, of: name, renames: true, at: section.position)
        case "Link":
          let members = criteria == nil ? section.members : section.members.filter { $0.key != "Name" }
          importer.follow(Networkd.link, members, link: name)
        case "SR-IOV": break
        default: importer.leaveOut(section.position, Reason.unknown)
        }
      }
    }
    readNetworkdFunctions(unit, of: name)
  }

  // MARK: Names

  /// The names that a file's `[Match]` names; none when they are found out on the host alone, and then that is reported.
  private mutating func names(of unit: UnitFile, keys: [String]) -> [(String, TextPosition)] {
    file = unit.name
    let sections = unit.sections("Match")
    let found = sections.flatMap { $0.members.filter { keys.contains($0.key) } }
    if found.isEmpty {
      let place = sections.first?.position ?? TextPosition(line: 1, column: 1)
      leaveOut(place, "which links this means is found out on the host alone; write \(keys[0])= with their names")
      return []
    }
    var names: [(String, TextPosition)] = []
    for member in found {
      for word in member.value.text?.split(separator: " ").map(String.init) ?? [] {
        if Glob(word).isPattern {
          leaveOut(
            member.value.position, "which links \"\(word)\" means is found out on the host alone; write their names")
        } else if let name = linkName(word, at: member.value.position) {
          names.append((name, member.value.position))
        }
      }
    }
    return names
  }
}

extension SourceFile {
  /// The name of the file that this one adds to, when it is in a folder such as `10-br0.network.d`.
  fileprivate var unitOfDropIn: String? {
    let folders = name.split(separator: "/")
    guard folders.count >= 2, folders[folders.count - 2].hasSuffix(".d"), name.hasSuffix(".conf") else { return nil }
    return String(folders[folders.count - 2].dropLast(2))
  }
}

extension String {
  /// The name of a file without the folders.
  var baseName: String { String(split(separator: "/").last ?? "") }
}
