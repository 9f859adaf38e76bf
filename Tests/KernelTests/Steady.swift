internal import KernelTestSupport

extension Host {
  /// Everything that `ip` and `bridge` tell of the namespace, without what changes by itself.
  func steady() throws -> String {
    let links = try Steady.text(namespace.ip("-d", "-j", "link"))
    return Requirement.vlanFiltering.isMet ? links + (try namespace.bridge("-j", "vlan")) : links
  }
}

/// What `ip -d -j link` prints without the things that change by themselves.
enum Steady {
  /// - `*_timer` counts down while a bridge is up.
  /// - The operational state, the flags that follow it, the queueing discipline that comes with it and the state of a
  ///   bridge port settle up to a second after a link was made (net/core/link_watch.c). So do the offloads of a bridge.
  static func text(_ output: String) -> String {
    var text = output
    text.replace(#/"[a-z_]*_timer":[0-9.]+,/#, with: "")
    text.replace(#/"operstate":"[A-Z]+",/#, with: "")
    text.replace(#/"qdisc":"[a-z_]+",/#, with: "")
    text.replace(#/"state":"[a-z]+",/#, with: "")
    text.replace(#/"(NO-CARRIER|LOWER_UP|M-DOWN)",?/#, with: "")
    return text.replacing(",]", with: "]")
  }
}

extension JSON {
  /// The value without the things that change by themselves: see ``Steady``. An address of IPv6 is tentative until the
  /// search for others that have it has come to its end.
  var steady: JSON { without(["operstate", "qdisc", "state", "tentative"]) }

  /// The value without these members and timers, at any depth.
  func without(_ keys: Set<String>) -> JSON {
    switch self {
    case .array(let elements):
      return .array(elements.filter { !["NO-CARRIER", "LOWER_UP", "M-DOWN"].contains($0) }.map { $0.without(keys) })
    case .object(let members):
      return .object(
        members.filter { !keys.contains($0.key) && !$0.key.hasSuffix("_timer") }.mapValues { $0.without(keys) })
    default: return self
    }
  }
}
