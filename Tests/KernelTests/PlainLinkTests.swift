internal import KernelTestSupport
internal import Testing

/// Kinds that lie on nothing: dummies, ifbs and VRFs.
@Suite(.requires(.namespaces)) struct PlainLinkTests {
  @Test(.requires(.kinds(["ifb"]))) func `an ifb is made, changed and removed`() throws { try check("ifb") }

  @Test(.requires(.kinds(["dummy"]))) func `a dummy is made, changed and removed`() throws { try check("dummy") }

  private func check(_ kind: String) throws {
    let host = try Host()
    try host.apply(#""br": {"kind": "bridge"}, "d": {"kind": "\#(kind)", "mtu": 1400, "bridge": "br"}"#)
    #expect(try host.links()["d"].kind == kind && host.links()["d"]["mtu"] == 1400)
    #expect(try host.links()["d"]["master"] == "br" && host.isInSync())
    try host.apply(
      #""d": {"kind": "\#(kind)", "mac": "52:54:00:00:00:77", "bridge": null, "addresses": ["10.1.0.1/24"]}"#)
    #expect(try host.links()["d"]["address"] == "52:54:00:00:00:77" && host.isInSync())
    try host.destroy()
    #expect(try !host.links().names.contains("d"))
  }

  @Test(.requires(.kinds(["vrf"]))) func `a VRF has its table, and another one with another`() throws {
    let host = try Host()
    for table in [100, 4_294_967_294] {
      try host.apply(#""v": {"kind": "vrf", "table": \#(table)}"#)
      #expect(try host.links()["v"].data["table"].integer == table && host.links()["v"].has("UP") && host.isInSync())
    }
    let output = try host.tryApply(#""v": {"kind": "vrf", "table": 7, "bridge": "br"}, "br": {"kind": "bridge"}"#)
    #expect(output.status == 65 && output.errors.contains("a VRF cannot be a port of a bridge"))
  }
}
