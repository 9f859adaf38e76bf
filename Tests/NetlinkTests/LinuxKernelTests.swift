import KernelTestSupport
import NetworkModel
import Netlink
import Planning
import Reconciliation
import Testing

/// The client on the kernel that runs the tests, each test in a namespace of its own.
@Suite(.enabled(if: Namespace.isAvailable, "\(Namespace.requirement)"))
struct LinuxKernelTests {
  let namespace: Namespace
  let br0 = LinkName(kernelName: "br0")
  let vm0 = LinkName(kernelName: "vm0")
  let vm1 = LinkName(kernelName: "vm1")

  // Accounts are number 0 in these tests: the only one that exists under `unshare -Urn` as well.
  init() throws { namespace = try Namespace() }

  /// What the running kernel can do.
  static let features: [KernelFeature: Bool] = {
    let features = try? Namespace().run { try LinuxKernel().snapshot(probing: Set(KernelFeature.allCases)).features }
    return features ?? [:]
  }()

  /// Takes a snapshot, performs the operations, and takes another one.
  private func perform(_ operations: [Planning.Operation]) throws -> (errors: [KernelError?], snapshot: Snapshot) {
    try namespace.run {
      let kernel = try LinuxKernel()
      _ = try kernel.snapshot(probing: [])
      let errors = kernel.perform(operations)
      return (errors, try kernel.snapshot(probing: []))
    }
  }

  @Test func `taps, a bridge and its ports are made as ip shows them`() throws {
    let (errors, snapshot) = try perform([
      .create(br0, index: 101, .bridge, Settings([.mtu: .integer(1450), .up: .boolean(true)]), lower: nil),
      .createTAP(vm0, index: 106, Settings([.owner: .account(Account(number: 0)), .vnetHeader: .boolean(true)])),
      .createTAP(vm1, index: 107, Settings([.queues: .integer(4), .packetInfo: .boolean(true)])),
      .set(
        vm0, .tap,
        Settings([.mtu: .integer(1450), .up: .boolean(true), .promiscuous: .boolean(true), "description": .text("x")]),
        master: .on(br0)),
      .set(vm1, .tap, Settings(), master: .on(br0)),
      .setPort(
        vm0, Settings(["isolated": .boolean(true), "port.priority": .integer(7), "backup_port": .link(vm1)])),
      .pinMAC(bridge: br0, of: vm0),
    ])
    #expect(errors == [nil, nil, nil, nil, nil, nil, nil])
    let links = try namespace.ipJSON("link").elements
    let bridge = try #require(links.first { $0["ifname"] == "br0" })
    let tap = try #require(links.first { $0["ifname"] == "vm0" })
    #expect(bridge["mtu"] == 1450)
    #expect(bridge["address"] == tap["address"])
    #expect(bridge["flags"].elements.contains("UP"))
    #expect(tap["mtu"] == 1450)
    #expect(tap["master"] == "br0")
    #expect(tap["ifalias"] == "x")
    #expect(tap["flags"].elements.contains("PROMISC"))
    #expect(tap["flags"].elements.contains("UP"))
    #expect(tap["linkinfo"]["info_data"]["user"] == "root")
    #expect(tap["linkinfo"]["info_data"]["vnet_hdr"] == true)
    #expect(tap["linkinfo"]["info_data"]["multi_queue"] == false)
    #expect(tap["linkinfo"]["info_slave_data"]["isolated"] == true)
    #expect(tap["linkinfo"]["info_slave_data"]["priority"] == 7)
    let other = try #require(links.first { $0["ifname"] == "vm1" })
    #expect(other["linkinfo"]["info_data"]["multi_queue"] == true)
    #expect(other["linkinfo"]["info_data"]["pi"] == true)

    let observed = try #require(snapshot[vm0])
    #expect(observed.kind == .tap)
    #expect(observed.settings.number(.mtu) == 1450)
    #expect(observed.settings.flag(.promiscuous) == true)
    #expect(observed.settings[.owner] == .account(Account(number: 0)))
    #expect(observed.settings[.group] == nil)
    #expect(observed.settings[.backupPort] == .link(vm1))
    #expect(observed.settings.number(.queues) == 1)
    #expect(snapshot.masterName(of: observed) == br0)
    #expect(observed.mac?.description == tap["address"].string)
    #expect(snapshot[vm1]?.settings.number(.queues) == 2)
    #expect(snapshot[br0]?.mac == observed.mac)
  }

  @Test func `a bridge keeps every setting that is made of it`() throws {
    let kernelHas =
      try perform([.create(br0, index: 102, .bridge, Settings(), lower: nil)]).snapshot[br0]?.settings ?? Settings()
    var wanted = Settings()
    for option in OptionTable.bridge.rows {
      guard let found = kernelHas[option], option.name != "mcast_hash_elasticity" else { continue }
      // Spanning trees per VLAN want no VLANs at all.
      guard option.name != "mst_enabled" else { continue }
      // A kernel without VLAN filtering reports the switch all the same, and others that need it.
      guard Self.features[.vlanFiltering] == true || !option.name.contains("vlan") else { continue }
      wanted[option] = Self.another(found, option)
    }
    let (errors, snapshot) = try perform([.set(br0, .bridge, wanted, master: nil)])
    try #require(errors == [nil])
    let settings = try #require(snapshot[br0]).settings
    for entry in wanted.entries {
      let found = try #require(settings[entry.id])
      #expect(entry.option.isSatisfied(entry.value, by: found), "\(entry.option.name)")
    }
  }

  /// A value that the option takes and that is not `value`.
  private static func another(_ value: OptionValue, _ option: NetworkModel.Option) -> OptionValue {
    switch (value, option.type) {
    case (.boolean(let isOn), _): .boolean(!isOn)
    case (.integer(let number), .integer(let range, _)):
      .integer(range.contains(number + 1) ? number + 1 : number - 1)
    case (.integer(let number), .seconds(let range, _)):
      .integer(range.contains(number + 100) ? number + 100 : number - 100)
    case (.integer(let number), .enumeration(let words)):
      .integer(words.first { $0.number != number }?.number ?? number)
    case (_, .bitmask): .integer(0x4008)
    case (_, .groupAddress): .mac(MACAddress(bits: 0x0180_C200_000A))
    default: value
    }
  }

  @Test func `a flag is changed without touching the others`() throws {
    _ = try perform([
      .createTAP(vm0, index: 108, Settings()),
      .set(vm0, .tap, Settings([.promiscuous: .boolean(true), "all_multicast": .boolean(true)]), master: nil),
    ])
    let (errors, snapshot) = try perform([.set(vm0, .tap, Settings([.up: .boolean(true)]), master: nil)])
    #expect(errors == [nil])
    #expect(snapshot[vm0]?.settings.flag(.promiscuous) == true)
    let flags = try namespace.ipJSON("link", "show", "vm0")[0]["flags"].elements
    #expect(flags.contains("MULTICAST") && flags.contains("ALLMULTI") && flags.contains("UP"))
  }

  @Test func `an idle TAP is retuned and keeps what is not mentioned`() throws {
    let owner = OptionValue.account(Account(number: 0))
    _ = try perform([
      .createTAP(vm0, index: 109, Settings([.owner: owner, .vnetHeader: .boolean(true), .queues: .integer(2)]))
    ])
    let group = OptionValue.account(Account(number: 0))
    let (errors, snapshot) = try perform([
      .retuneTAP(vm0, Settings([.group: group, .packetInfo: .boolean(true)]))
    ])
    #expect(errors == [nil])
    let settings = try #require(snapshot[vm0]).settings
    #expect(settings[.owner] == owner)
    #expect(settings[.group] == group)
    #expect(settings.flag(.vnetHeader) == true)
    #expect(settings.flag(.packetInfo) == true)
    #expect(settings.number(.queues) == 2)
  }

  @Test func `a TAP whose name is taken is an error and leaves the other link alone`() throws {
    try namespace.ip("link", "add", "vm0", "type", "bridge")
    let (errors, snapshot) = try perform([
      .createTAP(vm0, index: 110, Settings()), .createTAP(vm1, index: 111, Settings()),
    ])
    #expect(errors.map(\.?.code) == [16, nil])
    #expect(errors[0]?.request == "create tap vm0: TUNSETIFF vm0")
    #expect(errors[0]?.words == "there is a link of that name or index")
    #expect(snapshot[vm0]?.kind == .bridge)
  }

  @Test func `a link whose name is taken is an error, and its operations do not reach the other link`() throws {
    try namespace.ip("link", "add", "br0", "type", "bridge")
    try namespace.run {
      let kernel = try LinuxKernel()
      let errors = kernel.perform([
        .create(br0, index: 103, .bridge, Settings(), lower: nil),
        .set(br0, .bridge, Settings([.mtu: .integer(1400)]), master: nil),
      ])
      #expect(errors.map(\.?.code) == [17, 19])
      #expect(try kernel.snapshot(probing: [])[br0]?.settings.number(.mtu) == 1500)
    }
  }

  @Test func `an error names the operation, the words of the kernel and the attribute`() throws {
    let (errors, _) = try perform([
      .create(br0, index: 104, .bridge, Settings(), lower: nil), .createTAP(vm0, index: 112, Settings()),
      .set(br0, .bridge, Settings(["group_fwd_mask": .integer(1)]), master: nil),
      .set(vm0, .tap, Settings([.mtu: .integer(70_000)]), master: .on(br0)),
      .set(br0, .bridge, Settings(), master: .on(br0)),
      .set(vm1, .tap, Settings([.up: .boolean(true)]), master: nil),
      .set(vm0, .tap, Settings([.up: .boolean(true)]), master: nil),
    ])
    #expect(errors.map(\.?.code) == [nil, nil, 22, 22, 40, 19, nil])
    #expect(errors[2]?.request == "set group_fwd_mask 0x1 of br0")
    #expect(errors[3]?.words == "mtu greater than device maximum")
    #expect(errors[5]?.words == "there is no link vm1")
  }

  @Test func `links are removed together, and what somebody removed before is an error of its own`() throws {
    let names = (0..<40).map { LinkName(kernelName: "vm\($0)") }
    let foreign = LinkName(kernelName: "foreign0")
    try namespace.run {
      let kernel = try LinuxKernel()
      _ = try kernel.snapshot(probing: [])
      let made = kernel.perform(
        [.create(br0, index: 105, .bridge, Settings(), lower: nil), .createTAP(foreign, index: 113, Settings())]
          + zip(names, 201...).map { .createTAP($0, index: $1, Settings()) }
          + names.map { .set($0, .tap, Settings(), master: .on(br0)) })
      #expect(made.allSatisfy { $0 == nil })
      // Somebody removes one, and puts another link of that name in its place.
      try namespace.ip("link", "del", "vm7")
      try namespace.ip("link", "add", "vm7", "type", "bridge")
      let errors = kernel.perform([.delete(br0)] + names.map { .delete($0) } + [.delete(LinkName(kernelName: "no0"))])
      #expect(errors.map(\.?.code).filter { $0 != nil } == [19, 19])
      #expect(errors[8]?.request == "delete vm7")
      #expect(errors[41]?.code == 19)
      let left = try kernel.snapshot(probing: []).links.map(\.name.text)
      #expect(left == ["lo", "vm7", "foreign0"])
    }
    #expect(try namespace.ipJSON("link", "show", "foreign0")[0]["group"] == "default")
  }

  @Test func `when one link cannot be removed the others are, and no group stays behind`() throws {
    try namespace.ip("link", "set", "lo", "group", "5")
    let lo = LinkName(kernelName: "lo")
    let (errors, snapshot) = try perform([
      .createTAP(vm0, index: 115, Settings()), .createTAP(vm1, index: 116, Settings()), .delete(vm0), .delete(lo),
      .delete(vm1),
    ])
    #expect(errors.map(\.?.code) == [nil, nil, nil, 95, nil])
    #expect(snapshot.links.map(\.name.text) == ["lo"])
    #expect(try namespace.ipJSON("link")[0]["group"] == "5")
  }

  @Test func `features are found out without a trace`() throws {
    let events = try LinkEvents(in: namespace)
    let snapshot = try namespace.run { try LinuxKernel().snapshot(probing: Set(KernelFeature.allCases)) }
    #expect(snapshot.links.map(\.name.text) == ["lo"])
    #expect(try events.drain() == [])
    #expect(snapshot.features.count == KernelFeature.allCases.count)
    #expect(snapshot.features[.tap] == true)
    // `ip` finds out by making one of each.
    #expect(snapshot.features[.bridge] == ((try? namespace.ip("link", "add", "br0", "type", "bridge")) != nil))
    let vlan = try? namespace.ip("link", "add", "link", "br0", "name", "v10", "type", "vlan", "id", "10")
    #expect(snapshot.features[.vlan] == (vlan != nil))
    let filtering = try? namespace.ip("link", "set", "br0", "type", "bridge", "vlan_filtering", "1")
    #expect(snapshot.features[.vlanFiltering] == (filtering != nil))
  }

  @Test func `a namespace is entered by its path and known by its cookie`() throws {
    try namespace.ip("link", "add", "br0", "type", "bridge")
    let elsewhere = try Namespace()
    let path = namespace.path
    let (before, after) = try elsewhere.run {
      let before = try LinuxKernel().namespaceCookie()
      try NetworkNamespace(path).enter()
      let kernel = try LinuxKernel()
      #expect(try kernel.snapshot(probing: [])[br0] != nil)
      return (before, try kernel.namespaceCookie())
    }
    #expect(before != after)
    #expect(try namespace.run { try LinuxKernel().namespaceCookie() } == after)
    #expect(throws: KernelError(request: "open the network namespace /run/netns/absent", code: 2)) {
      try NetworkNamespace("absent").enter()
    }
  }
}
