extension WrongDocument {
  static let references: [WrongDocument] = [
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": 1}"#,
      [
        #"2:34: links.vm0.bridge: the bridge is a name such as "br0", an object such as {"name": "br0", "isolated": true}, or null for none, not 1"#
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": []}"#,
      [
        #"2:34: links.vm0.bridge: the bridge is a name such as "br0", an object such as {"name": "br0", "isolated": true}, or null for none, not a list"#
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {}}"#,
      [#"2:34: links.vm0.bridge: the bridge needs its "name"; write null instead of an object for no bridge"#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"isolated": true}}"#,
      [#"2:34: links.vm0.bridge: the bridge needs its "name"; write null instead of an object for no bridge"#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": ""}"#,
      ["2:34: links.vm0.bridge: a link name must not be empty"]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": "br[0-1]"}"#, isSeenBySchema: false,
      ["2:34: links.vm0.bridge: a range cannot stand here; write the name of one link"]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": null}}"#,
      ["2:43: links.vm0.bridge.name: the name of a link must stand here, not null"]),
    WrongDocument(
      links: #""v0": {"kind": "vlan"}"#,
      [
        #"2:1: links.v0: a VLAN needs "link", the link it lies on"#,
        #"2:1: links.v0: a VLAN needs "id", its VLAN identifier"#,
      ]),
    WrongDocument(
      links: #""v0": {"kind": "vlan", "id": 3}"#,
      [#"2:1: links.v0: a VLAN needs "link", the link it lies on"#]),
    WrongDocument(
      links: #""v0": {"kind": "vlan", "link": "eth0"}"#,
      [#"2:1: links.v0: a VLAN needs "id", its VLAN identifier"#]),
    WrongDocument(
      links: #""v0": {"kind": "vlan", "link": null, "id": 3}"#,
      ["2:32: links.v0.link: the name of a link must stand here, not null"]),
    WrongDocument(
      links: #""v0": {"kind": "vlan", "link": "eth0", "id": 0}"#,
      ["2:46: links.v0.id: 0 is not in the range 1 to 4094"]),
    WrongDocument(
      links: #""v0": {"kind": "vlan", "link": "eth0", "id": 4095}"#,
      ["2:46: links.v0.id: 4095 is not in the range 1 to 4094"]),
    WrongDocument(
      links: #""v0": {"kind": "vlan", "link": "eth0", "id": "3"}"#,
      [#"2:46: links.v0.id: a number from 1 to 4094 must stand here, not "3"; write 3 without quotation marks"#]),
  ]
}
