internal import NetworkModel

/// Limits of traffic.
extension OperationOrder {
  /// A new link has its limits before it is up.
  func limitOperations(_ fate: LinkFate) -> [Operation] {
    (egressSteps(fate) + ingressSteps(fate)).map { .controlTraffic(fate.name, $0) }
  }

  private func egressSteps(_ fate: LinkFate) -> [TrafficControlStep] {
    guard let wanted = fate.settings.limit(.egressRate) else { return [] }
    return switch (present(.egressRate, fate).isNone, wanted.isNone) {
    case (true, true): []
    case (true, false): [.addShaper(wanted)]
    case (false, true): [.removeShaper]
    case (false, false): [.changeShaper(wanted)]
    }
  }

  /// The kernel changes no filter of this kind (mall_change): another one takes its place.
  private func ingressSteps(_ fate: LinkFate) -> [TrafficControlStep] {
    guard let wanted = fate.settings.limit(.ingressRate) else { return [] }
    let present = present(.ingressRate, fate)
    let hook = present.hook ?? .absent
    var steps: [TrafficControlStep] = []
    if !present.isNone { steps.append(.removePolicer(inOwnHook: present.isInOwnHook)) }
    if !wanted.isNone {
      if hook == .absent { steps.append(.addHook) }
      let isOwn = hook == .absent || present.isInOwnHook || wanted.isInOwnHook
      steps.append(.addPolicer(wanted, inOwnHook: isOwn))
    } else if hook == .spare, present.isInOwnHook || wanted.hook == .absent {
      steps.append(.removeHook)
    }
    return steps
  }

  private func present(_ option: Option, _ fate: LinkFate) -> TrafficLimit {
    (fate.isMade ? nil : fate.observed?.settings.limit(option)) ?? .none
  }

  /// Whether the kernel gives the link a queue length in the place of 0, as it does with links that need no queue when they
  /// get a qdisc (qdisc_create).
  func losesEmptyQueue(_ fate: LinkFate) -> Bool {
    guard !fate.isMade, fate.settings[.txQueueLength] == nil, fate.observed?.settings.number(.txQueueLength) == 0 else {
      return false
    }
    return limitOperations(fate).contains { operation in
      switch operation {
      case .controlTraffic(_, .addShaper), .controlTraffic(_, .addHook): true
      default: false
      }
    }
  }
}
