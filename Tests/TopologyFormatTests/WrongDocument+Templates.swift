extension WrongDocument {
  static let templates: [WrongDocument] = [
    WrongDocument(
      text: #"{"defaults": 1}"#,
      [#"1:14: defaults: the defaults are an object such as {"tap": {"mtu": 1450}}, not 1"#]),
    WrongDocument(
      text: #"{"defaults": {"taps": {}}}"#,
      [#"1:15: defaults.taps: unknown key; did you mean "tap"?"#]),
    WrongDocument(
      text: #"{"defaults": {"tap": []}}"#,
      [#"1:22: defaults.tap: the defaults of TAPs are an object such as {"mtu": 1450}, not a list"#]),
    WrongDocument(
      text: #"{"defaults": {"tap": {"kind": "tap"}}}"#,
      [#"1:23: defaults.tap.kind: each link has a "kind" of its own; remove this"#]),
    WrongDocument(
      text: #"{"defaults": {"tap": {"state": "absent"}}}"#,
      [#"1:23: defaults.tap.state: each link has a "state" of its own; remove this"#]),
    // Told once, and not with each link.
    WrongDocument(
      text: #"{"defaults": {"tap": {"mtu": 1, "stp": true}}, "links": {"a": {"kind": "tap"}, "b": {"kind": "tap"}}}"#,
      [
        "1:30: defaults.tap.mtu: 1 is not in the range 68 to 65535 bytes",
        #"1:33: defaults.tap.stp: "stp" belongs to bridges, and this is a TAP"#,
      ]),
    WrongDocument(
      text: #"{"defaults": {"tap": {"bridge": "br[0-1]"}}}"#, isSeenBySchema: false,
      ["1:33: defaults.tap.bridge: a range cannot stand here; write the name of one link"]),
    // Between links, where the default stands.
    WrongDocument(
      text: #"{"defaults": {"tap": {"bridge": "x"}}, "links": {"a": {"kind": "tap"}, "x": {"state": "absent"}}}"#,
      isSeenBySchema: false, ["1:33: links.a.bridge: x is declared absent at t.json:1:72"]),

    WrongDocument(
      links: #""vm[0-3]": {"kind": "tap", "mac": "52:54:00:00:01:[00-04]", "mtu": 1}"#,
      [
        #"2:35: links.vm[0-3].mac: "52:54:00:00:01:[00-04]" stands for 5 values, and "vm[0-3]" for 4 links; "#
          + "each link takes one",
        "2:68: links.vm[0-3].mtu: 1 is not in the range 68 to 65535 bytes",
      ]),
    WrongDocument(
      links:
        #""vm[0-3]": {"kind": "tap", "mac": "52:54:00:00:01:[10-13]", "bridge": {"name": "br0", "vlan": {"trunk": ["[1-2]"]}}}"#,
      isSeenBySchema: false,
      [
        #"2:106: links.vm[0-3].bridge.vlan.trunk[0]: "[1-2]" stands for 2 values, and "vm[0-3]" for 4 links; each link takes one"#
      ]),
    WrongDocument(
      links: #""vm[0-3]": {"kind": "tap", "description": "[3-0]"}"#, isSeenBySchema: false,
      ["2:43: links.vm[0-3].description: the range [3-0] goes downwards; write [0-3]"]),
    WrongDocument(
      links: #""vm[0-3]": {"kind": "tap", "description": "[00-3]"}"#, isSeenBySchema: false,
      [
        "2:43: links.vm[0-3].description: the range [00-3] has leading zeros, so both numbers need the same number of digits"
      ]),
    WrongDocument(
      links: #""vm[0-3]": {"kind": "tap", "mtu": "[66-69]"}"#, isSeenBySchema: false,
      ["2:35: links.vm[0-3].mtu: 66 is not in the range 68 to 65535 bytes"]),
    WrongDocument(
      links: #""vm[0-3]": {"kind": "tap", "mtu": "[1400-1403]x"}"#, isSeenBySchema: false,
      [#"2:35: links.vm[0-3].mtu: a number from 68 to 65535 bytes must stand here, not "1400x""#]),
    WrongDocument(
      links: #""vm[9-5]": {"kind": "tap", "mac": "52:54:00:00:01:[00-04]", "mtu": 3}"#,
      [
        "2:1: links.vm[9-5]: the range [9-5] goes downwards; write [5-9]",
        "2:68: links.vm[9-5].mtu: 3 is not in the range 68 to 65535 bytes",
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "mtu": "[1400-1403]"}"#, isSeenBySchema: false,
      [#"2:31: links.vm0.mtu: a number from 68 to 65535 bytes must stand here, not "[1400-1403]""#]),
  ]
}
