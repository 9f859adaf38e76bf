public import NetworkModel

/// The way back to a checkpoint, as far as there is one.
public struct RestorationPlan: Sendable, Equatable {
  /// Something that cannot be as it was.
  public struct Obstacle: Sendable, Equatable {
    /// The link.
    public let link: LinkName
    /// One sentence about why not.
    public let message: String
  }

  /// The operations.
  public var plan: Plan
  /// What stands in the way of the rest.
  public var obstacles: [Obstacle]
}

extension Planner {
  /// The way from what the kernel has back to how things were at `checkpoint`. Only what has been different then is
  /// touched, and of that only what the plan after the checkpoint may have changed: what somebody else has made since
  /// stays.
  ///
  /// The kernel does more by itself than can be foreseen, so that one plan may leave something for another one, made
  /// from a new snapshot; when that is empty, all is as it was.
  ///
  /// - Parameter snapshot: What is, with the forwarding databases if the checkpoint has something of them.
  public static func restore(_ checkpoint: Checkpoint, snapshot: Snapshot) -> RestorationPlan {
    var attempt = RestorationAttempt(checkpoint: checkpoint, snapshot: snapshot)
    while true {
      var resolver = FateResolver(
        topology: attempt.topology, snapshot: snapshot, ownership: attempt.ownership, allowances: [.lockout],
        isRestoring: true)
      do throws(Refusal) {
        var resolution = try resolver.resolve()
        resolution.routes.restore(attempt.routeChange(resolution))
        resolution.forwarding = attempt.forwarding(resolution)
        let plan = Plan(attempt.topology, resolution, snapshot, attempt.ownership)
        return RestorationPlan(plan: plan, obstacles: attempt.obstacles)
      } catch {
        guard attempt.giveUp(error.reasons) else {
          return RestorationPlan(plan: .nothing, obstacles: attempt.obstacles)
        }
      }
    }
  }
}

/// A checkpoint as a topology, less what has turned out to be impossible.
private struct RestorationAttempt {
  let checkpoint: Checkpoint
  let snapshot: Snapshot
  private(set) var topology = Topology(name: "")
  /// All links of the checkpoint that vnetctl could make, as if it owned them: it may make and remove them.
  private(set) var ownership = Ownership()
  private(set) var obstacles: [RestorationPlan.Obstacle] = []

  init(checkpoint: Checkpoint, snapshot: Snapshot) {
    self.checkpoint = checkpoint
    self.snapshot = snapshot
    for name in checkpoint.links.keys.sorted() { addLink(name) }
    for name in checkpoint.made.keys.sorted() where checkpoint.links[name] == nil {
      guard let observed = snapshot[name], isMade(observed) else { continue }
      own(observed)
    }
    let names = Set(topology.links.map(\.name))
    for place in topology.links.indices {
      guard let bridge = topology.links[place].bridgeName, snapshot[bridge] == nil, !names.contains(bridge) else {
        continue
      }
      obstacles.append(.init(link: topology.links[place].name, message: "was on \(bridge), which is gone"))
      topology.links[place].bridge = nil
      topology.links[place].vlans = nil
      topology.links[place].settings = topology.links[place].settings.filter { !$0.option.isPortSetting }
    }
  }

  private mutating func addLink(_ name: LinkName) {
    guard let link = checkpoint.links[name] else { return }
    var state = link.state
    if let observed = snapshot[name] {
      guard observed.index == link.index || isMade(observed) else {
        obstacles.append(.init(link: name, message: "is gone, and somebody else has made another link of that name"))
        return
      }
      own(observed)
      let others = observed.addresses.filter { address in
        !address.isMadeByKernel && state.addresses?.contains { $0.key == address.key } != true
          && !checkpoint.newAddresses.contains(.init(link: name, address: address.key))
      }
      state.addresses = (state.addresses ?? []) + others
    } else if state.kind == .nic {
      obstacles.append(.init(link: name, message: "is gone, and vnetctl cannot make it"))
      return
    }
    topology.links.append(state)
  }

  /// Whether the plan made this link: or was about to, when it ended.
  private func isMade(_ observed: ObservedLink) -> Bool {
    guard let index = checkpoint.made[observed.name], observed.kind != .nic else { return false }
    return index == nil || index == observed.index
  }

  private mutating func own(_ link: ObservedLink) {
    guard link.kind != .nic else { return }
    ownership.links[link.name] = Ownership.Link(name: link.name, index: link.index, kind: link.kind, topology: "")
  }

  /// Goes on without the links that cannot be as they were. False when there is nothing to go on without.
  mutating func giveUp(_ reasons: [Refusal.Reason]) -> Bool {
    let before = (topology.links.count, ownership.links.count)
    for reason in reasons {
      guard let link = reason.link else { continue }
      obstacles.append(.init(link: link, message: reason.message))
      topology.links.removeAll { $0.name == link }
      ownership.links[link] = nil
    }
    return before != (topology.links.count, ownership.links.count)
  }

  func routeChange(_ resolution: Resolution) -> RouteChange {
    let links = Set(resolution.fates.filter { !$0.isRemoved }.map(\.name) + snapshot.links.map(\.name))
      .subtracting(resolution.fates.filter(\.isRemoved).map(\.name))
    let anew = Set(resolution.fates.filter(\.isMade).map(\.name))
    var change = RouteChange()
    for route in checkpoint.routes {
      let isThere =
        snapshot.routes.contains { $0.isSame(as: route) } && !route.hops.contains { $0.link.map(anew.contains) == true }
      if isThere || !route.hops.allSatisfy({ $0.link.map(links.contains) != false }) { continue }
      // The kernel joins routes of IPv6 of one key, of which the later one was on its way, to one of several hops.
      let joined = snapshot.routes.contains { present in
        present.key == route.key && route.destination.isIPv6 && present.hops.count > route.hops.count
          && present.hops.allSatisfy { hop in
            route.hops.contains { $0.isWay(of: hop) }
              || checkpoint.newRoutes.contains { new in new.key == route.key && new.hops.contains { $0.isWay(of: hop) }
              }
          }
      }
      if joined { change.replaced.append(route) } else { change.added.append(route) }
    }
    for route in checkpoint.newRoutes {
      guard !checkpoint.routes.contains(where: { $0.isSame(as: route) }),
        let present = snapshot.routes.first(where: { route.isSatisfied(by: $0) }),
        !present.hops.contains(where: { hop in hop.link.map { anew.contains($0) || !links.contains($0) } == true })
      else { continue }
      let old = change.added.filter { $0.key == route.key }
      if let original = old.first, old.count == 1 {
        change.replaced.append(original)
        change.added.removeAll { $0 == original }
      } else {
        change.removed.append(present)
      }
    }
    return change
  }

  func forwarding(_ resolution: Resolution) -> [LinkName: [ForwardingEntry]] {
    var result: [LinkName: [ForwardingEntry]] = [:]
    for link in topology.links {
      let wanted = checkpoint.links[link.name]?.forwarding ?? []
      let fate = resolution.fates.first { $0.name == link.name }
      let isNewPort = fate?.isMade == true || fate?.movesToBridge == true
      let present = isNewPort ? [] : snapshot.forwarding[link.name] ?? []
      let missing = wanted.filter { !present.contains($0) }
      if !missing.isEmpty { result[link.name] = missing }
    }
    return result
  }
}

extension Route.Hop {
  /// Whether the two lead to the same place.
  fileprivate func isWay(of other: Route.Hop) -> Bool { link == other.link && gateway == other.gateway }
}
