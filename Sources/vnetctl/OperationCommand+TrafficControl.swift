import NetworkModel
import Planning

/// The commands for limits of traffic.
extension OperationCommand {
  static func words(_ step: TrafficControlStep, _ link: String) -> [String] {
    switch step {
    case .addShaper(let limit): ["qdisc", "add"] + shaper(link) + bucket(limit)
    case .changeShaper(let limit): ["qdisc", "change"] + shaper(link) + bucket(limit)
    case .removeShaper: ["qdisc", "del"] + shaper(link)
    case .addHook: ["qdisc", "add", "dev", link, "clsact"]
    case .removeHook: ["qdisc", "del", "dev", link, "clsact"]
    case .addPolicer(let limit, let inOwnHook):
      ["filter", "add"] + policer(link, inOwnHook)
        + [
          "action", "police", "rate", limit.rateText, "burst", limit.burstText, "mtu", "4294967295", "conform-exceed",
          "drop/continue",
        ]
    case .removePolicer(let inOwnHook): ["filter", "del"] + policer(link, inOwnHook)
    }
  }

  private static func shaper(_ link: String) -> [String] {
    ["dev", link, "root", "handle", String(TrafficControl.shaper >> 16, radix: 16) + ":"]
  }

  private static func bucket(_ limit: TrafficLimit) -> [String] {
    ["tbf", "rate", limit.rateText, "burst", limit.burstText, "latency", "50ms"]
  }

  private static func policer(_ link: String, _ inOwnHook: Bool) -> [String] {
    [
      "dev", link, "ingress", "protocol", "all", "pref", String(TrafficControl.preference), "handle",
      "0x" + String(TrafficControl.policer(inOwnHook: inOwnHook), radix: 16), "matchall",
    ]
  }
}
