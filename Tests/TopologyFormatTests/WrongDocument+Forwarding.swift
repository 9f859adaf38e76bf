extension WrongDocument {
  static let forwarding: [WrongDocument] = [
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "fdb": "52:54:00:00:00:01"}}"#,
      [
        #"2:57: links.vm0.bridge.fdb: entries are a list such as ["52:54:00:12:34:56"], or [] for none, not "52:54:00:00:00:01""#
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "fdb": null}}"#,
      [
        #"2:57: links.vm0.bridge.fdb: entries are a list such as ["52:54:00:12:34:56"], or [] for none, not null"#
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "fdb": ["52:54:00:00:00", 7]}}"#,
      [
        #"2:58: links.vm0.bridge.fdb[0]: a MAC address such as "52:54:00:12:34:56" must stand here, not "52:54:00:00:00""#,
        #"2:76: links.vm0.bridge.fdb[1]: a MAC address such as "52:54:00:12:34:56" must stand here, not 7"#,
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "fdb": ["01:00:5e:00:00:01"]}}"#,
      [
        #"2:58: links.vm0.bridge.fdb[0]: 01:00:5e:00:00:01 is a multicast address, for the lowest bit of its first octet 01 is set; a station's address must be a unicast one"#
      ]),
    WrongDocument(
      links:
        #""vm0": {"kind": "tap", "bridge": {"name": "br0", "fdb": ["52:54:00:00:00:01", {"mac": "52:54:00:00:00:01"}]}}"#,
      isSeenBySchema: false,
      [
        #"2:79: links.vm0.bridge.fdb[1]: the station has an entry already, at 2:58; remove one of the two"#
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "fdb": [{"vlan": 10}]}}"#,
      [
        #"2:58: links.vm0.bridge.fdb[0]: an entry needs its "mac", the station's address"#
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "fdb": [{"mac": "52:54:00:00:00:01", "vlan": 0}]}}"#,
      [
        #"2:95: links.vm0.bridge.fdb[0].vlan: 0 is not in the range 1 to 4094"#
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "fdb": [{"mac": "52:54:00:00:00:01", "vid": 10}]}}"#,
      [
        #"2:87: links.vm0.bridge.fdb[0].vid: unknown key; what other programs call vid is "vlan" here"#
      ]),
    WrongDocument(
      links:
        #""vm0": {"kind": "tap", "bridge": {"name": "br0", "fdb": [{"mac": "52:54:00:00:00:01", "dst": "192.0.2.1"}]}}"#,
      [
        #"2:87: links.vm0.bridge.fdb[0].dst: an entry of a bridge port has no "dst""#
      ]),
    WrongDocument(
      links:
        #""vm0": {"kind": "tap", "bridge": {"name": "br0", "fdb": [{"mac": "52:54:00:00:00:01", "state": "dynamic"}]}}"#,
      [
        #"2:96: links.vm0.bridge.fdb[0].state: one of "static", "permanent" must stand here, not "dynamic""#
      ]),
    WrongDocument(
      links:
        #""vm0": {"kind": "tap", "bridge": {"name": "br0", "fdb": [{"mac": "52:54:00:00:00:01", "stick": true}]}}"#,
      [
        #"2:87: links.vm0.bridge.fdb[0].stick: unknown key; did you mean "sticky"?"#
      ]),
    WrongDocument(
      links:
        #""vm0": {"kind": "tap", "bridge": {"name": "br0", "fdb": [{"mac": "52:54:00:00:00:01", "state": "permanent", "sticky": true}]}}"#,
      isSeenBySchema: false,
      [
        #"2:109: links.vm0.bridge.fdb[0].sticky: an entry for the host itself stays where it is; remove this, or the state"#
      ]),
    WrongDocument(
      links:
        #""vm0": {"kind": "tap", "bridge": {"name": "br0", "vlan": {"access": 10}, "fdb": [{"mac": "52:54:00:00:00:01", "vlan": 20}]}}"#,
      isSeenBySchema: false,
      [
        #"2:82: links.vm0.bridge.fdb[0]: VLAN 20 is not among the VLANs that are declared here"#
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "fdb": ["52:54:00:00:00:01"]}"#,
      [
        #"2:24: links.vm0.fdb: "fdb" belongs to bridges and VXLANs, and this is a TAP; for the bridge port, write it inside "bridge""#
      ]),
    WrongDocument(
      links: #""eth0": {"kind": "nic", "bond": {"name": "bond0", "fdb": []}}"#,
      [
        #"2:51: links.eth0.bond.fdb: "fdb" is for ports of bridges; a bond port has no such setting"#
      ]),
    WrongDocument(
      links: #""vm[0-1]": {"kind": "tap", "bridge": {"name": "br0", "fdb": ["52:54:00:00:00:01"]}}"#,
      isSeenBySchema: false,
      [
        #"2:62: links.vm[0-1].bridge.fdb[0]: 52:54:00:00:00:01 is at vm0 already, declared at t.json:2:62; a bridge has one port for a station in a VLAN"#
      ]),
    WrongDocument(
      links: #"""
        "br0": {"kind": "bridge", "fdb": ["52:54:00:00:00:01"]},
        "vm0": {"kind": "tap", "bridge": {"name": "br0", "fdb": [{"mac": "52:54:00:00:00:01", "vlan": 10}]}}
        """#, isSeenBySchema: false,
      [
        #"3:58: links.vm0.bridge.fdb[0]: 52:54:00:00:00:01 is at br0 already, declared at t.json:2:35; a bridge has one port for a station in a VLAN, and one without a "vlan" stands for all"#
      ]),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "fdb": [{"mac": "52:54:00:00:00:01", "sticky": true}]}"#,
      [
        #"2:64: links.br0.fdb[0].sticky: an entry of a bridge itself has no "sticky""#
      ]),
    WrongDocument(
      links: #""vx": {"kind": "vxlan", "id": 7, "fdb": ["52:54:00:00:00:01"]}"#,
      [
        #"2:42: links.vx.fdb[0]: an entry of a VXLAN is an object such as {"mac": "00:00:00:00:00:00", "dst": "192.0.2.1"}, not "52:54:00:00:00:01""#
      ]),
    WrongDocument(
      links: #""vx": {"kind": "vxlan", "id": 7, "fdb": {"mac": "00:00:00:00:00:00", "dst": "192.0.2.1"}}"#,
      [
        #"2:41: links.vx.fdb: entries are a list such as [{"mac": "00:00:00:00:00:00", "dst": "192.0.2.1"}], or [] for none, not an object"#
      ]),
    WrongDocument(
      links: #""vx": {"kind": "vxlan", "id": 7, "fdb": [{"mac": "00:00:00:00:00:00"}, {"remote": "192.0.2.1"}]}"#,
      [
        #"2:42: links.vx.fdb[0]: an entry needs its "dst", the address of the other end"#,
        #"2:72: links.vx.fdb[1]: an entry needs its "mac", the station's address"#,
        #"2:72: links.vx.fdb[1]: an entry needs its "dst", the address of the other end"#,
        #"2:73: links.vx.fdb[1].remote: unknown key; what other programs call remote is "dst" here"#,
      ]),
    WrongDocument(
      links: #""vx": {"kind": "vxlan", "id": 7, "fdb": [{"mac": "52", "dst": "192.0.2"}]}"#,
      [
        #"2:50: links.vx.fdb[0].mac: a MAC address such as "52:54:00:12:34:56" must stand here, not "52""#,
        #"2:63: links.vx.fdb[0].dst: "192.0.2" is no IP address"#,
      ]),
    WrongDocument(
      links: #""vx": {"kind": "vxlan", "id": 7, "fdb": [{"mac": "00:00:00:00:00:00", "dst": "0.0.0.0"}]}"#,
      isSeenBySchema: false,
      [
        #"2:78: links.vx.fdb[0].dst: 0.0.0.0 is no address of another host, nor of a group"#
      ]),
    WrongDocument(
      links:
        #""vx": {"kind": "vxlan", "id": 7, "fdb": [{"mac": "00:00:00:00:00:00", "dst": "192.0.2.1", "port": 0, "vni": 16777216, "via": "a/b"}]}"#,
      [
        #"2:99: links.vx.fdb[0].port: 0 is not in the range 1 to 65535"#,
        #"2:109: links.vx.fdb[0].vni: 16777216 is not in the range 0 to 16777215"#,
        #"2:126: links.vx.fdb[0].via: the link name "a/b" contains "/", which the kernel does not allow"#,
      ]),
    WrongDocument(
      links:
        #""vx": {"kind": "vxlan", "id": 7, "fdb": [{"mac": "52:54:00:00:00:01", "dst": "192.0.2.1"}, {"mac": "52:54:00:00:00:01", "dst": "192.0.2.2"}]}"#,
      isSeenBySchema: false,
      [
        #"2:92: links.vx.fdb[1]: the station has an entry already, at 2:42; remove one of the two"#
      ]),
    WrongDocument(
      links:
        #""vx": {"kind": "vxlan", "id": 7, "remote": "192.0.2.1", "fdb": [{"mac": "00:00:00:00:00:00", "dst": "2001:db8::1"}]}"#,
      isSeenBySchema: false,
      [
        #"2:65: links.vx.fdb[0]: 2001:db8::1 is of another family than 192.0.2.1; a VXLAN has one"#
      ]),
    WrongDocument(
      links:
        #""vx": {"kind": "vxlan", "id": 7, "fdb": [{"mac": "00:00:00:00:00:00", "dst": "192.0.2.1"}, {"mac": "52:54:00:00:00:01", "dst": "2001:db8::1"}]}"#,
      isSeenBySchema: false,
      [
        #"2:92: links.vx.fdb[1]: 2001:db8::1 is of another family than 192.0.2.1; a VXLAN has one"#
      ]),
    WrongDocument(
      links: #"""
        "old": {"state": "absent"},
        "vx": {"kind": "vxlan", "id": 7, "fdb": [{"mac": "00:00:00:00:00:00", "dst": "192.0.2.1", "via": "old"}]}
        """#, isSeenBySchema: false,
      [
        #"3:42: links.vx.fdb[0]: old is declared absent at t.json:2:1"#
      ]),
  ]
}
