internal import KernelTestSupport
internal import Testing

/// What is made of other programs' files makes the kernel as those say.
@Suite(.requires(.namespaces)) struct ImportTests {
  /// The document that `import` writes on standard output.
  private func document(_ program: String, _ files: String..., on host: Host) throws -> String {
    let output = try Host.elsewhere.get().spawn(Host.program, ["import", program] + files)
    #expect(output.status == 0, "\(output.errors)")
    #expect(output.errors.contains("written"))
    return try host.file("imported.json", output.text)
  }

  @Test func `a network and a guest of libvirt`() throws {
    let host = try Host()
    let network = try host.file(
      "network.xml",
      """
      <network>
        <name>internal</name>
        <bridge name='virbr7' stp='off'/>
        <mac address='52:54:00:00:00:07'/>
        <ip address='192.168.152.1' netmask='255.255.255.0'><dhcp/></ip>
      </network>
      """)
    let guest = try host.file(
      "guest.xml",
      """
      <domain>
        <name>guest1</name>
        <devices>
          <interface type='network'>
            <source network='internal'/>
            <target dev='vm0'/>
            <mac address='52:54:00:00:00:99'/>
            <driver queues='4'/>
            <mtu size='1400'/>
            <port isolated='yes'/>
          </interface>
          <interface type='ethernet'><target dev='vm1' managed='no'/></interface>
        </devices>
      </domain>
      """)
    let document = try document("libvirt", network, guest, on: host)
    let applied = try host.vnetctl("apply", document, "--yes")
    #expect(applied.status == 0, "\(applied.errors)")
    let links = try host.links()
    #expect(links.names.sorted() == ["virbr7", "vm0", "vm1"])
    let bridge = links["virbr7"]
    #expect(bridge["address"] == "52:54:00:00:00:07" && bridge["linkinfo"]["info_data"]["stp_state"].integer == 0)
    let tap = links["vm0"]
    #expect(tap["master"] == "virbr7" && tap["mtu"].integer == 1400)
    #expect(tap["linkinfo"]["info_slave_data"]["isolated"] == true)
    #expect(tap["linkinfo"]["info_data"]["multi_queue"] == true)
    // The guest's address is not the TAP's.
    #expect(tap["address"] != "52:54:00:00:00:99")
    #expect(try host.namespace.ip("-4", "-br", "address", "show", "virbr7").contains("192.168.152.1/24"))
    #expect(try host.vnetctl("diff", document).status == 0)
  }

  @Test(.requires(.shaping, .policing)) func `what limits a guest of libvirt, and its network`() throws {
    let host = try Host()
    let limits = "<bandwidth><inbound average='1000' burst='1024'/><outbound average='128' burst='256'/></bandwidth>"
    let network = try host.file(
      "network.xml", "<network><name>net</name><bridge name='virbr7' stp='off'/>\(limits)</network>")
    let guest = try host.file(
      "guest.xml",
      """
      <domain><devices><interface type='network'>
        <source network='net'/><target dev='vm0'/>\(limits)
      </interface></devices></domain>
      """)
    try #expect(host.vnetctl("apply", document("libvirt", network, guest, on: host), "--yes").status == 0)
    for link in ["virbr7", "vm0"] {
      // What comes in to the guest goes out of the host.
      let options = try #require(
        host.namespace.tcJSON("qdisc", "show", "dev", link).elements.first { $0["kind"] == "tbf" })
      #expect(options["options"]["rate"] == 1_000_000 && options["options"]["burst"] == 1_048_576)
      #expect(try host.namespace.tc("filter", "show", "dev", link, "ingress").contains("rate 1024Kbit burst 256Kb"))
    }
  }

  @Test(.requires(.vlan, .vlanFiltering)) func `bridges with VLANs of ifupdown2 and of nmstate`() throws {
    let host = try Host.withNIC()
    let interfaces = try host.file(
      "interfaces",
      """
      auto br0
      iface br0
        bridge-vlan-aware yes
        bridge-ports nic
        bridge-stp off
        bridge-vids 10-12
      iface br0.10
        address 192.0.2.1/24
      """)
    #expect(try host.vnetctl("apply", document("ifupdown", interfaces, on: host), "--yes").status == 0)
    var vlans = try host.vlans()
    #expect(vlans["nic"] == "1 PVID Egress Untagged, 10-12")
    #expect(vlans["br0"] == "1 PVID Egress Untagged, 10")
    let state = try host.file(
      "state.yml",
      """
      interfaces:
        - {name: nic, type: ethernet, state: up}
        - name: br0
          type: linux-bridge
          state: up
          bridge:
            port: [{name: nic, vlan: {mode: trunk, trunk-tags: [{id: 7}], tag: 9, enable-native: true}}]
      """)
    #expect(try host.vnetctl("apply", document("nmstate", state, on: host), "--yes").status == 0)
    vlans = try host.vlans()
    #expect(vlans["nic"] == "7, 9 PVID Egress Untagged")
  }

  @Test func `what is left out is listed, and with --strict nothing is written`() throws {
    let host = try Host()
    let file = try host.file("x.yaml", "network:\n  ethernets:\n    eth0:\n      dhcp4: true\n")
    let run = { (options: [String]) in
      try Host.elsewhere.get().spawn(Host.program, ["import", "netplan", file] + options)
    }
    let output = try run([])
    #expect(output.status == 0 && output.text.contains("\"eth0\""))
    #expect(output.errors.hasPrefix("\(file):4:7: network.ethernets.eth0.dhcp4: left out: "))
    #expect(output.errors.hasSuffix("\nvnetctl: 1 link written, 1 part left out\n"))
    let json = try run(["--output", "json"])
    #expect(json.status == 0 && json.errors.contains("\"left_out\": [") && json.errors.contains("\"line\": 4"))
    let strict = try run(["--strict"])
    #expect(strict.status == 65 && strict.text.isEmpty && strict.errors.contains(":4:7: "))
    let wrong = try Host.elsewhere.get().spawn(Host.program, ["import", "netplan", host.file("y.yaml", "a: [")])
    #expect(wrong.status == 65 && wrong.text.isEmpty && wrong.errors.contains("y.yaml:1:5: "))
  }
}
