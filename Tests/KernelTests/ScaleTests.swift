internal import KernelTestSupport
internal import Testing

/// As many links as a bridge takes.
@Suite(.requires(.namespaces)) struct ScaleTests {
  @Test func `a thousand TAPs on one bridge are made, are in sync, and take little memory`() throws {
    let host = try Host()
    let document = try host.document(
      """
      "br": {"kind": "bridge"},
      "vm[0-999]": {"kind": "tap", "mtu": 1450, "owner": 1, "bridge": {"name": "br", "isolated": true}}
      """)
    // The system counts as a child's peak what its parent had in memory when it started it, so a small parent does.
    let measure = """
      import resource, subprocess, sys
      status = subprocess.call(sys.argv[1:])
      print("KiB", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
      sys.exit(status)
      """
    for isFirst in [true, false] {
      let output = try host.namespace.spawn(
        "/usr/bin/python3",
        ["-c", measure, Host.program, "apply", document, "--netns", host.namespace.path],
        variables: ["VNETCTL_STATE_DIR": host.folder + "/state"])
      #expect(output.status == 0, "\(output.errors)")
      #expect(isFirst ? output.text.contains("1001 created in") : output.text.contains("in sync (1001 links)"))
      let peak = output.text.split(separator: "KiB ").last.flatMap { Int($0.filter(\.isNumber)) }
      #expect(try #require(peak) < 100_000)
    }
    let links = try host.links()
    #expect(links.names.count == 1001)
    #expect((0..<1000).allSatisfy { links["vm\($0)"]["master"] == "br" && links["vm\($0)"]["mtu"] == 1450 })
    #expect((0..<1000).allSatisfy { links["vm\($0)"].port["isolated"] == true && links["vm\($0)"].has("UP") })
    try host.destroy()
    #expect(try host.links().names == [])
  }

  @Test func `more ports than a bridge takes are refused before anything is changed`() throws {
    let host = try Host()
    let output = try host.tryApply(#""br": {"kind": "bridge"}, "vm[0-1023]": {"kind": "tap", "bridge": "br"}"#)
    #expect(output.status == 65 && output.errors.contains("1023") && output.errors.contains("1024"))
    #expect(try host.links().names == [])
  }
}
