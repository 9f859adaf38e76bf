import Foundation
import NetworkModel
import Testing

@testable import TopologyFormat

struct OptionManualTests {
  @Test func `the manual page has the options of the tables`() throws {
    let page = try Repository.text("man/vnetctl-topology.5")
    let begin = try #require(page.range(of: ".\\\" BEGIN GENERATED\n"))
    let end = try #require(page.range(of: ".\\\" END GENERATED\n"))
    #expect(
      String(page[begin.upperBound..<end.lowerBound]) == OptionManual.mdoc,
      "renew what stands between its two marks: vnetctl schema --manual")
  }

  @Test(arguments: OptionTable.all.map(\.title))
  func `every option has its entry`(_ title: String) throws {
    let table = try #require(OptionTable.all.first { $0.title == title })
    let lines = OptionManual.mdoc.split(separator: "\n")
    for option in table.rows {
      let entry = try #require(lines.first { $0.hasPrefix(".It Cm \(option.name) Pq ") })
      #expect(entry.count > ".It Cm \(option.name) Pq ".count)
    }
  }

  @Test func `an entry says what there is to know`() throws {
    let text = OptionManual.mdoc
    #expect(
      text.contains(
        """
        .It Cm forward_delay Pq 0 to 1000000 seconds
        How long a new port listens, and then learns, before it forwards.
        2 to 30 s while stp is on.
        Default: 15.

        """))
    #expect(
      text.contains(
        """
        .It Cm locked Pq true or false
        Whether only source addresses with an entry in the FDB are let in.
        Default: false.
        Since Linux 5.18.

        """))
    #expect(text.contains("Fixed at creation: a change makes the link anew.\n"))
    #expect(text.contains(".It Cm protocol Pq \\(dq802.1Q\\(dq, \\(dq802.1ad\\(dq\n"))
  }
}
