extension WrongDocument {
  static let domains: [WrongDocument] = [
    WrongDocument(
      links: #""e0": {"kind": "nic", "bridge": "br0", "vrf": "red"}"#, isSeenBySchema: false,
      [
        #"2:47: links.e0.vrf: a link is a port of one master alone; remove "vrf" or the other key"#
      ]),
    WrongDocument(
      links: #""e0": {"kind": "nic", "vrf": {"name": "red"}}"#,
      [
        #"2:30: links.e0.vrf: the vrf is a name such as "blue", or null for none, not an object"#
      ]),
    WrongDocument(
      links: #"""
        "red": {"kind": "vrf", "table": 7, "vrf": "blue"},
        "blue": {"kind": "vrf", "table": 8}
        """#,
      [
        #"2:36: links.red.vrf: "vrf" belongs to NICs, TAPs, bridges, VLANs, bonds, veths, macvlans, macvtaps, "#
          + #"ipvlans, VXLANs, Geneve tunnels, GRE tunnels, dummies and ifbs, and this is a VRF"#
      ]),
    WrongDocument(
      links: #"""
        "e0": {"kind": "nic", "vrf": "br0"},
        "e1": {"kind": "nic", "bridge": "red"},
        "br0": {"kind": "bridge"},
        "red": {"kind": "vrf", "table": 7}
        """#, isSeenBySchema: false,
      [
        #"2:30: links.e0.vrf: br0 is no vrf but a bridge, declared at t.json:4:1"#,
        #"3:33: links.e1.bridge: red is no bridge but a VRF, declared at t.json:5:1"#,
      ]),
    WrongDocument(
      links: #"""
        "lo": {"kind": "nic", "vrf": "red"},
        "red": {"kind": "vrf", "table": 7}
        """#, isSeenBySchema: false,
      [
        #"2:30: links.lo.vrf: the loopback cannot be in a VRF; give its addresses to the VRF itself, which is the "#
          + #"loopback there"#
      ]),
    WrongDocument(
      links: #"""
        "red": {"kind": "vrf", "table": 7},
        "v": {"kind": "vlan", "link": "red", "id": 7},
        "m": {"kind": "macvlan", "link": "red"}
        """#, isSeenBySchema: false,
      [
        #"3:31: links.v.link: red, declared at t.json:2:1, is a VRF, which has no frames of its own; lay this on a "#
          + #"link in it"#,
        #"4:34: links.m.link: red, declared at t.json:2:1, is a VRF, which has no frames of its own; lay this on a "#
          + #"link in it"#,
      ]),
    WrongDocument(
      text: #"""
        {"links": {
        "red": {"kind": "vrf", "table": 7},
        "e0": {"kind": "nic", "vrf": "red"},
        "e1": {"kind": "nic", "vrf": "blue"},
        "e2": {"kind": "nic"}},
        "routes": [
        {"to": "10.8.0.0/16", "dev": "e0"},
        {"to": "10.8.0.0/16", "dev": "e2"},
        {"to": "10.8.0.0/16", "dev": "red", "table": 7},
        {"to": "10.9.0.0/16", "dev": "e1"},
        {"to": "10.10.0.0/16", "hops": [{"dev": "e0"}, {"dev": "e2"}]}]}
        """#, isSeenBySchema: false,
      [
        #"9:1: routes[2]: a route to 10.8.0.0/16 with the same metric and table is declared already at t.json:7:1; "#
          + #"give one of them another "metric", or make one route with "hops""#,
        #"10:1: routes[3]: it leads into the VRF blue, which is not declared here; say in which "table" it is"#,
        #"11:1: routes[4]: not all of its ways are in the VRF red; say in which "table" it is"#,
      ]),
  ]
}
