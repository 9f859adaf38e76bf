internal import KernelTestSupport
internal import Reconciliation
internal import Testing

/// A guest's own small document, for which only its own links are looked at.
@Suite(.requires(.namespaces)) struct GuestDocumentTests {
  @Test(.requires(.vlanFiltering)) func `has its VLANs, which are compared and kept`() throws {
    let host = try Host()
    try host.apply(#""br": {"kind": "bridge", "vlan_filtering": true}, "vm[0-3]": {"kind": "tap", "bridge": "br"}"#)
    let guest = { (vlan: String) in #""guest": {"kind": "tap", "bridge": {"name": "br", "vlan": \#(vlan)}}"# }
    for (declared, shown) in [
      (#"{"access": 10}"#, "10 PVID Egress Untagged"),
      (#"{"trunk": [30, "100-199"], "native": 7}"#, "7 PVID Egress Untagged, 30, 100-199"),
      (#"{"untagged": "20-50", "pvid": 36}"#, "20-35 Egress Untagged, 36 PVID Egress Untagged, 37-50 Egress Untagged"),
    ] {
      try host.apply(guest(declared), name: "guest")
      #expect(try host.vlans()["guest"] == shown)
      let again = try host.vnetctl("diff", host.document(guest(declared), name: "guest"))
      #expect(again.status == 0, "\(again.text)")
    }
    // Somebody adds one.
    try host.namespace.bridge("vlan", "add", "vid", "77", "dev", "guest")
    let changed = try host.vnetctl("diff", host.document(guest(#"{"access": 10}"#), name: "guest"))
    #expect(changed.status == 1 && changed.text.contains("77"), "\(changed.text)")
  }

  @Test func `is not disturbed by what others have, and disturbs nothing`() throws {
    let host = try Host()
    try host.apply(#""br": {"kind": "bridge"}, "vm[0-9]": {"kind": "tap", "bridge": "br", "promiscuous": true}"#)
    let before = try host.links()
    try host.apply(#""guest": {"kind": "tap", "bridge": {"name": "br", "isolated": true}, "queues": 2}"#, name: "guest")
    let after = try host.links()
    #expect(after.names.count == before.names.count + 1)
    #expect(after["guest"]["master"] == "br")
    #expect(after["guest"]["linkinfo"]["info_slave_data"]["isolated"] == true)
    for name in before.names where name.hasPrefix("vm") { #expect(after[name]["ifindex"] == before[name]["ifindex"]) }
    // Both are on record, and each can be removed by itself.
    #expect(try host.vnetctl("destroy", "guest", "--yes").status == 0)
    #expect(try host.links().names == before.names)
    try host.destroy()
    #expect(try host.links().names == [])
    #expect(try host.record().isEmpty)
  }
}
