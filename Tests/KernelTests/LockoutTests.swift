internal import KernelTestSupport
internal import Testing

/// Plans that would cut off the administrator.
@Suite(.requires(.namespaces)) struct LockoutTests {
  private static let session = ["SSH_CONNECTION": "192.0.2.1 50000 192.0.2.7 22"]
  private static let deaf =
    #""nic": {"kind": "nic", "bridge": {"name": "br", "hand_over": false}}, "br": {"kind": "bridge"}"#

  private func host() throws -> Host {
    let host = try Host.withNIC()
    try host.ip(lines: "address add 192.0.2.7/24 dev nic")
    return host
  }

  private func apply(_ links: String, on host: Host, _ options: String...) throws -> Namespace.Output {
    try Host.elsewhere.get().spawn(
      Host.program, ["apply", try host.document(links), "--yes", "--netns", host.namespace.path] + options,
      variables: Self.session.merging(["VNETCTL_STATE_DIR": host.folder + "/state"]) { $1 })
  }

  @Test func `the session's address is not taken away`() throws {
    let host = try host()
    let before = try host.steady()
    for links in [
      Self.deaf, #""nic": {"kind": "nic", "up": false}"#, #""nic": {"kind": "nic", "addresses": ["192.0.2.8/24"]}"#,
    ] {
      let output = try apply(links, on: host)
      #expect(output.status == 2 && output.errors.contains("your SSH session is with 192.0.2.7"), "\(output.errors)")
      #expect(try host.steady() == before)
    }
    #expect(try apply(Self.deaf, on: host, "--allow", "lockout").status == 0)
  }

  /// Linux before 6.2 renames no link that is up.
  @Test func `the NIC under the session goes down for another name only when that is allowed`() throws {
    let host = try host()
    let renaming = #""uplink": {"kind": "nic", "match": {"mac": "52:54:00:aa:00:01"}, "rename": true}"#
    let version = try host.namespace.spawn("uname", ["-r"]).text.split(separator: ".").prefix(2).compactMap { Int($0) }
    let output = try apply(renaming, on: host)
    if version.lexicographicallyPrecedes([6, 2]) {
      #expect(
        output.status == 2 && output.errors.contains("this kernel renames no link that is up"), "\(output.errors)")
      #expect(try host.links().names == ["nic", "peer"])
      #expect(try apply(renaming, on: host, "--allow", "lockout").status == 0)
    } else {
      #expect(output.status == 0, "\(output.errors)")
    }
    #expect(try host.links().names == ["peer", "uplink"] && host.globalAddresses(of: "uplink") == ["192.0.2.7/24"])
  }

  @Test func `attaching the NIC with a hand-over is no danger`() throws {
    let host = try host()
    let output = try apply(#""nic": {"kind": "nic", "bridge": "br"}, "br": {"kind": "bridge"}"#, on: host)
    #expect(output.status == 0, "\(output.errors)")
    #expect(try host.globalAddresses(of: "br") == ["192.0.2.7/24"])
  }

  @Test func `the way to the client, to a kept address and the default route stay`() throws {
    let host = try host()
    try host.ip(lines: "address add 10.0.0.7/24 dev nic\nroute add default via 10.0.0.1 dev nic")
    let fewer = #""nic": {"kind": "nic", "addresses": ["192.0.2.7/32"]}"#
    let client = try apply(fewer, on: host)
    #expect(client.status == 2)
    #expect(client.errors.contains("your SSH session comes from 192.0.2.1") || client.errors.contains("default route"))
    let kept = try apply(#""nic": {"kind": "nic", "addresses": ["192.0.2.7/24"]}"#, on: host, "--keep", "10.0.0.55")
    #expect(kept.status == 2 && kept.errors.contains("10.0.0.55") && kept.errors.contains("the default route of IPv4"))
  }

  @Test func `a session elsewhere is no reason`() throws {
    let host = try Host.withNIC()
    try host.ip(lines: "address add 198.51.100.7/24 dev nic")
    #expect(try apply(Self.deaf, on: host).status == 0)
  }
}
