internal import KernelTestSupport
internal import Testing

/// Topologies are applied independently of each other, under their names.
@Suite(.requires(.namespaces)) struct TopologyNameTests {
  @Test func `what a topology no longer declares goes, and nothing of another one`() throws {
    let host = try Host()
    try host.apply(#""br": {"kind": "bridge"}"#, name: "base")
    try host.apply(#""vm1": {"kind": "tap", "bridge": "br"}, "vm1b": {"kind": "tap", "bridge": "br"}"#, name: "vm1")
    try host.apply(#""vm2": {"kind": "tap", "bridge": "br"}"#, name: "vm2")
    let before = try host.links()
    #expect(before.names == ["br", "vm1", "vm1b", "vm2"])
    let output = try host.apply(#""vm1": {"kind": "tap", "bridge": "br"}"#, name: "vm1")
    #expect(output.contains("- tap vm1b") && output.contains("1 removed"))
    let after = try host.links()
    #expect(after.names == ["br", "vm1", "vm2"])
    #expect(["br", "vm1", "vm2"].allSatisfy { after[$0]["ifindex"] == before[$0]["ifindex"] })
    for name in ["base", "vm1", "vm2"] { #expect(try host.isInSync(name)) }

    try host.destroy("vm2")
    #expect(try host.links().names == ["br", "vm1"])
    try host.destroy("vm1")
    try host.destroy("base")
    #expect(try host.links().names == [])
    #expect(try host.destroy("base").hasPrefix("in sync"))
  }

  @Test func `a link of another topology cannot be claimed`() throws {
    let host = try Host()
    try host.apply(#""br": {"kind": "bridge", "mtu": 1400}"#, name: "one")
    let refused = try host.tryApply(#""br": {"kind": "bridge", "mtu": 9000}, "t": {"kind": "tap"}"#, name: "two")
    #expect(refused.status == 65)
    #expect(refused.errors.contains("two.json:2:1: ") && refused.errors.contains("belongs to the topology \"one\""))
    let links = try host.links()
    #expect(links.names == ["br"] && links["br"]["mtu"] == 1400)
    // Once the first has let go of it, it can.
    try host.apply("", name: "one")
    try host.apply(#""br": {"kind": "bridge", "mtu": 9000}"#, name: "two")
    #expect(try host.links()["br"]["mtu"] == 9000)
  }

  @Test func `a topology without a name is the one called default`() throws {
    let host = try Host()
    let file = try host.file("unnamed.json", #"{"links": {"t": {"kind": "tap"}}}"#)
    #expect(try host.vnetctl("apply", file).status == 0)
    #expect(try host.links().names == ["t"])
    #expect(try host.vnetctl("destroy", "--yes").status == 0)
    #expect(try host.links().names == [])
  }
}
