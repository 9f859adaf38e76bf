/// NICs that are found by what they are.
extension WrongDocument {
  static let matches: [WrongDocument] = [
    WrongDocument(
      links: #""up": {"kind": "nic", "match": {}}"#,
      [
        #"2:32: links.up.match: a match needs something to go by, at least one of "permanent_mac", "path", "driver", "#
          + #""mac", "alternative_name""#
      ]),
    WrongDocument(
      links: #""up": {"kind": "nic", "match": "eth0"}"#,
      [#"2:32: links.up.match: a match is an object such as {"permanent_mac": "52:54:00:12:34:56"}, not "eth0""#]),
    WrongDocument(
      links: #""up": {"kind": "nic", "rename": true}, "v": {"kind": "nic", "match": {"path": ""}, "rename": 1}"#,
      [
        #"2:23: links.up.rename: only a link that is found by "match" is renamed; add that, or remove this"#,
        #"2:79: links.v.match.path: the path is empty; no link has such a one"#,
        #"2:94: links.v.rename: true or false must stand here, not 1; write true"#,
      ]),
    WrongDocument(
      links: #""t": {"kind": "tap", "match": {"path": "x"}, "rename": true}"#,
      [
        #"2:22: links.t.match: "match" belongs to NICs, and this is a TAP"#,
        #"2:46: links.t.rename: "rename" belongs to NICs, and this is a TAP"#,
      ]),
    WrongDocument(
      links: """
        "a": {"kind": "nic", "match": {"permanent_mac": "01:00:00:00:00:01", "mac": "x", "driver": 7}},
        "b": {"kind": "nic", "match": {"alternative_name": "a b", "name": "eth0", "permaddr": "x", "pth": "y"}}
        """,
      [
        "2:49: links.a.match.permanent_mac: 01:00:00:00:00:01 is a multicast address, for the lowest bit of its first "
          + "octet 01 is set; a link's own address must be a unicast one",
        #"2:77: links.a.match.mac: a MAC address such as "52:54:00:12:34:56" must stand here, not "x""#,
        "2:92: links.a.match.driver: a string must stand here, not 7",
        #"3:52: links.b.match.alternative_name: "a b" is no name; it must have no white space, no slash, and a "#
          + "character",
        "3:59: links.b.match.name: unknown key; a NIC whose name is known stands in links under that, without a match",
        #"3:75: links.b.match.permaddr: unknown key; what other programs call permaddr is "permanent_mac" here"#,
        #"3:92: links.b.match.pth: unknown key; did you mean "path"?"#,
      ]),
    WrongDocument(
      text: """
        {"defaults": {"nic": {"match": {"path": "x"}, "rename": true}}}
        """,
      [
        #"1:23: defaults.nic.match: each link has a "match" of its own; remove this"#,
        #"1:47: defaults.nic.rename: each link has a "rename" of its own; remove this"#,
      ]),
  ]
}
