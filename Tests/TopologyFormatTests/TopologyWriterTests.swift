import NetworkModel
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
          "gone": { "kind": "nic", "state": "absent" }
        }
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
    var random = SplitMix64(state: 7)
    var links = 0
    for round in 0..<300 {
      let topology = Topology.random(using: &random)
      links += topology.links.count
      let text = TopologyWriter.text(of: topology)
      do throws(DocumentError) {
        let read = try TopologyFormatTests.topology(text)
        #expect(read.name == topology.name)
        #expect(read.links.map(\.placeless) == topology.links, "round \(round): \(text)")
      } catch {
        Issue.record("round \(round): \(error)\n\(text)")
      }
    }
    #expect(links > 600)
  }
}
