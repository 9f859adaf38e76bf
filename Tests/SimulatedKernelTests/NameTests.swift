import Netlink
import NetworkModel
import Planning
import SimulatedKernel
import Testing

/// New names of links on the simulated kernel, as `ip` shows them on a real one.
struct NameTests {
  private let kernel = SimulatedKernel()

  @Test func `take along the labels of addresses and the routes`() throws {
    kernel.addNIC("eth0", isUp: true)
    for number in 1...3 {
      var address = Address(IPAddress(192, 0, 2, UInt8(number)), prefixLength: 24)
      if number == 3 { address.label = "eth0:lan" }
      #expect(try kernel.ask(.addAddress(link("eth0"), address)) == nil)
    }
    let route = Route(.allIPv4, hops: [.init(link: link("eth0"), gateway: IPAddress(192, 0, 2, 254))])
    #expect(try kernel.ask(.addRoute(route)) == nil)
    #expect(try kernel.ask(.rename(link("eth0"), to: link("uplink"))) == nil)
    let snapshot = try kernel.snapshot(probing: [])
    #expect(snapshot.links.map(\.name.text) == ["lo", "uplink"])
    #expect(snapshot[link("uplink")]?.addresses.compactMap(\.label) == ["uplink", "uplink:2", "uplink:lan"])
    #expect(snapshot.routes.map { $0.hops.map(\.link) } == [[link("uplink")]])
  }

  @Test func `are refused where another link has them, and on older kernels while the link is up`() throws {
    kernel.addNIC("eth0", isUp: true)
    kernel.addNIC("eth1")
    kernel.arrange(.addAlternativeName(link("eth1"), "other"))
    #expect(try kernel.ask(.rename(link("eth0"), to: link("eth1")))?.code == 17)
    #expect(try kernel.ask(.rename(link("eth0"), to: link("other")))?.code == 17)
    kernel.lack(.renamingWhileUp)
    #expect(try kernel.ask(.rename(link("eth0"), to: link("uplink")))?.code == 16)
    #expect(try kernel.ask(.rename(link("eth1"), to: link("uplink"))) == nil)
  }
}
