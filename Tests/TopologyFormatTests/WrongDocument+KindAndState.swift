import NetworkModel

extension WrongDocument {
  static let kindAndState: [WrongDocument] = [
    WrongDocument(
      links: #""vm0": 1"#,
      [#"2:8: links.vm0: a link is an object such as {"kind": "tap"}, not 1"#]),
    WrongDocument(
      links: #""vm0": null"#,
      [#"2:8: links.vm0: a link is an object such as {"kind": "tap"}, not null"#]),
    WrongDocument(
      links: #""vm0": {}"#,
      [#"2:1: links.vm0: a link needs its "kind", one of \#(kinds)"#]),
    WrongDocument(
      links: #""vm0": {"kind": 1}"#,
      [#"2:17: links.vm0.kind: one of \#(kinds) must stand here, not 1"#]),
    WrongDocument(
      links: #""vm0": {"kind": "tpa"}"#,
      [#"2:17: links.vm0.kind: "tpa" is not known here; did you mean "tap"?"#]),
    WrongDocument(
      links: #""vm0": {"kind": "TAP"}"#,
      [#"2:17: links.vm0.kind: "TAP" is not known here; did you mean "tap"?"#]),
    WrongDocument(
      links: #""vm0": {"kind": "tun"}"#,
      [
        #"2:17: links.vm0.kind: "tun" is no kind of link here; "tap" is the kind of TAP devices, and TUN devices carry no frames"#
      ]),
    WrongDocument(
      links: #""e0": {"kind": "physical"}"#,
      [#"2:16: links.e0.kind: "physical" is no kind of link here; write "nic" for a link that is there already"#]),
    WrongDocument(
      links: #""vm0": {"type": "tap"}"#,
      [#"2:9: links.vm0: a link's type is its "kind" here; rename this"#]),
    WrongDocument(
      links: #""vm0": {"mtu": 1500}"#,
      [#"2:1: links.vm0: a link needs its "kind", one of \#(kinds)"#]),
    WrongDocument(
      links: #""vm0": {"vlan_filterin": true}"#,
      [
        #"2:1: links.vm0: a link needs its "kind", one of \#(kinds)"#,
        #"2:9: links.vm0.vlan_filterin: unknown key; did you mean "vlan_filtering"?"#,
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "state": "gone"}"#,
      [#"2:33: links.vm0.state: one of "present", "absent" must stand here, not "gone""#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "state": "Absent"}"#,
      [#"2:33: links.vm0.state: "Absent" is not known here; did you mean "absent"?"#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "state": true}"#,
      [#"2:33: links.vm0.state: one of "present", "absent" must stand here, not true"#]),
    WrongDocument(
      links: #""vm0": {"state": "absent", "mtu": 1500}"#,
      ["2:28: links.vm0.mtu: a link that shall be absent has no settings; remove this, or the state"]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "state": "absent", "bridge": null, "mac": 0}"#,
      [
        "2:43: links.vm0.bridge: a link that shall be absent has no settings; remove this, or the state",
        "2:59: links.vm0.mac: a link that shall be absent has no settings; remove this, or the state",
      ]),
    WrongDocument(
      links: #""vm0": {"state": "present"}"#,
      [#"2:1: links.vm0: a link needs its "kind", one of \#(kinds)"#]),
  ]
}

/// All kinds, as messages list them.
private let kinds = LinkKind.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
