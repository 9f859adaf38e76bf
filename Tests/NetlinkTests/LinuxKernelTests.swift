import KernelTestSupport
import NetworkModel
import Netlink
import Planning
import Reconciliation
import Testing

@Suite(.enabled(if: Namespace.isAvailable, "\(Namespace.requirement)"))
struct LinuxKernelTests {
  @Test func `taps, a bridge and its ports are made as ip shows them`() throws {
    let namespace = try Namespace()
    let br0 = try LinkName("br0")
    let vm0 = try LinkName("vm0")
    let results = try namespace.run {
      let kernel = try LinuxKernel()
      _ = try kernel.snapshot(probing: [])
      return kernel.perform([
        .create(br0, .bridge, Settings([.mtu: .integer(1450), .up: .boolean(true)]), lower: nil),
        .createTAP(vm0, Settings([.owner: .account(Account(number: 4242)), .vnetHeader: .boolean(true)])),
        .set(
          vm0, .tap,
          Settings([.mtu: .integer(1450), .up: .boolean(true), .promiscuous: .boolean(true), "description": .text("x")]
          ),
          master: .on(br0)),
        .setPort(vm0, Settings(["isolated": .boolean(true), "port.priority": .integer(7)])),
        .pinMAC(bridge: br0, of: vm0),
      ])
    }
    #expect(results == [nil, nil, nil, nil, nil])
    let links = try namespace.ipJSON("link").elements
    let bridge = try #require(links.first { $0["ifname"] == "br0" })
    let tap = try #require(links.first { $0["ifname"] == "vm0" })
    #expect(bridge["mtu"] == 1450)
    #expect(bridge["address"] == tap["address"])
    #expect(tap["mtu"] == 1450)
    #expect(tap["master"] == "br0")
    #expect(tap["ifalias"] == "x")
    #expect(tap["flags"].elements.contains("PROMISC"))
    #expect(tap["flags"].elements.contains("UP"))
    #expect(tap["linkinfo"]["info_data"]["user"] == "4242" || tap["linkinfo"]["info_data"]["user"] == 4242)
    #expect(tap["linkinfo"]["info_data"]["vnet_hdr"] == true)
    #expect(tap["linkinfo"]["info_slave_data"]["isolated"] == true)
    #expect(tap["linkinfo"]["info_slave_data"]["priority"] == 7)
  }
}

extension Settings {
  /// Settings by their options.
  init(_ values: KeyValuePairs<OptionKey, OptionValue>) {
    self.init()
    for (key, value) in values { self[key.option] = value }
  }
}
