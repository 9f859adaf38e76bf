internal import KernelTestSupport
internal import Reconciliation
internal import Testing

/// NICs, addresses and routes that were there before vnetctl are as they were found once it lets go of them.
@Suite(.requires(.namespaces)) struct LettingGoTests {
  private static let setup = """
    link set dev lo up
    link add nic address 52:54:00:aa:00:01 mtu 1480 txqueuelen 500 type veth peer name peer address 52:54:00:aa:00:02
    link add nic2 address 52:54:00:aa:00:03 type veth peer name peer2 address 52:54:00:aa:00:04
    link set dev nic alias uplink
    link set dev nic up
    link set dev peer up
    link set dev nic2 promisc on
    link set dev nic2 up
    link set dev peer2 up
    address add 192.0.2.7/24 brd + dev nic
    address add 192.0.2.8/24 dev nic label nic:1
    address add 198.51.100.3/32 dev nic noprefixroute valid_lft 4000 preferred_lft 3000
    address add 203.0.113.1 peer 203.0.113.2/32 dev nic
    address add 169.254.7.7/16 dev nic scope link
    address add 2001:db8::7/64 dev nic nodad
    address add 2001:db8::8/64 dev nic nodad valid_lft 4000 preferred_lft 0
    address add 10.66.0.1/24 dev nic2
    address add 2001:db8:66::1/64 dev nic2 nodad
    route add default via 192.0.2.1 dev nic metric 5 proto static
    route add 10.8.0.0/16 via 192.0.2.1 dev nic src 192.0.2.8 mtu 1400
    route add 10.9.0.0/16 via 192.0.2.1 dev nic table 77
    route add 10.11.0.0/16 nexthop via 192.0.2.2 dev nic weight 2 nexthop via 10.66.0.2 dev nic2
    route add unreachable 10.10.0.0/16
    route add default via 2001:db8::1 dev nic metric 9
    route add 2001:db8:8::/48 via 2001:db8:66::2 dev nic2
    """

  private static let documents = [
    """
    "br": {"kind": "bridge"}, "vm0": {"kind": "tap", "bridge": "br"},
    "nic": {"kind": "nic", "promiscuous": true, "bridge": {"name": "br", "isolated": true, "path_cost": 9}}
    """,
    """
    "br": {"kind": "bridge", "mtu": 1400, "addresses": ["10.1.0.1/24"]}, "vm1": {"kind": "tap", "bridge": "br"},
    "nic": {"kind": "nic", "mtu": 1400, "mac": "52:54:00:bb:00:01", "tx_queue_length": 900, "bridge": null},
    "nic2": {"kind": "nic", "promiscuous": false, "bridge": {"name": "br", "hairpin": true}}
    """,
    """
    "br2": {"kind": "bridge"}, "vm1": {"kind": "tap", "bridge": "br2"},
    "nic": {"kind": "nic", "all_multicast": true, "description": "ours",
      "bridge": {"name": "br2", "hand_over": false}}
    """,
    """
    "br2": {"kind": "bridge", "addresses": ["10.2.0.1/24"]},
    "nic": {"kind": "nic", "addresses": ["192.0.2.8/24", "192.0.2.9/24"]},
    "nic2": {"kind": "nic", "bridge": "br2", "mtu": 1300}
    """,
  ]

  private static func host() throws -> Host {
    let host = try Host()
    try host.ignoreDuplicateAddresses()
    try host.ip(lines: setup)
    return host
  }

  @Test func `after four documents destroy leaves all as it was found`() throws {
    let host = try Self.host()
    let before = try host.settled()
    for document in Self.documents {
      try host.apply(document, "--allow", "lockout", "--allow", "disruption")
      #expect(try host.isInSync())
    }
    try host.destroy("test", "--allow", "lockout")
    let differences = try HostState.differences(of: host, from: before)
    #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
    #expect(try host.record().isEmpty)
    try Self.expectLifetimes(host)
  }

  @Test(arguments: 0..<4) func `a document and then the empty one leave all as it was found`(_ number: Int) throws {
    let host = try Self.host()
    let before = try host.settled()
    try host.apply(Self.documents[number], "--allow", "lockout", "--allow", "disruption")
    try host.apply("", "--allow", "lockout")
    let differences = try HostState.differences(of: host, from: before)
    #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
    #expect(try host.record().isEmpty)
  }

  @Test func `what somebody else has changed of a NIC meanwhile is kept, and said so`() throws {
    let host = try Self.host()
    let before = try host.settled()
    try host.apply(Self.documents[0], "--allow", "lockout")
    try host.apply(Self.documents[1], "--allow", "lockout")
    try host.ip(lines: "link set dev nic mtu 1300")
    let output = try host.destroy("test", "--allow", "lockout")
    #expect(output.contains("nic") && output.contains("1300"), "\(output)")
    #expect(try host.links()["nic"]["mtu"] == 1300)
    try host.ip(lines: "link set dev nic mtu 1480")
    let differences = try HostState.differences(of: host, from: before)
    #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
  }

  /// Lifetimes run on while addresses are elsewhere, and neither end sooner nor begin anew.
  private static func expectLifetimes(_ host: Host) throws {
    let addresses = try host.namespace.ipJSON("address", "show", "dev", "nic")[0]["addr_info"].elements
    for (address, lifetime) in [("198.51.100.3", 4000), ("2001:db8::8", 4000)] {
      let found = addresses.first { $0["local"] == .text(address) }?["valid_life_time"].integer ?? 0
      #expect(found <= lifetime && found > lifetime - 300, "\(address): \(found) s")
    }
  }
}
