public import NetworkModel

/// Writes topologies as documents, such that ``TopologyReader`` reads the same from them again.
public enum TopologyWriter {
  /// The document of a topology, which ends with a line feed.
  public static func text(of topology: Topology) -> String {
    var members: [JSONValue.Member] = [.init("version", .integer(DocumentDecoder.version))]
    if topology.name != Topology.standardName { members.append(.init("name", .string(topology.name))) }
    members.append(.init("links", .object(topology.links.map { .init($0.name.text, value(of: $0)) })))
    if !topology.routes.isEmpty {
      let domains = Set(topology.links.filter { $0.vrf != nil }.map(\.name))
      members.append(.init("routes", .array(topology.routes.map { value(of: $0.route, inVRFs: domains) })))
    }
    return JSONWriter.text(.object(members))
  }

  private static func value(of link: DeclaredLink) -> JSONValue {
    var members: [JSONValue.Member] = [.init(LinkKey.kind.rawValue, .string(link.kind.rawValue))]
    if link.isAbsent {
      return .object(members + [.init(LinkKey.state.rawValue, .string("absent"))])
    }
    if let match = link.match {
      members.append(
        .init(LinkKey.match.rawValue, .object(match.criteria.map { .init($0.key, .string($0.value)) })))
      if match.renames { members.append(.init(LinkKey.rename.rawValue, .boolean(true))) }
    }
    if let lower = link.lower { members.append(.init(LinkKey.link.rawValue, .string(lower.text))) }
    if let peer = link.peer { members.append(.init(LinkKey.peer.rawValue, value(of: peer))) }
    for table in link.kind.tables.reversed() { members += self.members(of: link.settings.at(table.place)) }
    let limits = self.members(of: link.settings.at(.trafficControl))
    if !limits.isEmpty { members.append(.init(LinkKey.rate.rawValue, .object(limits))) }
    if !link.virtualFunctions.isEmpty {
      members.append(.init(LinkKey.virtualFunctions.rawValue, value(of: link.virtualFunctions)))
    }
    if let addresses = link.addresses {
      members.append(.init(LinkKey.addresses.rawValue, .array(addresses.map { value(of: $0) })))
    }
    if let remotes = link.remotes { members.append(.init(LinkKey.fdb.rawValue, value(of: remotes, .vxlan))) }
    let vlans = link.vlans.map { self.value(of: $0, link.tunnels, link.vlanSettings.at(.vlanEntry)) }
    if link.kind == .bridge {
      if let vlans { members.append(.init(LinkKey.vlan.rawValue, vlans)) }
      let global = link.vlanSettings.at(.globalVLAN)
      if !global.isEmpty { members.append(.init(LinkKey.vlanOptions.rawValue, value(of: global))) }
      if let entries = link.forwarding { members.append(.init(LinkKey.fdb.rawValue, value(of: entries, .bridge))) }
      if let groups = link.multicast { members.append(.init(LinkKey.mdb.rawValue, value(of: groups))) }
      return .object(members)
    }
    switch link.master {
    case nil: break
    case .some(.none): members.append(.init(link.masterKind.rawValue, .null))
    case .on(let name):
      var port: [JSONValue.Member] = [.init(PortKey.name.rawValue, .string(name.text))]
      if let vlans { port.append(.init(PortKey.vlan.rawValue, vlans)) }
      var link = link
      if let stations = link.macLock {
        port.append(.init(PortKey.macLock.rawValue, .array(stations.map { .string($0.description) })))
        link.settings[.locked] = nil
        link.settings[.learning] = nil
      } else if let entries = link.forwarding {
        port.append(.init(PortKey.fdb.rawValue, value(of: entries, .port)))
      }
      if let groups = link.multicast { port.append(.init(PortKey.mdb.rawValue, value(of: groups))) }
      if let handsOver = link.handsOver { port.append(.init(PortKey.handOver.rawValue, .boolean(handsOver))) }
      if let table = link.masterKind.traits.ports?.table { port += self.members(of: link.settings.at(table.place)) }
      members.append(.init(link.masterKind.rawValue, port.count == 1 ? .string(name.text) : .object(port)))
    }
    return .object(members)
  }

  private static func value(of peer: Peer) -> JSONValue {
    guard let namespace = peer.namespace else { return .string(peer.name.text) }
    return .object([
      .init(PeerKey.name.rawValue, .string(peer.name.text)), .init(PeerKey.namespace.rawValue, .string(namespace)),
    ])
  }

  static func members(of settings: Settings) -> [JSONValue.Member] {
    settings.entries.compactMap { entry in
      value(of: entry.value, as: entry.option.type).map { .init(entry.option.name, $0) }
    }
  }

  /// A value in the document's form; nil for a number that has none, since no word stands for it.
  static func value(of value: OptionValue, as type: OptionType) -> JSONValue? {
    switch (value, type) {
    case (.integer(let number), .seconds(_, let ticksPerSecond)):
      .number(Option.decimal(number, per: ticksPerSecond))
    case (.integer(let number), .bitmask): .string("0x" + String(number, radix: 16))
    case (.integer(let number), .enumeration(let words)):
      words.first { $0.number == number }.map { .string($0.name) }
    case (.integer(let number), .numberOrWord(_, let words)):
      words.first { $0.number == number }.map { .string($0.name) } ?? .integer(number)
    case (.integer(let number), .ports): .string("\(number >> 16)-\(number & 0xFFFF)")
    case (.integer(let number), _): .integer(number)
    case (.boolean(let isOn), _): .boolean(isOn)
    case (.mac(let address), _): .string(address.description)
    case (.text(let text), _): .string(text)
    case (.account(let account), _): .integer(Int64(account.number))
    case (.link(let name), _): name.map { .string($0.text) } ?? .null
    case (.address(let address), _): address.map { .string($0.description) } ?? .null
    case (.addresses(let list), _): .array(list.map { .string($0.description) })
    case (.macs(let list), _): .array(list.map { .string($0.description) })
    case (.names(let list), _): .array(list.map { .string($0) })
    case (.limit(let limit), _): limit.document
    case (.flags(let flags), _):
      .object(flags.sorted { $0.key < $1.key }.map { .init($0.key, .boolean($0.value)) })
    case (.map(let map), _):
      .object(map.sorted { $0.key < $1.key }.map { .init(String($0.key), .integer($0.value)) })
    }
  }

  // MARK: VLANs

  /// The membership in the fewest words: `access`, or `trunk` and `native`, or what says all.
  static func value(
    of vlans: BridgeVLANs, _ tunnels: VLANTunnels? = nil, _ settings: VLANSettings = VLANSettings()
  ) -> JSONValue {
    var members = membership(vlans)
    if let tunnels { members.append(.init(VLANKey.tunnels.rawValue, value(of: tunnels))) }
    if !settings.isEmpty { members.append(.init(VLANKey.options.rawValue, value(of: settings))) }
    return .object(members)
  }

  private static func value(of tunnels: VLANTunnels) -> JSONValue {
    .object(
      tunnels.runs.map { run in
        run.first == run.last
          ? .init(String(run.first), .integer(Int64(run.id)))
          : .init("\(run.first)-\(run.last)", .string("\(run.id)-\(run.lastID)"))
      })
  }

  private static func membership(_ vlans: BridgeVLANs) -> [JSONValue.Member] {
    let tagged = vlans.runs.filter { !$0.untagged }
    let untagged = vlans.runs.filter(\.untagged)
    let isPlain = untagged.isEmpty ? vlans.pvid == nil : isOnly(vlans.pvid, in: untagged)
    if isPlain {
      var members: [JSONValue.Member] = []
      if !tagged.isEmpty { members.append(.init(VLANKey.trunk.rawValue, list(tagged))) }
      if let pvid = vlans.pvid {
        let key: VLANKey = tagged.isEmpty ? .access : .native
        members.append(.init(key.rawValue, .integer(Int64(pvid))))
      }
      return members
    }
    var members: [JSONValue.Member] = []
    if !tagged.isEmpty { members.append(.init(VLANKey.tagged.rawValue, list(tagged))) }
    if !untagged.isEmpty { members.append(.init(VLANKey.untagged.rawValue, list(untagged))) }
    if let pvid = vlans.pvid { members.append(.init(VLANKey.pvid.rawValue, .integer(Int64(pvid)))) }
    return members
  }

  private static func isOnly(_ pvid: UInt16?, in untagged: [BridgeVLANs.Run]) -> Bool {
    untagged.count == 1 && untagged[0].first == untagged[0].last && untagged[0].first == pvid
  }

  /// One number, or a text such as `10-19,30`, which keeps the membership on one line.
  private static func list(_ runs: [BridgeVLANs.Run]) -> JSONValue {
    if runs.count == 1, runs[0].first == runs[0].last { return .integer(Int64(runs[0].first)) }
    return .string(runs.map { $0.first == $0.last ? "\($0.first)" : "\($0.first)-\($0.last)" }.joined(separator: ","))
  }
}
