extension OptionTable {
  /// The limits of a link's traffic. What is received is dropped above its limit (net/sched/act_police.c), what is sent waits
  /// for a moment first (net/sched/sch_tbf.c).
  public static let rate = OptionTable(
    ordinal: LinkKind.allCases.count + 5, title: "rate of every link", place: .trafficControl,
    [
      Option(
        "ingress", .limit, 0, .u64, standard: .limit(.none),
        """
        The limit of what the link receives, as the host sees it: of a TAP that is what the guest sends. What is more is \
        dropped.
        """),
      Option(
        "egress", .limit, 1, .u64, standard: .limit(.none),
        """
        The limit of what the link sends, as the host sees it: of a TAP that is what the guest receives. What is more \
        waits for 50 ms at most, or is dropped. It stands in the place of the kernel's own queue; a queue that somebody \
        has chosen is not replaced.
        """),
    ])
}

extension Option {
  /// `rate.ingress`
  public static let ingressRate = OptionTable.rate.row("ingress")
  /// `rate.egress`
  public static let egressRate = OptionTable.rate.row("egress")

  /// The keys under which a link has it: `mtu`, `rate.ingress`.
  public var path: String { id.isOfTrafficControl ? "rate.\(name)" : name }
}

extension Option.ID {
  /// Whether it is a limit of traffic.
  public var isOfTrafficControl: Bool { OptionTable.all[Int(ordinal >> 8)].place == .trafficControl }
}

extension Settings {
  /// The limit that an option holds; nil where it is not among the settings.
  public func limit(_ option: Option) -> TrafficLimit? {
    if case .limit(let limit)? = self[option] { limit } else { nil }
  }
}
