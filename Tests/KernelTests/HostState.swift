internal import Glibc
internal import KernelTestSupport

/// All that `ip` and `bridge` show of a host's links, addresses, routes, VLANs, forwarding and multicast databases, without what
/// ``unsteady`` and ``unsteadyFlags`` list. What is undone leaves no difference.
struct HostState {
  /// What may differ all the same: members of what the programs print, by the part that they are in.
  static let unsteady: Set<String> = [
    // How a link in another namespace is named.
    "link.link_index",
    // The bridge is told by name as well.
    "multicast.index",
    // A bridge numbers its ports from the lowest number that is free, and so a port that comes back may get another one.
    "link.id", "link.no", "link.designated_port", "link.root_port",
    // These settle up to a second after a change (net/core/link_watch.c), a bridge port's state with them.
    "link.operstate", "link.state", "link.qdisc",
    // What a bridge says to its neighbours about a change of the spanning tree, until a timer runs out.
    "link.topology_change", "link.topology_change_detected", "link.topology_change_ack",
    // Timers that run down.
    "link.hello_timer", "link.tcn_timer", "link.topology_change_timer", "link.gc_timer", "link.hold_timer",
    "link.message_age_timer", "link.forward_delay_timer",
    // A bridge without ports that nobody has given an address has no identifier yet; made anew, with the address that it
    // had by chance, it has one. Its largest TSO packet follows its ports.
    "link.bridge_id", "link.root_id", "link.tso_max_size", "link.tso_max_segs",
    // Duplicate address detection begins anew when an address does.
    "address.tentative", "address.dadfailed",
    // Routes of IPv6 that end show how long there is left.
    "route.expires",
    // A counter of what uses the entry, and clocks.
    "forwarding.used", "forwarding.updated", "route.used",
  ]

  /// Flags of links and routes that follow the carrier, which settles as the operational state does.
  static let unsteadyFlags: Set<String> = ["NO-CARRIER", "LOWER_UP", "M-DOWN", "linkdown", "dead"]

  /// Lifetimes that run down: only whether there is an end is compared.
  private static let lifetimes: Set<String> = ["valid_life_time", "preferred_life_time"]
  private static let forever = 4_294_967_295

  /// What there is, by what it is about: `link br0`, `address br0`, `route`, `vlan br0`, `forwarding br0`.
  private(set) var parts: [String: [String]] = [:]
  /// Whether qdiscs and filters are compared, too, which few hosts have.
  private let hasTrafficControl: Bool

  /// Links whose carrier comes and goes: bridges and what lies on them with others', and that of a new TAP as long as
  /// anybody has its descriptor, a child that another test is just starting included. As soon as such a link has a carrier
  /// the kernel gives it a link-local address of IPv6, and joins groups; it keeps them when the carrier goes.
  private var fickle: Set<String> = []

  init(_ host: Host, hasTrafficControl: Bool = false) throws {
    self.hasTrafficControl = hasTrafficControl
    if hasTrafficControl { parts["traffic control"] = try host.trafficControl() }
    let listing = try host.shown(by: "ip", ["link show", "address show", "route show table all"])
    let macs = Set((listing.first?.elements ?? []).compactMap { $0["address"].string })
    for link in listing.first?.elements ?? [] where ["bridge", "vlan", "tun"].contains(link.kind) {
      fickle.insert(link["ifname"].string ?? "")
    }
    for (place, (title, value)) in zip(["link", "address", "route"], listing).enumerated() {
      for element in value.elements {
        let steady = Self.steady(element, title)
        switch place {
        case 0: add(steady.line, to: "link", of: element)
        case 1:
          for address in steady["addr_info"].elements
          where !isFickle(element) || address["local"].string?.hasPrefix("fe80:") != true {
            add(address.line, to: "address", of: element)
          }
        default:
          let destination = element["dst"].string ?? ""
          if isFickle(element), destination.hasPrefix("fe80:") || destination == "ff00::/8" { continue }
          parts["route", default: []].append(steady.line)
        }
      }
    }
    let filters = Requirement.vlanFiltering.isMet
    let bridges = try host.shown(
      by: "bridge", ["fdb show", "mdb show"] + (filters ? ["vlan show", "vlan tunnelshow"] : []))
    for entry in bridges.first?.elements ?? [] where entry["state"] == "permanent" || entry["state"] == "static" {
      // The bridge's own address and those of its ports: where two are the same, it depends on which came first whose it is.
      if entry["mac"].string.map(macs.contains) == true { continue }
      // What has been learnt comes and goes with the traffic; groups are joined as link-local addresses come.
      let isGroup =
        entry["mac"].string?.hasPrefix("33:33:") == true || entry["mac"].string?.hasPrefix("01:00:5e:") == true
      if isGroup, entry["flags"].elements == ["self"] { continue }
      add(Self.steady(entry, "forwarding").line, to: "forwarding", of: entry)
    }
    // So do learnt groups, and the host's own.
    for entry in bridges.dropFirst().first?.elements.flatMap({ $0["mdb"].elements }) ?? []
    where entry["state"] == "permanent" {
      parts["multicast \(entry["port"].string ?? "?")", default: []].append(Self.steady(entry, "multicast").line)
    }
    add(bridges.dropFirst(2).first, to: "vlan")
    if filters, listing.first?.elements.contains(where: { $0.data["vlan_filtering"] == 1 }) == true {
      // Debian 12's `bridge` cannot say it after the other in one run (jsonw_end: Assertion failed).
      add(try host.shown(by: "bridge", ["vlan global show"]).first, to: "global vlan")
    }
    for entry in bridges.dropFirst(3).first?.elements ?? [] { add(entry["tunnels"].line, to: "tunnels", of: entry) }
    for title in parts.keys where !title.hasPrefix("address") { parts[title]?.sort() }
  }

  /// What is different here from what it was, one line each; empty when nothing is.
  func differences(from before: HostState) -> [String] {
    Set(parts.keys).union(before.parts.keys).sorted().flatMap { title in
      let (new, old) = (parts[title] ?? [], before.parts[title] ?? [])
      if new == old { return [String]() }
      let isOrder = new.sorted() == old.sorted()
      return isOrder
        ? ["\(title): order \(old) became \(new)"]
        : old.filter { !new.contains($0) }.map { "\(title): was \($0)" }
          + new.filter { !old.contains($0) }.map { "\(title): is \($0)" }
    }
  }

  /// The part of it that is about these links; routes are in the part of the links that they lead over.
  func of(_ names: Set<String>) -> HostState {
    var result = self
    result.parts = parts.filter { title, _ in
      title.split(separator: " ").dropFirst().first.map { names.contains(String($0)) } == true
    }
    result.parts["route"] = parts["route"]?.filter { line in names.contains { line.contains("\"dev\":\"\($0)\"") } }
    return result
  }

  /// Adds VLANs one by one: how many the kernel tells at once depends on what it has just heard.
  private mutating func add(_ links: JSON?, to title: String) {
    for link in links?.elements ?? [] {
      for entry in link["vlans"].elements {
        let first = entry["vlan"].integer ?? 0
        for vlan in first...(entry["vlanEnd"].integer ?? first) {
          add("\(vlan) " + entry.without(["vlan", "vlanEnd"]).line, to: title, of: link)
        }
      }
    }
  }

  private mutating func add(_ line: String, to title: String, of element: JSON) {
    parts["\(title) \(element["ifname"].string ?? "?")", default: []].append(line)
  }

  private func isFickle(_ element: JSON) -> Bool {
    (element["ifname"].string ?? element["dev"].string).map(fickle.contains) == true
  }

  private static func steady(_ value: JSON, _ part: String) -> JSON {
    switch value {
    case .object(let members):
      var result: [String: JSON] = [:]
      for (key, member) in members where !unsteady.contains("\(part).\(key)") {
        let value = lifetimes.contains(key) && member.integer != forever ? .text("ends") : steady(member, part)
        // The kernel has these in the order in which they came.
        result[key] = key == "altnames" ? .array(value.elements.sorted { $0.line < $1.line }) : value
      }
      return .object(result)
    case .array(let elements):
      return .array(
        elements.filter { $0.string.map(unsteadyFlags.contains) != true }.map { steady($0, part) })
    default: return value
    }
  }
}

extension HostState {
  /// Waits until `host` is as it was, which the kernel settles within a second or two, and says what is different in the end.
  static func differences(of host: Host, from before: HostState) throws -> [String] {
    var differences: [String] = []
    for attempt in 0..<60 {
      differences = try HostState(host, hasTrafficControl: before.hasTrafficControl).differences(from: before)
      if differences.isEmpty { break }
      // What settles late is told by no one event. The bound is for failures alone.
      if attempt < 59 { usleep(50_000) }
    }
    return differences
  }
}

extension JSON {
  /// The value as JSON, the members of objects in the order of their names.
  var line: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .number(let number): Int(exactly: number).map { "\($0)" } ?? "\(number)"
    case .text(let text): "\"\(text)\""
    case .array(let elements): "[" + elements.map(\.line).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value.line)" }.joined(separator: ",") + "}"
    }
  }
}
