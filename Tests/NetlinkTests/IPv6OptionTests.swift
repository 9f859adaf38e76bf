import KernelTestSupport
import NetworkModel
import Netlink
import Planning
import Reconciliation
import Testing

/// What IPv6 does on links of the kernel that runs the tests.
@Suite(.enabled(if: Namespace.isAvailable, "\(Namespace.requirement)"))
struct IPv6OptionTests {
  let namespace: Namespace
  let br0 = LinkName(kernelName: "br0")
  let vm0 = LinkName(kernelName: "vm0")

  init() throws { namespace = try Namespace() }

  private func linkLocal(_ link: String) throws -> [String] {
    let addresses = try namespace.ipJSON("-6", "address", "show", "dev", link)[0]["addr_info"].elements
    return addresses.compactMap(\.["local"].string).filter { $0.hasPrefix("fe80") }
  }

  @Test func `a link that is made and set up without one gets no address of its own`() throws {
    let none = NetworkModel.Option.ipv6AddressGeneration
    try namespace.run {
      let kernel = try LinuxKernel()
      let up = Settings([.up: .boolean(true), .mtu: .integer(1400)])
      var quiet = up
      quiet[none] = .integer(1)
      let other = LinkName(kernelName: "br1")
      let results = kernel.perform([
        .create(br0, index: 101, .bridge, quiet, lower: nil), .createTAP(vm0, index: 104, Settings()),
        .set(vm0, .tap, quiet, master: .on(br0)), .create(other, index: 102, .bridge, up, lower: nil),
      ])
      #expect(results == [nil, nil, nil, nil])
      let snapshot = try kernel.snapshot(probing: [])
      for name in [br0, vm0] {
        #expect(snapshot[name]?.settings[none] == .integer(1))
        #expect(snapshot[name]?.settings.flag(.up) == true)
        #expect(snapshot[name]?.settings.number(.mtu) == 1400)
        #expect(try namespace.ipJSON("link", "show", name.text)[0]["inet6_addr_gen_mode"] == "none")
        #expect(try linkLocal(name.text) == [])
      }
      #expect(snapshot.masterName(of: try #require(snapshot[vm0])) == br0)
      #expect(snapshot[other]?.settings[none] == .integer(0))
      // A bridge is up without a carrier, and so has its address already.
      #expect(try linkLocal("br1").count == 1)
    }
  }

  @Test func `a link that cannot be made is not asked for more`() throws {
    try namespace.run(ip: "link add br0 type bridge")
    try namespace.run {
      let kernel = try LinuxKernel()
      _ = try kernel.snapshot(probing: [])
      let settings = Settings([.up: .boolean(true), OptionKey(.ipv6AddressGeneration): .integer(1)])
      #expect(kernel.perform([.create(br0, index: 103, .bridge, settings, lower: nil)]).map(\.?.code) == [17])
      let link = try #require(try kernel.snapshot(probing: [])[br0])
      #expect(link.settings.flag(.up) == false)
      #expect(link.settings[.ipv6AddressGeneration] == .integer(0))
    }
  }

  @Test func `IPv6 is switched off and on for a link`() throws {
    try namespace.run(ip: "link add br0 type bridge")
    try namespace.run(ip: "link set br0 up")
    try namespace.run {
      let kernel = try LinuxKernel()
      var link = try #require(try kernel.snapshot(probing: [])[br0])
      #expect(link.settings[.disableIPv6] == .boolean(false))
      #expect(!link.addresses.isEmpty)
      #expect(kernel.perform([.configureIPv6(br0, Settings(.disableIPv6, .boolean(true)))]) == [nil])
      link = try #require(try kernel.snapshot(probing: [])[br0])
      #expect(link.settings[.disableIPv6] == .boolean(true))
      #expect(link.addresses.isEmpty)
      #expect(try namespace.spawn("cat", ["/proc/sys/net/ipv6/conf/br0/disable_ipv6"]).text == "1\n")
      #expect(kernel.perform([.configureIPv6(br0, Settings(.disableIPv6, .boolean(false)))]) == [nil])
      #expect(try kernel.snapshot(probing: [])[br0]?.settings[.disableIPv6] == .boolean(false))
    }
  }

  @Test func `the settings of another link that has taken the name are left alone`() throws {
    try namespace.run(ip: "link add br0 type bridge")
    try namespace.run {
      let kernel = try LinuxKernel()
      _ = try kernel.snapshot(probing: [])
      try namespace.run(ip: "link set br0 name br1")
      try namespace.run(ip: "link add br0 type bridge")
      let errors = kernel.perform([.configureIPv6(br0, Settings(.disableIPv6, .boolean(true)))])
      #expect(errors[0]?.code == 19)
      #expect(errors[0]?.words == "the link does not have the name br0 any more")
      let links = try kernel.snapshot(probing: []).links
      #expect(links.allSatisfy { $0.settings[.disableIPv6] == .boolean(false) })
    }
  }

  @Test func `an error names the file, or the setting`() throws {
    // With an MTU that is too small for it, a link has no IPv6.
    try namespace.run(ip: "link add br0 mtu 1000 type bridge")
    try namespace.run {
      let kernel = try LinuxKernel()
      let link = try #require(try kernel.snapshot(probing: [])[br0])
      #expect(link.settings[.ipv6AddressGeneration] == nil)
      let errors = kernel.perform([
        .configureIPv6(br0, Settings(.disableIPv6, .boolean(true))),
        .set(br0, .bridge, Settings([OptionKey(.ipv6AddressGeneration): .integer(1)]), master: nil),
        .set(br0, .bridge, Settings([.mtu: .integer(1500)]), master: nil),
        .set(br0, .bridge, Settings([OptionKey(.ipv6AddressGeneration): .integer(77)]), master: nil),
      ])
      #expect(errors[0]?.code == 2)
      #expect(
        errors[0]?.request == "set disable_ipv6 on of br0: open /proc/sys/net/ipv6/conf/br0/disable_ipv6")
      #expect(errors[0]?.words?.hasPrefix("the link has no IPv6") == true)
      #expect(errors[1]?.code == 97, "EAFNOSUPPORT")
      #expect(errors[2] == nil)
      #expect(errors[3]?.code == 22)
    }
  }
}
