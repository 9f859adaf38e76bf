import NetworkModel

/// Topologies that make sense in themselves, drawn at random from a small stock of names, so that one drawn after another
/// has to make, change, re-create, move and remove links of all kinds.
struct RandomTopology {
  private var state: UInt64
  /// What the other kinds are drawn from, so that a kind more or less leaves the rest as it was.
  private var otherState: UInt64
  /// What the entries of forwarding databases are drawn from.
  private var stationState: UInt64
  /// What the groups of multicast databases are drawn from.
  var groupState: UInt64
  private var pairState: UInt64
  /// What alternative names are drawn from.
  private var nameState: UInt64
  /// What is drawn from it is how NICs are found.
  private var matchState: UInt64
  /// What virtual functions are drawn from.
  private var functionState: UInt64
  /// What the VRFs and the links in them are drawn from.
  private var domainState: UInt64
  /// What limits of traffic are drawn from.
  private var rateState: UInt64
  /// What settings of VLANs are drawn from.
  var vlanState: UInt64
  /// What settings of ethtool are drawn from.
  private var hardwareState: UInt64
  /// Whether the topologies declare addresses, routes, hand-overs and the settings of IPv6.
  let hasAddresses: Bool
  /// Whether the kernel is one from before Linux 6.2.
  let isOld: Bool

  init(seed: UInt64, hasAddresses: Bool = false) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    otherState = seed &* 0xD134_2543_DE82_EF95 | 1
    stationState = seed &* 0xA076_1D64_78BD_642F | 1
    groupState = seed &* 0xBF58_476D_1CE4_E5B9 | 1
    nameState = seed &* 0xC2B2_AE3D_27D4_EB4F | 1
    matchState = seed &* 0x94D0_49BB_1331_11EB | 1
    hardwareState = seed &* 0xFF51_AFD7_ED55_8CCD | 1
    functionState = seed &* 0xC4CE_B9FE_1A85_EC53 | 1
    pairState = seed &* 0xE703_7ED1_A0B4_28DB | 1
    domainState = seed &* 0x8EBC_6AF0_9C88_C6E3 | 1
    rateState = seed &* 0x9FB2_1C65_1E98_DF25 | 1
    vlanState = seed &* 0xD6E8_FEB8_6659_FD93 | 1
    self.hasAddresses = hasAddresses
    isOld = seed % 2 == 0
  }

  mutating func topology() -> Topology {
    var links: [DeclaredLink] = []
    let bridges = ["br0", "br1"].filter { _ in chance(75) }
    for name in bridges { links.append(bridge(name)) }
    for name in ["eth0", "eth1"] where chance(60) { links.append(nic(name, on: bridges)) }
    for number in 0..<6 where chance(60) { links.append(tap("t\(number)", on: bridges)) }
    let lowers = links.map(\.name.text)
    var taken: Set<String> = []
    for number in 0..<4 where chance(60) {
      guard let lower = pick(lowers) else { continue }
      let id = Int64(10 + below(3))
      // Two VLANs of one identifier on one link are a fault of the document.
      guard taken.insert("\(lower) \(id)").inserted else { continue }
      var vlan = link("v\(number)", .vlan)
      vlan.lower = name(lower)
      vlan.settings[.vlanID] = .integer(id)
      if chance(30), let map = OptionTable.vlan["egress_qos_map"] {
        vlan.settings[map] = .map([Int64(below(4)): Int64(below(7) + 1)])
      }
      if chance(30) { vlan.settings[.mtu] = .integer(1300 + Int64(below(3)) * 50) }
      // A VLAN cannot be up over a link that is down.
      if links.first(where: { $0.name.text == lower })?.settings.flag(.up) != true {
        vlan.settings[.up] = .boolean(false)
      }
      links.append(vlan)
    }
    var routes: [DeclaredRoute] = []
    if hasAddresses {
      for place in links.indices { address(&links[place], among: links) }
      routes = self.routes(over: links)
    }
    links.shuffle(using: &self)
    addOthers(to: &links)
    drawing(from: \.domainState) { $0.addDomains(to: &links, &routes) }
    drawing(from: \.stationState) { $0.addStations(to: &links) }
    drawing(from: \.groupState) {
      $0.addGroups(to: &links)
      $0.addTunnels(to: &links)
    }
    drawing(from: \.vlanState) { $0.addVLANSettings(to: &links) }
    drawing(from: \.nameState) { $0.addNames(to: &links) }
    drawing(from: \.rateState) { $0.addRates(to: &links) }
    drawing(from: \.hardwareState) {
      for place in links.indices where $0.chance(15) { $0.addHardware(to: &links[place]) }
    }
    drawing(from: \.functionState) { $0.addFunctions(to: &links) }
    return drawing(from: \.matchState) { $0.matched(Topology(name: "random", links: links, routes: routes)) }
  }

  /// Draws something from a state of its own.
  mutating func drawing<Drawn>(
    from other: WritableKeyPath<RandomTopology, UInt64>, _ draw: (inout RandomTopology) throws -> Drawn
  ) rethrows -> Drawn {
    let usual = state
    state = self[keyPath: other]
    defer {
      self[keyPath: other] = state
      state = usual
    }
    return try draw(&self)
  }

  /// Adds alternative names. No two links have the same: one of which a topology says nothing keeps those that it has.
  private mutating func addNames(to links: inout [DeclaredLink]) {
    for place in links.indices where chance(20) {
      let names = ["a", "b", "c"].filter { _ in chance(50) }.map { "\(links[place].name)-\($0)" }
      links[place].settings[.alternativeNames] = .names(names)
    }
  }

  /// Adds limits of traffic, and takes some away.
  private mutating func addRates(to links: inout [DeclaredLink]) {
    for place in links.indices {
      for option in OptionTable.rate.rows where chance(15) {
        let rates: [UInt64] = [0, 125_000, 12_500_000]
        links[place].settings[option] = pick(rates).map { .limit($0 == 0 ? .none : TrafficLimit(rate: $0)) }
      }
    }
  }

  /// Adds links of the other kinds, in any places.
  private mutating func addOthers(to links: inout [DeclaredLink]) {
    drawing(from: \.otherState) {
      if let bond = $0.bond(over: &links) { links.insert(bond, at: $0.below(links.count + 1)) }
      $0.insert($0.others(over: links), into: &links)
    }
    drawing(from: \.pairState) { $0.insert($0.pairs(over: links), into: &links) }
  }

  private mutating func insert(_ others: [DeclaredLink], into links: inout [DeclaredLink]) {
    for var link in others {
      if hasAddresses { address(&link, among: links) }
      links.insert(link, at: below(links.count + 1))
    }
  }

  private mutating func bridge(_ text: String) -> DeclaredLink {
    var bridge = link(text, .bridge)
    common(&bridge)
    if chance(50) { bridge.settings[.stp] = .boolean(chance(50)) }
    if chance(50) { bridge.settings[.forwardDelay] = .integer(bridge.settings.flag(.stp) == false ? 50_000 : 400) }
    if bridge.settings.flag(.stp) == nil { bridge.settings[.forwardDelay] = nil }
    if chance(40) { bridge.settings[.vlanFiltering] = .boolean(chance(50)) }
    if chance(40) { bridge.settings[.vlanDefaultPVID] = .integer(Int64(below(4))) }
    if chance(40) { bridge.vlans = membership() }
    return bridge
  }

  private mutating func nic(_ text: String, on bridges: [String]) -> DeclaredLink {
    var nic = link(text, .nic)
    common(&nic)
    place(&nic, on: bridges)
    return nic
  }

  private mutating func tap(_ text: String, on bridges: [String]) -> DeclaredLink {
    var tap = link(text, .tap)
    common(&tap)
    if chance(30) { tap.settings[.queues] = .integer(chance(50) ? 1 : 4) }
    if chance(30) { tap.settings[.owner] = .account(Account(number: UInt32(1000 + below(2)))) }
    if chance(30) { tap.settings[.vnetHeader] = .boolean(chance(50)) }
    place(&tap, on: bridges)
    return tap
  }

  mutating func common(_ link: inout DeclaredLink) {
    if chance(40) { link.settings[.mtu] = .integer(1400 + Int64(below(4)) * 100) }
    if chance(40) { link.settings[.promiscuous] = .boolean(chance(50)) }
    link.settings[.up] = .boolean(chance(80))
  }

  mutating func place(_ link: inout DeclaredLink, on bridges: [String]) {
    guard chance(80) else { return }
    guard let bridge = pick(bridges) else {
      link.master = DeclaredLink.Master.none
      return
    }
    link.master = .on(name(bridge))
    for option in ["isolated", "hairpin", "learning"].compactMap({ OptionTable.port[$0] }) where chance(25) {
      link.settings[option] = .boolean(chance(50))
    }
    if chance(60) { link.vlans = membership() }
  }

  private mutating func membership() -> BridgeVLANs {
    var vlans = BridgeVLANs()
    for _ in 0..<below(4) {
      let first = UInt16(1 + below(6))
      vlans.insert(first, through: first + UInt16(below(3)), untagged: chance(30))
    }
    if chance(60) { vlans.insertPVID(UInt16(1 + below(4)), untagged: chance(80)) }
    return vlans
  }

  func link(_ text: String, _ kind: LinkKind) -> DeclaredLink { DeclaredLink(name: name(text), kind: kind) }

  func name(_ text: String) -> LinkName { LinkName(kernelName: text) }

  mutating func pick<Choice>(_ choices: [Choice]) -> Choice? { choices.isEmpty ? nil : choices[below(choices.count)] }

  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
}

extension RandomTopology: RandomNumberGenerator {
  /// xorshift64*: good enough to be unlike, and the same on every machine.
  mutating func next() -> UInt64 {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return state &* 0x2545_F491_4F6C_DD1D
  }
}
