import KernelTestSupport
import NetworkModel
import Netlink
import Planning
import Reconciliation
import Testing

/// Addresses on the kernel that runs the tests, compared with what `ip` says of them.
@Suite(.enabled(if: Namespace.isAvailable, "\(Namespace.requirement)"))
struct AddressTests {
  let namespace: Namespace
  let v0 = LinkName(kernelName: "v0")
  let br0 = LinkName(kernelName: "br0")
  let six = IPAddress(bytes: [0x20, 0x01, 0x0D, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7])

  // A link with a carrier, so that duplicate detection runs, as far as it is not spared.
  init() throws {
    namespace = try Namespace()
    try namespace.ip("link", "add", "v0", "type", "veth", "peer", "name", "v1")
    try namespace.ip("link", "set", "v1", "up")
    // In one message, some kernels would set the link up first.
    try namespace.ip("link", "set", "v0", "addrgenmode", "none")
    try namespace.ip("link", "set", "v0", "up")
  }

  private func perform(_ operations: [Planning.Operation]) throws -> [KernelError?] {
    try namespace.run {
      let kernel = try LinuxKernel()
      _ = try kernel.snapshot(probing: [])
      return kernel.perform(operations)
    }
  }

  private func addresses() throws -> [Address] {
    try namespace.run { try #require(try LinuxKernel().snapshot(probing: [])[v0]).addresses }
  }

  /// What `ip` says of the addresses.
  private func shown() throws -> [JSON] {
    try namespace.ipJSON("address", "show", "dev", "v0")[0]["addr_info"].elements
  }

  private func seconds(_ lifetime: Address.Lifetime?) -> UInt32 {
    if case .seconds(let number) = lifetime { number } else { 0 }
  }

  @Test func `addresses are read as ip set them`() throws {
    try namespace.ip(
      "address", "add", "192.0.2.7/24", "dev", "v0", "broadcast", "+", "valid_lft", "3600", "preferred_lft", "600")
    try namespace.ip("address", "add", "192.0.2.8", "peer", "192.0.2.9/32", "dev", "v0", "scope", "link")
    try namespace.ip("address", "add", "2001:db8::7/64", "dev", "v0", "nodad", "metric", "77", "noprefixroute")
    let addresses = try addresses()
    // The kernel puts the nearer scope first.
    #expect(addresses.map(\.description) == ["192.0.2.8 peer 192.0.2.9/32", "192.0.2.7/24", "2001:db8::7/64"])
    try #require(addresses.count == 3)
    let four = addresses[1]
    #expect(four.peer == nil)
    #expect(four.broadcast?.description == "192.0.2.255")
    #expect(four.label == "v0")
    #expect(four.scope == .global)
    #expect(four.noPrefixRoute == false)
    // They run while the test does, in the lab for some seconds.
    #expect((3500...3600).contains(seconds(four.validLifetime)))
    #expect((500...600).contains(seconds(four.preferredLifetime)))
    #expect(addresses[0].scope == .link)
    #expect(addresses[0].broadcast == nil)
    #expect(addresses[2].validLifetime == .forever)
    #expect(addresses[2].preferredLifetime == .forever)
    #expect(addresses[2].metric == 77)
    #expect(addresses[2].noPrefixRoute == true)
    #expect(addresses[2].flags & 0x80 != 0, "permanent")
  }

  @Test func `an address is added with all that it has`() throws {
    var four = Address(IPAddress(192, 0, 2, 7), prefixLength: 32, scope: .link)
    four.peer = IPAddress(192, 0, 2, 9)
    four.broadcast = IPAddress(192, 0, 2, 255)
    four.label = "v0:web"
    four.validLifetime = .seconds(3600)
    four.preferredLifetime = .seconds(600)
    four.metric = 50
    four.noPrefixRoute = true
    #expect(try perform([.addAddress(v0, four)]) == [nil])
    let shown = try shown()[0]
    #expect(shown["local"] == "192.0.2.7")
    #expect(shown["address"] == "192.0.2.9")
    #expect(shown["prefixlen"] == 32)
    #expect(shown["broadcast"] == "192.0.2.255")
    #expect(shown["label"] == "v0:web")
    #expect(shown["scope"] == "link")
    #expect(shown["metric"] == 50)
    #expect(shown["noprefixroute"] == true)
    #expect((3500...3600).contains(try #require(shown["valid_life_time"].integer)))
    #expect((500...600).contains(try #require(shown["preferred_life_time"].integer)))
  }

  @Test func `an address with the least that it needs gets what ip gives it`() throws {
    let operations: [Planning.Operation] = [
      .addAddress(v0, Address(IPAddress(192, 0, 2, 7), prefixLength: 24)),
      .addAddress(v0, Address(IPAddress(127, 0, 0, 2), prefixLength: 8)),
      .addAddress(v0, Address(try #require(six), prefixLength: 64, flags: 0x02)),
    ]
    #expect(try perform(operations) == [nil, nil, nil])
    let ours = try shown()
    #expect(ours.count == 3)
    try namespace.ip("address", "flush", "dev", "v0")
    try namespace.ip("address", "add", "192.0.2.7/24", "dev", "v0")
    try namespace.ip("address", "add", "127.0.0.2/8", "dev", "v0")
    try namespace.ip("address", "add", "2001:db8::7/64", "dev", "v0", "nodad")
    #expect(try shown() == ours)
  }

  @Test func `an address that is there already is refused, and so is one that is not there`() throws {
    let address = Address(IPAddress(192, 0, 2, 7), prefixLength: 24)
    var other = address
    other.prefixLength = 25
    let errors = try perform([
      .addAddress(v0, address), .addAddress(v0, address), .removeAddress(v0, other), .removeAddress(v0, address),
      .removeAddress(v0, address), .addAddress(br0, address),
    ])
    // EEXIST, EADDRNOTAVAIL and ENODEV.
    #expect(errors.map(\.?.code) == [nil, 17, 99, nil, 99, 19])
    #expect(errors[1]?.request == "add the address 192.0.2.7/24 to v0")
    #expect(errors[5]?.words == "there is no link br0")
    #expect(try shown() == [])
  }

  @Test func `an address that has a lifetime is changed in its place`() throws {
    try namespace.ip("address", "add", "192.0.2.7/24", "dev", "v0", "valid_lft", "3600", "preferred_lft", "600")
    try namespace.ip("address", "add", "192.0.2.8/24", "dev", "v0")
    try namespace.ip(
      "address", "add", "2001:db8::7/64", "dev", "v0", "nodad", "valid_lft", "3600", "preferred_lft", "0")
    var addresses = try addresses()
    try #require(addresses.count == 3)
    addresses[0].validLifetime = .forever
    addresses[0].preferredLifetime = .forever
    addresses[0].metric = 9
    addresses[1].validLifetime = .seconds(1000)
    // It is not preferred for longer than it is valid, whatever it was before.
    addresses[1].preferredLifetime = nil
    addresses[2].preferredLifetime = .seconds(100)
    addresses[2].noPrefixRoute = true
    #expect(try perform(addresses.map { .changeAddress(v0, $0) }) == [nil, nil, nil])
    let shown = try shown()
    #expect(shown.map(\.["local"].string) == ["192.0.2.7", "192.0.2.8", "2001:db8::7"])
    #expect(shown[0]["valid_life_time"].integer == 4_294_967_295)
    #expect(shown[0]["metric"] == 9)
    #expect((900...1000).contains(try #require(shown[1]["valid_life_time"].integer)))
    #expect((900...1000).contains(try #require(shown[1]["preferred_life_time"].integer)))
    #expect((1...100).contains(try #require(shown[2]["preferred_life_time"].integer)))
    #expect((3500...3600).contains(try #require(shown[2]["valid_life_time"].integer)))
    #expect(shown[2]["noprefixroute"] == true)
    #expect(shown[2]["deprecated"] == .null)
  }

  @Test func `an address moves without duplicate detection, which is neither marked nor made up for`() throws {
    let address = Address(try #require(six), prefixLength: 64, flags: 0x02)
    let other = Address(
      try #require(IPAddress(bytes: [0x20, 0x01, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 11) + [8])),
      prefixLength: 64)
    #expect(try perform([.addAddress(v0, address), .addAddress(v0, other)]) == [nil, nil])
    let before = try addresses()
    #expect(before.map(\.local) == [other.local, address.local], "the newest is first")
    let flags = { (list: [Address], local: IPAddress) in list.first { $0.local == local }.map(\.flags) }
    // IFA_F_NODAD and IFA_F_PERMANENT; and for the other, without the flag, IFA_F_TENTATIVE.
    #expect(flags(before, address.local) == 0x82)
    #expect(flags(before, other.local) == 0xC0)
    #expect(try perform([.changeAddress(v0, address)]) == [nil])
    #expect(flags(try addresses(), address.local) == 0x82, "a change keeps the flag that it names")
    var unmarked = address
    unmarked.flags = 0
    #expect(try perform([.changeAddress(v0, unmarked)]) == [nil])
    #expect(flags(try addresses(), address.local) == 0x80)
    let shown = try shown().first { $0["local"] == "2001:db8::7" }
    #expect(shown?["nodad"] == .null)
    #expect(shown?["tentative"] == .null)
  }

  @Test func `whatever address ip made is the same after we removed it and added it again`() throws {
    for arguments in [
      "192.0.2.7/24 broadcast + label v0:a", "192.0.2.8/24", "203.0.113.1/24 scope link",
      "192.0.2.9 peer 198.51.100.1/32 metric 30",
      "192.0.2.10/24 valid_lft 3000 preferred_lft 2000", "10.0.0.1/8 noprefixroute", "172.16.0.2/16 scope 230",
      "192.0.2.11/24 preferred_lft 0 valid_lft 3000", "127.0.0.9/8", "2001:db8::7/64 nodad",
      "2001:db8::8/64 nodad valid_lft 3000 preferred_lft 2000", "2001:db8:1::9/128 nodad noprefixroute metric 7",
      "2001:db8:2::1 peer 2001:db8:2::2/64 nodad", "2001:db8:3::1/64 nodad mngtmpaddr home", "fe80::77/64 nodad",
    ] {
      try namespace.run(ip: "address add \(arguments) dev v0")
    }
    // Seconds pass between the two looks.
    let clocks: Set = ["valid_life_time", "preferred_life_time"]
    let before = try shown()
    let addresses = try addresses()
    #expect(addresses.count == 15)
    #expect(addresses.count == before.count)
    #expect(try perform(addresses.reversed().map { .removeAddress(v0, $0) }).allSatisfy { $0 == nil })
    #expect(try shown() == [])
    // The kernel puts an address of IPv4 behind the others of its scope, and one of IPv6 before them.
    let order = addresses.filter { !$0.local.isIPv6 } + addresses.filter(\.local.isIPv6).reversed()
    #expect(try perform(order.map { .addAddress(v0, $0) }).allSatisfy { $0 == nil })
    let after = try shown()
    let local = { (address: JSON) in address["local"].string ?? "" }
    #expect(after.map(local) == before.map(local))
    for (old, new) in zip(before, after) {
      #expect(new.ignoring(clocks) == old.ignoring(clocks))
      for clock in clocks {
        let (past, present) = (try #require(old[clock].integer), try #require(new[clock].integer))
        #expect(present <= past && past - present < 60, "\(clock) of \(local(old))")
      }
    }
  }
}
