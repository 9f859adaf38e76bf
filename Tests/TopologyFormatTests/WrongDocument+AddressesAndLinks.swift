extension WrongDocument {
  static let addressesAndLinks: [WrongDocument] = [
    WrongDocument(
      links: #""e0": {"kind": "nic", "bridge": "br0", "addresses": ["192.0.2.7/24"]}"#, isSeenBySchema: false,
      [
        "2:53: links.e0.addresses: packets that reach a port go to its bridge, so an address of the port hears nothing; declare it on br0"
      ]),
    WrongDocument(
      links: #"""
        "e0": {"kind": "nic", "addresses": ["192.0.2.7/24"]},
        "br0": {"kind": "bridge", "addresses": ["192.0.2.8/24", "192.0.2.7/24"]}
        """#, isSeenBySchema: false,
      [
        "3:57: links.br0.addresses[1]: e0 has 192.0.2.7/24 too, declared at t.json:2:37; an address and its prefix belong to one link"
      ]),
    WrongDocument(
      links: #""vm[0-9]": {"kind": "tap", "addresses": ["192.0.2.7/24"]}"#, isSeenBySchema: false,
      [
        "2:42: links.vm[0-9].addresses[0]: vm0 has 192.0.2.7/24 too, declared at t.json:2:42; an address and its prefix belong to one link"
      ]),
    WrongDocument(
      links: #""e0": {"kind": "nic", "disable_ipv6": true, "addresses": ["192.0.2.7/24", "2001:db8::1/64"]}"#,
      isSeenBySchema: false,
      [
        #"2:75: links.e0.addresses[1]: the link has no IPv6, for "disable_ipv6" is true; remove one of the two"#
      ]),
    WrongDocument(
      links: #""e0": {"kind": "nic", "mtu": 1279, "addresses": ["2001:db8::1/64"]}"#, isSeenBySchema: false,
      ["2:50: links.e0.addresses[0]: IPv6 needs an MTU of at least 1280 bytes, and this link has 1279"]),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "addresses": ["::1/128"]}"#, isSeenBySchema: false,
      ["2:41: links.br0.addresses[0]: ::1 belongs to the loopback alone; the kernel refuses it on a bridge"]),
    WrongDocument(
      links: #""e0": {"state": "absent", "addresses": []}"#,
      ["2:27: links.e0.addresses: a link that shall be absent has no settings; remove this, or the state"]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "hand_over": true}}"#, isSeenBySchema: false,
      [
        "2:50: links.vm0.bridge.hand_over: only a NIC hands its addresses over to the bridge, and this is a TAP; remove this"
      ]),
    WrongDocument(
      links: #""v0": {"kind": "vlan", "link": "e0", "id": 1, "bridge": {"name": "br0", "hand_over": false}}"#,
      isSeenBySchema: false,
      [
        "2:73: links.v0.bridge.hand_over: only a NIC hands its addresses over to the bridge, and this is a VLAN; remove this"
      ]),
    WrongDocument(
      links: #""e0": {"kind": "nic", "bridge": {"name": "br0", "hand_over": "no"}}"#,
      [
        #"2:62: links.e0.bridge.hand_over: true or false must stand here, not "no"; write false without quotation marks"#
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "ipv6_addr_gen_mode": "non"}"#,
      [#"2:46: links.vm0.ipv6_addr_gen_mode: "non" is not known here; did you mean "none"?"#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "disable_ipv6": 1}"#,
      ["2:40: links.vm0.disable_ipv6: true or false must stand here, not 1; write true"]),
  ]
}
