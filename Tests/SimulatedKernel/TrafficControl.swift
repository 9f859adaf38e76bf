import Glibc
import NetworkModel
import Planning

/// The qdiscs and filters of a link.
struct SimulatedTrafficControl: Equatable {
  var shaper: TrafficLimit?
  /// A qdisc that somebody else has put at the root.
  var foreignQdisc: String?
  var hasHook = false
  var policer: TrafficLimit?
  var isInOwnHook = false
  /// How many filters others have.
  var foreignFilters = 0

  /// As dumps show it.
  var observed: TrafficControl {
    var control = TrafficControl(foreignQdisc: foreignQdisc)
    if let shaper { control.egress = TrafficLimit(rate: shaper.rate, ticks: shaper.ticks) }
    if let policer { control.ingress = TrafficLimit(rate: policer.rate, ticks: policer.ticks) }
    control.ingress.hook = !hasHook ? .absent : foreignFilters > 0 ? .occupied : .spare
    control.ingress.isInOwnHook = policer != nil && isInOwnHook
    return control
  }
}

extension SimulatedState {
  /// tc_modify_qdisc(), tc_get_qdisc(), tc_new_tfilter() and tc_del_tfilter().
  mutating func controlTraffic(of index: Int32, _ step: TrafficControlStep) throws(Objection) {
    var control = try link(index).trafficControl
    guard !missing.contains(step.feature) else { throw Objection(ENOENT, "Specified qdisc kind is unknown") }
    switch step {
    case .addShaper(let limit):
      guard control.foreignQdisc == nil, control.shaper == nil else {
        throw Objection(EEXIST, "Exclusivity flag on, cannot modify")
      }
      control.shaper = limit
      fillQueue(of: index)
    case .changeShaper(let limit):
      guard control.shaper != nil else { throw Objection(ENOENT, "Qdisc not found.") }
      control.shaper = limit
    case .removeShaper:
      guard control.shaper != nil else { throw Objection(ENOENT, "Cannot delete qdisc with handle of zero") }
      control.shaper = nil
    case .addHook:
      guard !control.hasHook else { throw Objection(EEXIST, "Exclusivity flag on, cannot modify") }
      control.hasHook = true
      fillQueue(of: index)
    case .removeHook:
      // The caller looks first.
      guard control.foreignFilters == 0, control.policer == nil else { break }
      guard control.hasHook else { throw Objection(ENOENT, "Cannot find specified qdisc on specified device") }
      control.hasHook = false
    case .addPolicer(let limit, let inOwnHook):
      guard control.hasHook else { throw Objection(EINVAL, "Parent Qdisc doesn't exists") }
      guard control.policer == nil else { throw Objection(EEXIST, "Filter already exists") }
      control.policer = limit
      control.isInOwnHook = inOwnHook
    case .removePolicer(let inOwnHook):
      guard control.hasHook else { throw Objection(EINVAL, "Parent Qdisc doesn't exists") }
      guard control.policer != nil, control.isInOwnHook == inOwnHook else {
        throw Objection(ENOENT, "Specified filter handle not found")
      }
      control.policer = nil
    }
    update(index) { $0.trafficControl = control }
  }

  /// qdisc_create() takes a length of 0 for a misconfiguration, of links that have no queue by themselves
  /// (`IFF_NO_QUEUE`).
  private mutating func fillQueue(of index: Int32) {
    update(index) { link in
      guard ![.nic, .tap, .ifb].contains(link.kind), link.settings.number(.txQueueLength) == 0 else { return }
      link.settings[.txQueueLength] = .integer(1000)
    }
  }
}
