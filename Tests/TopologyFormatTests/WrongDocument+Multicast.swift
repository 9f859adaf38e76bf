/// Faults in groups of multicast databases.
extension WrongDocument {
  static let multicast = [
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "mdb": "239.1.1.1"}}"#,
      [
        #"2:57: links.vm0.bridge.mdb: groups are a list such as ["239.1.1.1"], or [] for none, not "239.1.1.1""#
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "mdb": [7, "x", "192.0.2.1", "52:54:00:00:00:01"]}}"#,
      isSeenBySchema: true,
      [
        #"2:58: links.vm0.bridge.mdb[0]: a group such as "239.1.1.1", "ff15::1" or "01:00:5e:01:01:01" must stand here, not 7"#,
        #"2:61: links.vm0.bridge.mdb[1]: a group such as "239.1.1.1", "ff15::1" or "01:00:5e:01:01:01" must stand here, not "x""#,
        #"2:66: links.vm0.bridge.mdb[2]: 192.0.2.1 is no multicast address, which are those of 224.0.0.0/4 and ff00::/8"#,
        #"2:79: links.vm0.bridge.mdb[3]: 52:54:00:00:00:01 is no multicast address, for the lowest bit of its first octet is 0"#,
      ]),
    WrongDocument(
      links:
        #""vm0": {"kind": "tap", "bridge": {"name": "br0", "mdb": ["224.0.0.5", "ff02::1", "ff:ff:ff:ff:ff:ff"]}}"#,
      isSeenBySchema: false,
      [
        #"2:58: links.vm0.bridge.mdb[0]: 224.0.0.5 goes to everybody on the link whatever is listed; remove it"#,
        #"2:71: links.vm0.bridge.mdb[1]: ff02::1 goes to everybody on the link whatever is listed; remove it"#,
        #"2:82: links.vm0.bridge.mdb[2]: ff:ff:ff:ff:ff:ff is the address for broadcasts, which go to everybody"#,
      ]),
    WrongDocument(
      links:
        #""vm0": {"kind": "tap", "bridge": {"name": "br0", "mdb": [{"vlan": 10}, {"grp": "239.1.1.1", "group": "239.1.1.1", "vlan": 0}]}}"#,
      [
        #"2:58: links.vm0.bridge.mdb[0]: an entry needs its "group", the address of a multicast group"#,
        #"2:73: links.vm0.bridge.mdb[1].grp: unknown key; what other programs call grp is "group" here"#,
        #"2:123: links.vm0.bridge.mdb[1].vlan: 0 is not in the range 1 to 4094"#,
      ]),
    WrongDocument(
      links:
        #""vm0": {"kind": "tap", "bridge": {"name": "br0", "mdb": [{"group": "239.1.1.1", "source": "2001:db8::1"}, {"group": "01:00:5e:00:00:01", "source": "192.0.2.1"}, {"group": "239.1.1.1", "source": "239.1.1.2"}]}}"#,
      isSeenBySchema: false,
      [
        #"2:91: links.vm0.bridge.mdb[0].source: 2001:db8::1 is of another family than the group 239.1.1.1, to which it can send nothing"#,
        #"2:138: links.vm0.bridge.mdb[1].source: a group with a MAC address is that of all senders; remove this"#,
        #"2:195: links.vm0.bridge.mdb[2].source: 239.1.1.2 is a multicast address, which belongs to a group and to no host"#,
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "mdb": ["239.1.1.1", {"group": "239.1.1.1"}]}}"#,
      isSeenBySchema: false,
      [
        #"2:71: links.vm0.bridge.mdb[1]: the group stands here already, at 2:58; remove one of the two"#
      ]),
    WrongDocument(
      links:
        #""vm0": {"kind": "tap", "bridge": {"name": "br0", "vlan": {"access": 10}, "mdb": [{"group": "239.1.1.1", "vlan": 20}]}}"#,
      isSeenBySchema: false,
      [
        #"2:82: links.vm0.bridge.mdb[0]: VLAN 20 is not among the VLANs that are declared here"#
      ]),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "mdb": ["239.1.1.1"]}"#,
      [
        #"2:35: links.br0.mdb[0]: the host itself joins the groups of its programs, and the kernel forgets others; at a bridge itself only MAC addresses of groups stay"#
      ]),
    WrongDocument(
      links: #"""
        "br0": {"kind": "bridge", "mcast_snooping": false, "mdb": ["01:00:5e:00:00:01"]},
        "br1": {"kind": "bridge", "up": false},
        "vm0": {"kind": "tap", "bridge": {"name": "br1", "mdb": ["239.1.1.1"]}}
        """#, isSeenBySchema: false,
      [
        #"2:59: links.br0.mdb: br0 takes groups while it snoops multicast, and "mcast_snooping" is false at t.json:2:45"#,
        #"4:57: links.vm0.bridge.mdb: br1 takes groups while it is up, and "up" is false at t.json:3:33"#,
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "mdb": ["239.1.1.1"]}"#,
      [
        #"2:24: links.vm0.mdb: "mdb" belongs to bridges, and this is a TAP; for the bridge port, write it inside "bridge""#
      ]),
    WrongDocument(
      links: #""eth0": {"kind": "nic", "bond": {"name": "bond0", "mdb": []}}"#,
      [
        #"2:51: links.eth0.bond.mdb: "mdb" is for ports of bridges; a bond port has no such setting"#
      ]),
  ]
}
