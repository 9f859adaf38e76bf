internal import KernelTestSupport
internal import Testing

/// Names under which a link is found besides its own.
@Suite(.requires(.namespaces)) struct AlternativeNameTests {
  private func names(_ host: Host, _ link: String) throws -> [String] {
    let names = try JSON(host.namespace.ip("-j", "link", "show", "dev", link))[0]["altnames"].elements
    return names.compactMap { if case .text(let name) = $0 { name } else { nil } }.sorted()
  }

  @Test func `come, change and go, with links that are made and with those that were there`() throws {
    let host = try Host()
    try host.ip(lines: "link add nic type veth peer name far\nlink property add dev nic altname found altname enp3s0")
    try host.apply(
      #""nic": {"kind": "nic", "alternative_names": ["uplink", "enp3s0"]}, "vm": {"kind": "tap", "alternative_names": ["a-guest-with-a-long-name"]}"#
    )
    #expect(try names(host, "nic") == ["enp3s0", "uplink"])
    #expect(try names(host, "a-guest-with-a-long-name") == ["a-guest-with-a-long-name"])
    #expect(try host.isInSync())
    // What the one loses the other one gets.
    try host.apply(
      #""nic": {"kind": "nic", "alternative_names": []}, "vm": {"kind": "tap", "alternative_names": ["uplink", "enp3s0"]}"#
    )
    #expect(try names(host, "nic") == [] && names(host, "vm") == ["enp3s0", "uplink"] && host.isInSync())
    try host.destroy()
    #expect(try names(host, "nic") == ["enp3s0", "found"])
  }

  @Test func `are refused where another link has them, and nothing is changed`() throws {
    let host = try Host()
    try host.ip(lines: "link add nic type veth peer name far\nlink property add dev nic altname vm0")
    let output = try host.tryApply(
      #""vm0": {"kind": "tap"}, "vm1": {"kind": "tap", "alternative_names": ["far"]}"#)
    #expect(output.errors.contains("vm0: nic has vm0 as an alternative name"), "\(output.errors)")
    #expect(output.errors.contains("vm1: alternative_names: far is a name of far already"), "\(output.errors)")
    #expect(try host.links().names.sorted() == ["far", "nic"])
  }
}
