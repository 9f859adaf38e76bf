internal import NetworkModel

/// What can be refused before anything is done.
extension FateResolver {
  /// Whether a link will be there, and what kind it will be.
  private func futureKind(_ name: LinkName) -> LinkKind? { fates.kind(of: name, in: snapshot) }

  mutating func checkReferences(of fate: LinkFate) {
    let link = fate.declared
    guard !fate.isRemoved, !link.isAbsent else { return }
    if let master = link.masterName {
      let key = link.masterKind.rawValue
      switch futureKind(master) {
      // What was there before may have been on any master.
      case .nic? where isRestoring: break
      case let kind? where kind == link.masterKind || (isRestoring || fate.isRelease) && kind.traits.ports != nil: break
      case nil: refuse(.document, link, "\(key): there is no \(key) \(master), neither declared nor on this host")
      case let kind?: refuse(.document, link, "\(key): \(master) is a \(kind.rawValue), not a \(key)")
      }
    }
    if let lower = link.lower, futureKind(lower) == nil {
      refuse(.document, link, "link: there is no link \(lower), neither declared nor on this host")
    }
    for option in [Option.backupPort, .primary] {
      guard case .link(let other?) = link.settings[option], futureKind(other) == nil else { continue }
      refuse(.document, link, "\(option.name): there is no link \(other), neither declared nor on this host")
    }
  }

  mutating func checkHost(for fate: LinkFate) {
    checkFeatures(for: fate)
    if fate.isRemoved || fate.action == .replace { checkRemoval(of: fate) }
    if fate.isRemoved || fate.declared.isAbsent { return }
    checkPeer(of: fate)
    checkBase(of: fate)
    checkFrames(of: fate)
    checkSharedSettings(of: fate)
    checkMTU(of: fate)
    checkRates(of: fate)
    checkVirtualFunctions(of: fate)
    if fate.declared.kind == .bridge { checkPortCount(of: fate) }
  }

  private mutating func checkFeatures(for fate: LinkFate) {
    guard !fate.isRemoved else { return }
    let link = fate.declared
    let feature = KernelFeature.kind(link.kind)
    if fate.isMade, snapshot.features[feature] == false {
      refuse(.kernel(feature), link, "this kernel has no \(feature.title): \(feature.remedy)")
    }
    if !link.settings.at(.deviceFile).isEmpty, !isRestoring, snapshot.features[.deviceFiles] == false {
      let feature = KernelFeature.deviceFiles
      refuse(.host, link, "owner and group: there are no \(feature.title); \(feature.remedy)")
    }
    if !link.settings.ofEthtool.isEmpty, !isRestoring, snapshot.features[.ethtool] == false {
      let feature = KernelFeature.ethtool
      refuse(.kernel(feature), link, "this kernel has no \(feature.title): \(feature.remedy)")
    }
    let filters = fate.settings.flag(.vlanFiltering) == true || fate.settings[.vlanDefaultPVID] != nil
    let inVLANs =
      link.vlans != nil || !link.vlanSettings.isEmpty || link.forwarding?.contains { $0.vlan != nil } == true
      || link.multicast?.contains { $0.vlan != nil } == true
    if filters || inVLANs, snapshot.features[.vlanFiltering] == false {
      let feature = KernelFeature.vlanFiltering
      refuse(.kernel(feature), link, "this kernel has no \(feature.title): \(feature.remedy)")
    }
  }

  /// Removing a link must not disturb a guest, nor take along what vnetctl did not make.
  private mutating func checkRemoval(of fate: LinkFate) {
    guard let observed = fate.observed else { return }
    let verb = fate.isRemoved ? "removed" : "re-created"
    let link = fate.declared
    if fate.action == .replace, ownership.links[fate.name]?.isOwned != true {
      refuse(
        .host, link,
        "would have to be re-created, since \(fate.replacementReason ?? "it changes"), but vnetctl did not make it; "
          + "remove it by hand, or first apply it with \"state\": \"absent\"")
      return
    }
    // What a plan has made goes with all that came to it since, when the plan is undone.
    if observed.isInUse, !isRestoring || !fate.isRemoved {
      refuse(
        .guarded(.disruption), link,
        "a process has this TAP open; it is not \(verb) under a running guest unless --allow disruption is given")
    }
    for other in dependants(of: observed.index) {
      let fate = self.fate(other.name)
      if other.master == observed.index {
        // A port that the same document speaks of loses its bridge because the document says so.
        guard fate == nil else { continue }
        refuse(
          .guarded(.disruption), link,
          "\(other.name) is a port of it and would lose its \(observed.kind.rawValue); --allow disruption does it all the "
            + "same")
      } else if fate.map({ $0.isRemoved || $0.action == .replace }) != true, other.kind.lower?.goesAlong != false {
        let relation = other.kind.traits.isPaired ? "is the other end of it" : "lies on it"
        refuse(
          .guarded(.disruption), link,
          "\(other.name) \(relation) and would be removed along with it; --allow disruption does it all the same")
      }
    }
    if fate.action == .replace, !isRestoring, observed.distantPeer != nil {
      refuse(
        .guarded(.disruption), link,
        "would be re-created, since \(fate.replacementReason ?? "it changes"), and its other end along with it under "
          + "whoever uses that; --allow disruption does it all the same")
    }
  }

  /// Both ends of a pair are made by one request, into namespaces that are there.
  private mutating func checkPeer(of fate: LinkFate) {
    guard fate.isMade, let peer = fate.declared.peer else { return }
    if let namespace = peer.namespace {
      guard snapshot.namespaces[namespace] == nil else { return }
      let feature = KernelFeature.namespace(namespace)
      refuse(.host, fate.declared, "peer: there is no \(feature.title): \(feature.remedy)")
    } else if self.fate(peer.name)?.isMade != true {
      refuse(.host, fate.declared, "peer: cannot be made without its other end \(peer)")
    }
  }

  /// The kernel answers ENETDOWN when a VLAN goes up on a link that is down (vlan_dev_open).
  private mutating func checkBase(of fate: LinkFate) {
    guard fate.declared.kind.lower?.sharesState == true, fate.isMade || fate.declared.settings.flag(.up) == true,
      fate.willBeUp,
      fate.declared.settings.flag(.looseBinding) ?? (fate.observed?.settings.flag(.looseBinding) ?? false) == false,
      let lower = fate.declared.lower ?? fate.observed.flatMap({ snapshot.lowerName(of: $0) })
    else { return }
    let isUp = self.fate(lower)?.willBeUp ?? (snapshot[lower]?.settings.flag(.up) ?? true)
    if !isUp {
      refuse(
        .host, fate.declared,
        "cannot be up while \(lower) is down; declare \"up\": true there, or \"up\": false here")
    }
  }

  /// A link has one rx handler (netdev_rx_handler_register): that of its bridge, or that of the macvlans on it.
  private mutating func checkFrames(of fate: LinkFate) {
    guard fate.changesMaster, let index = fate.observed?.index,
      let bridge = fates.masters(of: fate.name, in: snapshot).first
    else { return }
    for upper in dependants(of: index) where upper.kind.lower?.takesFrames == true {
      guard self.fate(upper.name).map({ $0.isRemoved || $0.isMade }) != true else { continue }
      refuse(
        .host, fate.declared,
        "cannot be a port of \(bridge) while \(upper.name), \(upper.kind.traits.title), takes its frames")
    }
  }

  /// To make one, or to change it, would change those that the plan does not speak of.
  private mutating func checkSharedSettings(of fate: LinkFate) {
    let kind = fate.declared.kind
    guard kind.lower?.sharesSettings == true, let table = kind.table, !isRestoring,
      let lower = fate.declared.lower ?? fate.observed.flatMap({ snapshot.lowerName(of: $0) }),
      let index = snapshot[lower]?.index
    else { return }
    for other in dependants(of: index) where other.kind == kind && self.fate(other.name) == nil {
      for option in table.rows {
        let wanted = fate.declared.settings[option] ?? (fate.isMade ? option.standard : nil)
        guard let wanted, let found = other.settings[option], wanted != found else { continue }
        refuse(
          .host, fate.declared,
          "\(option.name): \(other.name) on the same link has \(option.text(found)), and the kernel keeps one for all")
      }
    }
  }

  private mutating func checkMTU(of fate: LinkFate) {
    let limit = fate.isMade ? fate.declared.kind.traits.maximumMTU : fate.observed?.maximumMTU
    guard let wanted = fate.settings.number(.mtu), let limit, wanted > limit else { return }
    refuse(.host, fate.declared, "mtu: \(wanted) is more than the \(limit) that its driver allows")
  }

  private mutating func checkPortCount(of fate: LinkFate) {
    let present = fate.observed.map { dependants(of: $0.index).count } ?? 0
    guard portCounts[fate.name, default: 0] + present > LinkKind.maximumBridgePorts else { return }
    var ports = Set(fates.filter { $0.declared.masterName == fate.name && !$0.isRemoved }.map(\.name))
    if let index = fate.observed?.index, !fate.isMade {
      for link in dependants(of: index) where link.master == index {
        if let other = self.fate(link.name), other.isRemoved || other.changesMaster { continue }
        ports.insert(link.name)
      }
    }
    if ports.count > LinkKind.maximumBridgePorts {
      refuse(
        .host, fate.declared, "would have \(ports.count) ports; a bridge takes at most \(LinkKind.maximumBridgePorts)")
    }
  }
}
