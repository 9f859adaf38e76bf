internal import Planning

/// Groups of multicast databases that come, go and move.
extension Transition {
  static let groups = Transition(
    name: "multicast groups change", setup: nic,
    first: """
      "links": {"nic": {"kind": "nic", "bridge": {"name": "br", "mdb": ["239.1.1.1"]}},
        "br": {"kind": "bridge", "mdb": ["01:00:5e:00:00:01"]},
        "vm0": {"kind": "tap", "bridge": {"name": "br", "mdb": ["239.1.1.1", "ff15::1"]}},
        "vm1": {"kind": "tap", "bridge": {"name": "br", "mdb": [{"group": "239.1.1.2", "source": "192.0.2.1"}]}}}
      """,
    bridgeMeanwhile: """
      mdb add dev br port vm0 grp 239.1.1.3 permanent
      mdb del dev br port vm1 grp 239.1.1.2 src 192.0.2.1 permanent
      mdb add dev br port vm1 grp 01:00:5e:00:00:03 permanent
      """,
    second: """
      "links": {"nic": {"kind": "nic", "bridge": null}, "br": {"kind": "bridge", "mdb": ["01:00:5e:00:00:02"]},
        "vm0": {"kind": "tap", "bridge": {"name": "br", "mdb": ["ff15::1", "ff15::2"]}},
        "vm1": {"kind": "tap", "bridge": {"name": "br", "mdb": [{"group": "239.1.1.2", "source": "192.0.2.2"}]}},
        "vm2": {"kind": "tap", "bridge": {"name": "br", "mdb": ["239.1.1.1"]}}}
      """)

  static let tunnelsOfVLANs = Transition(
    name: "tunnels of VLANs change", requirements: [.vlanFiltering, .kinds(["vxlan"])],
    first: """
      "links": {"br": {"kind": "bridge", "vlan_filtering": true},
        "vx": {"kind": "vxlan", "external": true, "bridge": {"name": "br", "vlan": {"trunk": "10-20",
          "tunnels": {"10-19": "110-119", "20": 5}}}},
        "vx2": {"kind": "vxlan", "external": true, "port": 4790, "bridge": {"name": "br", "vlan": {"trunk": [10],
          "tunnels": {"10": 5}}}}}
      """,
    bridgeMeanwhile: "vlan del dev vx vid 15 tunnel_info id 115",
    second: """
      "links": {"br": {"kind": "bridge", "vlan_filtering": true},
        "vx": {"kind": "vxlan", "external": true, "bridge": {"name": "br", "vlan": {"trunk": "12-22",
          "tunnels": {"12-20": "111-119", "22": 5}}}},
        "vx2": {"kind": "vxlan", "external": true, "port": 4790, "bridge": {"name": "br", "vlan": {"trunk": [10],
          "tunnels": {}}, "vlan_tunnel": false}}}
      """)

  static let settingsOfVLANs = Transition(
    name: "settings of VLANs change", requirements: [.vlanFiltering],
    first: """
      "links": {"br": {"kind": "bridge", "vlan_filtering": true, "mcast_vlan_snooping": true,
          "vlan": {"tagged": "10-11", "options": {"10": {"state": "blocking"}}},
          "vlan_options": {"10-12": {"mcast_querier": true}, "20": {"mcast_snooping": false}}},
        "vm0": {"kind": "tap", "bridge": {"name": "br", "vlan": {"trunk": "10-20",
          "options": {"10-15": {"state": "blocking"}, "16": {"mcast_router": 0}}}}},
        "vm1": {"kind": "tap", "bridge": {"name": "br", "vlan": {"trunk": [12, 30],
          "options": {"30": {"state": "learning"}}}}}}
      """,
    bridgeMeanwhile: "vlan set dev vm0 vid 20 state 1\nvlan global set dev br vid 30 mcast_igmp_version 3",
    second: """
      "links": {"br": {"kind": "bridge", "vlan_filtering": true, "mcast_vlan_snooping": false,
          "vlan": {"tagged": "11-12", "options": {"11": {"mcast_router": 2}}},
          "vlan_options": {"11": {"mcast_querier": false, "mcast_query_interval": 60}, "12": {"mcast_mld_version": 2}}},
        "vm0": {"kind": "tap", "bridge": {"name": "br", "vlan": {"trunk": "12-22",
          "options": {"12": {"state": "forwarding"}, "14-22": {"state": "listening"}}}}},
        "vm2": {"kind": "tap", "bridge": {"name": "br", "vlan": {"trunk": [30], "options": {"30": {"mcast_router": 2}}}}}}
      """)

  static let groupsInVLANs = Transition(
    name: "multicast groups follow VLANs", requirements: [.vlanFiltering],
    first: """
      "links": {"br": {"kind": "bridge", "vlan_filtering": true}, "vm1": {"kind": "tap", "bridge": "br"},
        "vm0": {"kind": "tap", "bridge": {"name": "br", "vlan": {"trunk": [10, 20], "native": 1},
          "mdb": ["239.1.1.1", {"group": "ff15::1", "vlan": 10}]}}}
      """,
    bridgeMeanwhile: "mdb add dev br port vm1 grp 239.1.1.3 permanent vid 1",
    second: """
      "links": {"br": {"kind": "bridge", "vlan_filtering": false},
        "vm0": {"kind": "tap", "bridge": {"name": "br", "vlan": {"trunk": [20, 30]},
          "mdb": ["239.1.1.1", {"group": "ff15::1", "vlan": 30}]}},
        "vm1": {"kind": "tap", "bridge": {"name": "br", "mdb": ["239.1.1.3"]}}}
      """)
}
