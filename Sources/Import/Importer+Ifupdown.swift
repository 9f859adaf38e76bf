internal import NetworkModel
internal import TopologyFormat

/// ifupdown: what takes more than a row of a table.
extension Importer {
  mutating func readIfupdown(_ files: [SourceFile]) throws(DocumentError) {
    var interfaces: [InterfacesFile.Interface] = []
    var automatic: Set<String> = []
    for file in files {
      self.file = file.name
      let content = try InterfacesFile(file)
      for source in content.sources where !files.contains(where: { Glob(source.text).matches($0.name) }) {
        leaveOut(source.position, "give vnetctl the files that this names as well")
      }
      for other in content.others { leaveOut(other.position, Reason.unknown) }
      for name in content.automatic {
        automatic.insert(name.text)
        if Glob(name.text).isPattern {
          leaveOut(name.position, "which links this means is found out on the host alone")
        }
      }
      interfaces += content.interfaces
    }
    // Ports come to their bridges and bonds first, since ports may say more of that.
    let named = interfaces.compactMap { interface in readName(interface).map { (interface, $0) } }
    for (interface, link) in named { readPorts(interface, link) }
    for (interface, link) in named { readInterface(interface, link, isUp: automatic.contains(interface.name.text)) }
    for link in order where links[link]?.kind == nil { readVLANName(link) }
    readVLANs(of: named)
  }

  mutating func read(_ interface: InterfacesFile.Interface, _ body: (inout Importer) -> Void) {
    file = interface.file
    within(.key(interface.name.text), body)
  }

  /// The link; nil when the stanza is left out. `eth0:1` is a label for an address of eth0.
  private mutating func readName(_ interface: InterfacesFile.Interface) -> String? {
    var link: String?
    read(interface) { importer in
      if let method = interface.method, ["tunnel", "v4tunnel", "6to4", "ppp", "wvdial", "ipv4ll"].contains(method.text)
      {
        return importer.leaveOut(method.position, "vnetctl has no such links")
      }
      if interface.name.text.contains("$") {
        return importer.leaveOut(interface.name.position, "this is a template; give what \"ifquery -a\" makes of it")
      }
      for word in interface.rest.prefix(1) { importer.leaveOut(word.position, Reason.unknown) }
      let name = interface.name.text.split(separator: ":").first.map(String.init) ?? interface.name.text
      link = importer.linkName(name, at: interface.name.position)
    }
    return link
  }

  // MARK: The interface

  private mutating func readInterface(_ interface: InterfacesFile.Interface, _ link: String, isUp: Bool) {
    read(interface) { importer in
      let kind = importer.readKind(interface, link)
      let down = interface.options.last { $0.key == "link-down" }?.value
      if let down, (try? down.truth()) == true {
        importer.set("up", .boolean(false), of: link, at: down.position)
      } else if kind == nil, isUp, interface.name.text == link, importer.links[link]?.kind == nil {
        importer.set("up", .boolean(true), of: link, at: interface.name.position)
      }
      switch interface.method?.text {
      case "dhcp", "bootp": interface.method.map { importer.leaveOut($0.position, Reason.noDHCP) }
      case "auto" where interface.family == "inet6":
        interface.method.map { importer.leaveOut($0.position, Reason.acceptRA) }
      default: break
      }
      importer.readIfupdownAddresses(interface, link)
      let known = importer.links[link]?.kind?.text.flatMap(LinkKind.init) ?? .nic
      importer.follow(Ifupdown.table(known), interface.options, link: link)
      importer.readRemotes(interface, link)
    }
  }

  /// The kind, if the stanza tells it: by its settings, or for a VLAN by the name.
  private mutating func readKind(_ interface: InterfacesFile.Interface, _ link: String) -> LinkKind? {
    let mark = Ifupdown.marks.lazy.compactMap { mark in
      interface.options.first { $0.key == mark.key }.map { (mark.kind, $0.keyPosition) }
    }.first
    let type = interface.options.first { $0.key == "link-type" }
    let named = type?.value.text.flatMap { Ifupdown.types[$0] }
    guard interface.name.text == link else { return nil }
    let kind: LinkKind
    if let mark {
      kind = mark.0
    } else if let named {
      kind = named
    } else if link.contains(".") {
      kind = .vlan
    } else {
      declare(link, at: interface.name.position)
      return nil
    }
    if links[link]?.kind == nil { setKind(kind, of: link, at: mark?.1 ?? type?.keyPosition ?? interface.name.position) }
    if kind == .vlan { readVLANName(interface, link) }
    if kind == .vxlan, links[link]?.members.contains(where: { $0.key == "port" }) != true,
      !interface.options.contains(where: { $0.key == "vxlan-port" })
    {
      // ifupdown2's own standard, which is not the kernel's.
      set("port", .integer(4789), of: link, at: interface.name.position)
    }
    return kind
  }

  /// `eth0.5` lies on eth0 and has the number 5; `vlan5` has the number 5.
  private mutating func readVLANName(_ interface: InterfacesFile.Interface, _ link: String) {
    let keys = interface.options.map(\.key)
    let known = links[link]?.members.map(\.key) ?? []
    let digits = String(link.reversed().prefix { $0.isASCII && $0.isNumber }.reversed())
    if !keys.contains("vlan-id"), !known.contains("id"), let id = Int64(digits) {
      set("id", .integer(id), of: link, at: interface.name.position)
    }
    let lower = link.dropLast(digits.count + 1)
    if !keys.contains("vlan-raw-device"), !known.contains("link"), link.dropLast(digits.count).last == ".",
      !lower.isEmpty
    {
      set("link", .string(String(lower)), of: link, at: interface.name.position)
    }
  }

  /// A port that has no stanza may be a VLAN by its name.
  private mutating func readVLANName(_ link: String) {
    guard let dot = link.lastIndex(of: "."), let position = links[link]?.position,
      let id = Int64(link[link.index(after: dot)...]), dot > link.startIndex
    else { return }
    let place = origins[Draft.origin(of: position)].position
    file = place.file
    let start = TextPosition(line: place.line, column: place.column)
    setKind(.vlan, of: link, at: start)
    set("link", .string(String(link[..<dot])), of: link, at: start)
    set("id", .integer(id), of: link, at: start)
  }

  // MARK: Addresses

  private mutating func readIfupdownAddresses(_ interface: InterfacesFile.Interface, _ link: String) {
    let firsts = Dictionary(interface.options.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    func first(_ key: String) -> DocumentNode.Member? { firsts[key] }
    let isIPv6 = interface.family == "inet6"
    for option in interface.options where option.key == "address" {
      within(.key(option.key)) { importer in
        guard var text = importer.text(option.value) else { return }
        if !text.contains("/") {
          guard let mask = first("netmask").flatMap({ $0.value.text }), let length = IPPrefix.length(ofMask: mask)
          else {
            return importer.leaveOut(
              option.value.position, "the length of the prefix is missing: there is no netmask that says it")
          }
          text += "/\(length)"
        }
        var others: [DocumentNode.Member] = []
        func add(_ key: String, _ option: DocumentNode.Member?) {
          guard let option, let text = option.value.text else { return }
          others.append(importer.member(key, .string(text), at: option.value.position))
        }
        if !isIPv6, let broadcast = first("broadcast"), IPAddress(broadcast.value.text ?? "") != nil {
          add("broadcast", broadcast)
        }
        add("peer", first("pointopoint"))
        if !isIPv6 { add("scope", first("scope")) }
        if interface.name.text != link {
          others.append(importer.member("label", .string(interface.name.text), at: interface.name.position))
        }
        importer.addAddress(text, with: others, to: link, at: option.value.position)
      }
    }
    for option in interface.options where option.key == "gateway" {
      within(.key(option.key)) { importer in
        guard let text = importer.text(option.value) else { return }
        var route = [
          importer.member("to", .string("default"), at: option.keyPosition),
          importer.member("via", .string(text), at: option.value.position),
          importer.member("dev", .string(link), at: interface.name.position),
        ]
        if let metric = first("metric"), let content = importer.convert(metric.value, .same) {
          route.append(importer.member("metric", content, at: metric.value.position))
        }
        importer.addRoute(route, at: option.keyPosition)
      }
    }
  }

  // MARK: Ports

  private mutating func readPorts(_ interface: InterfacesFile.Interface, _ link: String) {
    read(interface) { importer in
      for option in interface.options {
        let master: LinkKind
        switch option.key {
        case "bond-master":
          importer.within(.key(option.key)) { importer in
            guard let name = importer.linkName(option.value), name != "none" else { return }
            importer.setMaster(name, .bond, of: link, at: option.value.position)
          }
          continue
        case "bridge-ports": master = .bridge
        case "bond-slaves", "bond-ports", "slaves": master = .bond
        default: continue
        }
        importer.within(.key(option.key)) { importer in
          let words = option.value.text?.split(separator: " ").map(String.init) ?? []
          if words == ["none"] { return }
          if words.contains(where: { ["all", "glob", "regex", "noregex"].contains($0) || Glob($0).isPattern }) {
            return importer.leaveOut(
              option.value.position, "which links this means is found out on the host alone; name the ports")
          }
          for word in words {
            guard let port = importer.linkName(word, at: option.value.position) else { continue }
            importer.setMaster(link, master, of: port, at: option.value.position)
          }
        }
      }
    }
  }
}
