internal import KernelTestSupport
internal import Testing

/// VLANs that a port maps to tunnels, as `bridge vlan tunnelshow` shows them.
@Suite(.requires(.namespaces, .vlanFiltering, .kinds(["vxlan"]))) struct VLANTunnelTests {
  /// `vx: 10→10010`, a line for each run.
  private func shown(_ host: Host) throws -> Set<String> {
    let links = try host.namespace.bridgeJSON("vlan", "tunnelshow").elements
    return Set(
      links.flatMap { link in
        link["tunnels"].elements.map { tunnel in
          let name = link["ifname"].string ?? ""
          let (vlan, id) = (tunnel["vlan"].integer ?? 0, tunnel["tunid"].integer ?? 0)
          guard let last = tunnel["vlanEnd"].integer, let lastID = tunnel["tunidEnd"].integer else {
            return "\(name): \(vlan)→\(id)"
          }
          return "\(name): \(vlan)-\(last)→\(id)-\(lastID)"
        }
      })
  }

  private func links(_ vlan: String, _ more: String = "") -> String {
    """
    "br": {"kind": "bridge", "vlan_filtering": true},
    "vx": {"kind": "vxlan", "external": true, "port": 4789, "bridge": {"name": "br", "vlan": {\(vlan)}\(more)}}
    """
  }

  @Test func `a port has exactly the tunnels that are declared`() throws {
    let host = try Host()
    try host.apply(links(#""trunk": [10, "20-29"], "tunnels": {"10": 10010, "20-29": "10020-10029"}"#))
    #expect(try shown(host) == ["vx: 10→10010", "vx: 20-29→10020-10029"])
    #expect(try host.links()["vx"].port["vlan_tunnel"] == true)
    #expect(try host.isInSync())
    // Identifiers pass from one VLAN to another, and VLANs go.
    let output = try host.apply(
      links(#""trunk": ["10-12", "25-29"], "tunnels": {"10": 10020, "11": 10010, "25-29": "10025-10029"}"#))
    #expect(output.contains("tunnels 10=10010,20-29=10020-10029 → 10=10020,11=10010,25-29=10025-10029"))
    #expect(try shown(host) == ["vx: 10→10020", "vx: 11→10010", "vx: 25-29→10025-10029"])
    #expect(try host.isInSync())
    // Without a word about them they stay.
    try host.apply(links(#""trunk": [10, 11]"#))
    #expect(try shown(host) == ["vx: 10→10020", "vx: 11→10010"])
    try host.bridge(lines: "vlan del dev vx vid 10 tunnel_info id 10020")
    #expect(try host.isInSync())
    try host.apply(links(#""trunk": [10, 11], "tunnels": {}"#))
    #expect(try shown(host) == [])
    try host.apply(links(#""trunk": [10, 11], "tunnels": {"10": 5}"#))
    try host.apply(links(#""trunk": [10, 11], "tunnels": {}"#, #", "vlan_tunnel": false"#))
    #expect(try shown(host) == [])
    #expect(try host.isInSync())
  }

  @Test func `what others map goes where tunnels are declared`() throws {
    let host = try Host()
    let wanted = links(#""trunk": ["10-12"], "tunnels": {"10": 5}"#)
    try host.apply(wanted)
    try host.bridge(lines: "vlan del dev vx vid 10 tunnel_info id 5\nvlan add dev vx vid 11-12 tunnel_info id 5-6")
    #expect(try !host.isInSync())
    try host.apply(wanted)
    #expect(try shown(host) == ["vx: 10→5"])
  }

  @Test func `a link on somebody's bridge gets its tunnels back`() throws {
    let host = try Host()
    try host.ip(
      lines: """
        link add old type bridge vlan_filtering 1 vlan_default_pvid 0
        link add nic type vxlan external dstport 4790
        link set dev nic master old
        link set dev nic type bridge_slave vlan_tunnel on
        """)
    try host.bridge(lines: "vlan add dev nic vid 10-12\nvlan add dev nic vid 10-11 tunnel_info id 110-111")
    let before = try shown(host)
    try host.apply(
      #""old": {"kind": "bridge"}, "nic": {"kind": "nic", "bridge": {"name": "old", "vlan": {"trunk": ["11-13"], "tunnels": {"13": 110}}}}"#
    )
    #expect(try shown(host) == ["nic: 13→110"])
    try host.destroy()
    #expect(try shown(host) == before && before == ["nic: 10-11→110-111"])
    // They go with their VLANs, and come back with them.
    try host.apply(#""old": {"kind": "bridge"}, "nic": {"kind": "nic", "bridge": null}"#)
    #expect(try shown(host) == [])
    try host.destroy()
    #expect(try shown(host) == before)
  }

  @Test func `a thousand VLANs can have tunnels of their own`() throws {
    let host = try Host()
    // No two of them make a run.
    let list = stride(from: 1, through: 1999, by: 2).map { "\"\($0)\": \($0 * 3)" }.joined(separator: ", ")
    try host.apply(links("\"trunk\": \"1-1999\", \"tunnels\": {\(list)}"))
    #expect(try shown(host).count == 1000)
    #expect(try host.isInSync())
  }

  @Test func `what is exported makes the same`() throws {
    let host = try Host()
    try host.apply(links(#""trunk": [10, "20-29"], "tunnels": {"10": 10010, "20-29": "10020-10029"}"#))
    let text = try host.vnetctl("export").text
    let second = try Host()
    let output = try second.vnetctl("apply", try second.file("exported.json", text), "--yes")
    #expect(output.status == 0, "\(output.errors)\n\(text)")
    #expect(try shown(second) == shown(host))
  }
}
