/// Limits of traffic that come, change and go, with their links and without them.
extension Transition {
  static let shaped = rates("what links send is limited", .shaping, "egress")
  static let policed = rates("what links receive is limited", .policing, "ingress")

  private static func rates(_ name: String, _ requirement: Requirement, _ direction: String) -> Transition {
    let rate = { (limit: String) in "\"rate\": {\"\(direction)\": \(limit)}" }
    return Transition(
      name: name, requirements: [requirement],
      setup: nic + """

        link add other address 52:54:00:aa:00:03 type veth peer name other-peer address 52:54:00:aa:00:04
        link set dev other txqueuelen 0
        link set dev other up
        """,
      first: """
        "links": {"nic": {"kind": "nic", \(rate(#""10mbit""#))}, "vm0": {"kind": "tap", \(rate(#""5mbit""#))},
          "vm1": {"kind": "tap"}, "vm2": {"kind": "tap", \(rate(#"{"rate": "40gbit", "burst": "4m"}"#))},
          "vm3": {"kind": "tap", \(rate(#""1gbit""#))}}
        """,
      second: """
        "links": {"other": {"kind": "nic", \(rate(#""20mbit""#))},
          "vm0": {"kind": "tap", \(rate(#"{"rate": "8mbit", "burst": "100k"}"#))},
          "vm1": {"kind": "tap", "mtu": 1400, \(rate(#""3mbit""#))}, "vm2": {"kind": "tap", \(rate("null"))},
          "br": {"kind": "bridge", \(rate(#""100mbit""#))}}
        """)
  }
}
