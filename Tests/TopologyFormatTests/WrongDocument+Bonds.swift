extension WrongDocument {
  static let bonds: [WrongDocument] = [
    WrongDocument(
      links: #""b": {"kind": "bond", "miimon": 0.1, "arp_interval": 0.5}"#, isSeenBySchema: false,
      [
        #"2:54: links.b.arp_interval: a bond watches its ports by "miimon" or by "arp_interval", and not by "#
          + #"both"#
      ]),
    WrongDocument(
      links: #""b": {"kind": "bond", "miimon": 0.1, "updelay": 0.25, "downdelay": 0.2, "peer_notify_delay": 0.05}"#,
      isSeenBySchema: false,
      [
        #"2:49: links.b.updelay: 0.25 s is no multiple of the 0.1 s of "miimon""#,
        #"2:94: links.b.peer_notify_delay: 0.05 s is no multiple of the 0.1 s of "miimon""#,
      ]),
    WrongDocument(
      links: #""b": {"kind": "bond", "updelay": 0.2}"#, isSeenBySchema: false,
      [
        #"2:34: links.b.updelay: "updelay" has an effect only with "miimon""#
      ]),
    WrongDocument(
      links: #""b": {"kind": "bond", "miimon": 0.0005}"#, isSeenBySchema: false,
      [
        #"2:33: links.b.miimon: 0.0005 s is not a whole number of thousandths of a second, in which the "#
          + #"kernel counts"#
      ]),
    WrongDocument(
      links: #""b": {"kind": "bond", "mode": "lacp", "lacp_rate": "fast"}"#,
      [
        #"2:31: links.b.mode: one of "balance-rr", "active-backup", "balance-xor", "broadcast", "802.3ad", "#
          + #""balance-tlb", "balance-alb" must stand here, not "lacp""#,
        #"2:52: links.b.lacp_rate: "lacp_rate" has an effect only with "mode": "802.3ad""#,
      ]),
    WrongDocument(
      links: #""b": {"kind": "bond", "mode": "802.3ad", "primary": "e0", "arp_interval": 1}"#, isSeenBySchema: false,
      [
        #"2:53: links.b.primary: "primary" has an effect only with "mode": "active-backup" or "mode": "#
          + #""balance-tlb" or "mode": "balance-alb""#,
        #"2:75: links.b.arp_interval: "arp_interval" has an effect only with "mode": "balance-rr" or "#
          + #""mode": "active-backup" or "mode": "balance-xor" or "mode": "broadcast""#,
      ]),
    WrongDocument(
      links: #"""
        "b": {"kind": "bond", "mode": "active-backup", "primary": "e0"},
        "e0": {"kind": "nic", "bridge": "br0"}
        """#, isSeenBySchema: false,
      [
        #"2:59: links.b.primary: e0, declared at t.json:3:1, is no port of this bond"#
      ]),
    WrongDocument(
      links: #"""
        "b": {"kind": "bond"},
        "e0": {"kind": "nic", "bond": "b", "mtu": 1400, "mac": "52:54:00:00:00:01"}
        """#, isSeenBySchema: false,
      [
        #"3:43: links.e0.mtu: a port of a bond has the mtu of the bond; declare it for b"#,
        #"3:56: links.e0.mac: a port of a bond has the mac of the bond; declare it for b"#,
      ]),
    WrongDocument(
      links: #""e0": {"kind": "nic", "bridge": "br0", "bond": "b"}"#, isSeenBySchema: false,
      [
        #"2:48: links.e0.bond: a link is a port of one master alone; remove "bond" or the other key"#
      ]),
    WrongDocument(
      links: #""e0": {"kind": "nic", "bridge": null, "bond": "b"}"#, isSeenBySchema: false,
      [
        #"2:47: links.e0.bond: a link is a port of one master alone; remove "bond" or the other key"#
      ]),
    WrongDocument(
      links: #""b": {"kind": "bond", "bond": "c"}"#,
      [
        #"2:23: links.b.bond: "bond" belongs to NICs, TAPs, VLANs, veths, macvlans, VXLANs, Geneve tunnels, GRE "#
          + #"tunnels, dummies and ifbs, and this is a bond"#
      ]),
    WrongDocument(
      links: #""r": {"kind": "bridge", "bond": "c"}"#,
      [
        #"2:25: links.r.bond: "bond" belongs to NICs, TAPs, VLANs, veths, macvlans, VXLANs, Geneve tunnels, GRE "#
          + #"tunnels, dummies and ifbs, and this is a bridge"#
      ]),
    WrongDocument(
      links:
        #""e0": {"kind": "nic", "bond": {"name": "b", "isolated": true, "vlan": {"access": 7}, "mode": "802.3ad", "queue": 1}}"#,
      [
        #"2:45: links.e0.bond.isolated: "isolated" is for ports of bridges; a bond port has no such setting"#,
        #"2:63: links.e0.bond.vlan: "vlan" is for ports of bridges; a bond port has no such setting"#,
        #"2:86: links.e0.bond.mode: "mode" belongs to the bond itself, not to its port"#,
        #"2:105: links.e0.bond.queue: unknown key; a bond port has no such setting"#,
      ]),
    WrongDocument(
      links: #""e0": {"kind": "nic", "bond": {"queue_id": 65536, "prio": -2147483649}}"#,
      [
        #"2:31: links.e0.bond: the bond needs its "name"; write null instead of an object for no bond"#,
        #"2:44: links.e0.bond.queue_id: 65536 is not in the range 0 to 65535"#,
        #"2:59: links.e0.bond.prio: -2147483649 is not in the range -2147483648 to 2147483647"#,
      ]),
    WrongDocument(
      links: #""e0": {"kind": "nic", "bond": 1}"#,
      [
        #"2:31: links.e0.bond: the bond is a name such as "bond0", an object such as {"name": "bond0", "#
          + #""prio": 5}, or null for none, not 1"#
      ]),
    WrongDocument(
      links: #"""
        "e0": {"kind": "nic", "bond": "r"},
        "r": {"kind": "bridge"}
        """#, isSeenBySchema: false,
      [
        #"2:31: links.e0.bond: r is no bond but a bridge, declared at t.json:3:1"#
      ]),
    WrongDocument(
      links: #"""
        "e0": {"kind": "nic", "bridge": "b"},
        "b": {"kind": "bond"}
        """#, isSeenBySchema: false,
      [
        #"2:33: links.e0.bridge: b is no bridge but a bond, declared at t.json:3:1"#
      ]),
    WrongDocument(
      links: #"""
        "e0": {"kind": "nic", "bond": "b"},
        "b": {"kind": "bond", "state": "absent"}
        """#, isSeenBySchema: false,
      [
        #"2:31: links.e0.bond: b is declared absent at t.json:3:1"#
      ]),
    WrongDocument(
      links:
        #""b": {"kind": "bond", "arp_ip_target": ["192.0.2.1", "192.0.2.1", "2001:db8::1", 5], "ns_ip6_target": "2001:db8::1"}"#,
      [
        #"2:54: links.b.arp_ip_target[1]: 192.0.2.1 stands in the list already; remove one of the two"#,
        #"2:67: links.b.arp_ip_target[2]: an address of IPv4 such as "192.0.2.1" must stand here, not "#
          + #""2001:db8::1""#,
        #"2:82: links.b.arp_ip_target[3]: an address of IPv4 such as "192.0.2.1" must stand here, not 5"#,
        #"2:103: links.b.ns_ip6_target: a list such as ["2001:db8::1"] must stand here, not "2001:db8::1""#,
      ]),
    WrongDocument(
      links: #"""
        "b": {"kind": "bond"},
        "v": {"kind": "vlan", "link": "b", "id": 7, "bond": "b"}
        """#, isSeenBySchema: false,
      [
        #"3:31: links.v.link: these links lie on each other in a circle: b → v → b"#
      ]),
    WrongDocument(
      links: #""t": {"kind": "tap", "bond": {"name": "b", "hand_over": true}}"#, isSeenBySchema: false,
      [
        #"2:44: links.t.bond.hand_over: only a NIC hands its addresses over to the bond, and this is a TAP; "#
          + #"remove this"#
      ]),
    WrongDocument(
      links: #"""
        "e0": {"kind": "nic", "bond": "b"},
        "b": {"kind": "bond"},
        "m": {"kind": "macvlan", "link": "e0"}
        """#, isSeenBySchema: false,
      [
        #"4:34: links.m.link: e0, declared at t.json:2:1, is a port of b, which takes its frames; lay this "#
          + #"on the bond, or take e0 off it"#
      ]),
  ]
}
