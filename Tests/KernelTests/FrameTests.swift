internal import KernelTestSupport
internal import Testing

/// What the plumbing does with frames, as the guests on it see it. That a frame does not arrive is told by a later one
/// which does.
@Suite(.requires(.namespaces)) struct FrameTests {
  private func port(_ name: String, _ settings: String) -> String {
    ", \"\(name)\": {\"kind\": \"tap\", \"bridge\": {\"name\": \"br\", \(settings)}}"
  }

  @Test(.requires(.vlanFiltering)) func `access VLANs are kept apart, and a trunk carries their tags`() throws {
    let host = try Host()
    try host.apply(
      #""br": {"kind": "bridge", "vlan_filtering": true}"# + port("a10", #""vlan": {"access": 10}"#)
        + port("b10", #""vlan": {"access": 10}"#) + port("c20", #""vlan": {"access": 20}"#)
        + port("trunk", #""vlan": {"trunk": [10, 20], "native": 30}"#))
    let a = try OpenTAP("a10", on: host)
    let b = try OpenTAP("b10", on: host)
    let c = try OpenTAP("c20", on: host)
    let trunk = try OpenTAP("trunk", on: host)

    try a.send(Frame(from: 1, "from a"))
    #expect(try b.frames(through: "from a") == [Frame(from: 1, "from a")])
    #expect(try trunk.frames(through: "from a") == [Frame(from: 1, vlan: 10, "from a")])
    // It did not reach the other VLAN, where the next frame from the trunk does.
    try trunk.send(Frame(from: 4, vlan: 20, "tagged 20"))
    #expect(try c.frames(through: "tagged 20") == [Frame(from: 4, "tagged 20")])
    try trunk.send(Frame(from: 4, vlan: 10, "tagged 10"))
    #expect(try a.frames(through: "tagged 10") == [Frame(from: 4, "tagged 10")])
    #expect(try b.frames(through: "tagged 10") == [Frame(from: 4, "tagged 10")])

    // A VLAN that the trunk is no member of, the native one, which no other port has, and a tag on an access port.
    try trunk.send(Frame(from: 4, vlan: 99, "tagged 99"))
    try trunk.send(Frame(from: 4, "native"))
    try c.send(Frame(from: 3, vlan: 10, "smuggled"))
    try c.send(Frame(from: 3, "from c"))
    #expect(try trunk.frames(through: "from c") == [Frame(from: 3, vlan: 20, "from c")])
    try trunk.send(Frame(from: 4, vlan: 10, "end 10"))
    try trunk.send(Frame(from: 4, vlan: 20, "end 20"))
    #expect(try a.frames(through: "end 10").map(\.text) == ["end 10"])
    #expect(try b.frames(through: "end 10").map(\.text) == ["end 10"])
    #expect(try c.frames(through: "end 20").map(\.text) == ["end 20"])
  }

  @Test func `an isolated pair cannot talk, and others can talk to both`() throws {
    let host = try Host()
    try host.apply(
      #""br": {"kind": "bridge"}"# + port("guest1", #""isolated": true"#) + port("guest2", #""isolated": true"#)
        + port("router", #""isolated": false"#))
    let one = try OpenTAP("guest1", on: host)
    let two = try OpenTAP("guest2", on: host)
    let router = try OpenTAP("router", on: host)
    try one.send(Frame(from: 1, "broadcast"))
    try one.send(Frame(from: 1, to: 2, "unicast"))
    #expect(try router.frames(through: "unicast").map(\.text) == ["broadcast", "unicast"])
    try router.send(Frame(from: 3, "hello"))
    #expect(try one.frames(through: "hello").map(\.text) == ["hello"])
    #expect(try two.frames(through: "hello").map(\.text) == ["hello"])
    // Once the isolation is lifted, they can.
    try host.apply(
      #""br": {"kind": "bridge"}"# + port("guest1", #""isolated": false"#) + port("guest2", #""isolated": true"#)
        + port("router", #""isolated": false"#))
    try one.send(Frame(from: 1, "at last"))
    #expect(try two.frames(through: "at last").map(\.text) == ["at last"])
  }

  /// A station that is let in, and whose address another port cannot take over; addresses that were learnt before are let in
  /// no longer.
  @Test(.enabled(if: Kernel.has("5.18"), "the kernel cannot lock ports"), arguments: [false, true])
  func `a locked port lets in frames from its own stations alone`(whileItRuns: Bool) throws {
    let host = try Host()
    let document = { (lock: String) in
      #""br": {"kind": "bridge"}"# + self.port("guest", lock) + self.port("router", #""flood": true"#)
    }
    if whileItRuns { try host.apply(document(#""locked": false"#)) }
    let lock = document(#""mac_lock": ["52:54:00:00:00:01"]"#)
    if !whileItRuns { try host.apply(lock) }
    let guest = try OpenTAP("guest", on: host)
    let router = try OpenTAP("router", on: host)
    if whileItRuns {
      try guest.send(Frame(from: 7, "spoofed, as long as it may"))
      #expect(try router.frames(through: "spoofed, as long as it may").count == 1)
      try host.apply(lock)
    }
    try guest.send(Frame(from: 7, "spoofed"))
    try guest.send(Frame(from: 3, "spoofed as the router"))
    // The groups that bridges keep to themselves teach addresses, too, where that is allowed.
    var group = Frame(from: 7, "to the group")
    group.destination = [0x01, 0x80, 0xC2, 0, 0, 0]
    try guest.send(group)
    try guest.send(Frame(from: 7, "spoofed again"))
    try guest.send(Frame(from: 1, "its own"))
    #expect(try router.frames(through: "its own").map(\.text) == ["its own"])
    // Another port sends from the station's address, and the station is not cut off.
    try router.send(Frame(from: 1, "taken over"))
    #expect(try guest.frames(through: "taken over").count == 1)
    try router.send(Frame(from: 3, to: 1, "to the guest"))
    try guest.send(Frame(from: 1, "still its own"))
    #expect(try router.frames(through: "still its own").map(\.text) == ["still its own"])
    #expect(try guest.frames(through: "to the guest").map(\.text) == ["to the guest"])
    #expect(try host.apply(lock).hasPrefix("in sync"))
    // Lifted, it lets in all.
    try host.apply(document(#""mac_lock": null"#))
    try guest.send(Frame(from: 7, "somebody"))
    #expect(try router.frames(through: "somebody").map(\.text) == ["somebody"])
    #expect(try host.isInSync())
  }

  /// A bridge hands to the host what is addressed to the host; in promiscuous mode everything that passes through
  /// (br_handle_frame_finish).
  @Test func `a promiscuous bridge gets frames that are not its own`() throws {
    let host = try Host()
    let document = { (isPromiscuous: Bool) in
      "\"br\": {\"kind\": \"bridge\", \"promiscuous\": \(isPromiscuous)}" + self.port("tap1", #""flood": true"#)
        + self.port("tap2", #""flood": true"#)
    }
    try host.apply(document(false))
    let one = try OpenTAP("tap1", on: host)
    let two = try OpenTAP("tap2", on: host)
    let tap = try PacketTap("br", on: host)
    // The bridge learns where guest 2 is, so that nothing for it is flooded.
    try two.send(Frame(from: 2, "here I am"))
    #expect(try tap.frames(through: "here I am").count == 1)
    try one.send(Frame(from: 1, to: 2, "private"))
    try one.send(Frame(from: 1, "marker"))
    #expect(try tap.frames(through: "marker").map(\.text) == ["marker"])

    try host.apply(document(true))
    try one.send(Frame(from: 1, to: 2, "overheard"))
    try one.send(Frame(from: 1, "marker 2"))
    #expect(try tap.frames(through: "marker 2").map(\.text) == ["overheard", "marker 2"])
    #expect(
      try two.frames(through: "marker 2").map(\.text) == ["private", "marker", "overheard", "marker 2"])
  }

  @Test(.requires(.vlan)) func `a VLAN on a NIC gets the frames with its tag, without it`() throws {
    let host = try Host()
    try host.apply(
      """
      "uplink": {"kind": "tap"}, "v10": {"kind": "vlan", "link": "uplink", "id": 10, "bridge": "br"},
      "br": {"kind": "bridge"}, "vm": {"kind": "tap", "bridge": "br"}
      """)
    let uplink = try OpenTAP("uplink", on: host)
    let guest = try OpenTAP("vm", on: host)
    try uplink.send(Frame(from: 9, vlan: 11, "other"))
    try uplink.send(Frame(from: 9, "untagged"))
    try uplink.send(Frame(from: 9, vlan: 10, "ours"))
    #expect(try guest.frames(through: "ours") == [Frame(from: 9, "ours")])
    try guest.send(Frame(from: 1, "reply"))
    #expect(try uplink.frames(through: "reply") == [Frame(from: 1, vlan: 10, "reply")])
  }
}
