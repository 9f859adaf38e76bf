import NetworkModel
import Testing

@testable import TopologyFormat

struct TopologyExportTests {
  private static func settings(_ pairs: [(Option, OptionValue)]) -> Settings {
    var settings = Settings()
    for (option, value) in pairs { settings[option] = value }
    return settings
  }

  /// What the kernel reports of every link.
  private static func common(
    _ last: UInt8, up: Bool = true, promiscuous: Bool = false, mtu: Int64 = 1500
  ) -> [(Option, OptionValue)] {
    [
      (.mtu, .integer(mtu)), (.mac, .mac(MACAddress(bits: 0x5254_0000_0000 | UInt64(last)))), (.up, .boolean(up)),
      (.promiscuous, .boolean(promiscuous)), (.allMulticast, .boolean(false)),
      (.description, .text("")), (.txQueueLength, .integer(1000)),
    ]
  }

  /// All of a table at its standards, with changes.
  private static func standards(_ table: OptionTable, _ changes: [String: OptionValue] = [:]) -> [(Option, OptionValue)]
  {
    table.rows.compactMap { option in (changes[option.name] ?? option.standard).map { (option, $0) } }
  }

  private static func vlans(_ id: UInt16, tagged: UInt16? = nil) -> BridgeVLANs {
    var vlans = BridgeVLANs()
    vlans.insertPVID(id, untagged: true)
    if let tagged { vlans.insert(tagged, through: tagged, untagged: false) }
    return vlans
  }

  private static func link(
    _ index: Int32, _ name: String, _ kind: LinkKind, _ settings: [(Option, OptionValue)], master: Int32? = nil,
    lower: Int32? = nil, vlans: BridgeVLANs? = nil
  ) -> ObservedLink {
    ObservedLink(
      index: index, name: LinkName(kernelName: name), kind: kind, settings: Self.settings(settings), master: master,
      lower: lower, vlans: vlans)
  }

  private static let port = standards(
    .port, ["path_cost": .integer(100), "state": .integer(3), "isolated": .boolean(true)])

  private static let snapshot = Snapshot(links: [
    link(1, "lo", .nic, common(0)),
    link(
      2, "eth0", .nic, common(1) + standards(.port, ["path_cost": .integer(2)]), master: 3, vlans: vlans(1, tagged: 10)),
    link(
      3, "br0", .bridge,
      common(2)
        + standards(
          .bridge,
          ["vlan_filtering": .boolean(true), "mcast_startup_query_interval": .integer(3124), "max_age": .integer(2100)]),
      vlans: vlans(1)),
    link(4, "br0.10", .vlan, common(2) + standards(.vlan, ["id": .integer(10)]), lower: 3),
    link(
      5, "vm10", .tap,
      common(5, up: false) + standards(.tap, ["owner": .account(Account(number: 64055, name: "libvirt-qemu"))]) + port,
      master: 3, vlans: vlans(10)),
    link(6, "vm9", .tap, common(6, promiscuous: true, mtu: 9000) + standards(.tap) + port, master: 3, vlans: vlans(1)),
    link(7, "eth1", .nic, common(7)),
    link(8, "eth2", .nic, common(8, up: false, mtu: 9000)),
    link(
      9, "eth2.5", .vlan, common(9) + standards(.vlan, ["id": .integer(5), "loose_binding": .boolean(true)]), lower: 8),
    link(10, "stray", .vlan, common(9) + standards(.vlan, ["id": .integer(5)]), lower: 99),
    link(11, "eth3", .nic, common(11, promiscuous: true)),
    link(12, "bond0", .nic, common(12)),
    link(13, "vm11", .tap, common(13) + standards(.tap), master: 12),
    link(14, "vm[1]", .tap, common(14) + standards(.tap)),
  ])

  @Test func `what takes part is exported, with what a new link would not have by itself`() {
    #expect(
      Topology(exporting: Self.snapshot).links.map(\.outline) == [
        "eth0, nic, mtu 1500, up on, bridge br0, port path_cost 2, vlan trunk 10 native 1",
        "eth2, nic, mtu 9000",
        "eth3, nic, mtu 1500, up on, promiscuous on",
        "br0, bridge, mtu 1500, mac 52:54:00:00:00:02, tx_queue_length 1000, max_age 21 s, vlan_filtering on",
        "br0.10, vlan, link br0, mtu 1500, tx_queue_length 1000, id 10",
        "eth2.5, vlan, link eth2, mtu 1500, mac 52:54:00:00:00:09, tx_queue_length 1000, id 5, loose_binding on",
        "vm9, tap, mtu 9000, mac 52:54:00:00:00:06, promiscuous on, tx_queue_length 1000, bridge br0, port isolated on",
        "vm10, tap, mtu 1500, mac 52:54:00:00:00:05, up off, tx_queue_length 1000, owner libvirt-qemu, bridge br0, "
          + "port isolated on, vlan access 10",
        "vm11, tap, mtu 1500, mac 52:54:00:00:00:0d, tx_queue_length 1000",
      ])
  }

  @Test func `the exported document is read as it was meant`() throws {
    let text = TopologyWriter.text(exporting: Self.snapshot, name: "now")
    let read = try topology(text)
    #expect(read.name == "now")
    #expect(read.links.map(\.placeless) == Topology(exporting: Self.snapshot).links)
    // Accounts go by their numbers: names are each host's own.
    #expect(text.contains("\"owner\": 64055"))
  }

  @Test func `an empty namespace is an empty topology`() {
    let snapshot = Snapshot(links: [Self.link(1, "lo", .nic, Self.common(0))])
    #expect(Topology(exporting: snapshot) == Topology())
  }

  @Test(arguments: [(Int64(1), UInt16(1), nil), (5, 5, nil), (5, 1, "access 1"), (0, 1, "access 1")])
  func `VLANs are left out when a port gets them by itself`(_ standard: Int64, _ pvid: UInt16, _ expected: String?) {
    let snapshot = Snapshot(links: [
      Self.link(1, "br0", .bridge, [(.vlanDefaultPVID, .integer(standard))], vlans: Self.vlans(pvid)),
      Self.link(2, "vm0", .tap, [], master: 1, vlans: Self.vlans(pvid)),
    ])
    for link in Topology(exporting: snapshot).links { #expect(link.vlans?.description == expected) }
  }

  @Test func `a port in no VLAN says so, unless its bridge gives it none`() {
    for (standard, expected) in [(Int64(1), "none"), (0, nil)] {
      let snapshot = Snapshot(links: [
        Self.link(1, "br0", .bridge, [(.vlanDefaultPVID, .integer(standard))]),
        Self.link(2, "vm0", .tap, [], master: 1, vlans: BridgeVLANs()),
      ])
      #expect(Topology(exporting: snapshot).links.last?.vlans?.description == expected)
    }
  }
}
