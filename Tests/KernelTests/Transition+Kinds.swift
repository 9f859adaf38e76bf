extension Transition {
  /// Links over others, and over nothing: made, changed, made anew, moved and removed.
  static let overOthers = Transition(
    name: "over others", requirements: [.kinds(["macvlan", "macvtap", "vxlan", "ifb"])], setup: nic,
    first: """
      "links": {
      "nic": {"kind": "nic"}, "br": {"kind": "bridge"},
      "m": {"kind": "macvlan", "link": "nic", "mode": "source", "macaddr": ["52:54:00:00:00:09"], "mtu": 1400},
      "t": {"kind": "macvtap", "link": "nic", "mode": "bridge", "addresses": ["10.1.0.1/24"]},
      "x": {"kind": "vxlan", "id": 7, "link": "nic", "remote": "192.0.2.1", "bridge": "br"},
      "y": {"kind": "vxlan", "id": 8, "port": 4789, "local": "2001:db8::1"},
      "i": {"kind": "ifb", "bridge": {"name": "br", "isolated": true}}}
      """,
    second: """
      "links": {
      "nic": {"kind": "nic", "bridge": "br"}, "br": {"kind": "bridge"},
      "m": {"kind": "macvlan", "link": "br", "mode": "vepa"},
      "x": {"kind": "vxlan", "id": 7, "link": "nic", "remote": "192.0.2.2", "learning": false, "bridge": null},
      "z": {"kind": "vxlan", "id": 8, "port": 4789, "gbp": true}}
      """)

  /// The same for kinds that only some kernels have. Both ipvlans have the MAC address of their NIC: which of them gets the link-local address, chance would decide.
  static let tunnels = Transition(
    name: "tunnels", requirements: [.kinds(["ipvlan", "geneve", "gretap", "vrf", "dummy"])], setup: nic,
    first: """
      "links": {
      "nic": {"kind": "nic"}, "br": {"kind": "bridge"},
      "i": {"kind": "ipvlan", "link": "nic", "mode": "l2", "flags": "private", "ipv6_addr_gen_mode": "none"},
      "j": {"kind": "ipvlan", "link": "nic", "mode": "l2", "flags": "private", "ipv6_addr_gen_mode": "none"},
      "g": {"kind": "geneve", "id": 7, "remote": "192.0.2.1", "mtu": 1400, "tos": 4, "bridge": "br"},
      "e": {"kind": "gretap", "link": "nic", "remote": "192.0.2.1", "ikey": 5, "oseq": true, "ttl": 9, "mtu": 1400},
      "v": {"kind": "vrf", "table": 100},
      "d": {"kind": "dummy", "bridge": "br", "addresses": []}}
      """,
    second: """
      "links": {
      "nic": {"kind": "nic", "mtu": 1450}, "br": {"kind": "bridge"},
      "i": {"kind": "ipvlan", "link": "nic", "mode": "l3", "flags": "vepa"},
      "g": {"kind": "geneve", "id": 7, "remote": "192.0.2.2", "ttl": "inherit", "bridge": "br"},
      "e": {"kind": "gretap", "link": "nic", "remote": "192.0.2.3", "icsum": true, "bridge": "br"},
      "v": {"kind": "vrf", "table": 101},
      "d": {"kind": "dummy", "mtu": 1300, "bridge": null}}
      """)

  /// A bond is made anew, loses a port to a bridge, and gets others.
  static let bonds = Transition(
    name: "bonds", requirements: bonding, setup: nic,
    first: """
      "links": {
      "nic": {"kind": "nic", "bond": "bo"}, "d": {"kind": "dummy", "bond": {"name": "bo", "queue_id": 3}},
      "e": {"kind": "dummy", "mtu": 1400, "bridge": "br"},
      "bo": {"kind": "bond", "mode": "active-backup", "miimon": 0.1, "updelay": 0.2, "primary": "d", "mtu": 1450,
        "bridge": {"name": "br", "vlan": {"trunk": "10-19"}}},
      "v": {"kind": "vlan", "link": "bo", "id": 7, "addresses": ["10.1.7.1/24"]},
      "other": {"kind": "bond", "mode": "balance-rr", "arp_interval": 0.5, "arp_ip_target": ["192.0.2.1"]},
      "br": {"kind": "bridge", "vlan_filtering": true}}
      """,
    second: """
      "links": {
      "nic": {"kind": "nic", "mtu": 1480, "bond": null}, "d": {"kind": "dummy", "bridge": "br"},
      "e": {"kind": "dummy", "bond": "bo"},
      "bo": {"kind": "bond", "mode": "802.3ad", "miimon": 0.2, "lacp_rate": "fast", "bridge": "br"},
      "v": {"kind": "vlan", "link": "bo", "id": 7, "addresses": ["10.1.7.2/24"]},
      "other": {"kind": "bond", "mode": "balance-rr", "arp_interval": 1, "packets_per_slave": 4, "mtu": 1400},
      "br": {"kind": "bridge", "vlan_filtering": true}}
      """)

  /// The addresses and routes of a NIC that goes into a bond under a bridge.
  static let handOverOverABond = Transition(
    name: "a NIC on a bond hands its addresses over to the bridge", requirements: bonding, setup: addressedNIC,
    second: """
      "links": {"nic": {"kind": "nic", "bond": "bo"}, "d": {"kind": "dummy", "bond": "bo"},
      "bo": {"kind": "bond", "mode": "active-backup", "miimon": 0.1, "bridge": "br"}, "br": {"kind": "bridge"}}
      """)

  /// A VRF is made anew, and links come to it and leave it with their addresses and routes.
  static let domains = Transition(
    name: "VRFs", requirements: [.kinds(["vrf", "dummy"]), .vlan], setup: addressedNIC,
    first: """
      "links": {
      "nic": {"kind": "nic", "vrf": "red"}, "red": {"kind": "vrf", "table": 70},
      "v": {"kind": "vlan", "link": "nic", "id": 7, "addresses": ["10.1.7.1/24", "2001:db8:7::1/64"]},
      "d": {"kind": "dummy", "vrf": "red", "addresses": ["10.1.0.1/24", "2001:db8:1::1/64"]},
      "br": {"kind": "bridge", "vrf": "blue"}, "blue": {"kind": "vrf", "table": 71}},
      "routes": [{"to": "10.20.0.0/16", "via": "192.0.2.1", "dev": "nic"}, {"to": "10.21.0.0/16", "dev": "red"},
        {"to": "fd00::/16", "via": "2001:db8:1::2", "dev": "d"}]
      """,
    second: """
      "links": {
      "nic": {"kind": "nic", "vrf": null}, "red": {"kind": "vrf", "table": 72},
      "v": {"kind": "vlan", "link": "nic", "id": 7, "vrf": "red", "addresses": ["10.1.7.1/24", "2001:db8:7::1/64"]},
      "d": {"kind": "dummy", "vrf": "red"}, "br": {"kind": "bridge", "vrf": "red"}},
      "routes": [{"to": "fd00::/16", "via": "2001:db8:1::2", "dev": "d"}]
      """)

  /// Ends of pairs meet others, and one becomes a TAP. One pair is somebody else's.
  static let pairs = Transition(
    name: "pairs", setup: nic,
    first: """
      "links": {
      "nic": {"kind": "nic"}, "br": {"kind": "bridge", "mac": "52:54:00:00:00:77"},
      "v0": {"kind": "veth", "peer": "v1", "mtu": 1400, "bridge": {"name": "br", "isolated": true}},
      "v2": {"kind": "veth", "peer": "v3", "addresses": ["10.1.0.1/24"], "mac": "52:54:00:00:00:01"},
      "v3": {"kind": "veth", "peer": "v2", "promiscuous": true},
      "v4": {"kind": "veth", "peer": "v5", "bridge": "br"},
      "m": {"kind": "macvlan", "link": "v1", "mode": "bridge"}}
      """,
    second: """
      "links": {
      "nic": {"kind": "nic", "bridge": "br"}, "br": {"kind": "bridge", "mac": "52:54:00:00:00:77"},
      "peer": {"kind": "nic", "mtu": 1450},
      "v0": {"kind": "veth", "peer": "v2", "bridge": {"name": "br", "isolated": true}},
      "v1": {"kind": "veth", "peer": "v3", "up": false},
      "v4": {"kind": "tap", "bridge": "br"},
      "m": {"kind": "macvlan", "link": "v2"}}
      """)

  private static let bonding: [Requirement] = [.kinds(["bond", "dummy"]), .vlanFiltering, .vlan]
}
