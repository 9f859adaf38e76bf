/// Limits of traffic.
extension WrongDocument {
  private static func vm0(_ rate: String, isSeenBySchema: Bool = true, _ complaints: String...) -> WrongDocument {
    WrongDocument(
      links: "\"vm0\": {\"kind\": \"tap\", \"rate\":\n\(rate)}", isSeenBySchema: isSeenBySchema,
      complaints.map { "3:\($0)" })
  }

  static let rates: [WrongDocument] = [
    vm0(
      #""100mbit""#,
      #"1: links.vm0.rate: the limits are an object such as {"ingress": "100mbit", "egress": "1gbit"}, or null for none, "#
        + #"not "100mbit""#),
    vm0(
      #"{"ingres": "1mbit", "in": "1mbit", "burst": 7}"#,
      #"2: links.vm0.rate.ingres: unknown key; did you mean "ingress"?"#,
      #"21: links.vm0.rate.in: unknown key; what other programs call in is "ingress" here"#,
      #"36: links.vm0.rate.burst: "burst" belongs to one direction: write it inside "ingress" or "egress""#),
    vm0(
      #"{"ingress": 100, "egress": "100"}"#,
      #"13: links.vm0.rate.ingress: a limit is a rate such as "100mbit", an object such as {"rate": "100mbit", "#
        + #""burst": "1m"}, or null for none, not 100"#,
      #"28: links.vm0.rate.egress: a rate is a number with a unit, such as "100mbit" or "1.5gbit", not "100""#),
    vm0(
      #"{"ingress": "mbit", "egress": "1.2.3mbit"}"#,
      #"13: links.vm0.rate.ingress: a rate is a number with a unit, such as "100mbit" or "1.5gbit", not "mbit""#,
      #"31: links.vm0.rate.egress: a rate is a number with a unit, such as "100mbit" or "1.5gbit", not "1.2.3mbit""#),
    vm0(
      #"{"ingress": "8001bit", "egress": "10.0001kbit"}"#, isSeenBySchema: false,
      #"13: links.vm0.rate.ingress: "8001bit" is not a whole number of bytes a second, in which the kernel counts"#,
      #"34: links.vm0.rate.egress: "10.0001kbit" is not a whole number of bytes a second, in which the kernel counts"#),
    vm0(
      #"{"ingress": "7992bit", "egress": "5tbit"}"#, isSeenBySchema: false,
      #"13: links.vm0.rate.ingress: "7992bit" is not in the range 8kbit to 4tbit"#,
      #"34: links.vm0.rate.egress: "5tbit" is not in the range 8kbit to 4tbit"#),
    vm0(
      #"{"ingress": {"burst": 5000}, "egress": {"rate": "8mbit", "limit": 1, "buffer": 2}}"#,
      #"13: links.vm0.rate.ingress: a limit needs its "rate"; write null instead of an object for none"#,
      #"58: links.vm0.rate.egress.limit: unknown key; the keys here are "rate", "burst""#,
      #"70: links.vm0.rate.egress.buffer: unknown key; what other programs call buffer is "burst" here"#),
    vm0(
      #"{"egress": {"rate": "8mbit", "burst": "much"}}"#,
      #"39: links.vm0.rate.egress.burst: a burst is a number of bytes, or a size such as "64k" or "1.5m", not "much""#),
    vm0(
      #"{"ingress": {"rate": "8kbit", "burst": "270k"}, "egress": {"rate": "8kbit", "burst": "0k"}}"#,
      isSeenBySchema: false,
      #"40: links.vm0.rate.ingress.burst: "270k" is not in the range 1 to 274877 bytes at that rate"#,
      #"86: links.vm0.rate.egress.burst: "0k" is not in the range 1 to 274877 bytes at that rate"#),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "ingress": "1mbit", "bandwidth": {}}"#,
      [
        #"2:24: links.vm0.ingress: unknown key; write it inside "rate": {"ingress": …}"#,
        #"2:44: links.vm0.bandwidth: unknown key; what other programs call bandwidth is "rate" here"#,
      ]),
  ]
}
