internal import KernelTestSupport
internal import NetworkModel
internal import Testing

/// Every row of the bridge's option table, through the front door and back from the kernel.
@Suite(.requires(.namespaces)) struct BridgeOptionTests {
  /// Rows that a kernel without VLAN filtering does not have.
  private static func needsFiltering(_ option: Option) -> Bool {
    option.name.hasPrefix("vlan_") || ["mst_enabled", "mcast_vlan_snooping", "fdb_local_vlan_0"].contains(option.name)
  }

  static let known = OptionTable.bridge.rows.filter {
    Kernel.has($0.since) && (Requirement.vlanFiltering.isMet || Requirement.isLab || !needsFiltering($0))
  }
  static let unknown = OptionTable.bridge.rows.filter { !Kernel.has($0.since) }

  private func bridge(_ settings: [(Option, OptionSample)]) -> String {
    "\"br\": {\"kind\": \"bridge\"" + settings.map { ", \"\($0.name)\": \($1.document)" }.joined() + "}"
  }

  @Test func `every setting of a bridge is made at creation, kept, and set back`() throws {
    let host = try Host()
    let br = try LinkName("br")
    let unusual = Self.known.compactMap { row in OptionSample.unusual(of: row, link: br).map { (row, $0) } }
    let standard = Self.known.compactMap { row in OptionSample.standard(of: row).map { (row, $0) } }
    #expect(unusual.count == Self.known.count && standard.count == Self.known.count)

    for settings in [unusual, standard, unusual] {
      try host.apply(bridge(settings))
      let reading = try OptionReading(host)
      for (row, sample) in settings {
        let text = try reading.text(of: row, .bridge, on: "br")
        #expect(sample.matches(text), "\(row.name): \(text) instead of \(sample.shown)")
      }
      let again = try host.apply(bridge(settings))
      #expect(again.hasPrefix("in sync"))
    }
  }

  @Test(.enabled(if: !unknown.isEmpty, "this kernel knows every setting"), arguments: unknown.map(\.name))
  func `a setting that is younger than the kernel is refused by name`(_ name: String) throws {
    let host = try Host()
    let row = try #require(OptionTable.bridge[name])
    let sample = try #require(OptionSample.unusual(of: row, link: LinkName("br")))
    try host.apply(#""br": {"kind": "bridge"}"#)
    let before = try host.steady()
    let output = try host.tryApply(bridge([(row, sample)]))
    #expect(output.status == 69)
    #expect(
      output.errors.contains("\(name): this kernel does not know the setting; it came with Linux \(row.since ?? "")"))
    #expect(try host.steady() == before)
  }

  @Test(.enabled(if: !unknown.isEmpty, "this kernel knows every setting"), arguments: unknown.map(\.name))
  func `a setting that is younger than the kernel is told of when the bridge is made`(_ name: String) throws {
    let host = try Host()
    let row = try #require(OptionTable.bridge[name])
    let sample = try #require(OptionSample.unusual(of: row, link: LinkName("br")))
    let output = try host.tryApply(bridge([(row, sample)]))
    if output.status == 2 {
      // Kernels since Linux 6.11 refuse bits that they do not know (br_boolopt_multi_toggle).
      #expect(output.errors.contains("cannot create bridge br: Invalid argument (EINVAL)"))
      #expect(output.errors.contains("Unknown boolean option") && output.errors.contains("Nothing was changed."))
    } else {
      // Otherwise only a bridge that is there tells what its kernel knows.
      #expect(output.status == 69)
      let words = "br: \(name): this kernel does not know the setting; it came with Linux \(row.since ?? "")"
      #expect(output.errors.contains(words) && !output.errors.contains("somebody else"))
    }
    try host.destroy()
    #expect(try host.links().names == [])
  }
}
