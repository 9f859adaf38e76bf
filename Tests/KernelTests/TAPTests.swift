internal import KernelTestSupport
internal import Testing

@Suite(.requires(.namespaces)) struct TAPTests {
  @Test func `a TAP has every option that is declared, and is in sync although nobody has it open`() throws {
    let host = try Host()
    try host.apply(
      """
      "plain": {"kind": "tap"},
      "full": {"kind": "tap", "owner": "daemon", "group": 65534, "queues": 4, "vnet_header": true, "packet_info": true,
        "mtu": 1400, "mac": "52:54:00:12:34:56", "promiscuous": true, "all_multicast": true,
        "description": "guest 7, \\"blue\\" – Küche", "tx_queue_length": 500},
      "down": {"kind": "tap", "up": false, "queues": 1}
      """)
    let links = try host.links()
    let plain = links["plain"]
    #expect(plain.kind == "tun" && plain.data["type"] == "tap" && plain.data["persist"] == true)
    #expect(plain.data["pi"] == false && plain.data["vnet_hdr"] == false && plain.data["multi_queue"] == false)
    #expect(plain.has("UP") && !plain.has("PROMISC") && plain["mtu"] == 1500)
    #expect(plain.data["user"] == .null && plain.data["group"] == .null)

    let full = links["full"]
    #expect(full.data["user"] == "daemon" && full.data["group"] == "nogroup")
    #expect(full.data["multi_queue"] == true && full.data["vnet_hdr"] == true && full.data["pi"] == true)
    #expect(full["mtu"] == 1400 && full["address"] == "52:54:00:12:34:56" && full["txqlen"] == 500)
    #expect(full.has("PROMISC") && full.has("ALLMULTI") && full.has("UP"))
    #expect(full["ifalias"] == "guest 7, \"blue\" – Küche")

    #expect(!links["down"].has("UP"))
    #expect(try host.isInSync())
  }

  @Test func `the owner and the group of an idle TAP change in place`() throws {
    let host = try Host()
    try host.apply(#""t": {"kind": "tap", "owner": 1, "group": 2, "vnet_header": true}"#)
    let before = try host.links()["t"]
    let output = try host.apply(#""t": {"kind": "tap", "owner": 3, "group": 4, "vnet_header": true}"#)
    #expect(output.contains("~ tap"))
    let after = try host.links()["t"]
    #expect(after["ifindex"] == before["ifindex"] && after["address"] == before["address"])
    #expect(after.data["user"] == "sys" && after.data["group"] == "adm")
    // Attaching to it to set the owner sets the flags anew; those stay that nobody wants changed.
    #expect(after.data["vnet_hdr"] == true && after.data["pi"] == false)
    #expect(try host.isInSync())
  }

  @Test func `every setting of an idle TAP changes in place and goes back`() throws {
    let host = try Host()
    let standard = """
      "t": {"kind": "tap", "vnet_header": false, "packet_info": false, "mtu": 1500, "promiscuous": false,
        "all_multicast": false, "description": "", "tx_queue_length": 1000, "up": true, "mac": "52:54:00:00:00:01"}
      """
    try host.apply(standard)
    let before = try host.links()["t"].steady
    try host.apply(
      """
      "t": {"kind": "tap", "vnet_header": true, "packet_info": true, "mtu": 9000, "promiscuous": true,
        "all_multicast": true, "description": "x", "tx_queue_length": 7, "up": false, "mac": "52:54:00:00:00:02"}
      """)
    let changed = try host.links()["t"]
    #expect(changed["ifindex"] == before["ifindex"])
    #expect(changed.data["vnet_hdr"] == true && changed.data["pi"] == true)
    #expect(changed["mtu"] == 9000 && changed["txqlen"] == 7 && changed["address"] == "52:54:00:00:00:02")
    #expect(changed.has("PROMISC") && changed.has("ALLMULTI") && !changed.has("UP") && changed["ifalias"] == "x")
    try host.apply(standard)
    #expect(try host.links()["t"].steady == before)
    #expect(try host.isInSync())
  }

  @Test func `another kind of queues makes the TAP anew, and the diff says so`() throws {
    let host = try Host()
    try host.apply(#""br": {"kind": "bridge"}, "t": {"kind": "tap", "bridge": "br"}"#)
    let before = try host.links()["t"].steady
    let document = try host.document(#""br": {"kind": "bridge"}, "t": {"kind": "tap", "queues": 2, "bridge": "br"}"#)
    let diff = try host.vnetctl("diff", document)
    #expect(diff.status == 1)
    #expect(diff.text.contains("∓ tap") && diff.text.contains("re-created: the kernel fixes queues at creation"))
    #expect(try host.links()["t"].steady == before)
    try host.apply(#""br": {"kind": "bridge"}, "t": {"kind": "tap", "queues": 2, "bridge": "br"}"#)
    let after = try host.links()["t"].steady
    #expect(after["ifindex"] != before["ifindex"] && after.data["multi_queue"] == true && after["master"] == "br")
    // The kernel keeps no number of queues: that is the number of descriptors that attach.
    try host.apply(#""br": {"kind": "bridge"}, "t": {"kind": "tap", "queues": 8, "bridge": "br"}"#)
    #expect(try host.links()["t"].steady == after)
  }

  @Test func `a TAP that a process has open is not re-created, until disruption is allowed`() throws {
    let host = try Host()
    try host.apply(#""t": {"kind": "tap", "owner": 1}, "other": {"kind": "tap"}"#)
    let guest = try OpenTAP("t", on: host)
    let before = try host.links()
    #expect(before["t"].has("LOWER_UP"))
    for links in [#""t": {"kind": "tap", "queues": 2}"#, #""t": {"kind": "tap", "owner": 2}"#] {
      let refused = try host.tryApply(links)
      #expect(refused.status == 2)
      #expect(refused.errors.contains("t: ") && refused.errors.contains("--allow disruption"))
    }
    let removal = try host.tryApply(#""other": {"kind": "tap"}"#)
    #expect(removal.status == 2 && removal.errors.contains("a process has this TAP open"))
    let destruction = try host.vnetctl("destroy", "test", "--yes")
    #expect(destruction.status == 2 && destruction.errors.contains("a process has this TAP open"))
    let after = try host.links()
    #expect(after["t"] == before["t"] && after["other"]["ifindex"] == before["other"]["ifindex"])
    #expect(after.names == before.names)

    try host.apply(#""t": {"kind": "tap", "queues": 2}"#, "--allow", "disruption")
    let made = try host.links()
    #expect(made["t"]["ifindex"] != before["t"]["ifindex"] && made["t"].data["multi_queue"] == true)
    #expect(made.names == ["t"])
    withExtendedLifetime(guest) {}
  }

  /// `vnet_hdr` and `pi` belong to the last attachment (drivers/net/tun.c, tun_set_iff), so that what a virtual machine
  /// chose is no drift while it runs.
  @Test func `soft TAP flags are no drift while a process has the TAP open`() throws {
    let host = try Host()
    try host.apply(#""t": {"kind": "tap", "vnet_header": false, "packet_info": true}"#)
    do {
      let guest = try OpenTAP("t", on: host, [.vnetHeader])
      let running = try host.links()["t"]
      #expect(running.data["vnet_hdr"] == true && running.data["pi"] == false)
      #expect(try host.isInSync())
      // What else is declared is changed under the running guest all the same.
      try host.apply(#""t": {"kind": "tap", "vnet_header": false, "packet_info": true, "mtu": 1400}"#)
      let changed = try host.links()["t"]
      #expect(changed["mtu"] == 1400 && changed["ifindex"] == running["ifindex"] && changed.data["vnet_hdr"] == true)
      withExtendedLifetime(guest) {}
    }
    #expect(try !host.isInSync())
    try host.apply(#""t": {"kind": "tap", "vnet_header": false, "packet_info": true, "mtu": 1400}"#)
    let idle = try host.links()["t"]
    #expect(idle.data["vnet_hdr"] == false && idle.data["pi"] == true)
  }

  @Test(.requires(.root, .tunForAll)) func `the owner of a TAP may open it without privileges, and nobody else`() throws
  {
    let host = try Host()
    try host.apply(#""mine": {"kind": "tap", "owner": 65534}, "yours": {"kind": "tap", "owner": 1}"#)
    let attach = """
      import fcntl, struct, sys
      fcntl.ioctl(open("/dev/net/tun", "r+b", buffering=0), 0x400454ca, struct.pack("16sH22x", sys.argv[1].encode(), 0x1002))
      """
    for (name, status) in [("mine", Int32(0)), ("yours", 1)] {
      let output = try host.namespace.spawn(
        "setpriv",
        ["--reuid", "65534", "--regid", "65534", "--clear-groups", "/usr/bin/python3", "-c", attach, name])
      #expect(output.status == status, "\(name): \(output.errors)")
    }
  }
}
