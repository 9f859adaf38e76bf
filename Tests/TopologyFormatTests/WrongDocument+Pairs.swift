extension WrongDocument {
  static let pairs: [WrongDocument] = [
    WrongDocument(
      links: #""v": {"kind": "veth"}"#,
      [#"2:1: links.v: a veth needs "peer", its other end"#]),
    WrongDocument(
      links: #""t": {"kind": "tap", "peer": "v"}"#,
      [#"2:22: links.t.peer: "peer" belongs to veths, and this is a TAP"#]),
    WrongDocument(
      links: #""v": {"kind": "veth", "peer": 1}, "w": {"kind": "veth", "peer": "x/y"}"#,
      [
        #"2:31: links.v.peer: the other end is a name such as "veth1" or an object such as {"name": "eth0", "#
          + #""netns": "guest1"}, not 1"#,
        #"2:65: links.w.peer: the link name "x/y" contains "/", which the kernel does not allow"#,
      ]),
    WrongDocument(
      links: """
        "u": {"kind": "veth", "peer": {}},
        "v": {"kind": "veth", "peer": {"name": "eth0", "namespace": "g", "mtu": 1400, "nam": "x"}},
        "w": {"kind": "veth", "peer": {"name": "eth0", "netns": "run/g"}},
        "x": {"kind": "veth", "peer": {"name": "eth0", "netns": ""}},
        "y": {"kind": "veth", "peer": {"name": "eth0", "netns": 1234}},
        "z": {"kind": "veth", "peer": {"name": "eth0", "netns": ".."}}
        """,
      [
        #"2:31: links.u.peer: the other end needs its "name""#,
        #"3:48: links.v.peer.namespace: unknown key; what other programs call namespace is "netns" here"#,
        #"3:66: links.v.peer.mtu: "mtu" belongs to a link; declare the other end as one too, with this one as its peer"#,
        #"3:79: links.v.peer.nam: unknown key; did you mean "name"?"#,
        #"4:57: links.w.peer.netns: "run/g" is no network namespace; write its name for "ip netns", or a path that "#
          + #"begins with "/""#,
        #"5:57: links.x.peer.netns: "" is no network namespace; write its name for "ip netns", or a path that "#
          + #"begins with "/""#,
        #"6:57: links.y.peer.netns: the name of a network namespace such as "guest1", or its path, must stand here, "#
          + "not 1234",
        #"7:57: links.z.peer.netns: ".." is no network namespace; write its name for "ip netns", or a path that "#
          + #"begins with "/""#,
      ]),
    WrongDocument(
      links: #""v": {"kind": "veth", "peer": "v"}"#, isSeenBySchema: false,
      ["2:31: links.v.peer: a link cannot be its own other end"]),
    WrongDocument(
      links: #""v": {"kind": "veth", "peer": "w"}, "w": {"state": "absent"}"#, isSeenBySchema: false,
      ["2:31: links.v.peer: w is declared absent at t.json:2:37"]),
    WrongDocument(
      links: #""v": {"kind": "veth", "peer": "w"}, "w": {"kind": "nic"}"#, isSeenBySchema: false,
      ["2:31: links.v.peer: w is no veth but a NIC, declared at t.json:2:37"]),
    WrongDocument(
      links: """
        "v": {"kind": "veth", "peer": "w"},
        "w": {"kind": "veth", "peer": {"name": "v", "netns": "guest"}}
        """, isSeenBySchema: false,
      ["2:31: links.v.peer: w, declared at t.json:3:1, has v in guest as its other end"]),
    WrongDocument(
      links: """
        "a": {"kind": "veth", "peer": "z"},
        "b": {"kind": "veth", "peer": "z"},
        "c": {"kind": "veth", "peer": {"name": "z", "netns": "guest"}},
        "d": {"kind": "veth", "peer": {"name": "z", "netns": "guest"}}
        """, isSeenBySchema: false,
      [
        "3:31: links.b.peer: z is the other end of a already, declared at t.json:2:1",
        "5:40: links.d.peer: z in guest is the other end of c already, declared at t.json:4:1",
      ]),
  ]
}
