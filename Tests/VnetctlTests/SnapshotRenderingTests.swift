import NetworkModel
@testable import Planning
import SimulatedKernel
import Testing
import TopologyFormat

@testable import vnetctl

@Suite struct SnapshotRenderingTests {
  /// A host with a VLAN-aware bridge, a VLAN over it, and a VLAN of a NIC on another bridge.
  private func host() throws -> Snapshot {
    let kernel = SimulatedKernel()
    kernel.addNIC("eth0", mac: MACAddress("52:54:00:00:00:01"), isUp: true)
    var filtering = Settings()
    filtering[.vlanFiltering] = .boolean(true)
    filtering[.mac] = MACAddress("52:54:00:00:00:10").map(OptionValue.mac)
    kernel.arrange(.create(link("br0"), index: 0, .bridge, filtering, lower: nil))
    kernel.arrange(.create(link("br1"), index: 0, .bridge, Settings(), lower: nil))
    for (name, over) in [("br0.7", "br0"), ("eth0.7", "eth0")] {
      var id = Settings()
      id[.vlanID] = .integer(7)
      kernel.arrange(.create(link(name), index: 0, .vlan, id, lower: link(over)))
    }
    var up = Settings()
    up[.up] = .boolean(true)
    for (number, name) in ["vm10", "vm2"].enumerated() {
      kernel.arrange(.createTAP(link(name), index: 0, Settings()))
      var settings = up
      settings[.mac] = .mac(MACAddress(bits: 0x5254_0000_0020 + UInt64(number)))
      kernel.arrange(.set(link(name), .tap, settings, master: .on(link("br0"))))
    }
    kernel.connect("vm2")
    kernel.arrange(.set(link("eth0.7"), .vlan, up, master: .on(link("br1"))))
    var promiscuous = up
    promiscuous[.promiscuous] = .boolean(true)
    kernel.arrange(.set(link("br0"), .bridge, promiscuous, master: nil))
    var snapshot = try kernel.snapshot(probing: [])
    var links = snapshot.links
    for place in links.indices {
      let isBridge = links[place].name == link("br0")
      links[place].addresses = isBridge ? [Address(IPAddress(192, 0, 2, 1), prefixLength: 24)] : []
    }
    snapshot = Snapshot(links: links)
    return snapshot
  }

  private let ownership = Ownership(links: [
    .init(name: link("br0"), index: 3, kind: .bridge, topology: "default"),
    .init(name: link("vm2"), index: 8, kind: .tap, topology: "vm2"),
  ])

  @Test func `the host reads like this`() throws {
    let text = SnapshotText(snapshot: try host(), ownership: ownership)
    let expected = """
      NAME       KIND            STATE            MTU    MAC                TOPOLOGY  VLANS     ADDRESSES
      br0        bridge          up, promiscuous  1500   52:54:00:00:00:10  default   access 1  192.0.2.1/24
      ├─ br0.7   vlan 7          up               1500   52:54:00:00:00:10  -         -
      ├─ vm2     tap             up               1500   52:54:00:00:00:21  vm2       access 1
      └─ vm10    tap             no carrier       1500   52:54:00:00:00:20  -         access 1
      br1        bridge          down             1500   52:54:00:00:00:01  -         -
      └─ eth0.7  vlan 7 on eth0  up               1500   52:54:00:00:00:01  -         -
      eth0       nic             up               1500   52:54:00:00:00:01  -         -
      lo         nic             up               65536  00:00:00:00:00:00  -         -
      """
    #expect(text.lines.joined(separator: "\n") == expected)
  }

  @Test func `programs read the same`() throws {
    let text = JSONWriter.text(SnapshotJSON(snapshot: try host(), ownership: ownership).value)
    for part in [
      #""name": "vm2""#, #""master": "br0""#, #""topology": "vm2""#, #""created": true"#, #""link": "eth0""#,
      #""vlan_id": 7"#, #"{ "first": 1, "last": 1, "untagged": true }"#,
    ] {
      #expect(text.contains(part), "\(part) is not in \(text)")
    }
  }
}
