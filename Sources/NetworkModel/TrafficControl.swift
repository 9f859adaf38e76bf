/// What a link has of traffic control.
public struct TrafficControl: Sendable, Equatable {
  /// The preference of the filter that limits what a link receives. Filters are asked in the order of their preferences:
  /// early, so that it counts everything, and not where others put theirs first.
  public static let preference: UInt16 = 7
  /// The handle of the qdisc that limits what a link sends.
  public static let shaper: UInt32 = 0x76E4_0000

  /// The handle of the filter. It says whether the hook that it is in was made for it: such a hook goes with it.
  public static func policer(inOwnHook: Bool) -> UInt32 { 0x76E4_0000 | (inOwnHook ? 1 : 2) }

  /// The limit of what it receives.
  public var ingress: TrafficLimit
  /// The limit of what it sends.
  public var egress: TrafficLimit
  /// The qdisc that somebody else has put at the root, in the words of `tc`: `htb 1:`.
  public var foreignQdisc: String?
  /// What of somebody else's stands in the way of a limit of what the link receives, in one sentence.
  public var foreignFilter: String?

  /// Traffic control without anything in it.
  public init(
    ingress: TrafficLimit = TrafficLimit(rate: 0, burst: 0, hook: .absent), egress: TrafficLimit = .none,
    foreignQdisc: String? = nil, foreignFilter: String? = nil
  ) {
    self.ingress = ingress
    self.egress = egress
    self.foreignQdisc = foreignQdisc
    self.foreignFilter = foreignFilter
  }

  /// The limits as settings.
  public var settings: Settings {
    var settings = Settings(.ingressRate, .limit(ingress))
    settings[.egressRate] = .limit(egress)
    return settings
  }
}

extension Snapshot {
  /// Adds what links have of traffic control, which is looked at only where somebody speaks of it.
  public mutating func add(_ control: [LinkName: TrafficControl]) {
    for (name, control) in control { change(name) { $0.settings.merge(control.settings) } }
    trafficControl = control.filter { $1.foreignQdisc != nil || $1.foreignFilter != nil }
  }
}

extension DeclaredLink {
  /// Whether it says how much traffic the link takes.
  public var speaksOfTrafficControl: Bool { settings[.ingressRate] != nil || settings[.egressRate] != nil }
}
