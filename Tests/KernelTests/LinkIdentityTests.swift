internal import Foundation
internal import KernelTestSupport
internal import NetworkModel
internal import Netlink
internal import Planning
internal import Reconciliation
internal import Testing

/// What tells vnetctl's links from those that others make under the same names: their indices, which are on record before
/// the links are made.
@Suite(.requires(.namespaces)) struct LinkIdentityTests {
  private static let first = """
    "br": {"kind": "bridge"}, "vm0": {"kind": "tap", "bridge": "br"}, "vm1": {"kind": "tap", "bridge": "br"}
    """

  private static let second = """
    "br": {"kind": "bridge", "mtu": 1400}, "vm0": {"kind": "tap", "mtu": 1400, "queues": 2, "bridge": "br"},
    "vm2": {"kind": "tap", "bridge": "br"}
    """

  @Test func `links have the indices that are on record, which the kernel would not have given them`() throws {
    let host = try Host()
    try host.apply(Self.first)
    let record = try host.record()
    #expect(record.ownership.links.count == 3)
    let links = try host.links()
    for (name, link) in record.ownership.links {
      #expect(links[name.text]["ifindex"].integer == Int(link.index))
      #expect(link.index >= NewIndices.beginnings.lowerBound)
    }
    // What stays keeps it, and what is made anew gets another one.
    try host.apply(Self.second)
    let later = try host.record().ownership.links
    let (br, vm0) = (LinkName(kernelName: "br"), LinkName(kernelName: "vm0"))
    #expect(later[br]?.index == record.ownership.links[br]?.index)
    #expect(later[vm0]?.index != record.ownership.links[vm0]?.index)
    #expect(try host.recordedIndicesAreRight())
  }

  /// `ip` on a bridge is quicker than on a TAP; the names are what counts.
  private static let replacements = """
    link del dev NAME
    link add name NAME address 52:54:00:dd:00:01 type bridge
    link set dev NAME alias theirs up
    """

  /// What shows that a link is still the same and that nobody has changed it: not its timers, nor whether it has a carrier,
  /// which the kernel settles some time after it was made.
  private static func look(at link: JSON) -> [JSON] {
    ["ifindex", "address", "ifalias", "mtu", "group", "master", "inet6_addr_gen_mode"].map { link[$0] }
      + link["flags"].elements.filter { !["NO-CARRIER", "LOWER_UP"].contains($0) }
  }

  @Test(.requires(.bareMachine), arguments: ["vm0", "vm2", "br"])
  func `a link that others put in the place of one of ours is not touched, wherever the run is`(name: String) throws {
    let lines = Self.replacements.replacingOccurrences(of: "NAME", with: name)
    let (first, second) = (
      try Rehearsal.topology("\"links\": {\(Self.first)}"), try Rehearsal.topology("\"links\": {\(Self.second)}")
    )
    let options = ApplyOptions(allowing: [.disruption])
    var (place, replaced) = (0, 0)
    while true {
      let host = try Host()
      var theirs: [JSON]?
      let wasReached = try host.reconcile { plain, file in
        _ = try Reconciler(kernel: plain, record: file).apply(first, options)
        let kernel = try MeddlingKernel(before: .operation(place)) {
          guard try host.links().names.contains(name) else { return }
          try host.ip(lines: lines)
          theirs = Self.look(at: try host.links()[name])
        }
        // Whether it fails is another matter.
        _ = try? Reconciler(kernel: kernel, record: file).apply(second, options)
        #expect(kernel.failure == nil)
        return kernel.count > place
      }
      guard wasReached else { break }
      let words = "\(name) replaced before operation \(place)"
      place += 1
      guard let theirs else { continue }
      replaced += 1
      #expect(Self.look(at: try host.links()[name]) == theirs, "\(words)")
      #expect(try host.record().transaction == nil, "\(words)")
      try host.destroy()
      let links = try host.links()
      #expect(links.names == [name], "\(words)")
      #expect(Self.look(at: links[name]) == theirs, "\(words)")
      #expect(try host.record().isEmpty, "\(words)")
    }
    #expect(replaced >= 2)
  }

  @Test(.requires(.bareMachine))
  func `what others make after a run was killed, under the names of its links, is not touched`() throws {
    var call = 1
    while true {
      let host = try Host()
      try host.apply(Self.first)
      let document = try host.document(Self.second)
      let status = try host.start(["apply", document, "--yes"], through: [CrashTests.tracer, String(call)]).wait()
        .status
      if status == 0 { break }
      try #require(status == 137)
      let names = ["br", "vm0", "vm2"]
      let present = try host.links().names
      try host.ip(
        lines: names.map { name in
          let lines = Self.replacements.replacingOccurrences(of: "NAME", with: name)
          return present.contains(name) ? lines : lines.split(separator: "\n").dropFirst().joined(separator: "\n")
        }.joined(separator: "\n"))
      let theirs = try host.links()
      // Says what it could not take back, and that is right.
      _ = try host.vnetctl("destroy", "test", "--yes")
      let left = try host.links()
      #expect(left.names == names, "call \(call)")
      for name in names { #expect(Self.look(at: left[name]) == Self.look(at: theirs[name]), "call \(call)") }
      #expect(try host.record().isEmpty, "call \(call)")
      // The simulation tries every one.
      call += 3
    }
    #expect(call > 20)
  }
}
