internal import Foundation
internal import KernelTestSupport
internal import Planning
internal import Reconciliation
internal import Testing

@testable import struct vnetctl.OperationCommand

extension OperationCommandTests {
  /// Does the operations in one namespace, and what the commands say in another, and compares what iproute2 shows then.
  func compare(_ test: Case) throws {
    let (one, other) = (try Host(), try Host())
    if !test.setup.isEmpty { for host in [one, other] { try host.ip(lines: test.setup) } }
    let before = try State(other)
    let errors = try one.namespace.run {
      let kernel = try LinuxKernel()
      _ = try kernel.snapshot(probing: [])
      return kernel.perform(test.operations)
    }
    #expect(errors.allSatisfy { $0 == nil }, "\(errors)")
    let commands = test.operations.map { OperationCommand(operation: $0).lines }
    #expect(commands.allSatisfy { !$0.isEmpty })
    let script = commands.joined().joined(separator: "\n")
    let output = try other.namespace.spawn("sh", ["-exc", script])
    #expect(output.status == 0, "\(output.errors)")
    let after = try State(other)
    let wanted = try State(one)
    for (title, text) in wanted.parts { #expect(after.parts[title] == text, "\(title)") }
    #expect(before.parts != after.parts || test.isUndone)
  }

  /// What iproute2 shows of a host.
  private struct State {
    let parts: [String: JSON]

    init(_ host: Host) throws {
      // The kernel's own routes of IPv6 come when the link's carrier does, a moment later.
      let isMade = { (route: JSON) in
        route["protocol"] != "kernel" || route["dst"].string?.contains(":") != true
      }
      let isTold = { (entry: JSON) in entry["mac"].string.map { $0.hasPrefix("52:54") && $0 != station } ?? false }
      let shown = try host.shown(by: "ip", ["link show", "address show", "route show table all"]).map(\.settled)
      // Groups come and go with multicast, and the station behind the port is learnt at any time.
      let hasVLANs = Requirement.vlanFiltering.isMet
      let bridges = try host.shown(
        by: "bridge",
        ["fdb show", "mdb show"] + (hasVLANs ? ["vlan show", "vlan tunnelshow"] : [])
      ).map(\.settled)
      let groups = bridges[1].elements.flatMap { $0["mdb"].elements }.filter { $0["state"] == "permanent" }
      parts = [
        "links": shown[0].without(["state"]), "addresses": shown[1], "routes": shown[2].only(isMade),
        "forwarding": bridges[0].only(isTold), "groups": .array(groups),
        "VLANs": hasVLANs ? bridges[2] : .null, "tunnels": hasVLANs ? bridges[3] : .null,
        "global VLANs": hasVLANs ? try host.namespace.bridgeJSON("-d", "vlan", "global", "show") : .null,
        "IPv6": .text(try Self.disabledIPv6(host)),
      ]
    }

    private static func disabledIPv6(_ host: Host) throws -> String {
      try host.namespace.run {
        let folder = "/proc/sys/net/ipv6/conf"
        return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map { name in
          "\(name) " + (try String(contentsOfFile: "\(folder)/\(name)/disable_ipv6", encoding: .utf8))
        }.joined()
      }
    }
  }
}

/// The other end of the cable.
private let station = "52:54:00:00:00:03"

extension JSON {
  /// The value without what changes by itself, or follows the carrier a moment later.
  fileprivate var settled: JSON {
    switch without(Self.unsteady) {
    case .array(let elements): .array(elements.map(\.settled).filter { !Self.unsteadyFlags.contains($0) })
    case .object(let members): .object(members.mapValues(\.settled))
    case let other: other
    }
  }

  /// The elements that `isIncluded` accepts.
  fileprivate func only(_ isIncluded: (JSON) -> Bool) -> JSON { .array(elements.filter(isIncluded)) }

  // The commands leave it to the kernel what index a new link gets.
  private static let unsteady: Set = [
    "ifindex",
    "valid_life_time", "preferred_life_time", "expires", "used", "updated", "operstate", "qdisc", "link_netnsid",
  ]
  private static let unsteadyFlags: [JSON] = ["linkdown", "dead", "tentative"]
}
