import KernelTestSupport
import Netlink
import NetworkModel
import Planning
import Reconciliation
import Testing

/// VLAN devices and VLAN filtering, which not every kernel has. The lab's kernels do.
struct VLANTests {
  let br0 = LinkName(kernelName: "br0")
  let vm0 = LinkName(kernelName: "vm0")
  let v10 = LinkName(kernelName: "br0.10")
  let v20 = LinkName(kernelName: "v20")

  private static let vlan = LinuxKernelTests.features[.vlan] == true
  private static let vlanFiltering = LinuxKernelTests.features[.vlanFiltering] == true

  @Test(.enabled(if: vlan, "needs a kernel with 802.1Q (CONFIG_VLAN_8021Q)"))
  func `VLANs on a bridge and on a VLAN are made, changed and removed as ip shows them`() throws {
    let namespace = try Namespace()
    try namespace.run {
      let kernel = try LinuxKernel()
      let made = kernel.perform([
        .create(br0, index: 101, .bridge, Settings([.up: .boolean(true)]), lower: nil),
        .create(
          v10, index: 110, .vlan,
          Settings([
            .mtu: .integer(1400), .up: .boolean(true), "id": .integer(10), "protocol": .integer(0x88A8),
            "loose_binding": .boolean(true), "egress_qos_map": .map([0: 1, 7: 5]),
            "ingress_qos_map": .map([2: 3, 4: 4_294_967_295]),
          ]), lower: br0),
        .create(v20, index: 102, .vlan, Settings(["id": .integer(20)]), lower: v10),
      ])
      #expect(made == [nil, nil, nil])
      let shown = try namespace.ipJSON("link", "show", "br0.10")[0]
      #expect(shown["link"] == "br0")
      #expect(shown["mtu"] == 1400)
      #expect(shown["linkinfo"]["info_data"]["id"] == 10)
      #expect(shown["linkinfo"]["info_data"]["protocol"] == "802.1ad")
      #expect(Set(shown["linkinfo"]["info_data"]["flags"].elements.map(\.string)) == ["REORDER_HDR", "LOOSE_BINDING"])

      var snapshot = try kernel.snapshot(probing: [])
      var observed = try #require(snapshot[v10])
      #expect(observed.kind == .vlan)
      #expect(snapshot.lowerName(of: observed) == br0)
      #expect(snapshot[v20].flatMap(snapshot.lowerName) == v10)
      #expect(snapshot[v20]?.settings[OptionKey("ingress_qos_map").option] == .map([:]))
      #expect(observed.settings[OptionKey("egress_qos_map").option] == .map([0: 1, 7: 5]))
      #expect(observed.settings[OptionKey("ingress_qos_map").option] == .map([2: 3, 4: 4_294_967_295]))

      // One flag, and one entry of a map, which is removed by writing 0; the others stay.
      let changed = kernel.perform([
        .set(
          v10, .vlan, Settings(["reorder_header": .boolean(false), "egress_qos_map": .map([7: 0, 6: 6])]), master: nil)
      ])
      #expect(changed == [nil])
      snapshot = try kernel.snapshot(probing: [])
      observed = try #require(snapshot[v10])
      #expect(observed.settings[OptionKey("reorder_header").option] == .boolean(false))
      #expect(observed.settings[OptionKey("loose_binding").option] == .boolean(true))
      #expect(observed.settings[OptionKey("egress_qos_map").option] == .map([0: 1, 6: 6]))

      // A bridge takes the VLANs on it along, whatever the order in which they are removed.
      #expect(kernel.perform([.delete(br0), .delete(v10), .delete(v20)]) == [nil, nil, nil])
      let left = try kernel.snapshot(probing: [])
      #expect([br0, v10, v20].allSatisfy { left[$0] == nil })
    }
  }

  @Test(.enabled(if: vlan, "needs a kernel with 802.1Q (CONFIG_VLAN_8021Q)"))
  func `an error of a VLAN has the words of the kernel`() throws {
    try Namespace().run {
      let errors = try LinuxKernel().perform([
        .create(br0, index: 103, .bridge, Settings(), lower: nil),
        .create(v10, index: 104, .vlan, Settings(["id": .integer(4095)]), lower: br0),
        .create(v20, index: 105, .vlan, Settings(["id": .integer(20)]), lower: nil),
      ])
      #expect(errors.map(\.?.code) == [nil, 34, 22])
      // As a module, the driver puts its name before.
      #expect(errors[1]?.words?.hasSuffix("Invalid VLAN id") == true)
      #expect(errors[2]?.words?.hasSuffix("link not specified") == true)
    }
  }

  @Test(.enabled(if: vlanFiltering, "needs a bridge with CONFIG_BRIDGE_VLAN_FILTERING"))
  func `the VLANs of a port and of a bridge are added and removed as bridge shows them`() throws {
    let namespace = try Namespace()
    try namespace.run {
      let kernel = try LinuxKernel()
      var trunk = BridgeVLANs()
      trunk.insert(30, through: 39, untagged: false)
      trunk.insertPVID(35, untagged: true)
      var own = BridgeVLANs()
      own.insert(30, through: 30, untagged: false)
      var one = BridgeVLANs()
      one.insert(1, through: 1, untagged: true)
      let made = kernel.perform([
        .create(br0, index: 106, .bridge, Settings(["vlan_filtering": .boolean(true)]), lower: nil),
        .createTAP(vm0, index: 108, Settings()), .set(vm0, .tap, Settings(), master: .on(br0)),
        .removeVLANs(vm0, one, ofBridgeItself: false), .addVLANs(vm0, trunk, ofBridgeItself: false),
        .removeVLANs(br0, one, ofBridgeItself: true), .addVLANs(br0, own, ofBridgeItself: true),
      ])
      #expect(made.allSatisfy { $0 == nil })
      var snapshot = try kernel.snapshot(probing: [])
      #expect(snapshot[vm0]?.vlans == trunk)
      #expect(snapshot[br0]?.vlans == own)
      let shown = try namespace.bridgeJSON("vlan", "show", "dev", "vm0")[0]["vlans"].elements
      #expect(shown.map(\.["vlan"].integer) == [30, 35, 36] || shown.count == 3)
      let pvid = try #require(shown.first { $0["vlan"] == 35 })
      #expect(pvid["flags"].elements == ["PVID", "Egress Untagged"])

      #expect(kernel.perform([.removeVLANs(vm0, trunk, ofBridgeItself: false)]) == [nil])
      #expect(kernel.perform([.removeVLANs(br0, own, ofBridgeItself: true)]) == [nil])
      snapshot = try kernel.snapshot(probing: [])
      #expect(snapshot[vm0]?.vlans == BridgeVLANs())
      #expect(snapshot[br0]?.vlans == BridgeVLANs())
    }
  }

  @Test(.enabled(if: vlanFiltering, "needs a bridge with CONFIG_BRIDGE_VLAN_FILTERING"))
  func `all VLANs with alternate tagging go to the kernel and come back`() throws {
    try Namespace().run {
      let kernel = try LinuxKernel()
      var vlans = BridgeVLANs()
      for id in UInt16(1)...4094 { vlans.insert(id, through: id, untagged: id % 2 == 0) }
      let made = kernel.perform([
        .create(br0, index: 107, .bridge, Settings(["vlan_default_pvid": .integer(0)]), lower: nil),
        .createTAP(vm0, index: 109, Settings()), .set(vm0, .tap, Settings(), master: .on(br0)),
        .addVLANs(vm0, vlans, ofBridgeItself: false),
      ])
      #expect(made.allSatisfy { $0 == nil })
      let snapshot = try kernel.snapshot(probing: [])
      #expect(snapshot[vm0]?.vlans == vlans)
      #expect(snapshot[br0]?.vlans == BridgeVLANs())
    }
  }
}
