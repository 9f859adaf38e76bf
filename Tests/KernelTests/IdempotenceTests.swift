internal import KernelTestSupport
internal import Testing

/// What is right is not touched: the kernel tells everybody of every change, so silence proves it.
@Suite(.requires(.namespaces)) struct IdempotenceTests {
  /// Links settle their state by themselves for a second after they were made or opened (net/core/link_watch.c), and
  /// the kernel tells of that, too. So what vnetctl does is looked at until nothing else comes in between; what it did
  /// needlessly it would do every time.
  private func untilSettled<Value>(_ body: () throws -> Value, isFine: (Value) -> Bool) rethrows -> Value {
    let end = ContinuousClock.now + .seconds(20)
    while true {
      let value = try body()
      if isFine(value) || ContinuousClock.now > end { return value }
    }
  }

  private func twice(_ host: Host, _ links: String) throws {
    try host.apply(links)
    let events = try LinkEvents(on: host)
    let told = try untilSettled {
      let again = try host.apply(links)
      #expect(again.hasPrefix("in sync"))
      return try events.drain()
    } isFine: {
      $0.isEmpty
    }
    #expect(told == [])
  }

  @Test func `a second apply of TAPs, bridges and a NIC is in sync and makes no event`() throws {
    let host = try Host.withNIC()
    try twice(
      host,
      """
      "nic": {"kind": "nic", "promiscuous": true, "mtu": 1400, "bridge": {"name": "br", "isolated": true}},
      "br": {"kind": "bridge", "mtu": 1300, "stp": true, "forward_delay": 2, "ageing_time": 1.23, "promiscuous": true},
      "free": {"kind": "bridge", "mac": "52:54:00:00:00:01"},
      "vm[0-3]": {"kind": "tap", "owner": "nobody", "group": 1, "queues": 2, "vnet_header": true, "description": "vm",
        "tx_queue_length": 9, "bridge": {"name": "br", "priority": 3, "hairpin": true, "path_cost": 44}},
      "single": {"kind": "tap", "up": false, "bridge": null}
      """)
  }

  @Test(.requires(.vlan, .vlanFiltering))
  func `a second apply of VLANs and memberships is in sync and makes no event`() throws {
    let host = try Host.withNIC()
    try twice(
      host,
      """
      "nic": {"kind": "nic", "bridge": {"name": "br", "vlan": {"trunk": "2-4094", "native": 1}}},
      "br": {"kind": "bridge", "vlan_filtering": true, "vlan": {"trunk": [10, 20]}, "vlan_default_pvid": 0},
      "br.10": {"kind": "vlan", "link": "br", "id": 10, "egress_qos_map": {"1": 2}, "ingress_qos_map": {"2": 1}},
      "q.20": {"kind": "vlan", "link": "br.10", "id": 20, "protocol": "802.1ad", "gvrp": true},
      "vm0": {"kind": "tap", "bridge": {"name": "br", "vlan": {"access": 10}}},
      "vm1": {"kind": "tap", "bridge": {"name": "br", "vlan": {"tagged": [10, 20], "untagged": "30-40", "pvid": 35}}},
      "vm2": {"kind": "tap", "bridge": {"name": "br", "vlan": {}}}
      """)
  }

  /// What the kernel has to tell when a port joins: that the port is there, and that the bridge has changed with it (its
  /// features are computed anew). No other port is mentioned.
  @Test func `adding a TAP to a running bridge makes no event about its other ports`() throws {
    let host = try Host.withNIC()
    let links = """
      "br": {"kind": "bridge"}, "nic": {"kind": "nic", "bridge": "br"}, "vm[0-2]": {"kind": "tap", "bridge": "br"}
      """
    try host.apply(links)
    let guest = try OpenTAP("vm0", on: host)
    let events = try LinkEvents(on: host)
    let before = try host.links()
    var last = 2
    let told = try untilSettled {
      last += 1
      try host.apply(links + ", \"vm[3-\(last)]\": {\"kind\": \"tap\", \"bridge\": \"br\"}")
      return try events.drain().filter { $0.link != "vm\(last)" }
    } isFine: {
      Set($0.map(\.link)).subtracting(["br"]).isEmpty
    }
    #expect(Set(told.map(\.description)).subtracting(["link br"]) == [])
    let after = try host.links()
    for name in ["br", "nic", "vm0", "vm1", "vm2"] {
      #expect(after[name]["ifindex"] == before[name]["ifindex"] && after[name].has("UP"))
    }
    #expect(after["br"]["operstate"] == "UP" && after["br"]["address"] == before["br"]["address"])
    withExtendedLifetime(guest) {}
  }

  @Test(.requires(.vlanFiltering))
  func `adding an access port to a filtering bridge touches no VLAN of the other ports`() throws {
    let host = try Host()
    let port = { (name: String, id: Int) in
      "\"\(name)\": {\"kind\": \"tap\", \"bridge\": {\"name\": \"br\", \"vlan\": {\"access\": \(id)}}}"
    }
    let links = "\"br\": {\"kind\": \"bridge\", \"vlan_filtering\": true}, " + port("a", 10) + ", " + port("b", 20)
    try host.apply(links)
    let before = try host.vlans()
    let events = try LinkEvents(on: host)
    try host.apply(links + ", " + port("c", 10))
    let told = try events.drain()
    #expect(Set(told.filter { $0.subject == .vlan || $0.subject == .vlanGone }.map(\.link)) == ["c"])
    let after = try host.vlans()
    #expect(after.filter { $0.key != "c" } == before)
  }

  @Test func `a change of one port makes no event about the others`() throws {
    let host = try Host()
    let links = { (isolated: Bool) in
      """
      "br": {"kind": "bridge"}, "a": {"kind": "tap", "bridge": {"name": "br", "isolated": \(isolated)}},
      "b": {"kind": "tap", "bridge": "br"}
      """
    }
    try host.apply(links(false))
    let events = try LinkEvents(on: host)
    var isIsolated = false
    let told = try untilSettled {
      isIsolated.toggle()
      try host.apply(links(isIsolated))
      return try events.drain()
    } isFine: {
      $0.allSatisfy { $0.link == "a" }
    }
    #expect(!told.isEmpty && told.allSatisfy { $0.link == "a" })
  }
}
