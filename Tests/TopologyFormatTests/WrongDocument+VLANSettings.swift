/// Faults in the settings of VLANs.
extension WrongDocument {
  private static func port(_ options: String, isSeenBySchema: Bool = true, _ complaints: [String]) -> WrongDocument {
    WrongDocument(
      links: #""t0": {"kind": "tap", "bridge": {"name": "br0", "vlan": {"trunk": "10-20", "options": \#(options)}}}"#,
      isSeenBySchema: isSeenBySchema, complaints.map { $0.replacing("AT", with: "links.t0.bridge.vlan.options") })
  }

  static let vlanSettings = [
    port(
      #"7"#,
      [
        #"2:87: AT: options of VLANs are an object such as {"10": {"mcast_router": 2}, "20-29": {"mcast_router": 2}}, not 7"#
      ]),
    port(
      #"{"x": {}, "20-10": {}, "4095": {}, "10": 7}"#,
      [
        #"2:88: AT.x: a VLAN such as "10", or a range such as "20-29", must stand here"#,
        #"2:97: AT.20-10: a VLAN such as "10", or a range such as "20-29", must stand here"#,
        #"2:110: AT.4095: VLAN 4095 is not in the range 1 to 4094"#,
        #"2:128: AT.10: the options of a VLAN are an object, not 7"#,
      ]),
    port(
      #"{"10": {"stat": "blocking", "state": "blocked", "mcast_querier": true, "mcast_router": 4}}"#,
      [
        #"2:95: AT.10.stat: unknown key; did you mean "state"?"#,
        #"2:124: AT.10.state: one of "disabled", "listening", "learning", "forwarding", "blocking" must stand here, not "blocked""#,
        #"2:135: AT.10.mcast_querier: "mcast_querier" is of the VLAN as a whole; write it inside "vlan_options" of the bridge"#,
        #"2:174: AT.10.mcast_router: 4 is not in the range 0 to 3"#,
      ]),
    port(
      #"{"10-12": {"mcast_router": 2}, "12": {"state": "blocking"}, "30": {}}"#, isSeenBySchema: false,
      [
        #"2:118: AT.12: VLAN 12 stands here already, at 2:88; remove it from one of the two"#,
        #"2:147: AT.30: VLAN 30 is not among the VLANs that are declared here"#,
      ]),
    WrongDocument(
      links: #"""
        "br0": {"kind": "bridge", "vlan": {"tagged": 10, "options": {"10": {"mcast_max_groups": 5, "neigh_suppress": true}}},
          "vlan_options": {"10": {"state": "blocking"}, "11": {"mcast_query_interval": 0.5}}}
        """#,
      [
        #"2:69: links.br0.vlan.options.10.mcast_max_groups: "mcast_max_groups" is for VLANs of ports, and this is a bridge itself"#,
        #"2:92: links.br0.vlan.options.10.neigh_suppress: "neigh_suppress" is for VLANs of ports, and this is a bridge itself"#,
        #"3:27: links.br0.vlan_options.10.state: "state" is not of a VLAN as a whole; write it inside "vlan": {"options": …} of each port, or of the bridge itself"#,
        #"3:80: links.br0.vlan_options.11.mcast_query_interval: 0.5 s is not in the range 1 to 1000000 s"#,
      ]),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "vlan": {"tagged": 10, "options": {"10": {"mcast_router": 3}}}}"#,
      isSeenBySchema: false,
      [
        #"2:85: links.br0.vlan.options.10.mcast_router: 3 is for ports; a bridge itself has 0, 1 or 2"#
      ]),
    WrongDocument(
      links: #"""
        "br0": {"kind": "bridge", "stp": true, "vlan": {"tagged": 10, "options": {"10": {"state": "blocking"}}}},
        "t0": {"kind": "tap", "bridge": {"name": "br0", "vlan": {"trunk": 10, "options": {"10": {"state": "blocking"}}}}}
        """#, isSeenBySchema: false,
      [
        #"2:74: links.br0.vlan.options: the kernel lets nobody set states of VLANs while the bridge speaks the spanning tree protocol, and br0 has "stp" on; remove "state" here, or "stp" there"#,
        #"3:82: links.t0.bridge.vlan.options: the kernel lets nobody set states of VLANs while the bridge speaks the spanning tree protocol, and br0 has "stp" on; remove "state" here, or "stp" there"#,
      ]),
  ]
}
