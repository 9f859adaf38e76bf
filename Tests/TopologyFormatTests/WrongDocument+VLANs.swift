extension WrongDocument {
  static let vlans: [WrongDocument] = [
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "vlan": 10}}"#,
      [
        #"2:58: links.vm0.bridge.vlan: a VLAN membership is an object such as {"access": 10} or {"trunk": [30, "100-199"], "native": 1}, not 10"#
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "vlan": "10"}}"#,
      [
        #"2:58: links.vm0.bridge.vlan: a VLAN membership is an object such as {"access": 10} or {"trunk": [30, "100-199"], "native": 1}, not "10""#
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "vlan": [10]}}"#,
      [
        #"2:58: links.vm0.bridge.vlan: a VLAN membership is an object such as {"access": 10} or {"trunk": [30, "100-199"], "native": 1}, not a list"#
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "vlan": true}}"#,
      [
        #"2:58: links.vm0.bridge.vlan: a VLAN membership is an object such as {"access": 10} or {"trunk": [30, "100-199"], "native": 1}, not true"#
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "vlan": {"access": 0}}}"#,
      ["2:69: links.vm0.bridge.vlan.access: 0 is not in the range 1 to 4094"]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "vlan": {"access": 4095}}}"#,
      ["2:69: links.vm0.bridge.vlan.access: 4095 is not in the range 1 to 4094"]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "vlan": {"access": "10"}}}"#,
      [
        #"2:69: links.vm0.bridge.vlan.access: a number from 1 to 4094 must stand here, not "10"; write 10 without quotation marks"#
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "vlan": {"access": [10]}}}"#,
      ["2:69: links.vm0.bridge.vlan.access: a number from 1 to 4094 must stand here, not a list"]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "vlan": {"access": null}}}"#,
      [
        "2:69: links.vm0.bridge.vlan.access: a number from 1 to 4094 must stand here, not null; leave the key out instead"
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "vlan": {"access": 10, "trunk": [20]}}}"#,
      [
        #"2:73: links.vm0.bridge.vlan.trunk: "trunk" and "access" exclude each other: an access port is in one VLAN; write "trunk" with "native" for several"#
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "vlan": {"native": 1, "access": 10}}}"#,
      [
        #"2:72: links.vm0.bridge.vlan.access: "access" and "native" exclude each other: an access port is in one VLAN; write "trunk" with "native" for several"#
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "vlan": {"access": 10, "pvid": 10}}}"#,
      [
        #"2:73: links.vm0.bridge.vlan.pvid: "pvid" and "access" both say which VLAN frames without a tag enter; keep one of them"#
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "vlan": {"trunk": [1], "native": 1, "pvid": 1}}}"#,
      [
        #"2:86: links.vm0.bridge.vlan.pvid: "pvid" and "native" both say which VLAN frames without a tag enter; keep one of them"#
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "vlan": {"trunk": 0}}}"#,
      ["2:68: links.vm0.bridge.vlan.trunk: 0 is not in the range 1 to 4094"]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "vlan": {"trunk": "0-5"}}}"#,
      ["2:68: links.vm0.bridge.vlan.trunk: VLAN 0 is not in the range 1 to 4094"]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "vlan": {"trunk": "1-4095"}}}"#,
      ["2:68: links.vm0.bridge.vlan.trunk: VLAN 4095 is not in the range 1 to 4094"]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "vlan": {"trunk": "20-10"}}}"#, isSeenBySchema: false,
      ["2:68: links.vm0.bridge.vlan.trunk: the range 20-10 goes downwards; write 10-20"]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "vlan": {"trunk": "ten"}}}"#,
      [#"2:68: links.vm0.bridge.vlan.trunk: "ten" is no list of VLANs; write "10", "10-19" or "10-19,30""#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "vlan": {"trunk": ""}}}"#,
      [#"2:68: links.vm0.bridge.vlan.trunk: "" is no list of VLANs; write "10", "10-19" or "10-19,30""#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "vlan": {"trunk": "1-2-3"}}}"#,
      [#"2:68: links.vm0.bridge.vlan.trunk: "1-2-3" is no list of VLANs; write "10", "10-19" or "10-19,30""#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "vlan": {"trunk": "1,,2"}}}"#,
      [#"2:68: links.vm0.bridge.vlan.trunk: "1,,2" is no list of VLANs; write "10", "10-19" or "10-19,30""#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "vlan": {"trunk": "1 2"}}}"#,
      [#"2:68: links.vm0.bridge.vlan.trunk: "1 2" is no list of VLANs; write "10", "10-19" or "10-19,30""#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "vlan": {"trunk": [1, [2]]}}}"#,
      ["2:72: links.vm0.bridge.vlan.trunk[1]: a list of VLANs has no lists in it; write one list"]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "vlan": {"trunk": [1, 4095, "x"]}}}"#,
      [
        "2:72: links.vm0.bridge.vlan.trunk[1]: 4095 is not in the range 1 to 4094",
        #"2:78: links.vm0.bridge.vlan.trunk[2]: "x" is no list of VLANs; write "10", "10-19" or "10-19,30""#,
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "vlan": {"trunk": null}}}"#,
      [
        #"2:68: links.vm0.bridge.vlan.trunk: VLANs are a number, a string such as "10-19,30", or a list of these, not null"#
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "vlan": {"trunk": {}}}}"#,
      [
        #"2:68: links.vm0.bridge.vlan.trunk: VLANs are a number, a string such as "10-19,30", or a list of these, not an object"#
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "vlan": {"trunk": 1.5}}}"#,
      ["2:68: links.vm0.bridge.vlan.trunk: 1.5 is not a whole number; write 1 to 4094"]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "vlan": {"tagged": [10, 20], "untagged": ["15-25"]}}}"#,
      isSeenBySchema: false,
      ["2:92: links.vm0.bridge.vlan: VLAN 20 is declared tagged and untagged; choose one"]),
    WrongDocument(
      links:
        #""vm0": {"kind": "tap", "bridge": {"name": "br0", "vlan": {"tagged": ["10-30"], "untagged": ["15-25"]}}}"#,
      isSeenBySchema: false,
      ["2:93: links.vm0.bridge.vlan: VLANs 15-25 are declared tagged and untagged; choose one"]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "vlan": {"tagged": [10], "access": 10}}}"#,
      isSeenBySchema: false,
      ["2:85: links.vm0.bridge.vlan: VLAN 10 is declared tagged and untagged; choose one"]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "vlan": {"native": 10, "tagged": "1-20"}}}"#,
      isSeenBySchema: false,
      ["2:83: links.vm0.bridge.vlan: VLAN 10 is declared tagged and untagged; choose one"]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "vlan": {"trunk": [10], "untagged": 10}}}"#,
      isSeenBySchema: false,
      ["2:86: links.vm0.bridge.vlan: VLAN 10 is declared tagged and untagged; choose one"]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "vlan": {"untagged": 10, "pvid": 11}}}"#,
      isSeenBySchema: false,
      [#"2:83: links.vm0.bridge.vlan: the PVID 11 is not among the VLANs here; add it to "tagged" or "untagged""#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "vlan": {"pvid": 1}}}"#, isSeenBySchema: false,
      [#"2:67: links.vm0.bridge.vlan: the PVID 1 is not among the VLANs here; add it to "tagged" or "untagged""#]),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "vlan": {"access": 0}}"#,
      ["2:46: links.br0.vlan.access: 0 is not in the range 1 to 4094"]),
  ]
}
