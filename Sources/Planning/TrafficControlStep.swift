public import NetworkModel

/// A step that limits what a link sends or receives, or no longer does.
public enum TrafficControlStep: Sendable, Equatable {
  /// Limit what it sends.
  case addShaper(TrafficLimit)
  /// Change that limit in its place.
  case changeShaper(TrafficLimit)
  /// Give the link the kernel's own queue again.
  case removeShaper
  /// Make the qdisc that holds the filters of what the link receives.
  case addHook
  /// Remove it, unless somebody has put a filter into it meanwhile.
  case removeHook
  /// Limit what it receives.
  case addPolicer(TrafficLimit, inOwnHook: Bool)
  /// Limit it no longer.
  case removePolicer(inOwnHook: Bool)

  /// What of the kernel it takes.
  public var feature: KernelFeature {
    switch self {
    case .addShaper, .changeShaper, .removeShaper: .shaping
    case .addHook, .removeHook, .addPolicer, .removePolicer: .policing
    }
  }
}

extension TrafficControlStep {
  /// What is being done: `limit what vm0 sends to 100Mbit`.
  func description(of link: LinkName) -> String {
    switch self {
    case .addShaper(let limit): "limit what \(link) sends to \(limit)"
    case .changeShaper(let limit): "change the limit of what \(link) sends to \(limit)"
    case .removeShaper: "limit what \(link) sends no longer"
    case .addHook: "make the qdisc for filters of what \(link) receives"
    case .removeHook: "remove the qdisc for filters of what \(link) receives"
    case .addPolicer(let limit, _): "limit what \(link) receives to \(limit)"
    case .removePolicer: "limit what \(link) receives no longer"
    }
  }
}
