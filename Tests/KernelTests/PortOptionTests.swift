internal import KernelTestSupport
internal import NetworkModel
internal import Testing

/// Every row of the bridge port's option table, through the front door and back from the kernel.
@Suite(.requires(.namespaces)) struct PortOptionTests {
  /// `state` is set on running ports only, and has a test of its own.
  static let known = OptionTable.port.rows.filter { Kernel.has($0.since) && $0.timing == .always }
  static let unknown = OptionTable.port.rows.filter { !Kernel.has($0.since) }

  /// Two ports: the kernel takes `mab` only where `locked` and `learning` are on.
  private func document(_ settings: [(Option, OptionSample)], mab: Bool) -> String {
    let options = settings.map { ", \"\($0.name)\": \($1.document)" }.joined()
    let isKnown = Self.known.contains { $0.name == "mab" }
    let other = isKnown ? ", \"locked\": \(mab), \"learning\": true, \"mab\": \(mab)" : ""
    return """
      "br": {"kind": "bridge"},
      "a": {"kind": "tap", "bridge": {"name": "br"\(options)}},
      "b": {"kind": "tap", "bridge": {"name": "br"\(other)}}
      """
  }

  @Test func `every setting of a port is made when it joins, kept, and set back`() throws {
    let host = try Host()
    let b = try LinkName("b")
    let rows = Self.known.filter { $0.name != "mab" }
    let unusual = rows.compactMap { row in OptionSample.unusual(of: row, link: b).map { (row, $0) } }
    let standard = rows.compactMap { row in OptionSample.standard(of: row).map { (row, $0) } }
    // The kernel's own choice of path_cost follows the link's speed, so it has no standard.
    #expect(unusual.count == rows.count && standard.count == rows.count - 1)

    for (settings, mab) in [(unusual, true), (standard, false), (unusual, true)] {
      try host.apply(document(settings, mab: mab))
      let reading = try OptionReading(host)
      for (row, sample) in settings {
        let text = try reading.text(of: row, .port, on: "a")
        #expect(sample.matches(text), "\(row.name): \(text) instead of \(sample.shown)")
      }
      if let row = Self.known.first(where: { $0.name == "mab" }) {
        #expect(try reading.text(of: row, .port, on: "b") == (mab ? "1" : "0"))
      }
      #expect(try host.apply(document(settings, mab: mab)).hasPrefix("in sync"))
    }
  }

  @Test func `a port that changes its bridge starts with the standard settings and gets those declared`() throws {
    let host = try Host()
    let bridges = #""br0": {"kind": "bridge"}, "br1": {"kind": "bridge"}, "#
    try host.apply(bridges + #""t": {"kind": "tap", "bridge": {"name": "br0", "isolated": true, "priority": 7}}"#)
    try host.apply(bridges + #""t": {"kind": "tap", "bridge": {"name": "br1", "isolated": true}}"#)
    let port = try host.links()["t"]
    #expect(port["master"] == "br1" && port.port["isolated"] == true && port.port["priority"] == 32)
    try host.apply(bridges + #""t": {"kind": "tap", "bridge": null}"#)
    #expect(try host.links()["t"]["master"] == .null)
    #expect(try host.isInSync())
  }

  /// The kernel answers ENETDOWN or EBUSY otherwise (br_set_port_state in net/bridge/br_netlink.c).
  @Test func `the state of a port is set and compared while it runs only`() throws {
    let host = try Host()
    let links = #""br": {"kind": "bridge"}, "t": {"kind": "tap", "bridge": {"name": "br", "state": "blocking"}}"#
    try host.apply(links)
    #expect(try host.links()["t"].port["state"] == "disabled")
    #expect(try host.isInSync())
    let guest = try OpenTAP("t", on: host)
    #expect(try !host.isInSync())
    try host.apply(links)
    #expect(try host.links()["t"].port["state"] == "blocking")
    #expect(try host.isInSync())
    withExtendedLifetime(guest) {}
  }

  @Test(arguments: unknown.map(\.name))
  func `a setting that is younger than the kernel is refused by name`(_ name: String) throws {
    let host = try Host()
    let row = try #require(OptionTable.port[name])
    let sample = try #require(OptionSample.unusual(of: row, link: LinkName("b")))
    let words = "\(name): this kernel does not know the setting; it came with Linux \(row.since ?? "")"
    // For a port that is made, and for one that is there.
    for isThere in [false, true] {
      if isThere { try host.apply(document([], mab: false)) }
      let before = try host.links()
      let output = try host.tryApply(document([(row, sample)], mab: false))
      #expect(output.status == 69)
      #expect(output.errors.contains(words))
      let after = try host.links()
      #expect(after.names == before.names && before.names.allSatisfy { after[$0] == before[$0] })
    }
  }
}
