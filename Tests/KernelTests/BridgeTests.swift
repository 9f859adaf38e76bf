internal import KernelTestSupport
internal import Testing

/// Bridges as links: their address, their MTU, and what the kernel does behind one's back.
@Suite(.requires(.namespaces)) struct BridgeTests {
  /// A bridge takes the numerically lowest address of its ports until somebody sets one (br_stp_recalculate_bridge_id).
  @Test func `a bridge keeps its MAC while TAPs come and go`() throws {
    let host = try Host()
    try host.apply(#""br": {"kind": "bridge"}, "a": {"kind": "tap", "mac": "52:54:00:00:00:50", "bridge": "br"}"#)
    #expect(try host.links()["br"]["address"] == "52:54:00:00:00:50")
    try host.apply(
      """
      "br": {"kind": "bridge"}, "a": {"kind": "tap", "mac": "52:54:00:00:00:50", "bridge": "br"},
      "b": {"kind": "tap", "mac": "02:00:00:00:00:01", "bridge": "br"}
      """)
    #expect(try host.links()["br"]["address"] == "52:54:00:00:00:50")
    try host.apply(#""br": {"kind": "bridge"}, "b": {"kind": "tap", "bridge": "br"}"#)
    #expect(try host.links()["br"]["address"] == "52:54:00:00:00:50")
  }

  @Test func `a bridge without ports keeps the MAC that it was made with`() throws {
    let host = try Host()
    try host.apply(#""br": {"kind": "bridge"}"#)
    let address = try host.links()["br"]["address"]
    try host.apply(#""br": {"kind": "bridge"}, "b": {"kind": "tap", "mac": "02:00:00:00:00:01", "bridge": "br"}"#)
    #expect(try host.links()["br"]["address"] == address)
  }

  @Test func `a bridge takes the MAC of its NIC before that of its TAPs`() throws {
    let host = try Host()
    try host.namespace.ip("link", "add", "nic", "address", "fe:54:00:00:00:01", "type", "veth", "peer", "name", "peer")
    try host.apply(
      """
      "a": {"kind": "tap", "mac": "02:00:00:00:00:01", "bridge": "br"}, "br": {"kind": "bridge"},
      "nic": {"kind": "nic", "bridge": "br"}
      """)
    #expect(try host.links()["br"]["address"] == "fe:54:00:00:00:01")
  }

  @Test func `a declared MAC is that of the bridge, and can change`() throws {
    let host = try Host()
    let port = #""a": {"kind": "tap", "mac": "02:00:00:00:00:01", "bridge": "br"}, "#
    for address in ["52:54:00:00:00:60", "fe:54:00:00:00:61"] {
      try host.apply(port + "\"br\": {\"kind\": \"bridge\", \"mac\": \"\(address)\"}")
      #expect(try host.links()["br"]["address"] == .text(address))
    }
  }

  /// Setting the MTU that the bridge has already does not count as setting it (br_change_mtu is not called), and neither
  /// does the MTU in the creating message; from then on it would follow the smallest of its ports.
  @Test(arguments: [1500, 9000, 1300])
  func `a bridge keeps its declared MTU whatever those of its ports are`(_ mtu: Int) throws {
    let host = try Host()
    let links = """
      "br": {"kind": "bridge", "mtu": \(mtu)}, "a": {"kind": "tap", "mtu": 1400, "bridge": "br"}
      """
    try host.apply(links)
    #expect(try host.links()["br"]["mtu"] == .number(Double(mtu)))
    try host.namespace.ip("link", "set", "dev", "a", "mtu", "1350")
    #expect(try host.links()["br"]["mtu"] == .number(Double(mtu)))
    try host.apply(links + #", "b": {"kind": "tap", "mtu": 1280, "bridge": "br"}"#)
    let after = try host.links()
    #expect(after["br"]["mtu"] == .number(Double(mtu)) && after["a"]["mtu"] == 1400 && after["b"]["mtu"] == 1280)
    #expect(try host.isInSync())
  }

  @Test func `the MTU of a bridge with ports changes up and down`() throws {
    let host = try Host()
    for mtu in [9000, 1500, 4000] {
      try host.apply(
        "\"br\": {\"kind\": \"bridge\", \"mtu\": \(mtu)}, \"a\": {\"kind\": \"tap\", \"mtu\": \(mtu), \"bridge\": \"br\"}"
      )
      let links = try host.links()
      #expect(links["br"]["mtu"] == .number(Double(mtu)) && links["a"]["mtu"] == .number(Double(mtu)))
      #expect(try host.isInSync())
    }
  }

  /// Without STP the kernel takes any forward_delay, and clamps it silently when STP is switched on (br_stp_start).
  @Test func `a forward_delay beyond the range of STP works without STP, and the way back does too`() throws {
    let host = try Host()
    try host.apply(#""br": {"kind": "bridge", "stp": false, "forward_delay": 100}"#)
    #expect(try host.links()["br"].data["forward_delay"] == 10000)
    #expect(try host.isInSync())
    try host.apply(#""br": {"kind": "bridge", "stp": true, "forward_delay": 20}"#)
    let on = try host.links()["br"].data
    #expect(on["forward_delay"] == 2000 && on["stp_state"] == 1)
    try host.apply(#""br": {"kind": "bridge", "stp": false, "forward_delay": 0}"#)
    let off = try host.links()["br"].data
    #expect(off["forward_delay"] == 0 && off["stp_state"] == 0)
    #expect(try host.isInSync())
  }

  @Test(arguments: [1.99, 30.01, 100])
  func `a forward_delay that STP would clamp is refused`(_ seconds: Double) throws {
    let host = try Host()
    // In the document itself, and against a bridge that speaks STP already.
    let both = try host.tryApply("\"br\": {\"kind\": \"bridge\", \"stp\": true, \"forward_delay\": \(seconds)}")
    #expect(both.status == 65 && both.errors.contains("links.br.forward_delay"))
    try host.apply(#""br": {"kind": "bridge", "stp": true}"#)
    let before = try host.links()["br"].data["forward_delay"]
    let output = try host.tryApply("\"br\": {\"kind\": \"bridge\", \"forward_delay\": \(seconds)}")
    #expect(output.status != 0 && output.errors.contains("forward_delay"))
    #expect(try host.links()["br"].data["forward_delay"] == before)
  }

  /// Times are kept in jiffies: with HZ = 250, 1.23 s comes back as 1.22 s.
  @Test func `timers that the kernel rounds to its ticks are in sync`() throws {
    let host = try Host()
    let links = """
      "br": {"kind": "bridge", "hello_time": 1.23, "max_age": 6.01, "forward_delay": 3.33, "ageing_time": 0.01,
        "mcast_startup_query_interval": 31.25, "mcast_last_member_interval": 0.07}
      """
    try host.apply(links)
    #expect(try host.apply(links).hasPrefix("in sync"))
    // Two ticks are a difference, though.
    try host.namespace.ip("link", "set", "dev", "br", "type", "bridge", "hello_time", "126")
    #expect(try !host.isInSync())
  }

  /// The diff tells what STP costs: listening and learning take forward_delay each.
  @Test func `joining a bridge that speaks STP says how long it takes`() throws {
    let host = try Host()
    try host.apply(#""br": {"kind": "bridge", "stp": true, "forward_delay": 4}"#)
    let document = try host.document(#""br": {"kind": "bridge"}, "t": {"kind": "tap", "bridge": "br"}"#)
    #expect(try host.vnetctl("diff", document).text.contains("(STP: 8 s until it forwards)"))
  }

  @Test func `a bridge without a carrier is in sync, and up false holds`() throws {
    let host = try Host()
    try host.apply(#""br": {"kind": "bridge", "up": false}, "t": {"kind": "tap", "bridge": "br", "up": false}"#)
    var links = try host.links()
    #expect(!links["br"].has("UP") && !links["t"].has("UP"))
    try host.apply(#""br": {"kind": "bridge", "up": true}, "t": {"kind": "tap", "bridge": "br", "up": true}"#)
    links = try host.links()
    #expect(links["br"].has("UP") && links["t"].has("UP"))
    #expect(try host.isInSync())
  }
}
