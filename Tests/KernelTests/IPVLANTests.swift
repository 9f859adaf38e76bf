internal import KernelTestSupport
internal import Testing

/// ipvlans.
@Suite(.requires(.namespaces, .kinds(["ipvlan"]))) struct IPVLANTests {
  @Test func `it has every option that is declared, and those on one link change together`() throws {
    let host = try Host.withNIC()
    for (mode, flags) in [("l3", "bridge"), ("l2", "private"), ("l3s", "vepa")] {
      let options = #""kind": "ipvlan", "link": "nic", "mode": "\#(mode)", "flags": "\#(flags)""#
      try host.apply(#""nic": {"kind": "nic"}, "i": {\#(options)}, "j": {\#(options)}"#)
      let made = try host.links()
      for name in ["i", "j"] {
        #expect(made[name].kind == "ipvlan" && made[name]["link"] == "nic" && made[name].has("UP"))
        #expect(made[name].data["mode"].string == mode && made[name].data[flags] == true)
        #expect(made[name]["address"] == made["nic"]["address"])
      }
      #expect(try host.isInSync())
    }
    // Its MTU is that of the link under it.
    try host.apply(
      #""nic": {"kind": "nic", "mtu": 1400}, "i": {"kind": "ipvlan", "link": "nic", "mode": "l3s", "flags": "vepa"}"#)
    #expect(try host.links()["i"]["mtu"] == 1400 && host.isInSync())
    try host.ip(lines: "link add link nic name theirs type ipvlan mode l3s vepa")
    let output = try host.tryApply(
      #""nic": {"kind": "nic"}, "i": {"kind": "ipvlan", "link": "nic", "mode": "l2", "flags": "vepa"}"#)
    #expect(output.status == 2 && output.errors.contains("mode: theirs on the same link has l3s"))
  }
}
