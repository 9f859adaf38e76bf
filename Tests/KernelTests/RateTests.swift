internal import Foundation
internal import KernelTestSupport
internal import NetworkModel
internal import Planning
internal import Reconciliation
internal import Testing

@testable import struct vnetctl.OperationCommand

/// Limits of traffic, as `tc` shows them and as guests feel them.
@Suite(.requires(.namespaces)) struct RateTests {
  private func tap(_ rate: String) -> String { "\"vm0\": {\"kind\": \"tap\", \"rate\": \(rate)}" }

  private func bucket(_ host: Host, _ link: String) throws -> JSON {
    try host.namespace.tcJSON("qdisc", "show", "dev", link).elements.first { $0["kind"] == "tbf" } ?? .null
  }

  @Test(.requires(.shaping)) func `what a link sends is limited by a token bucket`() throws {
    let host = try Host.withNIC()
    let before = try host.trafficControl()
    let links = { (rate: String) in self.tap(rate) + ", \"nic\": {\"kind\": \"nic\", \"rate\": \(rate)}" }
    try host.apply(links(#"{"egress": {"rate": "8mbit", "burst": "100k"}}"#))
    for link in ["vm0", "nic"] {
      let shown = try bucket(host, link)
      #expect(shown["handle"] == "76e4:" && shown["root"] == true)
      #expect(shown["options"]["rate"] == 1_000_000)
      #expect(shown["options"]["burst"] == 102_400)
    }
    #expect(try host.isInSync())
    #expect(try host.vnetctl("export").text.contains(#""egress": { "rate": "8mbit", "burst": "100kb" }"#))

    let output = try host.apply(links(#"{"egress": "40gbit"}"#))
    #expect(output.contains("vm0  rate.egress 8Mbit burst 100Kb → 40Gbit"), "\(output)")
    #expect(try bucket(host, "vm0")["options"]["rate"] == 5_000_000_000)
    #expect(try host.isInSync())
    // Nobody speaks of it: it stays.
    try host.apply(#""vm0": {"kind": "tap"}, "nic": {"kind": "nic"}"#)
    #expect(try bucket(host, "vm0")["options"]["rate"] == 5_000_000_000)
    try host.apply(#""vm0": {"kind": "tap", "rate": {"egress": null}}"#)
    #expect(try bucket(host, "vm0") == .null)
    #expect(try bucket(host, "nic") == .null)
    #expect(try host.isInSync())
    try host.destroy()
    #expect(try host.trafficControl() == before)
  }

  @Test(.requires(.policing)) func `what a link receives is limited by a policer`() throws {
    let host = try Host.withNIC()
    let before = try host.trafficControl()
    let links = { (rate: String) in self.tap(rate) + ", \"nic\": {\"kind\": \"nic\", \"rate\": \(rate)}" }
    try host.apply(links(#"{"ingress": {"rate": "8mbit", "burst": "100k"}}"#))
    for link in ["vm0", "nic"] {
      let filters = try host.namespace.tcJSON("filter", "show", "dev", link, "ingress").elements
      let policer = try #require(filters.first { $0["options"]["actions"] != .null })
      #expect(policer["kind"] == "matchall" && policer["pref"] == 7 && policer["protocol"] == "all")
      let action = policer["options"]["actions"][0]
      #expect(action["kind"] == "police", "\(action)")
      // iproute2 6.1 prints a policer as plain text.
      let text = try host.namespace.tc("filter", "show", "dev", link, "ingress")
      #expect(text.contains("rate 8Mbit burst 100Kb"), "\(text)")
      #expect(text.contains("action drop/continue"), "\(text)")
    }
    #expect(try host.isInSync())
    #expect(try host.vnetctl("export").text.contains(#""ingress": { "rate": "8mbit", "burst": "100kb" }"#))
    try host.apply(links(#"{"ingress": "40gbit"}"#))
    #expect(try host.namespace.tc("filter", "show", "dev", "vm0", "ingress").contains("rate 40Gbit"))
    #expect(try host.isInSync())
    try host.apply(#""vm0": {"kind": "tap", "rate": null}"#)
    #expect(try host.trafficControl() == before)
    #expect(try host.isInSync())
    try host.destroy()
    #expect(try host.trafficControl() == before)
  }

  @Test(.disabled(if: Requirement.policing.isMet || Requirement.isLab, "this kernel has policers"))
  func `a kernel without policers is told of by the names of the modules`() throws {
    let host = try Host()
    let output = try host.tryApply(tap(#"{"ingress": "8mbit"}"#))
    #expect(output.status == 69)
    #expect(
      output.errors.contains("this kernel has no policing of what links receive: load the modules sch_ingress"),
      "\(output.errors)")
    #expect(try host.namespace.ipJSON("link").elements.count == 1)
  }

  // MARK: What others have

  @Test(.requires(.shaping)) func `a qdisc that somebody has chosen is not replaced`() throws {
    let host = try Host.withNIC()
    try host.namespace.tc("qdisc", "add", "dev", "nic", "root", "handle", "1:", "htb")
    let before = try host.trafficControl()
    let output = try host.tryApply(#""nic": {"kind": "nic", "rate": {"egress": "8mbit"}}"#)
    #expect(output.status == 2)
    #expect(output.errors.contains("rate.egress: the qdisc htb 1: is at the root of nic"), "\(output.errors)")
    #expect(try host.trafficControl() == before)
    // What is not limited is left alone.
    try host.apply(#""nic": {"kind": "nic", "mtu": 1400, "rate": {"egress": null}}"#)
    try host.destroy()
    #expect(try host.trafficControl() == before)
  }

  @Test(.requires(.policing), arguments: ["clsact", "ingress", "none"])
  func `filters of others stay, and the qdisc that they are in`(hook: String) throws {
    let host = try Host.withNIC()
    func addFilters() throws {
      try host.namespace.tc(
        "filter", "add", "dev", "nic", "ingress", "pref", "5", "protocol", "ip", "matchall", "action", "ok")
      if hook != "ingress" {
        try host.namespace.tc(
          "filter", "add", "dev", "nic", "egress", "pref", "9", "protocol", "ipv6", "matchall", "action", "ok")
      }
    }
    if hook != "none" {
      try host.namespace.tc("qdisc", "add", "dev", "nic", hook)
      try addFilters()
    }
    let before = try host.trafficControl()
    let limited = #""nic": {"kind": "nic", "rate": {"ingress": "8mbit"}}"#
    try host.apply(limited)
    #expect(try host.isInSync())
    if hook == "none" { try addFilters() }
    let between = try host.trafficControl()
    #expect(between.contains { $0.contains("rate 8Mbit") })
    try host.apply(#""nic": {"kind": "nic", "rate": {"ingress": "9mbit"}}"#)
    #expect(try host.isInSync())
    try host.destroy()
    let after = try host.trafficControl()
    if hook == "none" {
      #expect(after.contains { $0.hasPrefix("qdisc clsact") } && after.contains { $0.contains("pref 9") }, "\(after)")
      #expect(!after.contains { $0.contains("police") }, "\(after)")
    } else {
      #expect(after == before)
    }
  }

  @Test(.requires(.policing)) func `an empty qdisc of somebody else's stays`() throws {
    let host = try Host.withNIC()
    try host.namespace.tc("qdisc", "add", "dev", "nic", "clsact")
    let before = try host.trafficControl()
    try host.apply(#""nic": {"kind": "nic", "rate": {"ingress": "8mbit"}}"#)
    try host.apply(#""nic": {"kind": "nic", "rate": {"ingress": "9mbit"}}"#)
    try host.destroy()
    #expect(try host.trafficControl() == before)
    // A filter of the same preference is in the way.
    try host.namespace.tc("filter", "add", "dev", "nic", "ingress", "pref", "7", "matchall", "action", "ok")
    let output = try host.tryApply(#""nic": {"kind": "nic", "rate": {"ingress": "8mbit"}}"#)
    #expect(output.status == 2)
    #expect(output.errors.contains("somebody else's filter (matchall) of preference 7"), "\(output.errors)")
  }

  // MARK: Traffic

  /// How much comes through to a guest while another one sends far more: the bytes, and how many there might be.
  private func flow(_ sender: String, _ receiver: String) throws -> (bytes: Int, expected: Double, sent: Int) {
    let host = try Host()
    let limit = #"{"rate": "1mbit", "burst": 25000}"#
    let rate = { (direction: String) in direction.isEmpty ? "" : ", \"rate\": {\"\(direction)\": \(limit)}" }
    try host.apply(
      "\"br\": {\"kind\": \"bridge\"}, \"a\": {\"kind\": \"tap\", \"bridge\": \"br\"\(rate(sender))}, "
        + "\"b\": {\"kind\": \"tap\", \"bridge\": \"br\"\(rate(receiver))}")
    let a = try OpenTAP("a", on: host)
    let b = try OpenTAP("b", on: host)
    let frame = Frame(from: 1, String(repeating: "x", count: 1400))
    let clock = ContinuousClock()
    let start = clock.now
    var (sent, received) = (0, 0)
    while clock.now - start < .seconds(3) {
      for _ in 0..<8 {
        try a.send(frame)
        sent += frame.bytes.count
      }
      received += b.receivedBytes()
    }
    return (received, 25_000 + 125_000 * ((clock.now - start) / .seconds(1)), sent)
  }

  @Test(.requires(.shaping)) func `a guest receives what its limit lets through`() throws {
    let flow = try flow("", "egress")
    #expect(Double(flow.sent) > 2 * flow.expected, "too little was sent to tell")
    #expect(abs(Double(flow.bytes) - flow.expected) < 0.2 * flow.expected, "\(flow)")
  }

  @Test(.requires(.policing)) func `a guest sends what its limit lets through`() throws {
    let flow = try flow("ingress", "")
    #expect(Double(flow.sent) > 2 * flow.expected, "too little was sent to tell")
    #expect(abs(Double(flow.bytes) - flow.expected) < 0.2 * flow.expected, "\(flow)")
  }

  @Test func `without a limit far more comes through`() throws {
    let flow = try flow("", "")
    #expect(Double(flow.bytes) > 2 * flow.expected, "\(flow)")
  }

  // MARK: The commands that an administrator is told

  @Test(.requires(.shaping, .policing)) func `the commands of tc do what is done`() throws {
    let limit = TrafficLimit(rate: 1_000_000, burst: 102_400)
    let steps: [TrafficControlStep] = [
      .addShaper(TrafficLimit(rate: 125_000)), .changeShaper(limit), .addHook, .addPolicer(limit, inOwnHook: true),
      .removePolicer(inOwnHook: true), .addPolicer(TrafficLimit(rate: 5_000_000_000), inOwnHook: false),
    ]
    let ends: [TrafficControlStep] = [.removePolicer(inOwnHook: false), .removeHook, .removeShaper]
    let (one, other) = (try Host.withNIC(), try Host.withNIC())
    for (place, step) in (steps + ends).enumerated() {
      let operation = Planning.Operation.controlTraffic(LinkName(kernelName: "nic"), step)
      try one.reconcile { kernel, _ in
        _ = try kernel.snapshot(probing: [])
        #expect(kernel.perform([operation]) == [nil])
      }
      for line in OperationCommand(operation: operation).lines {
        let output = try other.namespace.spawn("sh", ["-c", line])
        #expect(output.status == 0, "\(line): \(output.errors)")
      }
      #expect(try one.trafficControl() == other.trafficControl(), "step \(place)")
    }
  }
}

extension Host {
  /// Qdiscs that somebody has chosen, and the filters of what links receive and send, as `tc` shows them: without counters,
  /// and the numbers of policers.
  func trafficControl() throws -> [String] {
    var lines = try namespace.tc("qdisc", "show").split(separator: "\n").map(String.init)
      .filter { !$0.contains(" 0: ") }
    for line in lines where line.hasPrefix("qdisc clsact") || line.hasPrefix("qdisc ingress") {
      let words = line.split(separator: " ").map(String.init)
      guard words.count > 4 else { continue }
      for hook in ["ingress", "egress"] where hook == "ingress" || words[1] == "clsact" {
        lines += try namespace.tc("filter", "show", "dev", words[4], hook).split(separator: "\n")
          .map { "\(words[4]) \(hook) \($0)" }
      }
    }
    let counters = #/ refcnt [0-9]+| ref [0-9]+ bind [0-9]+| police 0x[0-9a-f]+| direct_packets_stat [0-9]+/#
    return lines.map { line in
      line.replacing(counters, with: "").trimmingCharacters(in: .whitespaces)
    }.sorted()
  }
}
