import KernelTestSupport
import NetworkModel
import Netlink
import Planning
import Reconciliation
import Testing

/// Forwarding databases on the kernel that runs the tests, compared with what `bridge` says of them.
@Suite(.enabled(if: Namespace.isAvailable, "\(Namespace.requirement)"))
struct ForwardingTests {
  let namespace: Namespace
  let br0 = LinkName(kernelName: "br0")
  let v0 = LinkName(kernelName: "v0")

  init() throws {
    namespace = try Namespace()
    for line in [
      "link add br0 type bridge", "link add v0 type veth peer name v1", "link set v0 master br0", "link set br0 up",
      "link set v1 up", "link set v0 up",
      // The question makes the kernel settle the port's state: until it forwards, it takes no entry that ages.
      "link show v0",
    ] { try namespace.run(ip: line) }
    // An entry of no VLAN is one of every VLAN that the port has as well.
    if Self.hasVLANs { try namespace.run(ip: "link set br0 type bridge vlan_default_pvid 0") }
  }

  private static let hasVLANs = LinuxKernelTests.features[.vlanFiltering] == true

  private func mac(_ last: UInt64) -> MACAddress { MACAddress(bits: 0x5254_0000_0000 | last) }

  private func forwarding() throws -> [LinkName: [ForwardingEntry]] {
    try namespace.run { try LinuxKernel().forwarding().mapValues { $0.sorted { $0.mac.bits < $1.mac.bits } } }
  }

  /// What `bridge` says of the bridge's entries, besides how old they are.
  private func shown() throws -> [JSON] {
    let entries = try namespace.bridgeJSON("fdb", "show").elements.filter { $0["master"] != .null }
    return entries.map { $0.ignoring(["used", "updated"]) }.sorted {
      ($0["mac"].string ?? "") < ($1["mac"].string ?? "")
    }
  }

  @Test func `what somebody put there is found, and nothing else`() throws {
    for line in [
      "52:54:00:00:00:01 dev v0 master static", "52:54:00:00:00:02 dev v0 master permanent",
      "52:54:00:00:00:03 dev v0 master static sticky", "52:54:00:00:00:04 dev v0 master extern_learn",
      "52:54:00:00:00:05 dev br0 self permanent",
      // One that ages, as those do that were learnt; and one that the device has for itself.
      "52:54:00:00:00:06 dev v0 master dynamic", "01:00:5e:00:00:77 dev v0 self permanent",
    ] { try namespace.run(bridge: "fdb add \(line)") }
    let found = try forwarding()
    #expect(
      found == [
        v0: [
          ForwardingEntry(mac(1), state: 0x40), ForwardingEntry(mac(2), state: 0x80),
          ForwardingEntry(mac(3), state: 0x40, flags: 0x40), ForwardingEntry(mac(4), state: 0x02, flags: 0x10),
        ], br0: [ForwardingEntry(mac(5), state: 0x80)],
      ])
    // The port's own address, which is there although nobody made it.
    #expect(try shown().count > 6)
  }

  @Test func `entries come back as they were when the port is attached again`() throws {
    for line in [
      "52:54:00:00:00:01 dev v0 master static", "52:54:00:00:00:02 dev v0 master permanent",
      "52:54:00:00:00:03 dev v0 master static sticky", "52:54:00:00:00:04 dev v0 master extern_learn",
      "52:54:00:00:00:05 dev br0 self permanent",
    ] { try namespace.run(bridge: "fdb add \(line)") }
    try namespace.run {
      let kernel = try LinuxKernel()
      _ = try kernel.snapshot(probing: [])
      // A bridge's own addresses change with its ports, as long as nobody sets them.
      #expect(kernel.perform([.pinMAC(bridge: br0, of: br0)]) == [nil])
      let before = try shown().filter { $0["mac"].string?.hasPrefix("52:54") == true }
      #expect(before.count == 5)
      let entries = try kernel.forwarding()
      var settings = Settings([.up: .boolean(true)])
      if Self.hasVLANs { settings[.vlanDefaultPVID] = .integer(0) }
      #expect(
        kernel.perform([.set(v0, .nic, Settings(), master: DeclaredLink.Master.none), .delete(br0)]) == [nil, nil])
      #expect(try kernel.forwarding() == [:])
      let made = kernel.perform(
        [
          .create(br0, index: 101, .bridge, settings, lower: nil),
          .set(v0, .nic, Settings(), master: .on(br0)),
        ] + entries.flatMap { link, entries in entries.map { .addForwarding(link, $0) } })
      #expect(made == [KernelError?](repeating: nil, count: 7))
      #expect(try shown().filter { $0["mac"].string?.hasPrefix("52:54") == true } == before)
    }
  }

  @Test func `an entry is put in the place of a learnt one, and none at a link that is no port`() throws {
    try namespace.bridge("fdb", "add", "52:54:00:00:00:01", "dev", "v0", "master", "dynamic")
    let errors = try namespace.run {
      let kernel = try LinuxKernel()
      _ = try kernel.snapshot(probing: [])
      return kernel.perform([
        .addForwarding(v0, ForwardingEntry(mac(1))),
        .addForwarding(LinkName(kernelName: "v1"), ForwardingEntry(mac(2))),
      ])
    }
    // EOPNOTSUPP
    #expect(errors.map(\.?.code) == [nil, 95])
    #expect(try forwarding() == [v0: [ForwardingEntry(mac(1))]])
  }

  @Test func `what was learnt at a port is forgotten, and nothing else`() throws {
    for line in ["1 static", "2 permanent", "3 extern_learn", "4 dynamic"] {
      try namespace.run(bridge: "fdb add 52:54:00:00:00:0\(line.first ?? "0") dev v0 master \(line.dropFirst(2))")
    }
    let errors = try namespace.run {
      let kernel = try LinuxKernel()
      _ = try kernel.snapshot(probing: [])
      return kernel.perform([.forgetStations(v0), .forgetStations(LinkName(kernelName: "v1"))])
    }
    // EOPNOTSUPP
    #expect(errors.map(\.?.code) == [nil, 95])
    let left = try shown().compactMap { $0["mac"].string }.filter { $0.hasPrefix("52:54") }
    #expect(left == ["52:54:00:00:00:01", "52:54:00:00:00:02", "52:54:00:00:00:03"])
  }

  @Test func `a VXLAN's entries are found, added and removed, but for the one of its remote`() throws {
    try namespace.run(ip: "link add vx type vxlan id 7 dstport 4789 remote 192.0.2.1")
    let vx = LinkName(kernelName: "vx")
    try namespace.bridge("fdb", "append", "00:00:00:00:00:00", "dev", "vx", "dst", "192.0.2.2", "via", "v0")
    let all = ForwardingEntry(
      MACAddress(bits: 0), state: 0x80, remote: .init(IPAddress(192, 0, 2, 2), link: v0))
    #expect(try forwarding() == [vx: [all]])
    let one = ForwardingEntry(mac(1), state: 0x40, remote: .init(IPAddress(192, 0, 2, 3), port: 4790, vni: 8))
    try namespace.run {
      let kernel = try LinuxKernel()
      _ = try kernel.snapshot(probing: [])
      #expect(kernel.perform([.removeForwarding(vx, all), .addForwarding(vx, one)]) == [nil, nil])
      #expect(try kernel.forwarding() == [vx: [one]])
      let shown = try namespace.bridgeJSON("fdb", "show", "dev", "vx").elements.first {
        $0["mac"] == "52:54:00:00:00:01"
      }
      #expect(
        shown?["dst"] == "192.0.2.3" && shown?["port"] == 4790 && shown?["vni"] == 8 && shown?["state"] == "static")
    }
  }

  @Test(.enabled(if: hasVLANs, "needs a bridge with VLAN filtering"))
  func `an entry belongs to a VLAN`() throws {
    try namespace.run(ip: "link set br0 type bridge vlan_filtering 1")
    try namespace.bridge("vlan", "add", "dev", "v0", "vid", "10")
    let entry = ForwardingEntry(mac(1), vlan: 10)
    let errors = try namespace.run {
      let kernel = try LinuxKernel()
      _ = try kernel.snapshot(probing: [])
      return kernel.perform([.addForwarding(v0, entry)])
    }
    #expect(errors == [nil])
    #expect(try forwarding() == [v0: [entry]])
    #expect(try shown().contains { $0["mac"] == "52:54:00:00:00:01" && $0["vlan"] == 10 && $0["state"] == "static" })
  }
}
