import Glibc
import NetworkModel
import Netlink
import Planning
import SimulatedKernel
import Testing

@Suite struct IPv6Tests {
  private static let linkLocal = "fe80::ff:fe00:5/64"

  private func host(isUp: Bool = true, hasCable: Bool = true) -> SimulatedKernel {
    let kernel = SimulatedKernel()
    kernel.addNIC("eth0", mac: MACAddress("02:00:00:00:00:05"), isUp: isUp, hasCable: hasCable)
    return kernel
  }

  private func generation(_ mode: Int64) -> Settings { Settings(.ipv6, ["ipv6_addr_gen_mode": .integer(mode)]) }

  private func disabled(_ isDisabled: Bool) -> Operation {
    .configureIPv6(link("eth0"), Settings(.ipv6, ["disable_ipv6": .boolean(isDisabled)]))
  }

  @Test func `every link reports its settings`() throws {
    let kernel = host()
    #expect(try kernel.addTAP("t0") == nil)
    for name in ["eth0", "t0"] {
      #expect(try kernel.look(name)?.settings.number(.ipv6AddressGeneration) == 0)
      #expect(try kernel.look(name)?.settings.flag(.disableIPv6) == false)
    }
  }

  @Test func `a link that begins to run makes its own address`() throws {
    let kernel = host(isUp: false, hasCable: false)
    #expect(try kernel.set("eth0", .up(true)) == nil)
    #expect(try kernel.ownAddresses("eth0") == [])
    kernel.connect("eth0")
    #expect(try kernel.ownAddresses("eth0") == [Self.linkLocal])
    let own = try #require(try kernel.look("eth0")?.addresses.first)
    #expect(own.scope == .link && own.origin == 3 && own.flags == 0x80)
    // Neither a lost carrier nor another MAC address changes it.
    kernel.connect("eth0", false)
    kernel.connect("eth0")
    let other = MACAddress(bits: 0x0200_0000_0009)
    #expect(try kernel.set("eth0", Settings(.link, ["mac": .mac(other)])) == nil)
    #expect(try kernel.ownAddresses("eth0") == [Self.linkLocal])
    #expect(try kernel.set("eth0", .up(false)) == nil)
    #expect(try kernel.ownAddresses("eth0") == [])
    #expect(try kernel.set("eth0", .up(true)) == nil)
    #expect(try kernel.ownAddresses("eth0") == ["fe80::ff:fe00:9/64"])
  }

  @Test func `one that somebody removes stays away until the link comes up anew`() throws {
    let kernel = host()
    #expect(try kernel.remove(Self.linkLocal, from: "eth0") == nil)
    kernel.connect("eth0", false)
    kernel.connect("eth0")
    #expect(try kernel.ownAddresses("eth0") == [])
  }

  @Test func `without a mode there is none, and a change of the mode waits for the link to come up`() throws {
    let kernel = host()
    #expect(try kernel.set("eth0", generation(1)) == nil)
    #expect(try kernel.ownAddresses("eth0") == [Self.linkLocal])
    #expect(try kernel.set("eth0", .up(false)) == nil)
    #expect(try kernel.set("eth0", .up(true)) == nil)
    #expect(try kernel.ownAddresses("eth0") == [])
    #expect(try kernel.set("eth0", .up(false)) == nil)
    // Said together with it, the mode is there before the link comes up.
    var both = generation(0)
    both.merge(.up(true))
    #expect(try kernel.set("eth0", both) == nil)
    #expect(try kernel.ownAddresses("eth0") == [Self.linkLocal])
    #expect(try kernel.set("eth0", generation(2))?.code == EINVAL)
  }

  @Test func `a link that is made with a mode never has an address of another one`() throws {
    let kernel = host()
    var settings = generation(1)
    settings.merge(.up(true))
    #expect(try kernel.addBridge("br0", settings) == nil)
    #expect(try kernel.look("br0")?.isUp == true)
    #expect(try kernel.ownAddresses("br0") == [])
    // An inet6_dev is needed for it.
    #expect(
      try kernel.addBridge(
        "br1",
        {
          settings.merge(.mtu(1000)); return settings
        }())?.code == EAFNOSUPPORT)
    #expect(try kernel.look("br1")?.isUp == false)
  }

  @Test func `bridges and VLANs make theirs when what is under them runs`() throws {
    let kernel = host()
    #expect(try kernel.addBridge("br0", .up(true)) == nil)
    #expect(try kernel.ownAddresses("br0").count == 1)
    #expect(try kernel.addTAP("t0") == nil)
    #expect(try kernel.addBridge("br1") == nil)
    #expect(try kernel.attach("t0", to: "br1") == nil)
    #expect(try kernel.set("br1", .up(true)) == nil)
    #expect(try kernel.addVLAN("br1.5", over: "br1", id: 5, .up(true)) == nil)
    #expect(try kernel.ownAddresses("br1") == [])
    #expect(try kernel.set("t0", .up(true)) == nil)
    kernel.connect("t0")
    for name in ["t0", "br1", "br1.5"] { #expect(try kernel.ownAddresses(name).count == 1) }
  }

  @Test func `addresses of IPv6 go when the link goes down, those of IPv4 stay`() throws {
    let kernel = host()
    kernel.addAddress("eth0", "192.0.2.7/24")
    kernel.addAddress("eth0", "2001:db8::7/64")
    #expect(try kernel.set("eth0", .up(false)) == nil)
    #expect(try kernel.addresses("eth0") == ["192.0.2.7/24"])
    // A link that is down takes them, and keeps them when it comes up.
    #expect(try kernel.add("2001:db8::7/64", to: "eth0") == nil)
    #expect(try kernel.set("eth0", .up(true)) == nil)
    #expect(try kernel.addresses("eth0") == ["192.0.2.7/24", "2001:db8::7/64"])
  }

  @Test func `a link without IPv6 has no addresses of it, and takes none`() throws {
    let kernel = host()
    kernel.addAddress("eth0", "192.0.2.7/24")
    kernel.addAddress("eth0", "2001:db8::7/64")
    #expect(try kernel.ask(disabled(true)) == nil)
    #expect(try kernel.look("eth0")?.settings.flag(.disableIPv6) == true)
    #expect(try kernel.look("eth0")?.addresses.map(\.description) == ["192.0.2.7/24"])
    #expect(try kernel.add("2001:db8::7/64", to: "eth0")?.code == EACCES)
    #expect(try kernel.ask(disabled(false)) == nil)
    #expect(try kernel.look("eth0")?.addresses.map(\.description) == ["192.0.2.7/24", Self.linkLocal])
  }

  @Test func `IPv6 leaves links with an MTU of less than 1280, and starts anew`() throws {
    let kernel = host()
    kernel.addAddress("eth0", "2001:db8::7/64")
    #expect(try kernel.ask(disabled(true)) == nil)
    #expect(try kernel.set("eth0", .mtu(1279)) == nil)
    #expect(try kernel.look("eth0")?.settings[.disableIPv6] == nil)
    #expect(try kernel.look("eth0")?.settings[.ipv6AddressGeneration] == nil)
    #expect(try kernel.add("2001:db8::7/64", to: "eth0")?.code == EINVAL)
    #expect(try kernel.set("eth0", generation(1))?.code == EAFNOSUPPORT)
    #expect(try kernel.ask(disabled(true))?.code == ENOENT)
    #expect(try kernel.set("eth0", .mtu(1280)) == nil)
    #expect(try kernel.look("eth0")?.settings.flag(.disableIPv6) == false)
    #expect(try kernel.look("eth0")?.addresses.map(\.description) == [Self.linkLocal])
    #expect(try kernel.addBridge("br0", .mtu(1000)) == nil)
    #expect(try kernel.look("br0")?.settings[.disableIPv6] == nil)
  }
}
