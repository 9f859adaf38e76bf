internal import NetworkModel

/// One link: its kind, what belongs to every kind, and what belongs to its own.
extension DocumentDecoder {
  /// The declaration without its name; nil when it cannot be told what kind of link it is.
  mutating func decodeLink(_ member: DocumentNode.Member) -> DeclaredLink? {
    guard case .object(let members) = member.value.content else {
      report(
        member.value.position, "a link is an object such as {\"kind\": \"tap\"}, not \(member.value.title)")
      return nil
    }
    let isAbsent = decodeState(members)
    guard let kind = decodeKind(members, of: member, isAbsent: isAbsent) else {
      let isKnown = { (key: String) in key == "type" || LinkKind.allCases.contains { $0.has(key: key) } }
      for unknown in members where !isKnown(unknown.key) {
        within(.key(unknown.key)) { $0.report(unknown.keyPosition, KeyAdvice.onLink(unknown.key, of: nil)) }
      }
      return nil
    }
    var link = DeclaredLink(name: LinkName(kernelName: ""), kind: kind, isAbsent: isAbsent)
    for setting in members where setting.key != LinkKey.kind.rawValue && setting.key != LinkKey.state.rawValue {
      within(.key(setting.key)) { decoder in
        if isAbsent {
          decoder.report(setting.keyPosition, "a link that shall be absent has no settings; remove this, or the state")
        } else {
          decoder.decode(setting, into: &link)
        }
      }
    }
    if !isAbsent {
      decodeRename(members, into: &link)
      requireNeeds(of: link, members, of: member)
      checkVirtualFunctions(of: link, members)
    }
    return link
  }

  private mutating func decodeState(_ members: [DocumentNode.Member]) -> Bool {
    guard let member = members.first(where: { $0.key == LinkKey.state.rawValue }) else { return false }
    return within(.key(member.key)) { decoder in
      decoder.decodeWord(member.value, among: ["present", "absent"]) == "absent"
    }
  }

  private mutating func decodeKind(
    _ members: [DocumentNode.Member], of link: DocumentNode.Member, isAbsent: Bool
  ) -> LinkKind? {
    guard let member = members.first(where: { $0.key == LinkKey.kind.rawValue }) else {
      // What shall go needs no description: the kind is that of the link which is there.
      if isAbsent { return .nic }
      let kinds = LinkKind.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
      let typed = members.first { $0.key == "type" }
      report(
        typed?.keyPosition ?? link.keyPosition,
        typed == nil ? "a link needs its \"kind\", one of \(kinds)" : "a link's type is its \"kind\" here; rename this")
      return nil
    }
    return within(.key(member.key)) { decoder in
      if case .string(let text) = member.value.content, let kind = LinkKind(rawValue: text) { return kind }
      if case .string(let text) = member.value.content, let advice = KeyAdvice.foreignKinds[text.lowercased()] {
        decoder.report(member.value.position, "\"\(SourceText.printable(text))\" is no kind of link here; \(advice)")
        return nil
      }
      return decoder.decodeWord(member.value, among: LinkKind.allCases.map(\.rawValue)).flatMap(LinkKind.init)
    }
  }

  private mutating func requireNeeds(
    of link: DeclaredLink, _ members: [DocumentNode.Member], of member: DocumentNode.Member
  ) {
    var needs = link.kind.traits.needs.filter { need in
      need.substitute.flatMap { link.kind.table?[$0] }.flatMap { link.settings.flag($0) } != true
    }.map { ($0.option, $0.summary) }
    if link.kind.lower?.isRequired == true { needs.insert((LinkKey.link.rawValue, "the link it lies on"), at: 0) }
    if link.kind.traits.isPaired { needs.insert((LinkKey.peer.rawValue, "its other end"), at: 0) }
    for (key, what) in needs where !members.contains(where: { $0.key == key }) {
      report(member.keyPosition, "\(link.kind.title) needs \"\(key)\", \(what)")
    }
  }

  mutating func decode(_ setting: DocumentNode.Member, into link: inout DeclaredLink) {
    if let option = option(setting.key, of: link.kind) {
      if let value = decode(setting.value, as: option.type) { link.settings[option] = value }
      return
    }
    guard let key = LinkKey(rawValue: setting.key), key.belongs(to: link.kind) else {
      return report(setting.keyPosition, KeyAdvice.onLink(setting.key, of: link.kind))
    }
    switch key {
    case .link: link.lower = decodeLinkName(setting.value)
    case .peer: link.peer = decodePeer(setting.value)
    case .bridge, .bond, .vrf: key.master.map { decodeMaster(setting.value, $0, into: &link) }
    case .vlan: decodeVLANs(setting.value, ofBridgeItself: true, into: &link)
    case .vlanOptions: decodeGlobalVLANOptions(setting.value, into: &link)
    case .fdb: decodeOwnForwarding(setting.value, into: &link)
    case .rate: decodeRates(setting.value, into: &link)
    case .mdb: link.multicast = decodeMulticast(setting.value, ofBridgeItself: true)
    case .addresses: link.addresses = decodeAddresses(setting.value)
    case .match: link.match = decodeMatch(setting.value)
    case .virtualFunctions: link.virtualFunctions = decodeVirtualFunctions(setting.value)
    case .kind, .state, .rename: break
    }
  }

  // MARK: The other end of a pair

  private mutating func decodePeer(_ node: DocumentNode) -> Peer? {
    guard case .object(let members) = node.content else {
      if case .string = node.content { return decodeLinkName(node).map { Peer($0) } }
      report(
        node.position,
        "the other end is a name such as \"veth1\" or an object such as {\"name\": \"eth0\", \"netns\": \"guest1\"}, "
          + "not \(node.title)")
      return nil
    }
    let faults = diagnostics.count
    var name: LinkName?
    var namespace: String?
    for member in members {
      within(.key(member.key)) { decoder in
        switch PeerKey(rawValue: member.key) {
        case .name: name = decoder.decodeLinkName(member.value)
        case .namespace: namespace = decoder.decodeNamespace(member.value)
        case nil: decoder.report(member.keyPosition, KeyAdvice.inPeer(member.key))
        }
      }
    }
    if !members.contains(where: { $0.key == PeerKey.name.rawValue }) {
      report(node.position, "the other end needs its \"name\"")
    }
    return diagnostics.count == faults ? name.map { Peer($0, in: namespace) } : nil
  }

  /// As `ip netns` has it: the name of a file in one folder, or else a path.
  private mutating func decodeNamespace(_ node: DocumentNode) -> String? {
    guard case .string(let text) = node.content else {
      report(
        node.position,
        "the name of a network namespace such as \"guest1\", or its path, must stand here, not \(node.title)")
      return nil
    }
    let isName = !text.isEmpty && text != "." && text != ".." && text.utf8.count <= 255
    if text.utf8.contains(UInt8(ascii: "/")) ? text.hasPrefix("/") : isName { return text }
    report(
      node.position,
      "\(node.title) is no network namespace; write its name for \"ip netns\", or a path that begins with \"/\"")
    return nil
  }

  // MARK: The master of a port

  private mutating func decodeMaster(_ node: DocumentNode, _ master: LinkKind, into link: inout DeclaredLink) {
    let word = master.rawValue
    if link.master != nil {
      return report(node.position, "a link is a port of one master alone; remove \"\(word)\" or the other key")
    }
    link.masterKind = master
    switch node.content {
    case .null:
      link.master = DeclaredLink.Master.none
    case .string:
      link.master = decodeLinkName(node).map { .on($0) }
    case .object(let members) where master.traits.ports?.areRouted == false:
      for member in members {
        within(.key(member.key)) { $0.decodePort(member, of: master, into: &link) }
      }
      if master == .bridge {
        decodeMACLock(members, into: &link)
        decodeTunnelSwitch(members, into: &link)
      }
      if !members.contains(where: { $0.key == PortKey.name.rawValue }) {
        report(node.position, "the \(word) needs its \"name\"; write null instead of an object for no \(word)")
      }
    default:
      if master.traits.ports?.areRouted == true {
        return report(node.position, "the \(word) is a name such as \"blue\", or null for none, not \(node.title)")
      }
      let (name, option) = master == .bridge ? ("br0", "\"isolated\": true") : ("\(word)0", "\"prio\": 5")
      report(
        node.position,
        "the \(word) is a name such as \"\(name)\", an object such as {\"name\": \"\(name)\", \(option)}, "
          + "or null for none, not \(node.title)")
    }
  }

  private mutating func decodePort(
    _ setting: DocumentNode.Member, of master: LinkKind, into link: inout DeclaredLink
  ) {
    if let option = master.traits.ports?.table?[setting.key] {
      if let value = decode(setting.value, as: option.type) { link.settings[option] = value }
      return
    }
    switch PortKey(rawValue: setting.key) {
    case .name: link.master = decodeLinkName(setting.value).map { .on($0) }
    case .vlan where master == .bridge: decodeVLANs(setting.value, ofBridgeItself: false, into: &link)
    case .fdb where master == .bridge: link.forwarding = decodeForwarding(setting.value, .port)
    case .mdb where master == .bridge: link.multicast = decodeMulticast(setting.value, ofBridgeItself: false)
    case .macLock where master == .bridge: break
    case .handOver where link.kind != .nic:
      report(
        setting.keyPosition,
        "only a NIC hands its addresses over to the \(master.rawValue), and this is \(link.kind.title); remove this")
    case .handOver: link.handsOver = decodeBoolean(setting.value)
    case .vlan, .fdb, .mdb, .macLock, nil: report(setting.keyPosition, KeyAdvice.inPort(setting.key, of: master))
    }
  }
}
