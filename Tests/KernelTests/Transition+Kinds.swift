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
}
