extension WrongDocument {
  static let betweenLinks: [WrongDocument] = [
    WrongDocument(
      links: #"""
        "vm0": {"kind": "tap"},
        "vm1": {"kind": "tap", "bridge": "vm0"}
        """#, isSeenBySchema: false,
      ["3:34: links.vm1.bridge: vm0 is no bridge but a TAP, declared at t.json:2:1"]),
    WrongDocument(
      links: #"""
        "br0": {"state": "absent"},
        "vm1": {"kind": "tap", "bridge": {"name": "br0"}}
        """#, isSeenBySchema: false,
      ["3:43: links.vm1.bridge: br0 is declared absent at t.json:2:1"]),
    WrongDocument(
      links: #""vm1": {"kind": "tap", "bridge": "vm1"}"#, isSeenBySchema: false,
      ["2:34: links.vm1.bridge: vm1 is no bridge but a TAP, declared at t.json:2:1"]),
    WrongDocument(
      links: #"""
        "e0": {"state": "absent"},
        "v0": {"kind": "vlan", "link": "e0", "id": 1}
        """#, isSeenBySchema: false,
      ["3:32: links.v0.link: e0 is declared absent at t.json:2:1"]),
    WrongDocument(
      links: #""v0": {"kind": "vlan", "link": "v0", "id": 1}"#, isSeenBySchema: false,
      ["2:32: links.v0.link: these links lie on each other in a circle: v0 → v0"]),
    WrongDocument(
      links: #"""
        "v0": {"kind": "vlan", "link": "v1", "id": 1},
        "v1": {"kind": "vlan", "link": "v2", "id": 1},
        "v2": {"kind": "vlan", "link": "v0", "id": 1}
        """#, isSeenBySchema: false,
      ["2:32: links.v0.link: these links lie on each other in a circle: v0 → v1 → v2 → v0"]),
    WrongDocument(
      links: #"""
        "br0": {"kind": "bridge"},
        "v0": {"kind": "vlan", "link": "br0", "id": 1, "bridge": {"name": "br0"}}
        """#, isSeenBySchema: false,
      ["3:32: links.v0.link: these links lie on each other in a circle: br0 → v0 → br0"]),
    WrongDocument(
      links: #"""
        "v0": {"kind": "vlan", "link": "br0", "id": 1, "bridge": "br1"},
        "br0": {"kind": "bridge"},
        "br1": {"kind": "bridge"},
        "v1": {"kind": "vlan", "link": "br1", "id": 1, "bridge": "br0"}
        """#, isSeenBySchema: false,
      ["2:32: links.v0.link: these links lie on each other in a circle: v0 → br0 → v1 → br1 → v0"]),
    WrongDocument(
      links: #"""
        "a[0-999]": {"kind": "tap", "bridge": "br0"},
        "b[0-99]": {"kind": "tap", "bridge": {"isolated": true, "name": "br0"}}
        """#, isSeenBySchema: false,
      ["3:65: links.b[0-99].bridge: br0 would have 1100 ports; a bridge takes at most 1023"]),
    WrongDocument(
      links: #"""
        "e0": {"kind": "nic", "mtu": 1500},
        "v0": {"kind": "vlan", "link": "e0", "id": 1, "mtu": 1504}
        """#, isSeenBySchema: false,
      ["3:54: links.v0.mtu: the MTU 1504 is larger than the 1500 of e0 under it, declared at t.json:2:1"]),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "forward_delay": 1.99, "stp": true}"#, isSeenBySchema: false,
      [#"2:44: links.br0.forward_delay: with "stp" the forward delay is 2 to 30 s; 1.99 s is out of that range"#]),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "stp": true, "forward_delay": 31}"#, isSeenBySchema: false,
      [#"2:57: links.br0.forward_delay: with "stp" the forward delay is 2 to 30 s; 31 s is out of that range"#]),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "vlan_filtering": false, "mcast_vlan_snooping": true}"#, isSeenBySchema: false,
      [
        #"2:75: links.br0.mcast_vlan_snooping: the kernel keeps multicast of VLANs apart only on a bridge with "vlan_filtering", which is false here"#
      ]),
    WrongDocument(
      links: #"""
        "v0": {"kind": "vlan", "link": "e0", "id": 5},
        "v1": {"kind": "vlan", "link": "e0", "id": 5, "protocol": "802.1Q"}
        """#, isSeenBySchema: false,
      ["3:44: links.v1.id: v0, declared at t.json:2:1, is VLAN 5 of e0 already; a link has each VLAN once"]),
    WrongDocument(
      links: #""v[0-2]": {"kind": "vlan", "link": "e0", "id": 5}"#, isSeenBySchema: false,
      ["2:48: links.v[0-2].id: v0, declared at t.json:2:1, is VLAN 5 of e0 already; a link has each VLAN once"]),
    WrongDocument(
      links: #"""
        "vm0": {"kind": "tap"},
        "v0": {"kind": "vlan", "link": "vm0", "id": 5, "bridge_binding": true}
        """#, isSeenBySchema: false,
      [#"3:66: links.v0.bridge_binding: "bridge_binding" works only over a bridge; vm0 is a TAP"#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "mab": true}}"#, isSeenBySchema: false,
      [#"2:57: links.vm0.bridge.mab: a port with "mab" must be locked; add "locked": true"#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "mab": true, "locked": false}}"#, isSeenBySchema: false,
      [#"2:57: links.vm0.bridge.mab: a port with "mab" must be locked; add "locked": true"#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "mab": true, "locked": true, "learning": false}}"#,
      isSeenBySchema: false,
      [#"2:57: links.vm0.bridge.mab: a port with "mab" must learn; remove "learning": false"#]),
    WrongDocument(
      links: #"""
        "br0": {"kind": "bridge", "stp": true},
        "vm0": {"kind": "tap", "bridge": {"name": "br0", "state": "blocking"}}
        """#, isSeenBySchema: false,
      [
        #"3:59: links.vm0.bridge.state: the spanning tree protocol sets the state of this port, for its bridge has "stp" on"#
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "backup_port": "vm0"}}"#, isSeenBySchema: false,
      ["2:65: links.vm0.bridge.backup_port: a port cannot be its own backup"]),
    WrongDocument(
      links: #"""
        "vm0": {"kind": "tap", "bridge": {"name": "br0", "backup_port": "vm1"}},
        "vm1": {"kind": "tap", "bridge": "br1"}
        """#, isSeenBySchema: false,
      ["2:65: links.vm0.bridge.backup_port: vm1, declared at t.json:3:1, is no port of the same bridge"]),
    WrongDocument(
      links: #"""
        "vm0": {"kind": "tap", "bridge": {"name": "br0", "backup_port": "vm1"}},
        "vm1": {"state": "absent"}
        """#, isSeenBySchema: false,
      ["2:65: links.vm0.bridge.backup_port: vm1 is declared absent at t.json:3:1"]),
  ]
}
