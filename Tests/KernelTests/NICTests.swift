internal import KernelTestSupport
internal import Testing

/// Links that are there already, with a veth as the NIC.
@Suite(.requires(.namespaces)) struct NICTests {
  @Test func `a NIC is attached and configured, and given back as it was found when it is dropped`() throws {
    let host = try Host.withNIC()
    let show = { try Steady.text(host.namespace.ip("-d", "-j", "link", "show", "dev", "nic")) }
    let before = try show()
    try host.apply(
      """
      "br": {"kind": "bridge"},
      "nic": {"kind": "nic", "promiscuous": true, "all_multicast": true, "mtu": 9000, "description": "uplink",
        "tx_queue_length": 77, "bridge": {"name": "br", "isolated": true, "path_cost": 9}}
      """)
    let links = try host.links()
    let nic = links["nic"]
    #expect(nic.has("PROMISC") && nic.has("ALLMULTI") && nic.has("UP") && nic["mtu"] == 9000)
    #expect(nic["ifalias"] == "uplink" && nic["txqlen"] == 77 && nic["master"] == "br")
    #expect(nic.port["isolated"] == true && nic.port["cost"] == 9 && links["br"]["address"] == nic["address"])
    // The bridge counts once by itself.
    #expect(nic["promiscuity"] == 2)
    #expect(try host.isInSync())

    let output = try host.apply(#""br": {"kind": "bridge"}"#)
    #expect(output.contains("~ nic nic") && output.contains("(given back as it was found)"))
    #expect(try show() == before)
    #expect(try host.isInSync())
  }

  @Test func `destroy gives a NIC back, too, and after several changes as it was found first`() throws {
    let host = try Host.withNIC()
    let before = try host.steady()
    try host.apply(#""nic": {"kind": "nic", "mtu": 3000}"#)
    try host.apply(#""nic": {"kind": "nic", "mtu": 4000, "promiscuous": true}"#)
    try host.apply(#""br": {"kind": "bridge"}, "nic": {"kind": "nic", "bridge": "br", "mac": "52:54:00:bb:00:01"}"#)
    #expect(try host.links()["nic"]["address"] == "52:54:00:bb:00:01")
    try host.destroy()
    #expect(try host.steady() == before)
  }

  @Test func `a NIC that was a port of another bridge goes back there with its settings`() throws {
    let host = try Host.withNIC()
    try host.ip(
      lines: """
        link add theirs type bridge
        link set dev theirs up
        link set dev nic master theirs
        link set dev nic type bridge_slave isolated on priority 5
        """)
    if Requirement.vlanFiltering.isMet {
      try host.ip(lines: "link set dev theirs type bridge vlan_filtering 1")
      try host.namespace.bridge("vlan", "add", "dev", "nic", "vid", "40-50")
    }
    let before = try host.steady()
    try host.apply(#""br": {"kind": "bridge"}, "nic": {"kind": "nic", "bridge": "br"}"#, "--allow", "disruption")
    #expect(try host.links()["nic"]["master"] == "br")
    try host.destroy()
    #expect(try host.steady() == before)
  }

  @Test func `what is not declared of a NIC is left as it is`() throws {
    let host = try Host.withNIC()
    try host.ip(lines: "link set dev nic promisc on alias keep mtu 1234\nlink set dev nic down")
    try host.apply(#""nic": {"kind": "nic", "all_multicast": true}"#)
    let nic = try host.links()["nic"]
    #expect(
      nic.has("PROMISC") && nic["ifalias"] == "keep" && nic["mtu"] == 1234 && !nic.has("UP") && nic.has("ALLMULTI"))
  }

  /// IFF_PROMISC is the administrator's own switch; the bridge counts for itself and does not show in it.
  @Test func `promiscuous mode is switched off without the bridge losing its own`() throws {
    let host = try Host.withNIC()
    let document = { (isOn: Bool) in
      "\"br\": {\"kind\": \"bridge\"}, \"nic\": {\"kind\": \"nic\", \"promiscuous\": \(isOn), \"bridge\": \"br\"}"
    }
    for (isOn, count) in [(true, 2), (false, 1), (true, 2)] {
      try host.apply(document(isOn))
      let nic = try host.links()["nic"]
      #expect(nic.has("PROMISC") == isOn && nic["promiscuity"].integer == count)
      #expect(nic.has("UP") && nic.has("MULTICAST"))
    }
  }

  @Test func `a NIC that is missing is refused before anything is changed`() throws {
    let host = try Host.withNIC()
    let before = try host.steady()
    let output = try host.tryApply(
      """
      "br": {"kind": "bridge"}, "nic": {"kind": "nic", "mtu": 9000},
      "enp9s0": {"kind": "nic", "bridge": "br"}
      """)
    #expect(output.status == 2)
    #expect(
      output.errors.contains("test.json:3:1: enp9s0: there is no such link on this host; vnetctl does not make NICs"))
    #expect(output.errors.contains("Nothing was changed."))
    #expect(try host.steady() == before)
  }

  @Test func `virtual functions are refused where there is no hardware that has any`() throws {
    let host = try Host.withNIC()
    let output = try host.tryApply(#""nic": {"kind": "nic", "virtual_functions": 2}"#)
    #expect(output.status == 69 && output.errors.contains("no way to choose the number of virtual functions of nic"))
    let other = try host.tryApply(#""nic": {"kind": "nic", "vf": {"0": {"trust": true}}}"#)
    #expect(other.status == 2 && other.errors.contains("there is no virtual function 0, there are none"))
    try host.apply(#""nic": {"kind": "nic", "virtual_functions": 0}"#)
  }
}
