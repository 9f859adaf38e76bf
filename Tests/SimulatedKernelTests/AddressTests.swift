import Glibc
import NetworkModel
import Netlink
import Planning
import SimulatedKernel
import Testing

@Suite struct AddressTests {
  private func host() -> SimulatedKernel {
    let kernel = SimulatedKernel()
    for name in ["eth0", "eth1"] { kernel.addNIC(name, mac: MACAddress("02:00:00:00:00:05"), isUp: true) }
    return kernel
  }

  @Test func `an address gets the kernel's standards`() throws {
    let kernel = host()
    #expect(try kernel.add("192.0.2.7/24", to: "eth0") == nil)
    let address = try #require(try kernel.look("eth0")?.addresses.first)
    #expect(address.label == "eth0")
    #expect(address.scope == .global)
    #expect(address.flags == 0x80)
    #expect(address.validLifetime == .forever)
    #expect(address.preferredLifetime == .forever)
    #expect(address.noPrefixRoute == false)
    #expect(address.peer == nil && address.broadcast == nil && address.metric == nil)
  }

  @Test func `lifetimes and flags are reported as Linux does`() throws {
    let kernel = host()
    #expect(
      try kernel.add("192.0.2.7/24", to: "eth0") {
        $0.validLifetime = .seconds(1000)
        $0.preferredLifetime = .seconds(0)
        $0.noPrefixRoute = true
        // Not of IPv4.
        $0.flags = 0x02
      } == nil)
    #expect(try kernel.look("eth0")?.addresses.first?.flags == 0x220)
    #expect(
      try kernel.add("2001:db8::7/64", to: "eth0") {
        $0.flags = 0x02
        $0.metric = 50
        $0.label = "ignored"
      } == nil)
    let new = try #require(try kernel.look("eth0")?.addresses.first { $0.local.isIPv6 && $0.origin == 0 })
    #expect(new.flags == 0x82)
    #expect(new.metric == 50)
    #expect(new.label == nil)
    let wrong = try kernel.add("192.0.2.8/24", to: "eth0") {
      $0.validLifetime = .seconds(10)
      $0.preferredLifetime = .seconds(20)
    }
    #expect(wrong?.code == EINVAL)
  }

  @Test func `an address is there once on each link`() throws {
    let kernel = host()
    for address in ["192.0.2.7/24", "2001:db8::7/64"] {
      #expect(try kernel.add(address, to: "eth0") == nil)
      #expect(try kernel.add(address, to: "eth0")?.code == EEXIST)
      #expect(try kernel.add(address, to: "eth1") == nil)
      #expect(try kernel.remove(address, from: "eth1") == nil)
      #expect(try kernel.remove(address, from: "eth1")?.code == EADDRNOTAVAIL)
    }
    // In another subnet it is another address for IPv4, and the same for IPv6.
    #expect(try kernel.add("192.0.2.7/25", to: "eth0") == nil)
    #expect(try kernel.add("2001:db8::7/48", to: "eth0")?.code == EEXIST)
    #expect(try kernel.remove("2001:db8::7/48", from: "eth0")?.code == EADDRNOTAVAIL)
  }

  @Test func `secondary addresses of IPv4 stand last and go with their primary`() throws {
    let kernel = host()
    for address in ["10.1.0.1/24", "10.1.0.2/24", "10.2.0.1/24", "10.1.0.3/24", "10.2.0.2/24"] {
      #expect(try kernel.add(address, to: "eth0") == nil)
    }
    #expect(try kernel.add("10.3.0.1/24", to: "eth0") { $0.scope = .link } == nil)
    #expect(try kernel.add("10.4.0.1/24", to: "eth0") == nil)
    #expect(
      try kernel.addresses("eth0") == [
        "10.3.0.1/24", "10.1.0.1/24", "10.2.0.1/24", "10.4.0.1/24", "10.1.0.2/24", "10.1.0.3/24", "10.2.0.2/24",
      ])
    #expect(try kernel.look("eth0")?.addresses.map { $0.flags & 1 }.prefix(7) == [0, 0, 0, 0, 1, 1, 1])
    #expect(try kernel.add("10.1.0.4/24", to: "eth0") { $0.scope = .link }?.code == EINVAL)
    #expect(try kernel.remove("10.1.0.1/24", from: "eth0") == nil)
    #expect(try kernel.addresses("eth0") == ["10.3.0.1/24", "10.2.0.1/24", "10.4.0.1/24", "10.2.0.2/24"])
    #expect(try kernel.remove("10.2.0.2/24", from: "eth0") == nil)
    #expect(try kernel.addresses("eth0") == ["10.3.0.1/24", "10.2.0.1/24", "10.4.0.1/24"])
  }

  @Test func `the newest address of IPv6 stands first, behind those of wider scope`() throws {
    let kernel = host()
    for address in ["2001:db8::1/64", "fd00::1/64", "fe80::77/64", "2001:db8::2/64"] {
      #expect(try kernel.add(address, to: "eth0") == nil)
    }
    #expect(try kernel.addresses("eth0") == ["2001:db8::2/64", "fd00::1/64", "2001:db8::1/64", "fe80::77/64"])
    #expect(try kernel.look("eth0")?.addresses.last?.description == "fe80::ff:fe00:5/64")
  }

  @Test func `two peers are two addresses of IPv4`() throws {
    let kernel = host()
    for address in ["10.0.0.1 peer 10.0.0.2/32", "10.0.0.1 peer 10.0.0.3/32", "10.0.0.1/32"] {
      #expect(try kernel.add(address, to: "eth0") == nil)
    }
    #expect(try kernel.remove("10.0.0.1 peer 10.0.0.3/32", from: "eth0") == nil)
    #expect(try kernel.addresses("eth0") == ["10.0.0.1 peer 10.0.0.2/32", "10.0.0.1/32"])
  }

  @Test func `a change keeps the place, and makes what is not there`() throws {
    let kernel = host()
    for address in ["192.0.2.7/24", "10.0.0.1/8", "2001:db8::1/64", "2001:db8::2/64"] {
      #expect(try kernel.add(address, to: "eth0") == nil)
    }
    let before = try kernel.addresses("eth0")
    for address in ["192.0.2.7/24", "2001:db8::1/64"] {
      #expect(
        try kernel.change(address, of: "eth0") {
          $0.validLifetime = .seconds(100)
          $0.preferredLifetime = .seconds(50)
          $0.noPrefixRoute = true
          $0.label = "other"
          $0.flags = 0x02
          $0.metric = 7
        } == nil)
    }
    #expect(try kernel.addresses("eth0") == before)
    let link = try #require(try kernel.look("eth0"))
    // IPv4 takes no change of flags and label.
    #expect(link.addresses[0].flags == 0)
    #expect(link.addresses[0].label == "eth0")
    #expect(link.addresses[0].metric == 7)
    #expect(link.addresses[0].validLifetime == .seconds(100))
    #expect(link.addresses[3].flags == 0x202)
    #expect(link.addresses[3].preferredLifetime == .seconds(50))
    #expect(try kernel.change("192.0.2.9/24", of: "eth0") == nil)
    #expect(try kernel.addresses("eth0").contains("192.0.2.9/24"))
  }

  @Test func `the loopback has its addresses`() throws {
    #expect(try host().look("lo")?.addresses.map(\.description) == ["127.0.0.1/8", "::1/128"])
  }
}
