internal import KernelTestSupport
internal import Testing

/// macvlans and macvtaps.
@Suite(.requires(.namespaces, .kinds(["macvlan", "macvtap"]))) struct MACVLANTests {
  @Test(arguments: ["macvlan", "macvtap"]) func `each has every option that is declared`(_ kind: String) throws {
    let host = try Host.withNIC()
    let links = """
      "nic": {"kind": "nic"},
      "plain": {"kind": "\(kind)", "link": "nic"},
      "full": {"kind": "\(kind)", "link": "nic", "mode": "source", "nodst": true, "bcqueuelen": 77,
        "macaddr": ["52:54:00:00:00:02", "52:54:00:00:00:01"], "mtu": 1400, "mac": "52:54:00:00:00:77"},
      "down": {"kind": "\(kind)", "link": "nic", "mode": "private", "up": false}
      """
    try host.apply(links)
    let made = try host.links()
    #expect(made["plain"].kind == kind && made["plain"]["link"] == "nic" && made["plain"].data["mode"] == "vepa")
    let full = made["full"]
    #expect(full.data["mode"] == "source" && full.data["nodst"] == true && full.data["bcqueuelen"] == 77)
    #expect(
      full.data["macaddr_data"].elements.compactMap(\.string).sorted() == ["52:54:00:00:00:01", "52:54:00:00:00:02"])
    #expect(full["mtu"] == 1400 && full["address"] == "52:54:00:00:00:77" && full.has("UP"))
    #expect(made["down"].data["mode"] == "private" && !made["down"].has("UP"))
    #expect(try host.isInSync())
    try host.destroy()
    #expect(try host.links().names == ["nic", "peer"])
  }

  @Test func `what the kernel changes is changed in place, and addresses are exact`() throws {
    let host = try Host.withNIC()
    let document = { (options: String) in
      #""nic": {"kind": "nic"}, "m": {"kind": "macvlan", "link": "nic", \#(options)}"#
    }
    try host.apply(document(#""mode": "source", "nodst": true, "macaddr": ["52:54:00:00:00:01", "52:54:00:00:00:02"]"#))
    let index = try host.links()["m"]["ifindex"]
    try host.apply(document(#""mode": "source", "nodst": false, "macaddr": ["52:54:00:00:00:03"]"#))
    var link = try host.links()["m"]
    #expect(link["ifindex"] == index && link.data["nodst"] != true)
    #expect(link.data["macaddr_data"].elements.compactMap(\.string) == ["52:54:00:00:00:03"])
    try host.apply(document(#""mode": "source", "macaddr": []"#))
    link = try host.links()["m"]
    #expect(link["ifindex"] == index && link.data["macaddr_data"].elements.isEmpty)
    try host.apply(document(#""mode": "bridge""#))
    #expect(try host.links()["m"]["ifindex"] == index && host.links()["m"].data["mode"] == "bridge")
    // The kernel says EINVAL to a change to passthru.
    let output = try host.apply(document(#""mode": "passthru", "nopromisc": true"#))
    #expect(output.contains("mode bridge → passthru") && output.contains("re-created"))
    link = try host.links()["m"]
    #expect(link["ifindex"] != index && link.data["mode"] == "passthru" && link.data["nopromisc"] == true)
    #expect(try host.isInSync())
  }

  /// A link has one rx handler.
  @Test func `a NIC goes from its macvlans to a bridge and back`() throws {
    let host = try Host.withNIC()
    let carrying = #""nic": {"kind": "nic", "bridge": null}, "m": {"kind": "macvlan", "link": "nic"}"#
    let bridged = #""nic": {"kind": "nic", "bridge": "br"}, "br": {"kind": "bridge"}"#
    for links in [carrying, bridged, carrying, bridged] {
      try host.apply(links)
      #expect(try host.isInSync())
    }
    try host.ip(lines: "link set dev nic nomaster\nlink add link nic name theirs type macvlan")
    let output = try host.tryApply(bridged)
    #expect(output.status == 2)
    #expect(output.errors.contains("cannot be a port of br while theirs, a macvlan, takes its frames"))
    #expect(output.errors.contains("Nothing was changed."))
  }

  @Test func `its MTU is at most that of the link under it`() throws {
    let host = try Host.withNIC()
    for (below, above) in [(1500, 1500), (1400, 1300), (1300, 1200), (9000, 8000), (1500, 1500)] {
      try host.apply(
        #""nic": {"kind": "nic", "mtu": \#(below)}, "m": {"kind": "macvlan", "link": "nic", "mtu": \#(above)}"#)
      #expect(try host.links()["m"]["mtu"].integer == above)
    }
  }
}
