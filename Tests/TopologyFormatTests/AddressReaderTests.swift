import NetworkModel
import Testing

@testable import TopologyFormat

struct AddressReaderTests {
  private func outline(_ addresses: String) throws -> [String] {
    let text = "{\"links\": {\"x\": {\"kind\": \"nic\", \"addresses\": [\(addresses)]}}}"
    return try #require(try topology(text).links[0].addresses).map(\.outline)
  }

  @Test(arguments: [
    (#""192.0.2.7/24""#, "192.0.2.7/24"), (#""192.0.2.0/24""#, "192.0.2.0/24"),
    (#""192.0.2.255/24""#, "192.0.2.255/24"),
    (#""10.0.0.1/32""#, "10.0.0.1/32"), (#""10.0.0.1/1""#, "10.0.0.1/1"), (#""2001:DB8:0::1/64""#, "2001:db8::1/64"),
    (#""fe80::1/64""#, "fe80::1/64"), (#""::ffff:192.0.2.1/128""#, "::ffff:192.0.2.1/128"),
    (#""127.0.0.1/8""#, "127.0.0.1/8"), (#""::1/128""#, "::1/128"), (#"{"address": "192.0.2.7/24"}"#, "192.0.2.7/24"),
    (#"{"peer": "10.0.0.2", "address": "10.0.0.1/24"}"#, "10.0.0.1 peer 10.0.0.2/24"),
    (#"{"address": "2001:db8::1/64", "peer": "2001:db8::2"}"#, "2001:db8::1 peer 2001:db8::2/64"),
    (#"{"address": "10.0.0.1/24", "broadcast": "10.0.0.255"}"#, "10.0.0.1/24 brd 10.0.0.255"),
    (#"{"address": "10.0.0.1/24", "broadcast": "255.255.255.255"}"#, "10.0.0.1/24 brd 255.255.255.255"),
    (#"{"address": "10.0.0.1/24", "scope": "host"}"#, "10.0.0.1/24 scope host"),
    (#"{"address": "10.0.0.1/24", "scope": 253}"#, "10.0.0.1/24 scope link"),
    (#"{"address": "10.0.0.1/24", "scope": 77}"#, "10.0.0.1/24 scope 77"),
    (#"{"address": "10.0.0.1/24", "scope": 0}"#, "10.0.0.1/24 scope global"),
    (#"{"address": "10.0.0.1/24", "label": "0123456789abcde"}"#, "10.0.0.1/24 label 0123456789abcde"),
    (#"{"address": "10.0.0.1/24", "preferred_lifetime": 0}"#, "10.0.0.1/24 preferred 0"),
    (#"{"address": "10.0.0.1/24", "preferred_lifetime": "forever"}"#, "10.0.0.1/24 preferred forever"),
    (#"{"address": "10.0.0.1/24", "valid_lifetime": "forever"}"#, "10.0.0.1/24 valid forever"),
    (#"{"address": "10.0.0.1/24", "valid_lifetime": 4294967294}"#, "10.0.0.1/24 preferred 4294967294 valid 4294967294"),
    (#"{"address": "10.0.0.1/24", "valid_lifetime": 9, "preferred_lifetime": 9}"#, "10.0.0.1/24 preferred 9 valid 9"),
    (
      #"{"address": "10.0.0.1/24", "valid_lifetime": "forever", "preferred_lifetime": 9}"#,
      "10.0.0.1/24 preferred 9 valid forever"
    ),
    (#"{"address": "10.0.0.1/24", "noprefixroute": true}"#, "10.0.0.1/24 noprefixroute on"),
    (
      #"{"address": "2001:db8::1/64", "noprefixroute": false, "metric": 1}"#,
      "2001:db8::1/64 noprefixroute off metric 1"
    ),
  ])
  func `an address is read with all that is said of it`(_ text: String, _ expected: String) throws {
    #expect(try outline(text) == [expected])
  }

  @Test func `the addresses of a link keep their order`() throws {
    #expect(
      try outline(#""10.0.0.9/24", "2001:db8::1/64", "10.0.0.1/24", "10.0.0.9/32""#)
        == ["10.0.0.9/24", "2001:db8::1/64", "10.0.0.1/24", "10.0.0.9/32"])
  }

  @Test func `no addresses and no word of addresses are two things`() throws {
    let links = try topology(
      #"{"links": {"a": {"kind": "nic", "addresses": []}, "b": {"kind": "nic"}}}"#
    ).links
    #expect(links[0].addresses == [])
    #expect(links[1].addresses == nil)
  }

  @Test func `what looks like a clash of addresses and is none is taken`() throws {
    let text = """
      {"links": {
      "lo": {"kind": "nic", "addresses": ["127.0.0.1/8", "::1/128", "10.1.1.1/32"]},
      "vm[0-99]": {"kind": "tap", "addresses": ["10.1.1.1/32", "fe80::1/64", "2001:db8::1/128"]},
      "a": {"kind": "nic", "addresses": ["10.0.0.1/24", {"address": "10.2.0.1/24", "peer": "10.2.0.2"}]},
      "b": {"kind": "nic", "addresses": ["10.0.0.1/25", {"address": "10.2.0.1/24", "peer": "10.3.0.2"}]},
      "p": {"kind": "nic", "bridge": "br0", "addresses": []},
      "q": {"kind": "nic", "bridge": null, "mtu": 1280, "disable_ipv6": false, "addresses": ["2001:db8::2/64"]},
      "r": {"kind": "nic", "mtu": 1279, "disable_ipv6": true, "addresses": ["10.5.0.1/24"]}
      }}
      """
    #expect(try topology(text).links.count == 106)
  }

  @Test func `an address is read from YAML without quotation marks`() throws {
    let text = """
      links:
        br0:
          kind: bridge
          addresses:
            - 192.0.2.7/24
            - 2001:db8::1/64
            - { address: 10.0.0.1/24, label: "br0:1", valid_lifetime: forever }
            - fe80::/33
      """
    #expect(
      try topology(text, name: "t.yaml").links.map(\.outline) == [
        "br0, bridge, addresses [192.0.2.7/24, 2001:db8::1/64, 10.0.0.1/24 label br0:1 valid forever, fe80::/33]"
      ])
    #expect(
      complaints(text.replacing("192.0.2.7/24", with: "192.0.2.7"), name: "t.yaml") == [
        #"5:9: links.br0.addresses[0]: the length of the prefix is missing; write it behind a slash, as in "192.0.2.7/24""#
      ])
  }

  @Test(arguments: [(nil, nil), (#", "hand_over": false"#, false), (#", "hand_over": true"#, true)])
  func `a NIC says whether it hands over what it has`(_ word: String?, _ expected: Bool?) throws {
    let text = "{\"links\": {\"e0\": {\"kind\": \"nic\", \"bridge\": {\"name\": \"br0\"\(word ?? "")}}}}"
    #expect(try topology(text).links[0].handsOver == expected)
  }

  @Test(arguments: LinkKind.allCases)
  func `every kind of link has the settings of IPv6`(_ kind: LinkKind) throws {
    var link = kind.leastDeclaration("x")
    link.settings[.ipv6AddressGeneration] = .integer(1)
    link.settings[.disableIPv6] = .boolean(true)
    let text = TopologyWriter.text(of: Topology(links: [link]))
    let settings = try topology(text).links[0].settings
    #expect(settings[.ipv6AddressGeneration] == .integer(1))
    #expect(settings[.disableIPv6] == .boolean(true))
  }
}
