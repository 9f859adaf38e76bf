internal import Planning

/// Entries of forwarding databases that come, go and move.
extension Transition {
  static let stations = Transition(
    name: "forwarding entries change", setup: nic,
    first: """
      "links": {"nic": {"kind": "nic"}, "br": {"kind": "bridge", "fdb": ["52:54:00:bb:00:01"]},
        "vm0": {"kind": "tap", "bridge": {"name": "br", "fdb": ["52:54:00:bb:00:02", "52:54:00:bb:00:03"]}},
        "vm1": {"kind": "tap", "bridge": {"name": "br", "fdb": [{"mac": "52:54:00:bb:00:04", "sticky": true}]}},
        "vx": {"kind": "vxlan", "id": 7, "remote": "192.0.2.1", "fdb": [
          {"mac": "00:00:00:00:00:00", "dst": "192.0.2.2"}, {"mac": "52:54:00:bb:00:05", "dst": "192.0.2.2"}]}}
      """,
    bridgeMeanwhile: """
      fdb add 52:54:00:bb:00:06 dev vm0 master static
      fdb replace 52:54:00:bb:00:03 dev vm1 master permanent
      fdb append 00:00:00:00:00:00 dev vx dst 192.0.2.3 vni 9 port 4790 via nic
      fdb replace 52:54:00:bb:00:05 dev vx dst 192.0.2.4 static
      """,
    second: """
      "links": {"nic": {"kind": "nic"}, "br": {"kind": "bridge", "fdb": ["52:54:00:bb:00:07"]},
        "vm0": {"kind": "tap", "bridge": {"name": "br", "fdb": ["52:54:00:bb:00:02", "52:54:00:bb:00:04"]}},
        "vm1": {"kind": "tap", "bridge": {"name": "br", "fdb": ["52:54:00:bb:00:08"]}},
        "vx": {"kind": "vxlan", "id": 7, "remote": "192.0.2.2", "fdb": [
          {"mac": "00:00:00:00:00:00", "dst": "192.0.2.1"}, {"mac": "52:54:00:bb:00:05", "dst": "192.0.2.1", "vni": 8}]}}
      """)

  static let lockedPorts = Transition(
    name: "ports are locked",
    first: """
      "links": {"br": {"kind": "bridge"},
        "vm0": {"kind": "tap", "bridge": {"name": "br", "mac_lock": ["52:54:00:bb:00:01"]}},
        "vm1": {"kind": "tap", "bridge": "br"}}
      """,
    bridgeMeanwhile: "fdb add 52:54:00:bb:00:03 dev vm1 master static sticky",
    second: """
      "links": {"br": {"kind": "bridge"}, "vm0": {"kind": "tap", "bridge": {"name": "br", "mac_lock": null}},
        "vm1": {"kind": "tap", "bridge": {"name": "br", "mac_lock": ["52:54:00:bb:00:01", "52:54:00:bb:00:02"]}},
        "vm2": {"kind": "tap", "bridge": {"name": "br", "mac_lock": []}}}
      """)

  static let stationsInVLANs = Transition(
    name: "forwarding entries follow VLANs", requirements: [.vlanFiltering],
    first: """
      "links": {"br": {"kind": "bridge", "vlan_filtering": true},
        "vm0": {"kind": "tap", "bridge": {"name": "br", "vlan": {"trunk": [10, 20], "native": 1},
          "fdb": ["52:54:00:bb:00:01", {"mac": "52:54:00:bb:00:02", "vlan": 10}]}},
        "vm1": {"kind": "tap", "bridge": "br"}}
      """,
    bridgeMeanwhile: "fdb add 52:54:00:bb:00:03 dev vm1 master static sticky",
    second: """
      "links": {"br": {"kind": "bridge", "vlan_filtering": true, "vlan_default_pvid": 5},
        "vm0": {"kind": "tap", "bridge": {"name": "br", "vlan": {"trunk": [20, 30]},
          "fdb": [{"mac": "52:54:00:bb:00:01", "vlan": 30}, "52:54:00:bb:00:03"]}},
        "vm1": {"kind": "tap", "bridge": {"name": "br", "vlan": {"access": 10},
          "fdb": [{"mac": "52:54:00:bb:00:02", "vlan": 10}]}}}
      """)
}
