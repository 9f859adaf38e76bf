internal import KernelTestSupport
internal import Testing

/// Pairs of veths, here and into other namespaces.
@Suite(.requires(.namespaces, .kinds(["veth"]))) struct VethTests {
  @Test func `one end that is declared makes two`() throws {
    let host = try Host()
    let links = #""br": {"kind": "bridge"}, "v0": {"kind": "veth", "peer": "v1", "mtu": 1400, "bridge": "br"}"#
    try host.apply(links)
    let made = try host.links()
    #expect(made["v0"].kind == "veth" && made["v0"]["link"] == "v1" && made["v0"]["master"] == "br")
    #expect(made["v1"].kind == "veth" && made["v1"]["link"] == "v0")
    for name in ["v0", "v1"] { #expect(made[name]["mtu"] == 1400 && made[name].has("UP")) }
    #expect(try host.isInSync())
    try host.apply(#""br": {"kind": "bridge"}"#)
    #expect(try host.links().names == ["br"])
    try host.apply(links)
    try host.destroy()
    #expect(try host.links().names.isEmpty)
  }

  @Test func `each end has what is declared of it, and is changed in place`() throws {
    let host = try Host()
    let pair = { (first: String, second: String) in
      #""v0": {"kind": "veth", "peer": "v1", \#(first)}, "v1": {"kind": "veth", "peer": "v0", \#(second)}"#
    }
    try host.apply(pair(#""mac": "52:54:00:00:00:01", "addresses": ["10.1.0.1/24"]"#, #""mtu": 9000, "up": false"#))
    let made = try host.links()
    #expect(made["v0"]["address"] == "52:54:00:00:00:01" && made["v0"]["mtu"] == 1500)
    #expect(made["v1"]["mtu"] == 9000 && !made["v1"].has("UP"))
    #expect(try host.globalAddresses(of: "v0") == ["10.1.0.1/24"] && host.isInSync())
    try host.apply(
      pair(#""mac": "52:54:00:00:00:02", "mtu": 1400"#, #""mac": "52:54:00:00:00:03", "mtu": 1400, "up": true"#))
    let changed = try host.links()
    for name in ["v0", "v1"] { #expect(changed[name]["ifindex"] == made[name]["ifindex"]) }
    #expect(changed["v0"]["address"] == "52:54:00:00:00:02" && changed["v1"]["address"] == "52:54:00:00:00:03")
    #expect(changed["v1"].has("UP") && changed["v1"]["mtu"] == 1400)
    #expect(try host.isInSync())
  }

  @Test func `ends that shall meet others are made anew, with what lies on them`() throws {
    let host = try Host()
    try host.apply(
      #""v0": {"kind": "veth", "peer": "v1"}, "v2": {"kind": "veth", "peer": "v3"}, "#
        + #""m": {"kind": "macvlan", "link": "v1"}"#)
    try host.apply(
      #""v0": {"kind": "veth", "peer": "v2"}, "v1": {"kind": "veth", "peer": "v3"}, "#
        + #""m": {"kind": "macvlan", "link": "v1"}"#)
    let made = try host.links()
    #expect(made["v0"]["link"] == "v2" && made["v1"]["link"] == "v3" && made["m"]["link"] == "v1")
    #expect(try host.isInSync())
  }

  @Test func `a pair that somebody removed comes back, and one that somebody made stays`() throws {
    let host = try Host()
    let links = #""v0": {"kind": "veth", "peer": "v1"}"#
    try host.apply(links)
    try host.ip(lines: "link delete v1\nlink add w0 type veth peer name w1")
    try host.apply(links)
    #expect(try host.links()["v1"]["link"] == "v0" && host.isInSync())
    let output = try host.tryApply(#""w0": {"kind": "veth", "peer": "v9"}"#)
    #expect(output.status == 2 && output.errors.contains("but vnetctl did not make it"))
    let removal = try host.tryApply(#"\#(links), "w0": {"state": "absent"}"#)
    #expect(removal.status == 2 && removal.errors.contains("w1 is the other end of it and would be removed"))
    try host.apply(#"\#(links), "w0": {"state": "absent"}, "w1": {"state": "absent"}"#)
    #expect(try host.links().names == ["v0", "v1"])
  }

  @Test func `the other end may be in another namespace, by any path`() throws {
    let (host, guest) = (try Host(), try Namespace())
    let links = { (name: String) in
      """
      "br": {"kind": "bridge"},
      "v0": {"kind": "veth", "peer": {"name": "\(name)", "netns": "\(guest.path)"}, "bridge": "br", "mtu": 1400}
      """
    }
    #expect(try host.apply(links("eth0")).contains("peer eth0 in \(guest.path), bridge br, mtu 1400"))
    #expect(try Links(guest).names == ["eth0"] && !Links(guest)["eth0"].has("UP"))
    let made = try host.links()["v0"]
    #expect(try made["link_index"] == Links(guest)["eth0"]["ifindex"] && made["master"] == "br")
    #expect(try host.isInSync())
    // The guest's own affairs are no difference.
    try guest.ip("link", "set", "dev", "eth0", "up", "mtu", "1300")
    #expect(try host.isInSync() && host.links()["v0"].has("LOWER_UP"))
    // What the end there is called is, and to change that takes the link away from who uses it.
    let refusal = try host.tryApply(links("eth1"))
    #expect(refusal.status == 2 && refusal.errors.contains("its other end is eth0 in \(guest.path)"))
    try host.apply(links("eth1"), "--allow", "disruption")
    #expect(try Links(guest).names == ["eth1"] && host.isInSync())
    try host.destroy()
    #expect(try Links(guest).names.isEmpty && host.links().names.isEmpty)
  }

  @Test func `an end that cannot be made there leaves all as it was`() throws {
    let (host, guest) = (try Host(), try Namespace())
    let link = { (name: String) in #""v0": {"kind": "veth", "peer": {"name": "\#(name)", "netns": "\#(guest.path)"}}"# }
    try host.apply(link("eth0"))
    try guest.ip("link", "add", "eth1", "type", "ifb")
    let before = try host.links()["v0"]
    let output = try host.tryApply(link("eth1"), name: "test", "--allow", "disruption")
    #expect(output.status == 2 && output.errors.contains("create veth v0 with its peer eth1 in \(guest.path)"))
    let after = try host.links()["v0"]
    #expect(try after["address"] == before["address"] && after["link_index"] == Links(guest)["eth0"]["ifindex"])
    try host.apply(link("eth0"))
    #expect(try host.isInSync() && Links(guest).names == ["eth0", "eth1"])
  }

  @Test func `a namespace that is not there, or is this one, is refused before anything is done`() throws {
    let host = try Host()
    for namespace in ["vnetctl-has-none-of-this-name", "/proc/version", host.namespace.path] {
      let output = try host.tryApply(
        #""br": {"kind": "bridge"}, "v0": {"kind": "veth", "peer": {"name": "v1", "netns": "\#(namespace)"}}"#)
      #expect(output.status == 2 && output.errors.contains("there is no other network namespace \(namespace)"))
      #expect(try host.links().names.isEmpty)
    }
  }

  @Test func `an end that somebody took away to another namespace is missed`() throws {
    let (host, guest) = (try Host(), try Namespace())
    let links = #""v0": {"kind": "veth", "peer": "v1"}"#
    try host.apply(links)
    try host.namespace.ip("link", "set", "dev", "v1", "netns", guest.path)
    #expect(try !host.isInSync())
    try host.apply(links, "--allow", "disruption")
    #expect(try host.links().names == ["v0", "v1"] && Links(guest).names.isEmpty)
  }
}
