import NetworkModel
import Planning
import SimulatedKernel
import Testing

@testable import Reconciliation

/// A host with two NICs, a foreign bridge with a foreign TAP, and a topology that touches much of what there is.
struct Stage {
  let scratch: Scratch
  let kernel = SimulatedKernel()
  let reconciler: Reconciler
  let record: RecordFile
  /// Where the indices of new links begin.
  static let firstIndex: Int32 = 200_000

  init() throws {
    scratch = try Scratch()
    record = try scratch.record()
    kernel.addNIC("eth0", mac: MACAddress("52:54:00:00:00:01"), isUp: true)
    kernel.addNIC("eth1", mac: MACAddress("52:54:00:00:00:02"))
    kernel.arrange(.create(link("foreign"), index: 0, .bridge, Settings(), lower: nil))
    kernel.arrange(.createTAP(link("guest"), index: 0, Settings()))
    kernel.arrange(.set(link("guest"), .tap, Settings(), master: .on(link("foreign"))))
    reconciler = Reconciler(kernel: kernel, record: record, firstIndex: Self.firstIndex)
  }

  static func settings(_ values: [(OptionTable, String, OptionValue)]) -> Settings {
    var settings = Settings()
    for (table, name, value) in values {
      guard let option = table[name] else { preconditionFailure("no option \(name)") }
      settings[option] = value
    }
    return settings
  }

  static func vlans(access id: UInt16) -> BridgeVLANs {
    var vlans = BridgeVLANs()
    vlans.insertPVID(id, untagged: true)
    return vlans
  }

  /// br0 with eth0 and two TAPs on it, and a VLAN over it.
  static let first = Topology(links: [
    DeclaredLink(
      name: link("eth0"), kind: .nic, settings: settings([(.link, "promiscuous", .boolean(true))]),
      master: .on(link("br0"))),
    DeclaredLink(
      name: link("br0"), kind: .bridge,
      settings: settings([
        (.bridge, "vlan_filtering", .boolean(true)), (.bridge, "ageing_time", .integer(12_345)),
        (.link, "mtu", .integer(1500)), (.link, "up", .boolean(true)),
      ])),
    DeclaredLink(
      name: link("vm0"), kind: .tap,
      settings: settings([(.link, "up", .boolean(true)), (.port, "isolated", .boolean(true))]),
      master: .on(link("br0")), vlans: vlans(access: 10)),
    DeclaredLink(
      name: link("vm1"), kind: .tap, settings: settings([(.link, "up", .boolean(true))]), master: .on(link("br0")),
      vlans: vlans(access: 20)),
    DeclaredLink(
      name: link("br0.10"), kind: .vlan,
      settings: settings([(.vlan, "id", .integer(10)), (.link, "up", .boolean(true))]), lower: link("br0")),
  ])

  /// The same host later: vm1 is gone, vm0 is multi-queue, the VLAN has another id, eth1 comes in.
  static let second = Topology(links: [
    DeclaredLink(
      name: link("eth1"), kind: .nic, settings: settings([(.link, "up", .boolean(true))]), master: .on(link("br0"))),
    first.links[1],
    DeclaredLink(
      name: link("vm0"), kind: .tap,
      settings: settings([(.link, "up", .boolean(true)), (.tap, "queues", .integer(4))]), master: .on(link("br0"))),
    DeclaredLink(
      name: link("br0.10"), kind: .vlan,
      settings: settings([(.vlan, "id", .integer(11)), (.link, "up", .boolean(true))]), lower: link("br0")),
  ])

  func names() throws -> [String] {
    try kernel.snapshot(probing: []).links.map(\.name.text)
  }

  /// Checks that the record says what is there: each index is that of a link of that name, and nothing is missing that
  /// was not there before vnetctl.
  func checkRecord(besides foreign: Set<String> = ["lo", "eth0", "eth1", "foreign", "guest"]) throws {
    let ownership = try record.load().ownership
    let snapshot = try kernel.snapshot(probing: [])
    for entry in ownership.links.values {
      #expect(
        entry.index == snapshot[entry.name]?.index, "\(entry.name) is not on record rightly")
    }
    for observed in snapshot.links where !foreign.contains(observed.name.text) {
      #expect(ownership.links[observed.name]?.isOwned == true, "\(observed.name) is not on record")
    }
  }
}
