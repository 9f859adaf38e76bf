extension WrongDocument {
  static let routes: [WrongDocument] = [
    WrongDocument(
      text: #"{"routes": {}}"#,
      [
        #"1:12: routes: routes are a list such as [{"to": "default", "via": "192.0.2.1"}], not an object"#
      ]),
    WrongDocument(
      routes: #""default""#,
      [
        #"2:1: routes[0]: a route is an object such as {"to": "default", "via": "192.0.2.1"}, not "default""#
      ]),
    WrongDocument(
      routes: "{}",
      [
        #"2:1: routes[0]: a route needs "to", such as "10.8.0.0/16" or "default""#,
        #"2:1: routes[0]: a route needs "via", the router, or "dev", the link; or "hops", or a "type" that sends nothing on"#,
      ]),
    WrongDocument(
      routes: #"{"via": "192.0.2.1"}"#,
      [#"2:1: routes[0]: a route needs "to", such as "10.8.0.0/16" or "default""#]),
    WrongDocument(
      routes: #"{"to": "10.8.0.0/16"}"#,
      [
        #"2:1: routes[0]: a route needs "via", the router, or "dev", the link; or "hops", or a "type" that sends nothing on"#
      ]),
    WrongDocument(
      routes: #"{"to": "10.8.0.0/16", "gateway": "192.0.2.1", "dev": "e0"}"#,
      [#"2:23: routes[0].gateway: unknown key; what other programs call gateway is "via" here"#]),
    WrongDocument(
      routes: #"{"to": "10.8.0.0/16", "dve": "e0", "via": "192.0.2.1"}"#,
      [#"2:23: routes[0].dve: unknown key; did you mean "dev"?"#]),
    WrongDocument(
      routes: #"{"to": 10, "dev": "e0"}"#,
      [
        #"2:8: routes[0].to: a range of addresses such as "10.8.0.0/16", an address, or "default" must stand here, not 10"#
      ]),
    WrongDocument(
      routes: #"{"to": "10.8.0.1/16", "dev": "e0"}"#, isSeenBySchema: false,
      [#"2:8: routes[0].to: "10.8.0.1/16" has bits set behind its prefix; write "10.8.0.0/16""#]),
    WrongDocument(
      routes: #"{"to": "2001:db8::1/32", "dev": "e0"}"#, isSeenBySchema: false,
      [#"2:8: routes[0].to: "2001:db8::1/32" has bits set behind its prefix; write "2001:db8::/32""#]),
    WrongDocument(
      routes: #"{"to": "10.8.0.0/255.255.0.0", "dev": "e0"}"#,
      [#"2:8: routes[0].to: the length of a prefix is a number here; write "10.8.0.0/16""#]),
    WrongDocument(
      routes: #"{"to": "10.8/16", "dev": "e0"}"#,
      [#"2:8: routes[0].to: "10.8/16" is no IP address"#]),
    WrongDocument(
      routes: #"{"to": "default", "dev": "e0"}"#, isSeenBySchema: false,
      [
        #"2:8: routes[0].to: nothing tells whether this is the default route of IPv4 or of IPv6; add "family": "ipv4" or "ipv6""#
      ]),
    WrongDocument(
      routes: #"{"to": "10.8.0.0/16", "family": "ipv6", "dev": "e0"}"#, isSeenBySchema: false,
      ["2:33: routes[0].family: the destination is of IPv4; remove this"]),
    WrongDocument(
      routes: #"{"to": "default", "family": "inet", "dev": "e0"}"#,
      [
        #"2:29: routes[0].family: one of "ipv4", "ipv6" must stand here, not "inet""#
      ]),
    WrongDocument(
      routes: #"{"to": "10.8.0.0/16", "via": "192.0.2.1/24"}"#,
      [#"2:30: routes[0].via: an address alone must stand here; remove "/24""#]),
    WrongDocument(
      routes: #"{"to": "10.8.0.0/16", "via": "0.0.0.0"}"#, isSeenBySchema: false,
      ["2:30: routes[0].via: 0.0.0.0 stands for no address; no host has it"]),
    WrongDocument(
      routes: #"{"to": "2001:db8::/32", "via": "192.0.2.1"}"#, isSeenBySchema: false,
      ["2:32: routes[0].via: 192.0.2.1 cannot be the router of a route of IPv6; it is of IPv4"]),
    WrongDocument(
      routes: #"{"to": "10.8.0.0/16", "via": "fe80::1"}"#, isSeenBySchema: false,
      [#"2:30: routes[0].via: fe80::1 means something on its link alone; add "dev", the link's name"#]),
    WrongDocument(
      routes: #"{"to": "10.8.0.0/16", "via": "192.0.2.1", "onlink": true}"#, isSeenBySchema: false,
      [#"2:53: routes[0].onlink: nothing tells on which link the router is; add "dev""#]),
    WrongDocument(
      routes: #"{"to": "10.8.0.0/16", "dev": "e0", "onlink": true}"#, isSeenBySchema: false,
      [#"2:46: routes[0].onlink: "onlink" speaks of a router; add it as "via", or remove this"#]),
    WrongDocument(
      routes: #"{"to": "10.8.0.0/16", "dev": "vm[0-3]"}"#,
      ["2:30: routes[0].dev: a range cannot stand here; write the name of one link"]),
    WrongDocument(
      routes: #"{"to": "10.8.0.0/16", "dev": "e0", "metric": -1}"#,
      ["2:46: routes[0].metric: -1 is not in the range 0 to 4294967295"]),
    WrongDocument(
      routes: #"{"to": "2001:db8::/32", "dev": "e0", "metric": 0}"#, isSeenBySchema: false,
      [
        "2:48: routes[0].metric: the kernel makes 1024 of the metric 0 of IPv6; write that, or leave it out"
      ]),
    WrongDocument(
      routes: #"{"to": "10.8.0.0/16", "dev": "e0", "table": "local"}"#,
      [#"2:45: routes[0].table: the table "local" is the kernel's own; routes in it come with addresses"#]),
    WrongDocument(
      routes: #"{"to": "10.8.0.0/16", "dev": "e0", "table": 255}"#,
      [#"2:45: routes[0].table: the table "local" is the kernel's own; routes in it come with addresses"#]),
    WrongDocument(
      routes: #"{"to": "10.8.0.0/16", "dev": "e0", "table": 0}"#,
      ["2:45: routes[0].table: 0 is not in the range 1 to 4294967295"]),
    WrongDocument(
      routes: #"{"to": "10.8.0.0/16", "dev": "e0", "table": "uplink"}"#,
      [
        #"2:45: routes[0].table: a table is a number from 1 to 4294967295, "main" or "default", not "uplink""#
      ]),
    WrongDocument(
      routes: #"{"to": "10.8.0.0/16", "dev": "e0", "source": "2001:db8::1"}"#, isSeenBySchema: false,
      [
        "2:46: routes[0].source: 2001:db8::1 cannot be the source of a route of IPv4; it is of the other family"
      ]),
    WrongDocument(
      routes: #"{"to": "10.8.0.0/16", "dev": "e0", "mtu": 67}"#,
      ["2:43: routes[0].mtu: 67 is not in the range 68 to 65520 bytes"]),
    WrongDocument(
      routes: #"{"to": "10.8.0.0/16", "dev": "e0", "mtu": 65521}"#,
      ["2:43: routes[0].mtu: 65521 is not in the range 68 to 65520 bytes"]),
    WrongDocument(
      routes: #"{"to": "2001:db8::/32", "dev": "e0", "scope": "link"}"#, isSeenBySchema: false,
      ["2:47: routes[0].scope: routes of IPv6 have no scope; remove this"]),
    WrongDocument(
      routes: #"{"to": "10.8.0.0/16", "dev": "e0", "scope": "nowhere"}"#,
      [
        #"2:45: routes[0].scope: one of "global", "site", "link", "host" must stand here, not "nowhere""#
      ]),
    WrongDocument(
      routes: #"{"to": "10.8.0.0/16", "via": "192.0.2.1", "scope": "link"}"#, isSeenBySchema: false,
      [
        #"2:52: routes[0].scope: what is behind a router has no scope of "link"; write "global" or remove this"#
      ]),
    WrongDocument(
      routes: #"{"to": "10.8.0.0/16", "type": "local", "dev": "e0"}"#,
      [
        #"2:31: routes[0].type: one of "unicast", "blackhole", "unreachable", "prohibit", "throw" must stand here, not "local""#
      ]),
    WrongDocument(
      routes: #"{"to": "10.8.0.0/16", "type": "blackhole", "via": "192.0.2.1"}"#,
      [#"2:44: routes[0].via: a route of type "blackhole" sends nothing on; remove this"#]),
    WrongDocument(
      routes: #"{"to": "10.8.0.0/16", "source": "192.0.2.1", "scope": "link", "mtu": 1400, "type": "throw"}"#,
      [
        #"2:23: routes[0].source: a route of type "throw" sends nothing on; remove this"#,
        #"2:46: routes[0].scope: a route of type "throw" sends nothing on; remove this"#,
        #"2:63: routes[0].mtu: a route of type "throw" sends nothing on; remove this"#,
      ]),
    WrongDocument(
      routes: #"{"to": "10.8.0.0/16", "via": "192.0.2.1", "hops": [{"dev": "a"}, {"dev": "b"}]}"#,
      [#"2:43: routes[0].hops: "via" and this both say which way packets go; keep one of them"#]),
    WrongDocument(
      routes: #"{"to": "10.8.0.0/16", "hops": [{"dev": "a"}, {"dev": "b"}], "dev": "c"}"#,
      [#"2:61: routes[0].dev: "hops" and this both say which way packets go; keep one of them"#]),
    WrongDocument(
      routes: #"{"to": "10.8.0.0/16", "hops": [{"via": "192.0.2.1"}]}"#,
      [
        #"2:31: routes[0].hops: "hops" is a list of two ways or more, each an object such as {"via": "192.0.2.1", "weight": 2}; a single one is said by "via" and "dev""#
      ]),
    WrongDocument(
      routes: #"{"to": "10.8.0.0/16", "hops": "192.0.2.1"}"#,
      [
        #"2:31: routes[0].hops: "hops" is a list of two ways or more, each an object such as {"via": "192.0.2.1", "weight": 2}; a single one is said by "via" and "dev""#
      ]),
    WrongDocument(
      routes: #"{"to": "10.8.0.0/16", "hops": [{"dev": "a"}, "192.0.2.1", {}]}"#,
      [
        #"2:46: routes[0].hops[1]: a way is an object such as {"via": "192.0.2.1"}, not "192.0.2.1""#,
        #"2:59: routes[0].hops[2]: a way needs "via", the router, or "dev", the link, or both"#,
      ]),
    WrongDocument(
      routes: #"{"to": "10.8.0.0/16", "hops": [{"dev": "a", "weight": 257}, {"dev": "b", "metric": 2}]}"#,
      [
        "2:55: routes[0].hops[0].weight: 257 is not in the range 1 to 256",
        #"2:74: routes[0].hops[1].metric: unknown key; the keys here are "via", "dev", "weight", "onlink""#,
      ]),
    WrongDocument(
      routes: #"{"to": "10.8.0.0/16", "hops": [{"dev": "a"}, {"dev": "a", "weight": 2}]}"#, isSeenBySchema: false,
      [#"2:46: routes[0].hops[1]: this way stands in the list already; give it a larger "weight" instead"#]),
    WrongDocument(
      routes: #"{"to": "2001:db8::/32", "hops": [{"via": "fe80::1", "dev": "a"}, {"dev": "b"}]}"#,
      isSeenBySchema: false,
      [#"2:74: routes[0].hops[1].dev: of several ways of IPv6, each needs a router; add "via""#]),
    WrongDocument(
      routes: #"{"to": "2001:db8::/32", "hops": [{"via": "fe80::1"}, {"via": "192.0.2.1"}]}"#,
      isSeenBySchema: false,
      [
        #"2:42: routes[0].hops[0].via: fe80::1 means something on its link alone; add "dev", the link's name"#,
        "2:62: routes[0].hops[1].via: 192.0.2.1 cannot be the router of a route of IPv6; it is of IPv4",
      ]),
    WrongDocument(
      routes: #"""
        {"to": "10.8.0.0/16", "via": "192.0.2.1"},
        {"to": "10.8.0.0/16", "dev": "e0", "table": "main"}
        """#, isSeenBySchema: false,
      [
        #"3:1: routes[1]: a route to 10.8.0.0/16 with the same metric and table is declared already at t.json:2:1; give one of them another "metric", or make one route with "hops""#
      ]),
    WrongDocument(
      routes: #"""
        {"to": "::/0", "dev": "e0"},
        {"to": "default", "via": "fe80::1", "dev": "e1", "metric": 1024}
        """#, isSeenBySchema: false,
      [
        #"3:1: routes[1]: a route to default with the same metric and table is declared already at t.json:2:1; give one of them another "metric", or make one route with "hops""#
      ]),
  ]

  private static func route(over link: String, _ complaint: String) -> WrongDocument {
    WrongDocument(
      text: "{\"links\": {\n\(link)\n}, \"routes\": [\n{\"dev\": \"e0\", \"to\": \"2001:db8::/32\"}]}",
      isSeenBySchema: false, ["4:9: routes[0].dev: " + complaint])
  }

  static let routesAndLinks: [WrongDocument] = [
    route(over: #""e0": {"state": "absent"}"#, "e0 is declared absent at t.json:2:1"),
    route(
      over: #""e0": {"kind": "nic", "bridge": "br0"}"#,
      #"e0, declared at t.json:2:1, is a port of br0, and answers come in there; write "br0""#),
    route(
      over: #""e0": {"kind": "tap", "up": false}"#,
      "e0, declared at t.json:2:1, is down, and the kernel takes no route over a link that is"),
    route(
      over: #""e0": {"kind": "nic", "disable_ipv6": true}"#, "e0, declared at t.json:2:1, has no IPv6"),
    WrongDocument(
      text: """
        {"routes": [{"to": "10.8.0.0/16", "hops": [{"dev": "e0"}, {"dev": "e1"}]}],
        "links": {"e1": {"state": "absent"}}}
        """, isSeenBySchema: false,
      ["1:67: routes[0].hops[1].dev: e1 is declared absent at t.json:2:11"]),
  ]
}
