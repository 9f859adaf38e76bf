internal import KernelTestSupport
internal import Testing

/// What `export` writes makes the same state anew.
@Suite(.requires(.namespaces)) struct ExportTests {
  /// The links by name, without their indices, the numbers that follow from the order in which ports join, and what a
  /// spanning tree that changes shows for a while.
  private func state(_ host: Host) throws -> [String: JSON] {
    let links = try host.links()
    return Dictionary(
      uniqueKeysWithValues: links.names.map {
        (
          $0,
          links[$0].steady.without([
            "ifindex", "id", "no", "designated_port", "topology_change", "topology_change_detected", "ageing_time",
          ])
        )
      })
  }

  private func exportIsTrue(_ links: String, nics: Bool) throws {
    let first = nics ? try Host.withNIC() : try Host()
    try first.apply(links)
    let exported = try first.vnetctl("export")
    #expect(exported.status == 0 && exported.errors.isEmpty)
    let second = nics ? try Host.withNIC() : try Host()
    let path = try second.file("exported.json", exported.text)
    let output = try second.vnetctl("apply", path, "--yes")
    #expect(output.status == 0, "\(output.errors)\n\(exported.text)")
    let (made, wanted) = (try state(second), try state(first))
    #expect(made.keys == wanted.keys)
    for (name, link) in wanted { #expect(made[name] == link) }
    if Requirement.vlanFiltering.isMet { #expect(try second.vlans() == first.vlans()) }
    #expect(try second.vnetctl("diff", path).status == 0)
    // Where it came from, it is true already.
    let diff = try first.vnetctl("diff", try first.document(links))
    #expect(diff.status == 0)
  }

  @Test func `an exported host of TAPs, bridges and a NIC`() throws {
    try exportIsTrue(
      """
      "br": {"kind": "bridge", "stp": true, "forward_delay": 4, "mtu": 1400, "mcast_snooping": false, "hello_time": 1.5},
      "free": {"kind": "bridge", "mac": "52:54:00:00:00:05", "up": false},
      "nic": {"kind": "nic", "promiscuous": true, "bridge": {"name": "br", "isolated": true}},
      "vm[0-1]": {"kind": "tap", "owner": "nobody", "group": 2, "queues": 3, "vnet_header": true, "mtu": 1300,
        "bridge": {"name": "br", "priority": 3, "hairpin": true, "backup_port": "vm2"}},
      "vm2": {"kind": "tap", "description": "\\"x\\" ü", "bridge": "br"}, "down": {"kind": "tap", "up": false}
      """, nics: true)
  }

  @Test(.requires(.vlan, .vlanFiltering)) func `an exported host of VLANs`() throws {
    try exportIsTrue(
      """
      "br": {"kind": "bridge", "vlan_filtering": true, "vlan_default_pvid": 5, "vlan": {"trunk": [10, 20]}},
      "br.10": {"kind": "vlan", "link": "br", "id": 10, "egress_qos_map": {"1": 2}, "loose_binding": true},
      "q": {"kind": "vlan", "link": "br.10", "id": 7, "protocol": "802.1ad", "mtu": 1400},
      "nic": {"kind": "nic", "bridge": {"name": "br", "vlan": {"trunk": "2-4094", "native": 1}}},
      "vm0": {"kind": "tap", "bridge": {"name": "br", "vlan": {"access": 10}}},
      "vm1": {"kind": "tap", "bridge": {"name": "br", "vlan": {"tagged": [10], "untagged": [11, 12], "pvid": 12}}},
      "vm2": {"kind": "tap", "bridge": {"name": "br", "vlan": {}}}, "vm3": {"kind": "tap", "bridge": "br"}
      """, nics: true)
  }
}
