import Glibc
import NetworkModel
import Netlink
import Planning
import SimulatedKernel
import Testing

@Suite struct ForwardingTests {
  private static let station = MACAddress(bits: 0x0200_0000_0099)

  /// br0 with t0, which runs, and t1, which does not, without VLANs.
  private func bridged() throws -> SimulatedKernel {
    let kernel = SimulatedKernel()
    #expect(try kernel.addBridge("br0", Settings(.bridge, ["vlan_default_pvid": .integer(0)])) == nil)
    for name in ["t0", "t1"] {
      #expect(try kernel.addTAP(name) == nil)
      #expect(try kernel.attach(name, to: "br0") == nil)
    }
    kernel.connect("t0")
    #expect(try kernel.set("t0", .up(true)) == nil)
    return kernel
  }

  private func add(_ entry: ForwardingEntry, _ name: String, _ kernel: SimulatedKernel) throws -> Int32? {
    try kernel.ask(.addForwarding(link(name), entry))?.code
  }

  private func remove(_ entry: ForwardingEntry, _ name: String, _ kernel: SimulatedKernel) throws -> Int32? {
    try kernel.ask(.removeForwarding(link(name), entry))?.code
  }

  @Test func `an entry is there once on a bridge`() throws {
    let kernel = try bridged()
    let entry = ForwardingEntry(Self.station)
    #expect(try add(entry, "t1", kernel) == nil)
    #expect(try add(entry, "t1", kernel) == nil)
    #expect(try add(entry, "t0", kernel) == nil)
    #expect(try kernel.forwarding() == [link("t0"): [entry]])
    #expect(try remove(entry, "t1", kernel) == ENOENT)
    #expect(try remove(entry, "t0", kernel) == nil)
    #expect(try kernel.forwarding() == [:])
    let mac = try #require(try kernel.look("t1")?.mac)
    #expect(try add(ForwardingEntry(mac), "t0", kernel) == EEXIST)
  }

  @Test func `what cannot be is refused`() throws {
    let kernel = try bridged()
    kernel.addNIC("eth0")
    #expect(try add(ForwardingEntry(Self.station), "eth0", kernel) == EOPNOTSUPP)
    #expect(try add(ForwardingEntry(Self.station, vlan: 7), "t0", kernel) == EINVAL)
    #expect(try add(ForwardingEntry(Self.station, state: 0), "t0", kernel) == EINVAL)
    #expect(try add(ForwardingEntry(MACAddress(bits: 0x0100_0000_0000)), "t0", kernel) == EINVAL)
    #expect(try add(ForwardingEntry(Self.station, state: 0x40), "br0", kernel) == EINVAL)
    #expect(try add(ForwardingEntry(Self.station, state: 0x80), "br0", kernel) == nil)
    #expect(try add(ForwardingEntry(Self.station, state: 0x80, flags: 0x40), "t0", kernel) == EINVAL)
    #expect(try remove(ForwardingEntry(Self.station, vlan: 7), "t0", kernel) == EINVAL)
    // A port that does not run learns nothing.
    #expect(try add(ForwardingEntry(MACAddress(bits: 0x0200_0000_0098), state: 2), "t1", kernel) == EPERM)
  }

  @Test func `an entry without a VLAN is made for each VLAN of the port besides`() throws {
    let kernel = try bridged()
    var vlans = BridgeVLANs()
    vlans.insert(5, through: 6, untagged: false)
    #expect(try kernel.ask(.addVLANs(link("t0"), vlans, ofBridgeItself: false)) == nil)
    #expect(try add(ForwardingEntry(Self.station), "t0", kernel) == nil)
    #expect(try kernel.forwarding()[link("t0")]?.map(\.vlan) == [nil, 5, 6])
    #expect(try kernel.ask(.removeVLANs(link("t0"), vlans, ofBridgeItself: false)) == nil)
    #expect(try kernel.forwarding()[link("t0")]?.count == 3)
    // Those of VLANs that have gone are out of reach.
    #expect(try remove(ForwardingEntry(Self.station, vlan: 5), "t0", kernel) == EINVAL)
    #expect(try remove(ForwardingEntry(Self.station), "t0", kernel) == nil)
    #expect(try kernel.forwarding()[link("t0")]?.map(\.vlan) == [5, 6])
    #expect(try kernel.ask(.addVLANs(link("t0"), vlans, ofBridgeItself: false)) == nil)
    #expect(try remove(ForwardingEntry(Self.station), "t0", kernel) == nil)
    #expect(try kernel.forwarding() == [:])
  }

  @Test func `a VXLAN has several ways to all stations, and one to each`() throws {
    let kernel = SimulatedKernel()
    var settings = Settings(OptionTable.vxlan.rows[0], .integer(7))
    settings[.vxlanRemote] = .address(IPAddress(192, 0, 2, 1))
    #expect(try kernel.ask(.create(link("x0"), index: 0, .vxlan, settings, lower: nil)) == nil)
    func entry(_ mac: UInt64, _ last: UInt8) -> ForwardingEntry {
      ForwardingEntry(MACAddress(bits: mac), state: 0x80, remote: .init(IPAddress(192, 0, 2, last)))
    }
    for (mac, last): (UInt64, UInt8) in [(0, 1), (0, 2), (0, 3), (0, 3), (2, 2), (2, 3)] {
      #expect(try add(entry(mac, last), "x0", kernel) == nil)
    }
    #expect(try kernel.forwarding() == [link("x0"): [entry(0, 2), entry(0, 3), entry(2, 3)]])
    #expect(try kernel.set("x0", Settings(.vxlanRemote, .address(IPAddress(192, 0, 2, 2)))) == nil)
    #expect(try remove(entry(0, 2), "x0", kernel) == ENOENT)
    #expect(try remove(entry(2, 3), "x0", kernel) == nil)
    #expect(try kernel.forwarding() == [link("x0"): [entry(0, 3)]])
    let other = ForwardingEntry(Self.station, remote: .init(IPAddress(written: "2001:db8::1")))
    #expect(try add(other, "x0", kernel) == EAFNOSUPPORT)
    #expect(try add(other, "lo", kernel) == EOPNOTSUPP)
  }

  @Test func `entries that age go when the port stops, static ones when it leaves`() throws {
    let kernel = try bridged()
    let entries = [0x80, 0x40, 0x02].map { ForwardingEntry(MACAddress(bits: 0x0200_0000_0090 + $0), state: UInt16($0)) }
    for entry in entries { #expect(try add(entry, "t0", kernel) == nil) }
    kernel.connect("t0", false)
    #expect(try kernel.forwarding()[link("t0")] == Array(entries.prefix(2)))
    let before = kernel.state
    #expect(try kernel.set("t0", Settings(), master: DeclaredLink.Master.none) == nil)
    #expect(try kernel.forwarding() == [:])
    for gone in ["t0", "br0"] {
      kernel.state = before
      #expect(try kernel.ask(.delete(link(gone))) == nil)
      #expect(try kernel.forwarding() == [:])
    }
  }
}
