internal import Planning
internal import Reconciliation
internal import Testing

/// From one state of a host to another, as administrators bring it about.
struct Transition: Sendable, CustomTestStringConvertible {
  let name: String
  var requirements: [Requirement] = []
  /// What is there before vnetctl comes, as lines for `ip`.
  var setup = ""
  /// The same, for `bridge`.
  var bridgeSetup = ""
  /// The inside of the document that was applied before; nil for none.
  var first: String?
  /// What others did after that, as lines for `ip`.
  var meanwhile = ""
  /// The same, for `bridge`.
  var bridgeMeanwhile = ""
  /// The inside of the document that is applied.
  let second: String
  /// Whether it removes what vnetctl did not make, which `destroy` does not bring back.
  var isForGood = false

  var testDescription: String { name }

  /// Whether it is about qdiscs and filters.
  var hasTrafficControl: Bool { requirements.contains(.shaping) || requirements.contains(.policing) }

  /// Nobody is asked in a test, and no session runs over these links.
  var options: ApplyOptions { ApplyOptions(allowing: [.disruption, .lockout]) }

  /// Those that can be tried on this kernel; in the lab, where a process takes long to start, those that can be tried
  /// nowhere else.
  static var possible: [Transition] {
    all.filter { transition in
      Requirement.isLab ? !transition.requirements.isEmpty : transition.requirements.allSatisfy(\.isMet)
    }
  }

  static let nic = """
    link add nic address 52:54:00:aa:00:01 type veth peer name peer address 52:54:00:aa:00:02
    link set dev nic up
    link set dev peer up
    """

  static let addressedNIC =
    nic + """

      link set dev lo up
      address add 192.0.2.7/24 dev nic
      address add 192.0.2.8/24 dev nic label nic:1
      address add 198.51.100.3/32 dev nic noprefixroute valid_lft 4000 preferred_lft 3000
      address add 203.0.113.1 peer 203.0.113.2/32 dev nic
      address add 2001:db8::7/64 dev nic nodad
      address add 2001:db8::8/64 dev nic nodad valid_lft 4000 preferred_lft 0
      route add default via 192.0.2.1 dev nic metric 5
      route add 10.8.0.0/16 via 192.0.2.1 dev nic src 192.0.2.8 mtu 1400
      route add 10.9.0.0/16 via 192.0.2.1 dev nic table 77
      route add blackhole 10.10.0.0/16
      route add default via 2001:db8::1 dev nic metric 9
      route add 2001:db8:8::/48 via 2001:db8::1 dev nic
      """

  private static let ports = """
    "br": {"kind": "bridge", "mtu": 1450, "ageing_time": 120, "priority": 4096, "addresses": ["10.1.0.1/24"]},
    "vm0": {"kind": "tap", "owner": 0, "mtu": 1450, "promiscuous": true, "description": "first guest",
      "bridge": {"name": "br", "isolated": true, "priority": 9}},
    "vm1": {"kind": "tap", "group": 0, "mtu": 1450, "tx_queue_length": 77, "bridge": {"name": "br", "guard": true}}
    """

  static let all: [Transition] = [
    overOthers, tunnels, bonds, domains, handOverOverABond, stations, lockedPorts, stationsInVLANs, groups,
    groupsInVLANs, tunnelsOfVLANs, settingsOfVLANs, pairs, names, newNames, formerNames, exchangedNames, shaped,
    policed,
    Transition(name: "TAPs come onto a bridge", second: "\"links\": {\(ports)}"),
    Transition(
      name: "a NIC hands its addresses over", setup: addressedNIC,
      second: """
        "links": {"br": {"kind": "bridge"}, "nic": {"kind": "nic", "promiscuous": true, "bridge": "br"},
          "vm0": {"kind": "tap", "bridge": "br"}}
        """),
    Transition(
      name: "a NIC gets its addresses back", setup: addressedNIC,
      first: #""links": {"br": {"kind": "bridge"}, "nic": {"kind": "nic", "mtu": 1400, "bridge": "br"}}"#,
      second: #""links": {"br": {"kind": "bridge"}, "vm0": {"kind": "tap", "bridge": "br"}}"#),
    Transition(
      name: "VLANs get other numbers, addresses and masters", requirements: [.vlan], setup: nic,
      first: """
        "links": {"br": {"kind": "bridge"}, "nic": {"kind": "nic"},
          "nic.10": {"kind": "vlan", "link": "nic", "id": 10, "addresses": ["10.0.10.1/24", "2001:db8:10::1/64"]},
          "nic.20": {"kind": "vlan", "link": "nic", "id": 20, "egress_qos_map": {"1": 2}, "bridge": "br"},
          "nic.30": {"kind": "vlan", "link": "nic", "id": 30}},
        "routes": [{"to": "10.8.0.0/16", "via": "10.0.10.254"}]
        """,
      second: """
        "links": {"br": {"kind": "bridge"}, "nic": {"kind": "nic"},
          "nic.10": {"kind": "vlan", "link": "nic", "id": 11, "addresses": ["10.0.10.1/24", "10.0.11.1/24"]},
          "nic.20": {"kind": "vlan", "link": "nic", "id": 20, "egress_qos_map": {"1": 3}, "bridge": null},
          "nic.40": {"kind": "vlan", "link": "nic", "id": 10, "bridge": "br"}}
        """),
    Transition(
      name: "trunks and access ports change", requirements: [.vlanFiltering, .vlan], setup: nic,
      first: """
        "links": {"br": {"kind": "bridge", "vlan_filtering": true, "vlan": {"trunk": [10], "native": 1}},
          "br.10": {"kind": "vlan", "link": "br", "id": 10, "addresses": ["10.0.10.1/24"]},
          "nic": {"kind": "nic", "bridge": {"name": "br", "vlan": {"trunk": ["10-19", 30], "native": 1}}},
          "vm0": {"kind": "tap", "bridge": {"name": "br", "vlan": {"access": 10}}},
          "vm1": {"kind": "tap", "bridge": "br"}}
        """,
      bridgeMeanwhile: "fdb add 52:54:00:bb:00:01 dev vm0 master static vlan 10",
      second: """
        "links": {"br": {"kind": "bridge", "vlan_filtering": true, "vlan_default_pvid": 5, "vlan": {"trunk": [11], "native": 5}},
          "br.11": {"kind": "vlan", "link": "br", "id": 11},
          "nic": {"kind": "nic", "bridge": {"name": "br", "vlan": {"trunk": ["11-21"], "native": 5}}},
          "vm0": {"kind": "tap", "bridge": {"name": "br", "vlan": {"access": 11, "tagged": [12]}}},
          "vm1": {"kind": "tap", "bridge": "br"}, "vm2": {"kind": "tap", "bridge": {"name": "br", "vlan": {"access": 12}}}}
        """),
    Transition(
      name: "a TAP is made anew", first: "\"links\": {\(ports)}",
      meanwhile: "link set dev vm0 alias kept",
      bridgeMeanwhile: """
        fdb add 52:54:00:bb:00:01 dev vm0 master static
        fdb add 52:54:00:bb:00:02 dev vm0 master static sticky
        """,
      second: """
        "links": {"br": {"kind": "bridge"}, "vm1": {"kind": "tap", "bridge": "br"},
          "vm0": {"kind": "tap", "queues": 4, "vnet_header": true, "bridge": "br"}}
        """),
    Transition(
      name: "a bridge with ports is removed", setup: addressedNIC,
      first: "\"links\": {\(ports), \"nic\": {\"kind\": \"nic\", \"bridge\": {\"name\": \"br\", \"path_cost\": 7}}}",
      bridgeMeanwhile: """
        fdb add 52:54:00:bb:00:01 dev vm1 master static
        fdb add 52:54:00:bb:00:03 dev br self permanent
        """,
      second: #""links": {"vm0": {"kind": "tap", "bridge": null}}"#),
    Transition(
      name: "MTUs rise and fall under VLANs", requirements: [.vlan], setup: nic,
      first: """
        "links": {"br": {"kind": "bridge", "mtu": 1500}, "nic": {"kind": "nic", "mtu": 3000, "bridge": "br"},
          "br.10": {"kind": "vlan", "link": "br", "id": 10, "mtu": 1500},
          "br.10.20": {"kind": "vlan", "link": "br.10", "id": 20, "mtu": 1400},
          "vm0": {"kind": "tap", "bridge": "br", "mtu": 1500}, "vm1": {"kind": "tap", "bridge": "br", "mtu": 4000}}
        """,
      second: """
        "links": {"br": {"kind": "bridge", "mtu": 9000}, "nic": {"kind": "nic", "mtu": 9000, "bridge": "br"},
          "br.10": {"kind": "vlan", "link": "br", "id": 10, "mtu": 9000},
          "br.10.20": {"kind": "vlan", "link": "br.10", "id": 20, "mtu": 1300},
          "vm0": {"kind": "tap", "bridge": "br", "mtu": 9000}, "vm1": {"kind": "tap", "bridge": "br", "mtu": 2000}}
        """),
    Transition(
      name: "MTUs change", setup: nic,
      first: """
        "links": {"br": {"kind": "bridge", "mtu": 1500}, "nic": {"kind": "nic", "mtu": 3000, "bridge": "br"},
          "vm0": {"kind": "tap", "bridge": "br", "mtu": 1500}}
        """,
      second: """
        "links": {"br": {"kind": "bridge", "mtu": 1300}, "nic": {"kind": "nic", "mtu": 9000, "bridge": "br"},
          "vm0": {"kind": "tap", "bridge": "br", "mtu": 1300}}
        """),
    Transition(
      name: "addresses and routes change", setup: "link set dev lo up",
      first: """
        "links": {"br": {"kind": "bridge", "addresses": ["10.1.0.1/24", "10.1.0.2/24",
            {"address": "10.2.0.1/24", "valid_lifetime": 5000, "preferred_lifetime": 4000, "label": "br:a"},
            "2001:db8:1::1/64", "2001:db8:1::2/64"]},
          "br2": {"kind": "bridge", "addresses": ["10.3.0.1/24"]}},
        "routes": [{"to": "10.8.0.0/16", "via": "10.1.0.254"}, {"to": "10.9.0.0/16", "type": "unreachable"},
          {"to": "10.11.0.0/16", "hops": [{"via": "10.1.0.250"}, {"via": "10.3.0.250", "weight": 3}]},
          {"to": "2001:db8:8::/48", "via": "2001:db8:1::fe", "mtu": 1400}]
        """,
      meanwhile: "route add 10.12.0.0/16 via 10.1.0.253\nroute add 10.13.0.0/16 dev br2 src 10.3.0.1 table 9",
      second: """
        "links": {"br": {"kind": "bridge", "addresses": ["10.1.0.2/24", "10.1.0.1/24", "10.2.0.1/24",
            "2001:db8:1::2/64", "2001:db8:2::1/64"]},
          "br2": {"kind": "bridge", "addresses": ["10.4.0.1/24"]}},
        "routes": [{"to": "10.8.0.0/16", "via": "10.1.0.252", "metric": 4}, {"to": "10.9.0.0/16", "type": "blackhole"},
          {"to": "10.11.0.0/16", "via": "10.4.0.250"}, {"to": "2001:db8:8::/48", "via": "2001:db8:2::fe"}]
        """),
    Transition(
      name: "somebody's bridge is removed",
      setup: addressedNIC + """

        link add old address 52:54:00:cc:00:01 type bridge ageing_time 5000 mcast_snooping 0
        link set dev old up
        link set dev nic master old
        link add p1 address 52:54:00:cc:00:02 type veth peer name p2 address 52:54:00:cc:00:03
        link set dev p1 master old
        link set dev p1 type bridge_slave cost 7 isolated on
        link set dev p1 up
        link set dev p2 up
        tuntap add dev guest mode tap
        link set dev guest master old
        address add 10.5.0.1/24 dev old
        address add 2001:db8:5::1/64 dev old nodad
        route add 10.15.0.0/16 via 10.5.0.9
        """,
      bridgeSetup: """
        fdb add 52:54:00:bb:00:01 dev p1 master static
        fdb add 52:54:00:bb:00:02 dev guest master static
        fdb add 52:54:00:bb:00:03 dev old self permanent
        """,
      second: """
        "links": {"old": {"kind": "bridge", "state": "absent"}, "br": {"kind": "bridge"},
          "nic": {"kind": "nic", "bridge": "br"}}
        """, isForGood: true),
    Transition(
      name: "ports go from one bridge to another", setup: nic,
      first: """
        "links": {"br": {"kind": "bridge", "stp": true}, "br2": {"kind": "bridge"},
          "nic": {"kind": "nic", "bridge": {"name": "br", "hairpin": true}},
          "vm0": {"kind": "tap", "bridge": {"name": "br", "learning": false}},
          "vm1": {"kind": "tap", "bridge": "br2"}}
        """,
      bridgeMeanwhile: "fdb add 52:54:00:bb:00:01 dev vm0 master static",
      second: """
        "links": {"br": {"kind": "bridge", "stp": false, "mac": "52:54:00:dd:00:01"}, "br2": {"kind": "bridge", "up": false},
          "nic": {"kind": "nic", "bridge": "br2"}, "vm0": {"kind": "tap", "bridge": "br2"},
          "vm1": {"kind": "tap", "up": false, "mac": "52:54:00:dd:00:02", "bridge": {"name": "br", "backup_port": "vm2"}},
          "vm2": {"kind": "tap", "bridge": "br"}}
        """),
    Transition(
      name: "IPv6 is switched off and on", setup: nic,
      first: """
        "links": {"nic": {"kind": "nic", "addresses": ["2001:db8::1/64"]},
          "br": {"kind": "bridge", "disable_ipv6": true}, "vm0": {"kind": "tap", "ipv6_addr_gen_mode": "none", "bridge": "br"}}
        """,
      second: """
        "links": {"nic": {"kind": "nic", "disable_ipv6": true, "addresses": ["10.1.0.1/24"]},
          "br": {"kind": "bridge", "disable_ipv6": false, "addresses": ["2001:db8:7::1/64"]},
          "vm0": {"kind": "tap", "ipv6_addr_gen_mode": "eui64", "bridge": null}}
        """),
    Transition(
      name: "much changes at once", requirements: [.vlan, .vlanFiltering],
      setup: addressedNIC + "\nlink add theirs type bridge\nlink set dev theirs up",
      first: """
        "links": {"br": {"kind": "bridge", "vlan_filtering": true, "mtu": 1500, "vlan": {"trunk": [10], "native": 1}},
          "nic": {"kind": "nic", "promiscuous": true, "bridge": "br"},
          "vm0": {"kind": "tap", "bridge": {"name": "br", "isolated": true, "vlan": {"access": 10}}},
          "vm1": {"kind": "tap", "bridge": {"name": "br", "vlan": {"access": 20}}},
          "br.10": {"kind": "vlan", "link": "br", "id": 10, "addresses": ["10.0.10.1/24"]}},
        "routes": [{"to": "10.18.0.0/16", "via": "10.0.10.254"}]
        """,
      bridgeMeanwhile: "fdb add 52:54:00:bb:00:01 dev vm0 master static vlan 10",
      second: """
        "links": {"br": {"kind": "bridge", "vlan_filtering": true, "mtu": 1400, "vlan": {"trunk": [11], "native": 1}},
          "nic": {"kind": "nic", "mtu": 1400, "mac": "52:54:00:dd:00:09"},
          "vm0": {"kind": "tap", "queues": 4, "mtu": 1400, "bridge": "br"},
          "vm2": {"kind": "tap", "bridge": "theirs"},
          "br.10": {"kind": "vlan", "link": "br", "id": 11, "addresses": ["10.0.11.1/24"]}},
        "routes": [{"to": "10.18.0.0/16", "via": "10.0.11.254"}]
        """),
  ]
}
