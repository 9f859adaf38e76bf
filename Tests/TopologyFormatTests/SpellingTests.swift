import Testing

@testable import TopologyFormat

struct SpellingTests {
  private static let options = ["mtu", "mac", "vlan_filtering", "vlan_protocol", "hello_time", "up", "isolated", "stp"]

  @Test(arguments: [
    ("mtu", "mtu"), ("MTU", "mtu"), ("mut", "mtu"), ("mt", "mtu"), ("mtuu", "mtu"),
    ("vlanFiltering", "vlan_filtering"), ("vlan-filtering", "vlan_filtering"), ("VLANFiltering", "vlan_filtering"),
    ("vlan filtering", "vlan_filtering"), ("vlan_filterign", "vlan_filtering"), ("vlan_filter", "vlan_filtering"),
    ("vlan_protocoll", "vlan_protocol"), ("HelloTime", "hello_time"), ("isolatd", "isolated"), ("spt", "stp"),
    ("isloated", "isolated"), ("iosltaed", "isolated"),
  ])
  func `a near miss is found`(_ word: String, _ expected: String) {
    #expect(Spelling.nearest(to: word, among: Self.options) == expected)
  }

  @Test(arguments: ["", "x", "queues", "filtering", "bridge", "description", "ioslteda"])
  func `what is not near is not guessed`(_ word: String) {
    #expect(Spelling.nearest(to: word, among: Self.options) == nil)
  }

  @Test func `of equally near words the first is taken`() {
    #expect(Spelling.nearest(to: "tap3", among: ["tap1", "tap2"]) == "tap1")
    #expect(Spelling.nearest(to: "tap3", among: ["tap2", "tap1"]) == "tap2")
    #expect(Spelling.nearest(to: "tap_3", among: ["tap1", "TAP-3", "tap3"]) == "TAP-3")
  }

  @Test func `any sequence of candidates serves`() {
    #expect(Spelling.nearest(to: "trunc", among: ["access": 1, "trunk": 2].keys) == "trunk")
    #expect(Spelling.nearest(to: "trunk", among: EmptyCollection()) == nil)
  }

  @Test func `a swap of neighbours is one edit`() {
    #expect(Spelling.nearest(to: "ab", among: ["ba"]) == "ba")
    #expect(Spelling.nearest(to: "abc", among: ["cab"]) == nil)
  }
}
