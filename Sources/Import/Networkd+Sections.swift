internal import NetworkModel
internal import TopologyFormat

/// Sections of systemd.network(5) that are about a link as a whole.
extension Networkd {
  /// A `[BridgeFDB]`.
  static let station = KeyTable([
    "MACAddress": .link("mac", .text), "VLANId": .link("vlan"), "Destination": .link("dst", .text),
    "VNI": .link("vni"), "OutgoingInterface": .reference("via"), "AssociatedWith": .implied,
  ])

  /// A `[BridgeMDB]`.
  static let group = KeyTable(["MulticastGroupAddress": .link("group", .text), "VLANId": .link("vlan")])

  /// A `[TokenBucketFilter]`, by src/network/tc/tbf.c.
  static let bucket = KeyTable([
    "Rate": .link("rate", .quantity(unit: "bit")), "BurstBytes": .link("burst", .quantity(unit: "")),
    "Burst": .link("burst", .quantity(unit: "")),
    "LatencySec": .custom { importer, member, _ in
      // As long as what vnetctl limits may wait.
      if let text = member.value.text, TimeSpan(text, perSecond: 1)?.microseconds == 50_000 { return }
      importer.leaveOut(member.keyPosition, "what is more than a limit waits for 50 ms at most")
    },
    "LimitBytes": .leftOut(Reason.noQueueSettings), "LimitSize": .leftOut(Reason.noQueueSettings),
    "MPUBytes": .leftOut(Reason.noQueueSettings), "MTUBytes": .implied, "PeakRate": .leftOut(Reason.noQueueSettings),
    "Parent": .implied, "Handle": .leftOut("the qdisc of a limit has the handle 76e4:"),
  ])

  /// Why sections are left out that no table is for.
  static let others: [String: String] = [
    "DHCPv4": Reason.noDHCP, "DHCPv6": Reason.noDHCP, "DHCPPrefixDelegation": Reason.noDHCP,
    "IPv6AcceptRA": Reason.acceptRA, "RoutingPolicyRule": Reason.noRules,
  ].merging(qdiscs.map { ($0, "vnetctl has no qdisc but that of a limit; \"tc\" makes others") }) { first, _ in first }

  private static let qdiscs = [
    "QDisc", "NetworkEmulator", "PIE", "FlowQueuePIE", "StochasticFairBlue", "StochasticFairnessQueueing", "BFIFO",
    "PFIFO", "PFIFOHeadDrop", "PFIFOFast", "CAKE", "ControlledDelay", "DeficitRoundRobinScheduler",
    "DeficitRoundRobinSchedulerClass", "EnhancedTransmissionSelection", "GenericRandomEarlyDetection",
    "FairQueueingControlledDelay", "FairQueueing", "TrivialLinkEqualizer", "HierarchyTokenBucket",
    "HierarchyTokenBucketClass", "HeavyHitterFilter", "QuickFairQueueing", "QuickFairQueueingClass",
  ]
}
