/// Faults in the tunnels of VLANs.
extension WrongDocument {
  private static func port(_ tunnels: String, isSeenBySchema: Bool, _ complaints: [String]) -> WrongDocument {
    WrongDocument(
      links: #""eth0": {"kind": "nic", "bridge": {"name": "br0", "vlan": {"trunk": "10-20", "tunnels": \#(tunnels)}}}"#,
      isSeenBySchema: isSeenBySchema, complaints.map { $0.replacing("AT", with: "links.eth0.bridge.vlan.tunnels") })
  }

  static let tunnels = [
    port(
      "7", isSeenBySchema: true,
      [
        #"2:89: AT: tunnels are an object such as {"10": 10010, "20-29": "10020-10029"}, or {} for none, not 7"#
      ]),
    port(
      #"{"x": 1, "20-10": 1, "0": 1, "10": 0, "11": true}"#, isSeenBySchema: true,
      [
        #"2:90: AT.x: a VLAN such as "10", or a range such as "20-29", must stand here"#,
        #"2:98: AT.20-10: a VLAN such as "10", or a range such as "20-29", must stand here"#,
        #"2:110: AT.0: VLAN 0 is not in the range 1 to 4094"#,
        #"2:124: AT.10: 0 is not in the range 1 to 16777215"#,
        #"2:133: AT.11: a number from 1 to 16777215 must stand here, not true"#,
      ]),
    port(
      #"{"10": "x", "11-12": 5, "13-14": "5-7", "15": "99999999"}"#, isSeenBySchema: true,
      [
        #"2:96: AT.10: identifiers such as 10010 or "10020-10029" must stand here, not "x""#,
        #"2:110: AT.11-12: 2 VLANs need as many identifiers, and here is one; such as 5-6"#,
        #"2:122: AT.13-14: 2 VLANs need as many identifiers, and here are 3; such as 5-6"#,
        #"2:135: AT.15: 99999999 is not in the range 1 to 16777215"#,
      ]),
    port(
      #"{"10-12": "5-7", "12": 9, "13": 6, "30": 8}"#, isSeenBySchema: false,
      [
        #"2:106: AT.12: VLAN 12 is mapped already; remove one of the two"#,
        #"2:121: AT.13: another VLAN is mapped to 6 already, at 2:99; each has its own identifier"#,
        #"2:124: AT.30: VLAN 30 is not among the VLANs that are declared here"#,
      ]),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "vlan": {"trunk": 10, "tunnels": {"10": 5}}}"#,
      [
        #"2:49: links.br0.vlan.tunnels: only a port maps its VLANs to tunnels, and this is a bridge itself"#
      ]),
    WrongDocument(
      links: #"""
        "vm0": {"kind": "tap", "bridge": {"name": "br0", "vlan": {"trunk": 10, "tunnels": {"10": 5}}}},
        "vx0": {"kind": "vxlan", "id": 7, "bridge": {"name": "br0", "vlan": {"trunk": 10, "tunnels": {"10": 5}}}}
        """#, isSeenBySchema: false,
      [
        #"2:83: links.vm0.bridge.vlan.tunnels: only what is external carries the identifiers of VLANs, such as a VXLAN, and this is a TAP"#,
        #"3:94: links.vx0.bridge.vlan.tunnels: a VXLAN carries the identifiers of VLANs if it is external; add "external": true to the link"#,
      ]),
    WrongDocument(
      links:
        #""eth0": {"kind": "nic", "bridge": {"name": "br0", "vlan_tunnel": false, "vlan": {"trunk": 10, "tunnels": {"10": 5}}}}"#,
      isSeenBySchema: false,
      [
        #"2:51: links.eth0.bridge.vlan_tunnel: a port with "tunnels" maps VLANs to tunnels; remove this, or the tunnels"#
      ]),
  ]
}
