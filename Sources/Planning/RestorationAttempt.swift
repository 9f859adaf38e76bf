internal import NetworkModel

/// A checkpoint as a topology, less what has turned out to be impossible.
struct RestorationAttempt {
  let checkpoint: Checkpoint
  let snapshot: Snapshot
  /// Whether nothing can wait for another plan.
  let isLast: Bool
  private(set) var topology = Topology(name: "")
  /// All links of the checkpoint that vnetctl could make, as if it owned them: it may make and remove them.
  private(set) var ownership = Ownership()
  private(set) var obstacles: [RestorationPlan.Obstacle] = []

  init(checkpoint: Checkpoint, snapshot: Snapshot, isLast: Bool) {
    self.isLast = isLast
    self.checkpoint = checkpoint
    self.snapshot = snapshot
    for name in checkpoint.links.keys.sorted() { addLink(name) }
    for name in checkpoint.made.keys.sorted() where checkpoint.links[name] == nil {
      guard let observed = snapshot[name], isMade(observed) else { continue }
      own(observed)
    }
    let names = Set(topology.links.map(\.name))
    for place in topology.links.indices {
      guard let bridge = topology.links[place].masterName, snapshot[bridge] == nil, !names.contains(bridge) else {
        continue
      }
      obstacles.append(.init(link: topology.links[place].name, message: "was on \(bridge), which is gone"))
      topology.links[place].master = nil
      topology.links[place].vlans = nil
      topology.links[place].tunnels = nil
      topology.links[place].vlanSettings = VLANSettings()
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
      // The other end of a link is the same as long as it is the same link, whatever somebody has made of it since.
      if observed.index == link.index { state.peer = snapshot.peer(of: observed) }
      let others = observed.addresses.filter { address in
        !address.isMadeByKernel && state.addresses?.contains { $0.key == address.key } != true
          && !checkpoint.newAddresses.contains(.init(link: name, address: address.key))
      }
      state.addresses = (state.addresses ?? []) + others
      keepAccounts(&state, observed)
    } else if checkpoint.newNames[name] != nil, let other = snapshot[link.index], snapshot[name] == nil {
      obstacles.append(.init(link: name, message: "is called \(other.name), and somebody has taken its name"))
      return
    } else if state.kind == .nic {
      obstacles.append(.init(link: name, message: "is gone, and vnetctl cannot make it"))
      return
    } else if !link.isRemoved, checkpoint.ownership.links[name]?.isOwned != true {
      obstacles.append(.init(link: name, message: "is gone: who made it, or somebody else, has removed it"))
      return
    }
    state.addresses?.removeAll(where: \.isMadeByKernel)
    topology.links.append(state)
  }

  /// The kernel does not take back that a TAP has an owner or a group: one of vnetctl's own is made anew, another one stays
  /// as it is.
  private mutating func keepAccounts(_ state: inout DeclaredLink, _ observed: ObservedLink) {
    guard checkpoint.ownership.links[state.name]?.isOwned != true, !isMade(observed) else { return }
    for option in [Option.owner, .group] where state.settings[option] == nil {
      guard let account = observed.settings[option] else { continue }
      obstacles.append(
        .init(link: state.name, message: "had no \(option.name), and the kernel does not take that away again"))
      state.settings[option] = account
    }
  }

  /// Whether this is a link that was to be made since.
  private func isMade(_ observed: ObservedLink) -> Bool {
    checkpoint.made[observed.name]?.contains(observed.index) == true
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
}
