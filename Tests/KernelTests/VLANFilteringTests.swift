internal import KernelTestSupport
internal import Testing

/// Bridge VLANs: memberships of ports and of the bridge itself.
@Suite(.requires(.namespaces, .vlanFiltering)) struct VLANFilteringTests {
  private let bridge = #""br": {"kind": "bridge", "vlan_filtering": true}, "#

  private func port(_ name: String, _ vlan: String) -> String {
    "\"\(name)\": {\"kind\": \"tap\", \"bridge\": {\"name\": \"br\", \"vlan\": \(vlan)}}"
  }

  @Test func `ports have exactly the VLANs that are declared, in every form`() throws {
    let host = try Host()
    let links =
      bridge
      + [
        port("access", #"{"access": 10}"#),
        port("trunk", #"{"trunk": [30, "100-199"], "native": 1}"#),
        port("tagged", #"{"trunk": "2-4094"}"#),
        port("all", #"{"trunk": "1-4094", "native": 4094}"#),
        port("odd", #"{"tagged": [5, 6], "untagged": "7-9", "pvid": 5}"#),
        port("no-pvid", #"{"untagged": [3]}"#),
        port("none", "{}"),
        #""silent": {"kind": "tap", "bridge": "br"}"#,
      ].joined(separator: ",\n")
    try host.apply(links)
    let vlans = try host.vlans()
    #expect(vlans["access"] == "10 PVID Egress Untagged")
    #expect(vlans["trunk"] == "1 PVID Egress Untagged, 30, 100-199")
    #expect(vlans["tagged"] == "2-4094")
    #expect(vlans["all"] == "1-4093, 4094 PVID Egress Untagged")
    #expect(vlans["odd"] == "5 PVID, 6, 7-9 Egress Untagged")
    #expect(vlans["no-pvid"] == "3 Egress Untagged")
    #expect(vlans["none"] == nil)
    // What the document does not speak of is as the kernel makes it: the default PVID.
    #expect(vlans["silent"] == "1 PVID Egress Untagged" && vlans["br"] == "1 PVID Egress Untagged")
    #expect(try host.apply(links).hasPrefix("in sync"))
  }

  /// The kernel puts every new port, and the bridge itself, into VLAN 1.
  @Test func `the default PVID 1 is removed where it is not declared`() throws {
    let host = try Host()
    try host.apply(
      """
      "br": {"kind": "bridge", "vlan_filtering": true, "vlan": {"trunk": [10, 20]}},
      \(port("a", #"{"access": 10}"#)), \(port("b", #"{"trunk": [1, 20]}"#))
      """)
    let vlans = try host.vlans()
    #expect(vlans == ["br": "10, 20", "a": "10 PVID Egress Untagged", "b": "1, 20"])
  }

  /// Adding a VLAN again replaces its flags (__vlan_add_flags), so that a PVID or a tag can get lost.
  @Test func `memberships change from any form to any other`() throws {
    let host = try Host()
    let steps: [(String, String)] = [
      (#"{"access": 10}"#, "10 PVID Egress Untagged"),
      (#"{"access": 20}"#, "20 PVID Egress Untagged"),
      (#"{"trunk": [20, "30-40"]}"#, "20, 30-40"),
      (#"{"trunk": ["20-50"], "native": 35}"#, "20-34, 35 PVID Egress Untagged, 36-50"),
      (#"{"trunk": ["20-50"], "native": 36}"#, "20-35, 36 PVID Egress Untagged, 37-50"),
      (#"{"tagged": "20-50", "pvid": 36}"#, "20-35, 36 PVID, 37-50"),
      (#"{"untagged": "20-50", "pvid": 50}"#, "20-49 Egress Untagged, 50 PVID Egress Untagged"),
      (#"{"untagged": "20-50"}"#, "20-50 Egress Untagged"),
      (#"{"trunk": "1-4094"}"#, "1-4094"),
      (#"{"trunk": "2-4093", "native": 4094}"#, "2-4093, 4094 PVID Egress Untagged"),
      (#"{"access": 1}"#, "1 PVID Egress Untagged"),
    ]
    for (declared, shown) in steps {
      let output = try host.apply(bridge + port("t", declared))
      let vlans = try host.vlans()
      #expect(vlans["t"] == shown, "\(declared): \(output)")
      #expect(try host.isInSync())
    }
    try host.apply(bridge + port("t", "null"))
    #expect(try host.vlans()["t"] == nil)
  }

  @Test func `the VLANs of the bridge itself can be declared, and change`() throws {
    let host = try Host()
    for (declared, shown) in [
      (#"{"trunk": [10, 20], "native": 1}"#, "1 PVID Egress Untagged, 10, 20"), (#"{"trunk": "10-30"}"#, "10-30"),
      (#"{"access": 7}"#, "7 PVID Egress Untagged"), ("{}", nil),
    ] {
      try host.apply("\"br\": {\"kind\": \"bridge\", \"vlan_filtering\": true, \"vlan\": \(declared)}")
      let vlans = try host.vlans()
      #expect(vlans["br"] == shown)
      #expect(try host.isInSync())
    }
  }

  /// Only ports whose PVID is the default one follow a change of it (__br_vlan_set_default_pvid).
  @Test func `vlan_default_pvid changes on a live bridge, and declared memberships hold`() throws {
    let host = try Host()
    try host.namespace.ip("tuntap", "add", "foreign", "mode", "tap")
    let ports = [
      port("access", #"{"access": 10}"#), port("native", #"{"trunk": [5, 6], "native": 1}"#),
      port("trunk", #"{"trunk": [1, 7]}"#), #""silent": {"kind": "tap", "bridge": "br"}"#,
    ].joined(separator: ", ")
    let document = { (pvid: Int) in
      "\"br\": {\"kind\": \"bridge\", \"vlan_filtering\": true, \"vlan_default_pvid\": \(pvid)}, " + ports
    }
    try host.apply(document(1))
    try host.namespace.ip("link", "set", "dev", "foreign", "master", "br")
    for pvid in [10, 7, 0, 1] {
      try host.apply(document(pvid))
      let vlans = try host.vlans()
      #expect(vlans["access"] == "10 PVID Egress Untagged")
      #expect(vlans["native"] == "1 PVID Egress Untagged, 5, 6")
      #expect(vlans["trunk"] == "1, 7")
      // The others follow, as the kernel has it.
      #expect(vlans["silent"] == (pvid == 0 ? nil : "\(pvid) PVID Egress Untagged"))
      #expect(vlans["foreign"] == vlans["silent"])
      #expect(try host.links()["br"].data["vlan_default_pvid"].integer == pvid)
      #expect(try host.isInSync())
    }
  }

  @Test func `the VLANs of foreign ports and of ports that declare none are left alone`() throws {
    let host = try Host()
    try host.namespace.ip("tuntap", "add", "foreign", "mode", "tap")
    try host.apply(bridge + port("a", #"{"access": 10}"#) + #", "silent": {"kind": "tap", "bridge": "br"}"#)
    try host.namespace.ip("link", "set", "dev", "foreign", "master", "br")
    for (vid, flag) in [("50", "pvid"), ("60-70", "untagged"), ("80", "master")] {
      try host.namespace.bridge("vlan", "add", "dev", "foreign", "vid", vid, flag)
      try host.namespace.bridge("vlan", "add", "dev", "silent", "vid", vid, flag)
    }
    let before = try host.vlans()
    #expect(before["foreign"] == "1 Egress Untagged, 50 PVID, 60-70 Egress Untagged, 80")
    #expect(try host.isInSync())
    try host.apply(bridge + port("a", #"{"access": 20}"#) + #", "silent": {"kind": "tap", "bridge": "br"}"#)
    let after = try host.vlans()
    #expect(after["foreign"] == before["foreign"] && after["silent"] == before["silent"])
    #expect(after["a"] == "20 PVID Egress Untagged")
  }

  /// The kernel keeps the tables when filtering is switched off, and takes them when it is off.
  @Test func `memberships are kept and set while the bridge does not filter`() throws {
    let host = try Host()
    let off = #""br": {"kind": "bridge", "vlan_filtering": false}, "#
    try host.apply(off + port("t", #"{"access": 10}"#))
    #expect(try host.vlans()["t"] == "10 PVID Egress Untagged")
    try host.apply(bridge + port("t", #"{"access": 10}"#))
    try host.apply(off + port("t", #"{"access": 11}"#))
    #expect(try host.vlans()["t"] == "11 PVID Egress Untagged")
    #expect(try host.isInSync())
  }

  /// A port that joins a bridge anew loses all VLANs it had on the one before.
  @Test func `a port keeps its VLANs when it changes its bridge`() throws {
    let host = try Host()
    let two = #""br": {"kind": "bridge", "vlan_filtering": true}, "br2": {"kind": "bridge", "vlan_filtering": true}, "#
    try host.apply(two + port("t", #"{"trunk": [5, 6], "native": 7}"#))
    try host.apply(two + port("t", #"{"trunk": [5, 6], "native": 7}"#).replacing("\"br\"", with: "\"br2\""))
    #expect(try host.links()["t"]["master"] == "br2")
    #expect(try host.vlans()["t"] == "5-6, 7 PVID Egress Untagged")
    #expect(try host.isInSync())
  }
}
