internal import NetworkModel
internal import Planning
internal import Testing

/// The commands of iproute2 that vnetctl prints for an operation do what the operation does: it is done in one namespace
/// by vnetctl, and in another by a shell, and then the two are alike.
@Suite(.requires(.namespaces)) struct OperationCommandTests {
  /// Operations and what they start from.
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    var setup = ""
    let operations: [Planning.Operation]
    /// Whether nothing is left of it at its end.
    var isUndone = false

    var testDescription: String { name }
  }

  private static func link(_ name: String) -> LinkName { LinkName(kernelName: name) }
  private static func mac(_ number: UInt64) -> OptionValue { .mac(MACAddress(bits: 0x5254_0000_0000 | number)) }

  private static let (br, port, awkward) = (link("br0"), link("port"), link("a$'b;"))

  private static let bridgeWithPort = """
    link add br0 address 52:54:00:00:00:01 type bridge
    link add port address 52:54:00:00:00:02 type veth peer name peer address 52:54:00:00:00:03
    link set br0 addrgenmode none
    link set port addrgenmode none master br0
    link set peer addrgenmode none
    link set br0 up
    link set port up
    link set peer up
    """

  private static let addressed =
    bridgeWithPort + """

      address add 192.0.2.7/24 dev br0
      address add 2001:db8::7/64 dev br0 nodad
      """

  private static func route(_ text: String, _ length: UInt8, via: String? = nil, dev: LinkName? = br) -> Route {
    let hop = Route.Hop(link: dev, gateway: via.flatMap { IPAddress($0) })
    let address = IPAddress(text) ?? IPAddress(0, 0, 0, 0)
    var route = Route(IPPrefix(address, length: length), hops: [hop])
    if via == nil, !address.isIPv6 { route.scope = .link }
    return route
  }

  private static func group(_ first: UInt8, _ last: UInt8) -> MulticastEntry {
    MulticastEntry(.address(IPAddress(first, 1, 1, last)))
  }

  private static func changed<Value>(_ value: Value, _ change: (inout Value) -> Void) -> Value {
    var value = value
    change(&value)
    return value
  }

  private static let links: [Case] = {
    var tap = Settings(.owner, .account(Account(number: 1)))
    tap[.group] = .account(Account(number: 2))
    tap[.queues] = .integer(4)
    tap[.vnetHeader] = .boolean(true)
    tap[.packetInfo] = .boolean(true)
    var bridge = Settings(.mac, mac(9))
    bridge[.mtu] = .integer(1400)
    bridge[.up] = .boolean(true)
    bridge[.stp] = .boolean(false)
    bridge[.ageingTime] = .integer(12_300)
    var all = Settings(.mtu, .integer(1300))
    all[.mac] = mac(8)
    all[.up] = .boolean(false)
    all[.promiscuous] = .boolean(true)
    all[.allMulticast] = .boolean(true)
    all[.description] = .text("it's `here`; $(all) \"of\" it\\")
    all[.txQueueLength] = .integer(77)
    all[.ipv6AddressGeneration] = .integer(1)
    all[.ageingTime] = .integer(500)
    return [
      Case(
        name: "a TAP",
        operations: [.createTAP(port, index: 103, tap), .set(port, .tap, Settings(.mac, mac(5)), master: nil)]),
      Case(
        name: "a TAP with a name that a shell could obey",
        operations: [
          .createTAP(awkward, index: 104, Settings()), .set(awkward, .tap, Settings(.mac, mac(5)), master: nil),
        ]),
      Case(name: "a bridge", operations: [.create(br, index: 101, .bridge, bridge, lower: nil)]),
      // The kernel makes the other end first, which so gets the lower index by itself.
      Case(
        name: "a pair of veths",
        operations: [
          .createPair(
            link("v0"), index: 106, .veth, Settings(.mac, mac(6)),
            peer: NewPeer(Peer(link("v1")), index: 105, Settings(.mac, mac(7))))
        ]),
      Case(name: "settings of a link", setup: bridgeWithPort, operations: [.set(br, .bridge, all, master: nil)]),
      Case(
        name: "leaving and joining a bridge", setup: bridgeWithPort,
        operations: [
          .set(port, .nic, Settings(), master: DeclaredLink.Master.none),
          .set(link("peer"), .nic, Settings(.mtu, .integer(1400)), master: .on(br)),
        ]),
      Case(
        name: "a bridge's MAC", setup: bridgeWithPort,
        operations: [.pinMAC(bridge: br, of: link("peer"))]),
      Case(name: "a deletion", setup: bridgeWithPort, operations: [.delete(port)]),
      Case(
        name: "IPv6", setup: bridgeWithPort,
        operations: [.configureIPv6(br, Settings(.disableIPv6, .boolean(true)))]),
      Case(
        name: "alternative names", setup: bridgeWithPort + "\nlink property add dev br0 altname old",
        operations: [.addAlternativeName(port, "it's"), .removeAlternativeName(br, "old")]),
      // Only since Linux 6.2 can a link have another name while it is up.
      Case(
        name: "another name", setup: bridgeWithPort + "\nlink set port down",
        operations: [.rename(port, to: LinkName(kernelName: "renamed"))]),
      Case(
        name: "forwarding entries", setup: bridgeWithPort,
        operations: [
          .addForwarding(port, ForwardingEntry(MACAddress(bits: 0x5254_0000_0011))),
          .addForwarding(port, ForwardingEntry(MACAddress(bits: 0x5254_0000_0012), state: 0x80)),
          .addForwarding(port, ForwardingEntry(MACAddress(bits: 0x5254_0000_0013), state: 2, flags: 0x10)),
          .addForwarding(port, ForwardingEntry(MACAddress(bits: 0x5254_0000_0014), flags: 0x40)),
          .addForwarding(br, ForwardingEntry(MACAddress(bits: 0x5254_0000_0015), state: 0x80)),
          .removeForwarding(port, ForwardingEntry(MACAddress(bits: 0x5254_0000_0012), state: 0x80)),
          .forgetStations(port),
          .removeForwarding(port, ForwardingEntry(MACAddress(bits: 0x5254_0000_0014), flags: 0x40)),
        ]),
      Case(
        name: "multicast groups", setup: bridgeWithPort,
        operations: [
          .addMulticast(port, group(239, 1), bridge: br), .addMulticast(port, group(239, 2), bridge: br),
          .addMulticast(port, changed(group(239, 1)) { $0.source = IPAddress(192, 0, 2, 1) }, bridge: br),
          .addMulticast(br, MulticastEntry(.mac(MACAddress(bits: 0x0100_5E00_0001))), bridge: br),
          .removeMulticast(port, group(239, 2), bridge: br),
        ]),
      Case(
        name: "the entries of a VXLAN",
        setup: bridgeWithPort + "\nlink add vx address 52:54:00:00:00:06 type vxlan id 7 dstport 4789",
        operations: [
          .addForwarding(link("vx"), remote(0x5254_0000_0011, 1)),
          .addForwarding(link("vx"), remote(0x5254_0000_0011, 2)),
          .addForwarding(link("vx"), remote(0x5254_0000_0012, 2, state: 0x40)),
          .addForwarding(link("vx"), remote(0x5254_0000_0013, 2)), .addForwarding(link("vx"), far),
          .removeForwarding(link("vx"), remote(0x5254_0000_0013, 2)),
        ]),
    ]
  }()

  private static func remote(_ station: UInt64, _ last: UInt8, state: UInt16 = 0x80) -> ForwardingEntry {
    ForwardingEntry(MACAddress(bits: station), state: state, remote: .init(IPAddress(192, 0, 2, last)))
  }

  private static let far = ForwardingEntry(
    MACAddress(bits: 0x5254_0000_0016), state: 0x80,
    remote: .init(IPAddress(192, 0, 2, 3), port: 4790, vni: 9, link: port))

  private static let addresses: [Case] = {
    let plain = Address(IPAddress(198, 51, 100, 1), prefixLength: 24)
    let full = changed(Address(IPAddress(203, 0, 113, 2), prefixLength: 24, scope: .link)) {
      $0.broadcast = IPAddress(203, 0, 113, 255)
      $0.label = "br0:x"
      $0.metric = 77
      $0.noPrefixRoute = true
      $0.validLifetime = .seconds(5000)
      $0.preferredLifetime = .seconds(4000)
    }
    let pointed = changed(Address(IPAddress(198, 51, 100, 3), prefixLength: 32)) { $0.peer = IPAddress(203, 0, 113, 1) }
    let six = Address(IPAddress("2001:db8:1::1") ?? plain.local, prefixLength: 64, flags: 0x02)
    return [
      Case(
        name: "addresses", setup: bridgeWithPort,
        operations: [plain, full, pointed, six].map { .addAddress(br, $0) }),
      Case(
        name: "changes of addresses", setup: addressed,
        operations: [
          .changeAddress(
            br,
            changed(Address(IPAddress(192, 0, 2, 7), prefixLength: 24)) {
              $0.validLifetime = .seconds(1000)
              $0.preferredLifetime = .seconds(500)
              $0.metric = 5
            }),
          .changeAddress(
            br,
            changed(Address(IPAddress("2001:db8::7") ?? plain.local, prefixLength: 64)) { $0.noPrefixRoute = true }),
        ]),
      Case(
        name: "removals of addresses",
        setup: addressed + "\naddress add 198.51.100.3 peer 203.0.113.1/32 dev br0",
        operations: [
          .removeAddress(br, pointed), .removeAddress(br, Address(IPAddress(192, 0, 2, 7), prefixLength: 24)),
          .removeAddress(br, Address(IPAddress("2001:db8::7") ?? plain.local, prefixLength: 64)),
        ]),
    ]
  }()

  private static let routes: [Case] = {
    let (four, six) = (route("10.1.0.0", 16, via: "192.0.2.1"), route("2001:db8:5::", 48, via: "2001:db8::1"))
    let full = changed(route("10.2.0.0", 16, via: "192.0.2.1")) {
      $0.metric = 50
      $0.table = 1234
      $0.origin = 186
      $0.typeOfService = 0x10
      $0.source = IPAddress(192, 0, 2, 7)
      $0.metrics = [
        1: [4, 0, 0, 0], 2: [0x78, 5, 0, 0], 8: [0, 4, 0, 0], 10: [42, 0, 0, 0], 11: [20, 0, 0, 0],
        13: [0x64, 0, 0, 0], 16: Array("reno\0".utf8),
      ]
    }
    let onLink = changed(route("10.3.0.0", 16, via: "203.0.113.9")) { $0.hops[0].isOnLink = true }
    let several = changed(route("10.4.0.0", 16, via: "192.0.2.1")) {
      $0.hops.append(Route.Hop(link: br, gateway: IPAddress(192, 0, 2, 2), weight: 5))
    }
    let blackhole = Route(IPPrefix(IPAddress(10, 5, 0, 0), length: 16), action: .blackhole)
    let unreachable = Route(IPPrefix(IPAddress("2001:db8:6::") ?? .init(0, 0, 0, 0), length: 48), action: .unreachable)
    let over6 = route("10.6.0.0", 16, via: "2001:db8::1")
    let expiring = changed(route("2001:db8:7::", 48, via: "2001:db8::1")) { $0.expires = 3000 }
    let all = [
      four, six, full, onLink, several, blackhole, unreachable, over6, expiring, route("10.7.0.0", 16),
      route("0.0.0.0", 0, via: "192.0.2.1"), route("::", 0, via: "2001:db8::1"),
    ]
    return [
      Case(name: "routes", setup: addressed, operations: all.map { .addRoute($0) }),
      Case(
        name: "a second route of the same key", setup: addressed,
        operations: [.addRoute(four), .addRoute(route("10.1.0.0", 16, via: "192.0.2.3"))]),
      Case(
        name: "changes of routes", setup: addressed,
        operations: [
          .addRoute(four), .addRoute(six), .replaceRoute(route("10.1.0.0", 16, via: "192.0.2.9")),
          .replaceRoute(route("2001:db8:5::", 48, via: "2001:db8::9")),
        ]),
      Case(
        name: "removals of routes", setup: addressed,
        operations: all.map { .addRoute($0) } + all.map { .removeRoute($0) }, isUndone: true),
    ]
  }()

  @Test(arguments: links + addresses + routes) func `a command does what the operation does`(_ test: Case) throws {
    try compare(test)
  }

  @Test(arguments: BridgeOptionTests.known.map(\.name).filter { !OptionReading.unprinted.contains($0) })
  func `a command sets what the operation sets of a bridge`(_ name: String) throws {
    let row = try #require(OptionTable.bridge[name])
    let settings = Settings(row, OptionSample.value(of: row, link: Self.br))
    // A bridge that filters no VLANs snoops in none.
    let filtering = name == "mcast_vlan_snooping" ? " vlan_filtering 1" : ""
    try compare(
      Case(
        name: name, setup: "link add br0 address 52:54:00:00:00:01 type bridge" + filtering,
        operations: [.set(Self.br, .bridge, settings, master: nil)],
        // The kernel takes it and keeps none.
        isUndone: name == "mcast_hash_elasticity"))
  }

  @Test(arguments: PortOptionTests.known.map(\.name).filter { !OptionReading.unprinted.contains($0) })
  func `a command sets what the operation sets of a port`(_ name: String) throws {
    let row = try #require(OptionTable.port[name])
    let settings = Settings(row, OptionSample.value(of: row, link: Self.link("other")))
    try compare(
      Case(
        name: name,
        setup: Self.bridgeWithPort + """

          link add other address 52:54:00:00:00:04 type veth peer name far address 52:54:00:00:00:05
          link set other master br0
          """,
        operations: [.setPort(Self.port, settings)]))
  }

  @Test(.requires(.vlan)) func `commands make VLANs as operations do`() throws {
    var settings = Settings()
    for row in OptionTable.vlan.rows where !["gvrp", "mvrp", "bridge_binding"].contains(row.name) {
      settings[row] = row.id == Option.vlanID.id ? .integer(7) : OptionSample.value(of: row, link: Self.br)
      if case .map = row.type { settings[row] = .map([1: 2, 3: 4]) }
    }
    try compare(
      Case(
        name: "a VLAN", setup: Self.bridgeWithPort,
        operations: [.create(Self.link("port.7"), index: 102, .vlan, settings, lower: Self.port)]))
  }

  @Test(.requires(.vlanFiltering)) func `commands put ports into VLANs as operations do`() throws {
    var some = BridgeVLANs()
    some.insert(10, through: 20, untagged: false)
    some.insertPVID(15, untagged: true)
    some.insert(30, through: 31, untagged: true)
    var fewer = BridgeVLANs()
    fewer.insert(12, through: 16, untagged: false)
    fewer.insert(30, through: 30, untagged: true)
    try compare(
      Case(
        name: "VLANs", setup: Self.bridgeWithPort + "\nlink set br0 type bridge vlan_filtering 1",
        operations: [
          .addVLANs(Self.port, some, ofBridgeItself: false), .addVLANs(Self.br, some, ofBridgeItself: true),
          .removeVLANs(Self.port, fewer, ofBridgeItself: false), .removeVLANs(Self.br, fewer, ofBridgeItself: true),
        ]))
  }

  @Test(.requires(.vlanFiltering)) func `commands map VLANs to tunnels as operations do`() throws {
    var vlans = BridgeVLANs()
    vlans.insert(10, through: 20, untagged: false)
    var all = VLANTunnels()
    all.insert(VLANTunnels.Run(first: 10, last: 10, id: 10010))
    all.insert(VLANTunnels.Run(first: 12, last: 19, id: 5))
    var some = VLANTunnels()
    some.insert(VLANTunnels.Run(first: 13, last: 14, id: 6))
    try compare(
      Case(
        name: "tunnels", setup: Self.bridgeWithPort,
        operations: [
          .addVLANs(Self.port, vlans, ofBridgeItself: false),
          .setPort(Self.port, Settings(.vlanTunnel, .boolean(true))),
          .addTunnels(Self.port, all), .removeTunnels(Self.port, some),
        ]))
  }

  @Test(.requires(.vlanFiltering)) func `commands set what bridges keep of VLANs as operations do`() throws {
    var vlans = BridgeVLANs()
    vlans.insert(10, through: 20, untagged: false)
    var entries = VLANSettings()
    entries.insert(.init(first: 10, last: 12, settings: Settings(.vlanState, .integer(4))))
    entries.insert(.init(first: 12, last: 12, settings: Settings(.vlanMulticastRouter, .integer(2))))
    var global = VLANSettings()
    global.insert(.init(first: 11, last: 13, settings: Settings(.vlanSnooping, .boolean(false))))
    if let interval = OptionTable.globalVLAN["mcast_query_interval"] {
      global.insert(.init(first: 20, last: 20, settings: Settings(interval, .integer(6000))))
    }
    try compare(
      Case(
        name: "settings of VLANs", setup: Self.bridgeWithPort,
        operations: [
          .addVLANs(Self.port, vlans, ofBridgeItself: false), .setVLANs(Self.port, entries),
          .setVLANs(Self.br, global),
        ]))
  }
}
