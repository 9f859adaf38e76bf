import NetworkModel
import Testing

@testable import TopologyFormat

struct TopologyReaderTests {
  private func outline(_ links: String) throws -> [String] {
    try topology("{\"links\": {\(links)}}").links.map(\.outline)
  }

  @Test func `every part of a document is read`() throws {
    let text = """
      {
        "$schema": "topology.schema.json",
        "version": 1,
        "name": "host",
        "links": {
          "eth0": { "kind": "nic", "bridge": { "name": "br0", "vlan": { "trunk": ["10-19", 30], "native": 1 } },
                    "promiscuous": true },
          "br0": { "kind": "bridge", "vlan_filtering": true, "stp": false },
          "br0.10": { "kind": "vlan", "link": "br0", "id": 10 },
          "vm[0-1]": { "kind": "tap", "owner": "root", "group": 7, "queues": 4, "vnet_header": true,
                       "bridge": { "name": "br0", "vlan": { "access": 10 }, "isolated": true } },
          "old": { "state": "absent" },
          "older": { "kind": "tap", "state": "absent" },
          "lone": { "kind": "tap", "bridge": null, "state": "present" }
        }
      }
      """
    let topology = try topology(text)
    #expect(topology.name == "host")
    #expect(
      topology.links.map(\.outline) == [
        "eth0, nic, promiscuous on, bridge br0, vlan trunk 10-19,30 native 1",
        "br0, bridge, stp off, vlan_filtering on",
        "br0.10, vlan, link br0, id 10",
        "vm0, tap, owner root, group 7, queues 4, vnet_header on, bridge br0, port isolated on, vlan access 10",
        "vm1, tap, owner root, group 7, queues 4, vnet_header on, bridge br0, port isolated on, vlan access 10",
        "old, nic, absent",
        "older, tap, absent",
        "lone, tap, bridge none",
      ])
    #expect(topology.links[3].position == SourcePosition(file: "t.json", line: 10, column: 5))
    #expect(topology.links[4].position == topology.links[3].position)
  }

  @Test func `VLANs are mapped to tunnels, alone and in ranges`() throws {
    let links = try topology(
      """
      {"links": {
        "vx": {"kind": "vxlan", "external": true, "bridge": {"name": "br0", "vlan": {"trunk": ["10-12", 30],
          "tunnels": {"10-11": "10010-10011", "30": 7}}}},
        "eth0": {"kind": "nic", "bridge": {"name": "br0", "vlan": {"trunk": [10], "tunnels": {}}}}}}
      """
    ).links
    #expect(
      links.map(\.outline) == [
        "vx, vxlan, external on, bridge br0, port vlan_tunnel on, vlan trunk 10-12,30, tunnels 10-11=10010-10011,30=7",
        "eth0, nic, bridge br0, vlan trunk 10, tunnels none",
      ])
  }

  @Test func `more tunnels than the kernel can list are refused`() {
    func text(_ count: Int) -> String {
      let list = (1...count).map { "\"\($0 * 2)\": \($0)" }.joined(separator: ", ")
      return #"{"links": {"eth0": {"kind": "nic", "bridge": {"name": "br0", "vlan": {"trunk": "1-4094", "tunnels": {"#
        + list + "}}}}}}"
    }
    #expect(complaints(text(1000)) == [])
    #expect(
      complaints(text(1001)) == [
        "1:101: links.eth0.bridge.vlan.tunnels: there are 1001 mappings that make no range with others, and the kernel can "
          + "list 1000 of a port; give VLANs in a row identifiers in a row"
      ])
  }

  @Test func `groups of multicast databases are read in both forms`() throws {
    let links = try topology(
      """
      {"links": {"br0": {"kind": "bridge", "mdb": ["01-00-5e-01-01-01"]}, "vm[0-1]": {"kind": "tap", "bridge": {
        "name": "br0", "mdb": ["239.1.1.[1-2]", {"group": "FF15::1", "vlan": 10, "source": "2001:db8::1"}]}}}}
      """
    ).links
    #expect(
      links.map(\.outline) == [
        "br0, bridge, mdb [01:00:5e:01:01:01]",
        "vm0, tap, bridge br0, mdb [239.1.1.1, ff15::1 vlan 10 source 2001:db8::1]",
        "vm1, tap, bridge br0, mdb [239.1.1.2, ff15::1 vlan 10 source 2001:db8::1]",
      ])
  }

  @Test func `entries of forwarding databases are read in both forms`() throws {
    #expect(
      try outline(
        """
        "br0": {"kind": "bridge", "fdb": ["52:54:00:00:00:01"]},
        "vm0": {"kind": "tap", "bridge": {"name": "br0", "fdb": ["52-54-00-00-00-02", {"mac": "52:54:00:00:00:03",
          "vlan": 10, "sticky": true}, {"mac": "52:54:00:00:00:03", "vlan": 11, "state": "permanent"}]}},
        "vm[1-2]": {"kind": "tap", "bridge": {"name": "br0", "fdb": ["52:54:00:00:01:0[1-2]"]}},
        "vx": {"kind": "vxlan", "id": 7, "bridge": {"name": "br0", "fdb": []}, "fdb": [
          {"mac": "00:00:00:00:00:00", "dst": "192.0.2.1"}, {"mac": "00:00:00:00:00:00", "dst": "239.0.0.1",
           "port": 4789, "vni": 8, "src_vni": 9, "via": "eth0"}]}
        """) == [
          "br0, bridge, fdb [52:54:00:00:00:01 permanent]",
          "vm0, tap, bridge br0, fdb [52:54:00:00:00:02, 52:54:00:00:00:03 vlan 10 sticky, "
            + "52:54:00:00:00:03 vlan 11 permanent]",
          "vm1, tap, bridge br0, fdb [52:54:00:00:01:01]", "vm2, tap, bridge br0, fdb [52:54:00:00:01:02]",
          "vx, vxlan, id 7, bridge br0, fdb [], remotes [00:00:00:00:00:00 dst 192.0.2.1, "
            + "00:00:00:00:00:00 src_vni 9 dst 239.0.0.1 port 4789 vni 8 via eth0]",
        ])
  }

  @Test func `a port that is locked to stations has these alone, and is written so again`() throws {
    let text = """
      {
        "version": 1,
        "links": {
          "vm0": {
            "kind": "tap",
            "bridge": {
              "name": "br0",
              "mac_lock": ["52:54:00:00:00:01", "52:54:00:00:00:02"]
            }
          },
          "vm1": {
            "kind": "tap",
            "bridge": { "name": "br0", "mac_lock": [] }
          }
        }
      }

      """
    let locked = try topology(text)
    #expect(
      locked.links.map(\.outline) == [
        "vm0, tap, bridge br0, port learning off, port locked on, "
          + "fdb [52:54:00:00:00:01 sticky, 52:54:00:00:00:02 sticky]",
        "vm1, tap, bridge br0, port learning off, port locked on, fdb []",
      ])
    #expect(TopologyWriter.text(of: locked) == text)
    #expect(
      try outline(#""vm0": {"kind": "tap", "bridge": {"name": "br0", "mac_lock": null}}"#) == [
        "vm0, tap, bridge br0, port learning on, port locked off, fdb []"
      ])
  }

  @Test(arguments: [#"{}"#, #"{"version": 1}"#, #"{"links": {}}"#, #"{"version": 1.0, "links": {}}"#])
  func `an empty topology declares nothing`(_ text: String) throws {
    let topology = try topology(text)
    #expect(topology.links.isEmpty)
    #expect(topology.name == "default")
  }

  @Test(
    arguments: LinkKind.allCases.filter {
      $0.traits.needs.isEmpty && $0.lower?.isRequired != true && !$0.traits.isPaired
    })
  func `a kind alone is a declaration`(_ kind: LinkKind) throws {
    #expect(try outline("\"x\": {\"kind\": \"\(kind.rawValue)\"}") == ["x, \(kind.rawValue)"])
  }

  @Test(arguments: [
    ("vm[0-3]", ["vm0", "vm1", "vm2", "vm3"]),
    ("vm[08-11]", ["vm08", "vm09", "vm10", "vm11"]),
    ("[1-2]", ["1", "2"]),
    ("r[1-2]p[00-01].x", ["r1p00.x", "r1p01.x", "r2p00.x", "r2p01.x"]),
    ("vm[5-5]", ["vm5"]),
    ("vm[9-10]", ["vm9", "vm10"]),
    ("vm[0-0]", ["vm0"]),
    ("plain", ["plain"]),
  ])
  func `ranges stand for names`(_ key: String, _ names: [String]) throws {
    #expect(try topology("{\"links\": {\"\(key)\": {\"kind\": \"tap\"}}}").links.map(\.name.text) == names)
  }

  @Test func `ten thousand links are not too many`() throws {
    let text = #"{"links": {"a[0-4999]": {"kind": "tap"}, "b[0-4999]": {"kind": "tap"}}}"#
    #expect(try topology(text).links.count == 10_000)
  }

  @Test(arguments: [
    ("mtu", "1500", "mtu 1500"), ("mtu", "1.5e3", "mtu 1500"), ("mtu", "1500.0", "mtu 1500"), ("mtu", "68", "mtu 68"),
    ("mtu", "65535", "mtu 65535"), ("mac", "\"52-54-00-AB-cd-ef\"", "mac 52:54:00:ab:cd:ef"),
    ("description", "\"\"", "description \"\""), ("description", "\"grün\"", "description \"grün\""),
    ("forward_delay", "0.29", "forward_delay 0.29 s"), ("forward_delay", "15", "forward_delay 15 s"),
    ("ageing_time", "0", "ageing_time 0 s"), ("hello_time", "1e1", "hello_time 10 s"),
    ("group_fwd_mask", "16384", "group_fwd_mask 0x4000"), ("group_fwd_mask", "\"0x4000\"", "group_fwd_mask 0x4000"),
    ("group_fwd_mask", "\"0Xfff8\"", "group_fwd_mask 0xfff8"), ("group_fwd_mask", "0", "group_fwd_mask 0x0"),
    ("vlan_protocol", "\"802.1ad\"", "vlan_protocol 802.1ad"), ("stp", "true", "stp on"), ("stp", "false", "stp off"),
    ("group_address", "\"01:80:C2:00:00:0e\"", "group_address 01:80:c2:00:00:0e"),
    ("fdb_max_learned", "4294967295", "fdb_max_learned 4294967295"),
    ("mcast_query_interval", "125.05", "mcast_query_interval 125.05 s"),
  ])
  func `values are read exactly`(_ key: String, _ value: String, _ expected: String) throws {
    #expect(try outline("\"br0\": {\"kind\": \"bridge\", \"\(key)\": \(value)}") == ["br0, bridge, \(expected)"])
  }

  @Test(arguments: [
    (#"{"0": 3, "7": 1}"#, "egress_qos_map 0:3 7:1"), ("{}", "egress_qos_map none"),
    (#"{"0": 0, "1": 2}"#, "egress_qos_map 1:2"), (#"{"4294967295": 7}"#, "egress_qos_map 4294967295:7"),
  ])
  func `maps are read without what maps to nothing`(_ map: String, _ expected: String) throws {
    let text = "\"v\": {\"kind\": \"vlan\", \"link\": \"e\", \"id\": 1, \"egress_qos_map\": \(map)}"
    #expect(try outline(text) == ["v, vlan, link e, id 1, \(expected)"])
  }

  @Test(arguments: [
    (#"{"access": 10}"#, "access 10"), (#"{"trunk": [30, "100-199"], "native": 1}"#, "trunk 30,100-199 native 1"),
    (#"{"trunk": 30}"#, "trunk 30"), (#"{"trunk": "10-19, 30"}"#, "trunk 10-19,30"), (#"{"native": 5}"#, "access 5"),
    (#"{"trunk": "1-10", "native": 5}"#, "trunk 1-4,6-10 native 5"), (#"{"trunk": []}"#, "none"), ("{}", "none"),
    ("null", "none"), (#"{"tagged": []}"#, "none"), (#"{"access": 30, "tagged": [12]}"#, "trunk 12 native 30"),
    (#"{"untagged": [10, 20], "pvid": 10}"#, "untagged 10,20 pvid 10"), (#"{"untagged": 10}"#, "untagged 10"),
    (#"{"tagged": [10, 11], "pvid": 11}"#, "tagged 10-11 pvid 11"), (#"{"trunk": "1-4094"}"#, "trunk 1-4094"),
    (#"{"trunk": ["10-20", 15, "18-30"]}"#, "trunk 10-30"), (#"{"trunk": [4094, 1, 3, 2]}"#, "trunk 1-3,4094"),
    (#"{"native": 9, "untagged": "1-9"}"#, "untagged 1-9 pvid 9"),
  ])
  func `VLAN words say what a port is a member of`(_ words: String, _ expected: String) throws {
    let port = "\"x\": {\"kind\": \"tap\", \"bridge\": {\"name\": \"b\", \"vlan\": \(words)}}"
    #expect(try outline(port) == ["x, tap, bridge b, vlan \(expected)"])
    #expect(try outline("\"b\": {\"kind\": \"bridge\", \"vlan\": \(words)}") == ["b, bridge, vlan \(expected)"])
  }

  @Test func `links may refer to links that are declared later, or nowhere`() throws {
    let text = """
      "v": {"kind": "vlan", "link": "br9", "id": 3}, "t": {"kind": "tap", "bridge": "br0"},
      "u": {"kind": "tap", "bridge": {"name": "br9", "backup_port": null}}, "br0": {"kind": "bridge"},
      "w": {"kind": "tap", "bridge": {"name": "br9", "backup_port": "eth9"}}
      """
    #expect(
      try outline(text) == [
        "v, vlan, link br9, id 3", "t, tap, bridge br0", "u, tap, bridge br9, port backup_port none", "br0, bridge",
        "w, tap, bridge br9, port backup_port eth9",
      ])
  }

  @Test func `what looks like a contradiction and is none is taken`() throws {
    let text = """
      "br0": {"kind": "bridge", "vlan_filtering": false, "stp": false, "forward_delay": 1},
      "br1": {"kind": "bridge", "stp": true, "forward_delay": 2},
      "e0": {"kind": "nic", "mtu": 1500, "bridge": {"name": "br0", "vlan": {"access": 3}}},
      "e0.1": {"kind": "vlan", "link": "e0", "id": 1, "mtu": 1500, "bridge": "br1"},
      "e0.2": {"kind": "vlan", "link": "e0", "id": 1, "protocol": "802.1ad"},
      "e0.1.1": {"kind": "vlan", "link": "e0.1", "id": 1},
      "br1.1": {"kind": "vlan", "link": "br1", "id": 1, "bridge_binding": true, "bridge": "br0"},
      "p": {"kind": "tap", "bridge": {"name": "br0", "mab": true, "locked": true, "state": "blocking",
            "backup_port": "e0"}}
      """
    #expect(try outline(text).count == 8)
  }

  @Test func `1,023 ports fit on a bridge`() throws {
    #expect(try topology(#"{"links": {"vm[1-1023]": {"kind": "tap", "bridge": "br0"}}}"#).links.count == 1023)
  }

  @Test func `every option of every table is read from its own row`() throws {
    for kind in LinkKind.allCases {
      let rows =
        kind.tables.flatMap(\.rows).filter(kind.has) + OptionTable.rate.rows
        + (kind.traits.canBePort ? OptionTable.port.rows : [])
      for option in rows {
        let value = try #require(option.exampleValue)
        var link = kind.leastDeclaration("x")
        link.settings[option] = value
        switch option.condition {
        case nil: break
        case .value(let name, let values): kind.table?[name].map { link.settings[$0] = values.first }
        case .isSet(let name): kind.table?[name].map { link.settings[$0] = .integer(1) }
        case .address(let names, let isIPv6):
          let address = IPAddress(isIPv6 ? "2001:db8::1" : "192.0.2.1")
          kind.table?[names[0]].map { link.settings[$0] = .address(address) }
        }
        if OptionTable.port[option.name]?.id == option.id { link.master = .on(try LinkName("b")) }
        if option.id == Option.mab.id { link.settings[.locked] = .boolean(true) }
        let text = TopologyWriter.text(of: Topology(links: [link]))
        #expect(try topology(text).links.map(\.placeless) == [link], "\(text)")
      }
    }
  }
}

extension LinkKind {
  /// A link with nothing but what its kind cannot be without.
  func leastDeclaration(_ name: String) -> DeclaredLink {
    var link = DeclaredLink(name: LinkName(kernelName: name), kind: self)
    if traits.isPaired { link.peer = Peer(LinkName(kernelName: "eth0"), in: "guest") }
    if lower?.isRequired == true { link.lower = LinkName(kernelName: "e") }
    for option in traits.needs.compactMap({ table?[$0.option] }) { link.settings[option] = option.exampleValue }
    return link
  }
}

extension Option {
  /// A value that is not the standard one.
  var exampleValue: OptionValue? {
    switch type {
    case .boolean: .boolean(standard != .boolean(true))
    case .integer(let range, _), .queues(let range): .integer(range.upperBound)
    case .seconds(let range, _): .integer(range.lowerBound + 29)
    case .bitmask(let allowed): .integer(allowed)
    case .enumeration(let words): words.last.map { .integer($0.number) }
    case .numberOrWord(let range, let words): .integer(words.last { $0.number != 0 }?.number ?? range.upperBound)
    case .ports: .integer(32768 << 16 | 60999)
    case .address: .address(IPAddress(192, 0, 2, 1))
    case .addresses(let isIPv6, _):
      .addresses([IPAddress(isIPv6 ? "2001:db8::1" : "192.0.2.1")].compactMap(\.self))
    case .limit: .limit(TrafficLimit(rate: 187_500, burst: 98_765))
    case .names: .names(["first", "second"])
    case .flags: .flags(["tso": false, "rx-vlan-filter": true])
    case .macs: .macs([MACAddress(bits: 0x5254_0000_0001), MACAddress(bits: 0x5254_0000_0002)])
    case .mac: .mac(MACAddress(bits: 0x5254_00AB_CDEF))
    case .groupAddress: .mac(MACAddress(bits: 0x0180_C200_000E))
    case .text: .text("a \"text\"\n\\ with ü and \u{1F310}")
    case .user, .group: .account(Account(number: 12))
    case .link: .link(LinkName(kernelName: "other"))
    case .map(let keys, let values): .map([keys.lowerBound: values.upperBound, keys.upperBound: 1])
    }
  }
}
