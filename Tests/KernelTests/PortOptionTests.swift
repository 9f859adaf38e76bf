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
    let otherOptions = isKnown ? ", \"locked\": \(mab), \"learning\": true, \"mab\": \(mab)" : ""
    return """
      "br": {"kind": "bridge"},
      "port": {"kind": "tap", "bridge": {"name": "br"\(options)}},
      "other": {"kind": "tap", "bridge": {"name": "br"\(otherOptions)}}
      """
  }

  @Test func `every setting of a port is made when it joins, kept, and set back`() throws {
    let host = try Host()
    let other = try LinkName("other")
    let rows = Self.known.filter { $0.name != "mab" }
    let unusual = rows.compactMap { row in OptionSample.unusual(of: row, link: other).map { (row, $0) } }
    let standard = rows.compactMap { row in OptionSample.standard(of: row).map { (row, $0) } }
    // The kernel's own choice of path_cost follows the link's speed, so it has no standard.
    #expect(unusual.count == rows.count && standard.count == rows.count - 1)

    for (settings, mab) in [(unusual, true), (standard, false), (unusual, true)] {
      try host.apply(document(settings, mab: mab))
      let reading = try OptionReading(host)
      for (row, sample) in settings {
        let text = try reading.text(of: row, .port, on: "port")
        #expect(sample.matches(text), "\(row.name): \(text) instead of \(sample.shown)")
      }
      if let row = Self.known.first(where: { $0.name == "mab" }) {
        #expect(try reading.text(of: row, .port, on: "other") == (mab ? "1" : "0"))
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

  /// The kernel answers ENETDOWN or EBUSY otherwise (br_set_port_state in net/bridge/br_stp.c).
  @Test func `the state of a port is set and compared while it runs only`() throws {
    let host = try Host()
    let links = #""br": {"kind": "bridge"}, "tap": {"kind": "tap", "bridge": {"name": "br", "state": "disabled"}}"#
    try host.apply(links)
    #expect(try host.isInSync())
    let guest = try OpenTAP("tap", on: host)
    #expect(try host.links()["tap"].port["state"] == "forwarding")
    #expect(try !host.isInSync())
    try host.apply(links)
    #expect(try host.links()["tap"].port["state"] == "disabled")
    #expect(try host.isInSync())
    withExtendedLifetime(guest) {}
  }

  /// Without STP the kernel takes any state, and goes back to forwarding at once (br_port_state_selection).
  @Test func `a setting that the kernel takes and does not keep is an error`() throws {
    let host = try Host()
    let links = #""br": {"kind": "bridge"}, "tap": {"kind": "tap", "bridge": {"name": "br", "state": "blocking"}}"#
    try host.apply(links)
    let guest = try OpenTAP("tap", on: host)
    let output = try host.tryApply(links)
    #expect(output.status == 2)
    #expect(
      output.errors.contains("tap: the kernel took it and did not keep it: state forwarding instead of blocking"))
    withExtendedLifetime(guest) {}
  }

  @Test(.enabled(if: !unknown.isEmpty, "this kernel knows every setting"), arguments: unknown.map(\.name))
  func `a setting that is younger than the kernel is refused by name`(_ name: String) throws {
    let host = try Host()
    let row = try #require(OptionTable.port[name])
    let sample = try #require(OptionSample.unusual(of: row, link: LinkName("other")))
    let words = "\(name): this kernel does not know the setting; it came with Linux \(row.since ?? "")"
    try host.apply(document([], mab: false))
    let before = try host.steady()
    var settings = [(row, sample)]
    if name == "mab", let locked = OptionTable.port["locked"] {
      // The one is of no use without the other, which every kernel knows.
      settings += OptionSample.unusual(of: locked, link: try LinkName("other")).map { [(locked, $0)] } ?? []
    }
    let output = try host.tryApply(document(settings, mab: false))
    // The kernel says nothing of backup_nhid where it is 0, so that it cannot be known before it is set.
    if name == "backup_nhid" {
      #expect(output.status == 2 && output.errors.contains("did not keep it: backup_nhid 0 instead of 1"))
    } else {
      #expect(output.status == 69 && output.errors.contains(words), "\(output.errors)")
    }
    #expect(try host.steady() == before)
  }
}
