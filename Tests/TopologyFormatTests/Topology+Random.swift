import NetworkModel
import RandomNumbers

extension Topology {
  /// A topology of any shape that contradicts itself nowhere.
  static func random(using random: inout SplitMix64) -> Topology {
    let bridges = (0..<Int.random(in: 0...3, using: &random)).map { LinkName(kernelName: "br\($0)") }
    var links = bridges.map { DeclaredLink.random($0, .bridge, using: &random) }
    let bond = LinkName(kernelName: "bond0")
    if Bool.random(using: &random) { links.append(DeclaredLink.random(bond, .bond, using: &random)) }
    let domain = LinkName(kernelName: "vrf0")
    if Bool.random(using: &random) { links.append(DeclaredLink.random(domain, .vrf, using: &random)) }
    for number in 0..<Int.random(in: 0...6, using: &random) {
      let kind: LinkKind = [.nic, .tap, .vlan, .vxlan].randomElement(using: &random) ?? .tap
      var link = DeclaredLink.random(LinkName(kernelName: "\(kind.rawValue)\(number)"), kind, using: &random)
      if kind == .vxlan, !link.isAbsent {
        // Each has its own network.
        link.settings = link.settings.at(.link)
        link.settings[.mtu] = nil
        if let id = OptionTable.vxlan["id"] { link.settings[id] = .integer(Int64(number)) }
      }
      if kind == .vlan, !link.isAbsent {
        // Each has its own number, which keeps twins apart, and lies on what no bridge is under.
        link.lower = LinkName(kernelName: ["eth0", "nic0", "tap0"].randomElement(using: &random) ?? "eth0")
        link.settings[.vlanID] = .integer(Int64(number) + 1)
        link.settings[.mtu] = nil
        link.settings[.bridgeBinding] = nil
      }
      switch Int.random(in: 0...5, using: &random) {
      case _ where link.isAbsent: break
      case 4 where kind != .vlan: link.joinRandomly(bond, using: &random)
      case 5:
        link.masterKind = .vrf
        link.master = Bool.random(using: &random) ? .on(domain) : DeclaredLink.Master.none
      case 0: link.master = DeclaredLink.Master.none
      case 1, 2:
        link.master = .on(bridges.randomElement(using: &random) ?? LinkName(kernelName: "elsewhere"))
        link.addRandomPort(using: &random)
      default: break
      }
      links.append(link)
    }
    let present = Set(links.filter { !$0.isAbsent }.map(\.name))
    for place in links.indices {
      // What lies on a link that shall be absent is a contradiction.
      if let master = links[place].masterName, !present.contains(master) {
        links[place].master = .on(LinkName(kernelName: "elsewhere"))
      }
      if let lower = links[place].lower, lower.text != "eth0", !present.contains(lower) {
        links[place].lower = LinkName(kernelName: "eth0")
      }
    }
    for place in links.indices where !links[place].isAbsent {
      if links[place].kind == .nic, links[place].frameMaster != nil, Bool.random(using: &random) {
        links[place].handsOver = Bool.random(using: &random)
      }
      guard links[place].frameMaster == nil, Bool.random(using: &random) else { continue }
      links[place].addRandomAddresses(place, using: &random)
    }
    links.addRandomStations(using: &random)
    links.addRandomGroups(using: &random)
    // A route goes over a link that is up and no port, or one that the document does not speak of.
    let ways = links.filter { !$0.isAbsent && $0.frameMaster == nil && $0.settings.flag(.up) != false }
      .filter { $0.settings.flag(.disableIPv6) != true }
    let devices = [LinkName(kernelName: "uplink")] + ways.map(\.name)
    let routes = (0..<Int.random(in: 0...4, using: &random)).map {
      DeclaredRoute(Route.random($0, over: devices, using: &random))
    }
    return Topology(
      name: Bool.random(using: &random) ? standardName : "lab-7.x_y", links: links.shuffled(using: &random),
      routes: routes)
  }
}

extension DeclaredLink {
  fileprivate static func random(_ name: LinkName, _ kind: LinkKind, using random: inout SplitMix64) -> DeclaredLink {
    if Int.random(in: 0..<10, using: &random) == 0 { return DeclaredLink(name: name, kind: kind, isAbsent: true) }
    var link = DeclaredLink(name: name, kind: kind)
    for table in [OptionTable.link, .properties, .ipv6, kind.table, .rate].compactMap(\.self) {
      for option in table.rows where kind.has(option) && Int.random(in: 0..<3, using: &random) == 0 {
        link.settings[option] = option.type.randomValue(using: &random)
      }
    }
    if kind == .nic { link.addRandomFunctions(using: &random) }
    // What has an effect only with another option is drawn seldom enough.
    link.settings = link.settings.filter { $0.option.condition == nil }
    if kind == .nic, Int.random(in: 0..<4, using: &random) == 0 { link.match = .random(using: &random) }
    for need in kind.traits.needs {
      guard let option = kind.table?[need.option], link.settings[option] == nil else { continue }
      link.settings[option] = option.type.randomValue(using: &random)
    }
    if kind == .bridge {
      if link.settings.flag(.stp) == true { link.settings[.forwardDelay] = .integer(399) }
      link.settings[.mcastVLANSnooping] = nil
      if Bool.random(using: &random) {
        let vlans = BridgeVLANs.random(using: &random)
        link.vlans = vlans
        for table in [OptionTable.vlanEntry, .globalVLAN] {
          let settings = VLANSettings.random(table, of: vlans, ofBridgeItself: true, using: &random)
          for run in settings.runs { link.vlanSettings.insert(run) }
        }
      }
    }
    return link
  }

  fileprivate mutating func addRandomFunctions(using random: inout SplitMix64) {
    for option in OptionTable.sriov.rows where Bool.random(using: &random) { settings[option] = .integer(6) }
    for number in 0..<6 where Bool.random(using: &random) {
      var function = Settings()
      for option in OptionTable.virtualFunction.rows where Int.random(in: 0..<4, using: &random) == 0 {
        function[option] = option.type.randomValue(using: &random)
      }
      if function.number(.maximumRate) != 0 { function[.minimumRate] = nil }
      virtualFunctions[number] = function
    }
  }

  /// Addresses that no other link has: the number of the link is in them.
  fileprivate mutating func addRandomAddresses(_ number: Int, using random: inout SplitMix64) {
    let canHaveIPv6 = settings.flag(.disableIPv6) != true && settings.number(.mtu) ?? 1500 >= 1280
    addresses = (0..<Int.random(in: 0...4, using: &random)).compactMap { place in
      let isIPv6 = canHaveIPv6 && Bool.random(using: &random)
      return Address.random(UInt8(number * 16 + place), isIPv6: isIPv6, using: &random)
    }
  }

  /// A port of a bond has the bond's address and MTU.
  fileprivate mutating func joinRandomly(_ bond: LinkName, using random: inout SplitMix64) {
    masterKind = .bond
    master = Bool.random(using: &random) ? .on(bond) : DeclaredLink.Master.none
    guard masterName != nil else { return }
    settings[.mac] = nil
    settings[.mtu] = nil
    for option in OptionTable.bondPort.rows where Bool.random(using: &random) {
      settings[option] = option.type.randomValue(using: &random)
    }
  }

  fileprivate mutating func addRandomPort(using random: inout SplitMix64) {
    for option in OptionTable.port.rows where Int.random(in: 0..<4, using: &random) == 0 {
      settings[option] = option.type.randomValue(using: &random)
    }
    settings[.mab] = nil
    settings[.portState] = nil
    if Bool.random(using: &random) { vlans = .random(using: &random) }
    if let vlans { vlanSettings = .random(.vlanEntry, of: vlans, using: &random) }
    guard kind == .nic, let vlans, Bool.random(using: &random) else { return }
    tunnels = .random(of: vlans, using: &random)
    if tunnels?.isEmpty == false { settings[.vlanTunnel] = .boolean(true) }
  }
}

extension VLANSettings {
  /// Settings of some of the VLANs.
  static func random(
    _ table: OptionTable, of vlans: BridgeVLANs, ofBridgeItself isBridge: Bool = false, using random: inout SplitMix64
  ) -> VLANSettings {
    var result = VLANSettings()
    for vlan in vlans.members.sorted().prefix(10) where Bool.random(using: &random) {
      for option in table.rows where Bool.random(using: &random) && !(isBridge && option.isOfPortVLANsAlone) {
        // The bridge may have stp, and itself has fewer words for its routers.
        if option.id == Option.vlanState.id || isBridge && option.id == Option.vlanMulticastRouter.id { continue }
        result[vlan][option] = option.type.randomValue(using: &random)
      }
    }
    return result
  }
}

extension VLANTunnels {
  /// Mappings of some of the VLANs, in runs and alone.
  static func random(of vlans: BridgeVLANs, using random: inout SplitMix64) -> VLANTunnels {
    var tunnels = VLANTunnels()
    for run in vlans.runs where Bool.random(using: &random) {
      let id = UInt32(run.first) + (Bool.random(using: &random) ? 10_000 : 20_000)
      tunnels.insert(Run(first: run.first, last: run.last, id: id))
    }
    return tunnels
  }
}

extension BridgeVLANs {
  static func random(using random: inout SplitMix64) -> BridgeVLANs {
    var vlans = BridgeVLANs()
    for _ in 0..<Int.random(in: 0...4, using: &random) {
      let first = UInt16.random(in: 1...4094, using: &random)
      let last = UInt16.random(in: first...min(4094, first + 50), using: &random)
      vlans.insert(first, through: Bool.random(using: &random) ? first : last, untagged: Bool.random(using: &random))
    }
    switch Int.random(in: 0...3, using: &random) {
    case 0: vlans.insertPVID(UInt16.random(in: 1...4094, using: &random), untagged: true)
    case 1: vlans.insertPVID(UInt16.random(in: 1...4094, using: &random), untagged: false)
    case 2:
      if let run = vlans.runs.randomElement(using: &random) { vlans.insertPVID(run.last, untagged: run.untagged) }
    default: break
    }
    return vlans
  }
}

extension OptionType {
  fileprivate func randomValue(using random: inout SplitMix64) -> OptionValue? {
    switch self {
    case .boolean: .boolean(Bool.random(using: &random))
    case .integer(let range, _), .queues(let range), .seconds(let range, _):
      .integer(Int64.random(in: range, using: &random))
    case .bitmask(let allowed): .integer(Int64.random(in: 0...0xFFFF, using: &random) & allowed)
    case .enumeration(let words): words.randomElement(using: &random).map { .integer($0.number) }
    case .numberOrWord(let range, _): .integer(Int64.random(in: range, using: &random))
    case .ports: .integer(Int64.random(in: 0...100, using: &random) << 16 | 60_000)
    case .address: Bool.random(using: &random) ? .address(nil) : .address(IPAddress(192, 0, 2, 77))
    case .addresses(let isIPv6, _): .addresses([IPAddress(isIPv6 ? "2001:db8::1" : "192.0.2.1")].compactMap(\.self))
    case .limit: .limit(TrafficLimit.random(using: &random))
    case .names: .names(["first", "second"])
    case .flags: .flags(["tso": Bool.random(using: &random), "a flag / of a driver": true])
    case .macs: .macs([MACAddress(bits: 0x5254_0000_0001), MACAddress(bits: 0x5254_0000_0002)])
    case .mac: .mac(MACAddress(bits: UInt64.random(in: 1...0xFFFF_FFFF_FFFF, using: &random) & ~(1 << 40) | 2))
    case .groupAddress: .mac(MACAddress(bits: 0x0180_C200_0000 | UInt64.random(in: 4...15, using: &random)))
    case .text:
      .text(String(["", "a", "ü", "\"", "\\", "\n", "\u{1F310}", "\u{1}"].shuffled(using: &random).joined()))
    case .user, .group: .account(Account(number: UInt32.random(in: 0..<UInt32.max, using: &random)))
    case .link: .link(Bool.random(using: &random) ? nil : LinkName(kernelName: "eth9"))
    case .map(let keys, let values):
      .map([
        Int64.random(in: keys, using: &random): Int64.random(
          in: max(1, values.lowerBound)...values.upperBound, using: &random)
      ])
    }
  }
}

extension TrafficLimit {
  fileprivate static func random(using random: inout SplitMix64) -> TrafficLimit {
    if Int.random(in: 0..<4, using: &random) == 0 { return .none }
    let rate = UInt64.random(in: rates, using: &random) >> UInt64.random(in: 0...20, using: &random)
    var limit = TrafficLimit(rate: max(rate, rates.lowerBound))
    if Bool.random(using: &random) {
      limit.burst = UInt32.random(in: 1...largestBurst(at: limit.rate), using: &random)
      if Bool.random(using: &random) { limit.burst = max(limit.burst & ~0xFFFFF, 1024) }
    }
    return limit
  }
}
