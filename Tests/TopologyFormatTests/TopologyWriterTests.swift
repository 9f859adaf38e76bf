import NetworkModel
import RandomNumbers
import Testing

@testable import TopologyFormat

struct TopologyWriterTests {
  @Test func `a topology is written in the words of the document`() throws {
    let text = """
      {
        "version": 1,
        "name": "host",
        "links": {
          "br0": {
            "kind": "bridge",
            "forward_delay": 2.05,
            "group_fwd_mask": "0x4000",
            "vlan_filtering": true,
            "vlan_protocol": "802.1ad",
            "mtu": 9000,
            "mac": "52:54:00:00:00:01",
            "vlan": { "trunk": "10-19,30", "native": 1 }
          },
          "v": {
            "kind": "vlan",
            "link": "br0",
            "id": 10,
            "egress_qos_map": { "0": 3, "7": 1 }
          },
          "t": {
            "kind": "tap",
            "owner": 0,
            "group": 104,
            "bridge": { "name": "br0", "isolated": true, "backup_port": null }
          },
          "u": { "kind": "tap", "bridge": "br0" },
          "lone": { "kind": "tap", "bridge": null },
          "gone": { "kind": "nic", "state": "absent" },
          "eth0": {
            "kind": "nic",
            "ipv6_addr_gen_mode": "none",
            "disable_ipv6": false,
            "mtu": 1500,
            "bridge": { "name": "br0", "hand_over": false }
          },
          "eth1": {
            "kind": "nic",
            "addresses": [
              "192.0.2.7/24",
              {
                "address": "10.0.0.1/32",
                "peer": "10.0.0.2",
                "broadcast": "10.0.0.255",
                "scope": "link",
                "label": "eth1:web",
                "preferred_lifetime": 60,
                "valid_lifetime": 3600,
                "noprefixroute": true,
                "metric": 100
              },
              { "address": "2001:db8::1/64", "valid_lifetime": 3600 }
            ]
          },
          "eth2": { "kind": "nic", "addresses": [] }
        },
        "routes": [
          { "to": "default", "via": "192.0.2.1" },
          { "to": "default", "via": "fe80::1", "dev": "eth1", "metric": 512 },
          { "to": "default", "family": "ipv4", "via": "fe80::1", "dev": "eth1", "metric": 7 },
          { "to": "10.8.0.0/16", "type": "blackhole", "table": "default" },
          { "to": "10.9.0.1", "dev": "eth1", "source": "192.0.2.7", "mtu": 1400, "scope": "host" },
          { "to": "10.9.0.0/24", "via": "192.0.2.2", "dev": "eth1", "onlink": true, "table": 100 },
          {
            "to": "10.10.0.0/16",
            "hops": [
              { "via": "192.0.2.2" },
              { "via": "192.0.2.3", "dev": "eth1", "weight": 3 }
            ]
          }
        ]
      }

      """
    #expect(TopologyWriter.text(of: try topology(text)) == text)
  }

  @Test func `an empty topology has the least text`() throws {
    #expect(TopologyWriter.text(of: Topology()) == "{ \"version\": 1, \"links\": {} }\n")
  }

  @Test(arguments: [
    #"{ "access": 10 }"#, #"{ "trunk": "30,100-199", "native": 1 }"#, #"{ "trunk": "10-12" }"#, "{}",
    #"{ "trunk": 7 }"#, #"{ "untagged": "10,20", "pvid": 10 }"#, #"{ "untagged": 10 }"#,
    #"{ "tagged": "10-11", "untagged": "12-14" }"#, #"{ "tagged": 10, "pvid": 10 }"#,
  ])
  func `VLANs are written in the fewest words`(_ words: String) throws {
    let text = "{\"links\": {\"b\": {\"kind\": \"bridge\", \"vlan\": \(words)}}}"
    let vlans = try #require(try topology(text).links[0].vlans)
    #expect(JSONWriter.text(TopologyWriter.value(of: vlans)) == words + "\n")
  }

  @Test func `what was written is read the same, whatever the topology`() throws {
    var random = SplitMix64(seed: 7)
    var links = 0
    var addresses = 0
    var routes = 0
    for round in 0..<300 {
      let topology = Topology.random(using: &random)
      links += topology.links.count
      addresses += topology.links.reduce(0) { $0 + ($1.addresses?.count ?? 0) }
      routes += topology.routes.count
      let text = TopologyWriter.text(of: topology)
      do throws(DocumentError) {
        let read = try TopologyFormatTests.topology(text)
        #expect(read.name == topology.name)
        #expect(read.links.map(\.placeless) == topology.links, "round \(round): \(text)")
        #expect(read.routes.map(\.placeless) == topology.routes, "round \(round): \(text)")
      } catch {
        Issue.record("round \(round): \(error)\n\(text)")
      }
    }
    #expect(links > 600 && addresses > 300 && routes > 300)
  }
}
