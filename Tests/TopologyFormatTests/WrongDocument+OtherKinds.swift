extension WrongDocument {
  static let otherKinds: [WrongDocument] = [
    WrongDocument(
      links: #""t": {"kind": "macvtap", "link": "e0", "owner": "nobody-here", "group": -1}"#,
      [
        #"2:49: links.t.owner: there is no user "nobody-here" on this host"#,
        #"2:73: links.t.group: a group is a name or a number from 0 to 4294967294, not -1"#,
      ]),
    WrongDocument(
      links: #""m": {"kind": "macvlan", "link": "e0", "owner": "root"}"#,
      [
        #"2:40: links.m.owner: "owner" belongs to TAPs and macvtaps, and this is a macvlan"#
      ]),
    WrongDocument(
      links: #""x": {"kind": "vxlan"}"#, isSeenBySchema: false,
      [#"2:1: links.x: a VXLAN needs "id", its network identifier (VNI)"#]),
    WrongDocument(
      links: #""m": {"kind": "macvlan"}"#,
      [#"2:1: links.m: a macvlan needs "link", the link it lies on"#]),
    WrongDocument(
      links: #""v": {"kind": "vrf"}"#,
      [#"2:1: links.v: a VRF needs "table", the number of its routing table"#]),
    WrongDocument(
      links: #""t": {"kind": "team"}"#,
      [
        #"2:15: links.t.kind: "team" is no kind of link here; vnetctl does not manage teams: "#
          + #"write "nic" for one that is there already"#
      ]),
    WrongDocument(
      links: #""v": {"kind": "vrf", "table": 7, "bridge": "br0"}"#,
      ["2:34: links.v.bridge: a VRF cannot be a port of a bridge"]),
    WrongDocument(
      links: #""i": {"kind": "ipvlan", "link": "e0", "mtu": 1400}"#,
      ["2:39: links.i.mtu: unknown key; an ipvlan has the mtu of the link under it"]),
    WrongDocument(
      links:
        #""x": {"kind": "vxlan", "id": 7, "remote": "0.0.0.0", "local": "here", "port_range": "9-1", "ttl": "long"}"#,
      [
        "2:43: links.x.remote: 0.0.0.0 is no address; write null for none",
        #"2:63: links.x.local: an IP address such as 192.0.2.1 or 2001:db8::1, or null for none, must stand here, not "here""#,
        "2:85: links.x.port_range: the range 9-1 begins behind its end",
        #"2:99: links.x.ttl: a number from 0 to 255 or "auto", "inherit" must stand here, not "long""#,
      ]),
    WrongDocument(
      links: #""e": {"kind": "gretap", "remote": "2001:db8::1"}"#, isSeenBySchema: false,
      [
        "2:35: links.e.remote: 2001:db8::1 is an address of IPv6; only one of IPv4 can stand here"
      ]),
    WrongDocument(
      links: #""e": {"kind": "gretap", "ignore_df": true}"#, isSeenBySchema: false,
      [#"2:38: links.e.ignore_df: "ignore_df" has an effect only with "pmtudisc": false"#]),
    WrongDocument(
      links: #""x": {"kind": "vxlan", "id": 7, "label": 5}"#, isSeenBySchema: false,
      [#"2:42: links.x.label: "label" has an effect only with "remote" or "local" of IPv6"#]),
    WrongDocument(
      links: #""m": {"kind": "macvlan", "link": "e0", "macaddr": ["52:54:00:00:00:01", "52-54-00-00-00-01"]}"#,
      isSeenBySchema: false,
      [
        #"2:51: links.m.macaddr: "macaddr" has an effect only with "mode": "source""#,
        "2:73: links.m.macaddr[1]: 52:54:00:00:00:01 stands in the list already; remove one of the two",
      ]),
    WrongDocument(
      links: #""m": {"kind": "macvlan", "link": "e0", "macaddr": ["52:54:00:00:00:01"]}"#, isSeenBySchema: false,
      [#"2:51: links.m.macaddr: "macaddr" has an effect only with "mode": "source""#]),
    WrongDocument(
      links: #"""
        "e0": {"kind": "nic", "bridge": "br0"},
        "m": {"kind": "macvlan", "link": "e0"}
        """#, isSeenBySchema: false,
      [
        "3:34: links.m.link: e0, declared at t.json:2:1, is a port of br0, which takes its frames; lay this on the bridge, "
          + "or take e0 off it"
      ]),
    WrongDocument(
      links: #"""
        "m": {"kind": "macvlan", "link": "e0"},
        "i": {"kind": "ipvlan", "link": "e0"}
        """#, isSeenBySchema: false,
      [
        "3:33: links.i.link: m, a macvlan declared at t.json:2:1, takes the frames of e0; it and this one cannot be there "
          + "together"
      ]),
    WrongDocument(
      links: #"""
        "i": {"kind": "ipvlan", "link": "e0", "mode": "l2"},
        "j": {"kind": "ipvlan", "link": "e0"}
        """#, isSeenBySchema: false,
      [
        #"3:1: links.j.mode: i, declared at t.json:2:1, has "mode": "l2"; the kernel keeps one for all ipvlans on e0"#
      ]),
  ]
}
