internal import NetworkModel
internal import TopologyFormat

/// systemd.netdev(5), systemd.network(5) and systemd.link(5).
enum Networkd {
  /// The words of `Kind=` that there is a kind for.
  static let kinds: [String: LinkKind] = [
    "bridge": .bridge, "bond": .bond, "vlan": .vlan, "vxlan": .vxlan, "macvlan": .macvlan, "macvtap": .macvtap,
    "ipvlan": .ipvlan, "veth": .veth, "dummy": .dummy, "tap": .tap, "vrf": .vrf, "geneve": .geneve, "ifb": .ifb,
    "gretap": .gretap,
  ]

  /// The sections of a `.netdev` file.
  static let netdev: [String: KeyTable] = [
    "NetDev": KeyTable([
      "Name": .implied, "Kind": .implied, "Description": .link("description", .text), "MTUBytes": .link("mtu", .bytes),
      "MACAddress": .custom { importer, member, link in
        if member.value.text != "none" { importer.follow(mac, [member], link: link) }
      },
    ]),
    "Bridge": KeyTable([
      "STP": .link("stp", .boolean), "HelloTimeSec": .link("hello_time", seconds),
      "MaxAgeSec": .link("max_age", seconds), "ForwardDelaySec": .link("forward_delay", seconds),
      "AgeingTimeSec": .link("ageing_time", seconds), "Priority": .link("priority"),
      "GroupForwardMask": .link("group_fwd_mask"),
      "DefaultPVID": .link("vlan_default_pvid", .words(["none": .integer(0)])),
      "MulticastQuerier": .link("mcast_querier", .boolean), "MulticastSnooping": .link("mcast_snooping", .boolean),
      "VLANFiltering": .link("vlan_filtering", .boolean), "VLANProtocol": .link("vlan_protocol", etherTypes),
      "MulticastIGMPVersion": .link("mcast_igmp_version"), "FDBMaxLearned": .link("fdb_max_learned"),
      "LinkLocalLearning": .link("no_linklocal_learn", .inverted),
    ]),
    "VLAN": KeyTable([
      "Id": .link("id"), "Protocol": .link("protocol", etherTypes), "GVRP": .link("gvrp", .boolean),
      "MVRP": .link("mvrp", .boolean), "LooseBinding": .link("loose_binding", .boolean),
      "ReorderHeader": .link("reorder_header", .boolean), "EgressQOSMaps": map("egress_qos_map"),
      "IngressQOSMaps": map("ingress_qos_map"),
    ]),
    "VXLAN": KeyTable([
      "VNI": .link("id"), "Id": .link("id"), "Remote": .link("remote", .text), "Group": .link("remote", .text),
      "Local": .link("local", .text), "TOS": .link("tos"), "TTL": .link("ttl"),
      "MacLearning": .link("learning", .boolean), "FDBAgeingSec": .link("ageing", seconds),
      "MaximumFDBEntries": .link("limit"), "ReduceARPProxy": .link("proxy", .boolean),
      "L2MissNotification": .link("l2miss", .boolean), "L3MissNotification": .link("l3miss", .boolean),
      "RouteShortCircuit": .link("rsc", .boolean), "UDPChecksum": .link("udp_csum", .boolean),
      "UDP6ZeroChecksumTx": .link("udp_zero_csum6_tx", .boolean),
      "UDP6ZeroChecksumRx": .link("udp_zero_csum6_rx", .boolean),
      "UDP6ZeroCheckSumTx": .link("udp_zero_csum6_tx", .boolean),
      "UDP6ZeroCheckSumRx": .link("udp_zero_csum6_rx", .boolean),
      "RemoteChecksumTx": .link("remcsum_tx", .boolean), "RemoteChecksumRx": .link("remcsum_rx", .boolean),
      "GroupPolicyExtension": .link("gbp", .boolean), "GenericProtocolExtension": .link("gpe", .boolean),
      "DestinationPort": .link("port"), "PortRange": .link("port_range", .text), "FlowLabel": .link("label"),
      "IPDoNotFragment": .link("df", fragmentation), "External": .link("external", .boolean),
      "VNIFilter": .link("vnifilter", .boolean), "Independent": .implied,
    ]),
    "GENEVE": KeyTable([
      "Id": .link("id"), "Remote": .link("remote", .text), "TOS": .link("tos"), "TTL": .link("ttl"),
      "UDPChecksum": .link("udp_csum", .boolean), "UDP6ZeroChecksumTx": .link("udp_zero_csum6_tx", .boolean),
      "UDP6ZeroChecksumRx": .link("udp_zero_csum6_rx", .boolean), "DestinationPort": .link("port"),
      "FlowLabel": .link("label"), "IPDoNotFragment": .link("df", fragmentation),
      "InheritInnerProtocol": .link("inner_proto_inherit", .boolean),
    ]),
    "Tunnel": KeyTable([
      "Local": .link("local", any), "Remote": .link("remote", any), "TOS": .link("tos"), "TTL": .link("ttl"),
      "DiscoverPathMTU": .link("pmtudisc", .boolean), "IgnoreDontFragment": .link("ignore_df", .boolean),
      "InputKey": .link("ikey"), "OutputKey": .link("okey"), "Key": both("ikey", "okey"),
      "SerializeTunneledPackets": both("iseq", "oseq", .boolean), "External": .link("external", .boolean),
      "Independent": .implied,
    ]),
    "MACVLAN": macvlan, "MACVTAP": macvlan,
    "IPVLAN": KeyTable([
      "Mode": .link("mode", .words(["l2": .string("l2"), "l3": .string("l3"), "l3s": .string("l3s")])),
      "Flags": .link("flags"),
    ]),
    // The name of the other end is read first.
    "Peer": KeyTable([
      "Name": .implied,
      "MACAddress": .custom { importer, member, link in
        let other = importer.links[link]?.members.first { $0.key == "peer" }?.value.text
        if let other { importer.follow(mac, [member], link: other) }
      },
    ]),
    "Tap": KeyTable([
      // vnetctl wants a number, of which the kernel keeps no more than that there are several.
      "MultiQueue": .link(
        "queues", .words(["yes": .integer(2), "true": .integer(2), "no": .integer(1), "false": .integer(1)])),
      "PacketInfo": .link("packet_info", .boolean), "VNetHeader": .link("vnet_header", .boolean),
      "User": .link("owner"), "Group": .link("group"), "KeepCarrier": .leftOutUnlessOff("vnetctl holds no TAP open"),
    ]),
    "VRF": KeyTable(["Table": .link("table"), "TableId": .link("table")]),
    "Bond": KeyTable([
      "Mode": .link("mode"), "TransmitHashPolicy": .link("xmit_hash_policy"), "LACPTransmitRate": .link("lacp_rate"),
      "MIIMonitorSec": .link("miimon", seconds), "UpDelaySec": .link("updelay", seconds),
      "DownDelaySec": .link("downdelay", seconds), "PeerNotifyDelaySec": .link("peer_notify_delay", seconds),
      "LearnPacketIntervalSec": .link("lp_interval", seconds), "AdSelect": .link("ad_select"),
      "AdActorSystemPriority": .link("ad_actor_sys_prio"), "AdUserPortKey": .link("ad_user_port_key"),
      "AdActorSystem": .link("ad_actor_system", .text), "FailOverMACPolicy": .link("fail_over_mac"),
      "ARPValidate": .link("arp_validate"), "ARPIntervalSec": .link("arp_interval", seconds),
      "ARPIPTargets": .link("arp_ip_target", .list), "ARPAllTargets": .link("arp_all_targets"),
      "PrimaryReselectPolicy": .link("primary_reselect"), "ResendIGMP": .link("resend_igmp"),
      "PacketsPerSlave": .link("packets_per_slave"), "GratuitousARP": .link("num_peer_notif"),
      "AllSlavesActive": .link("all_slaves_active", .boolean), "MinLinks": .link("min_links"),
      "DynamicTransmitLoadBalancing": .link("tlb_dynamic_lb", .boolean), "ARPMissedMax": .link("arp_missed_max"),
    ]),
  ]

  /// The sections of a `.network` file that are about the link. `Match` is read beside them.
  static let network: [String: KeyTable] = [
    "Link": KeyTable([
      "MACAddress": .link("mac", .text), "MTUBytes": .link("mtu", .bytes),
      "AllMulticast": .link("all_multicast", .boolean), "Promiscuous": .link("promiscuous", .boolean),
      "ActivationPolicy": .custom { importer, member, link in
        switch member.value.text {
        case "up", "always-up": importer.set("up", .boolean(true), of: link, at: member.value.position)
        case "down", "always-down", "manual": importer.set("up", .boolean(false), of: link, at: member.value.position)
        default: importer.leaveOut(member.value.position, "vnetctl does not follow other links' states")
        }
      },
      "RequiredForOnline": .implied, "RequiredFamilyForOnline": .implied,
      "Unmanaged": .leftOutUnlessOff("a link that is not to be managed has no place in a document"),
      "ARP": .leftOut("\"ip link set LINK arp\" sets it"),
      "Multicast": .leftOut("\"ip link set LINK multicast\" sets it"),
      "Group": .leftOut("vnetctl marks its own links with groups"),
    ]),
    "Network": KeyTable([
      "Description": .implied, "ConfigureWithoutCarrier": .implied, "IgnoreCarrierLoss": .implied,
      "DHCP": .leftOutUnlessOff(Reason.noDHCP), "IPv6AcceptRA": .leftOut(Reason.acceptRA),
      "Address": .custom { importer, member, link in
        if let content = importer.convert(member.value, .text) {
          importer.addAddress(content, to: link, at: member.value.position)
        }
      },
      "Gateway": .custom { importer, member, link in importer.readGateway(member.value, of: link) },
      "Bridge": master(.bridge), "Bond": master(.bond), "VRF": master(.vrf),
      "VLAN": under, "VXLAN": under, "MACVLAN": under, "MACVTAP": under, "IPVLAN": under, "Tunnel": under,
      "PrimarySlave": .custom { importer, member, link in
        guard (try? member.value.truth()) == true, let bond = importer.links[link]?.master?.name.text else { return }
        importer.set("primary", .string(link), of: bond, at: member.value.position)
      },
      "ActiveSlave": .leftOutUnlessOff("the bond chooses its active port; PrimarySlave= says which it shall prefer"),
      "LinkLocalAddressing": .custom { importer, member, link in
        guard let word = importer.text(member.value) else { return }
        if ["yes", "true", "on", "1", "ipv4"].contains(word) {
          importer.leaveOut(member.value.position, Reason.noIPv4LinkLocal)
        }
        if ["no", "false", "off", "0", "ipv4"].contains(word) {
          importer.set("ipv6_addr_gen_mode", .string("none"), of: link, at: member.value.position)
        }
      },
      "IPv6LinkLocalAddressGenerationMode": .link(
        "ipv6_addr_gen_mode", .words(["stable-privacy": .string("stable_secret")])),
      "DNS": .leftOut(Reason.noNameResolution), "Domains": .leftOut(Reason.noNameResolution),
      "NTP": .leftOut("vnetctl sets no clock; systemd-timesyncd does"), "LLDP": lldp, "EmitLLDP": lldp,
    ]),
    "Bridge": KeyTable([
      "UnicastFlood": .port("flood", .boolean), "MulticastFlood": .port("mcast_flood", .boolean),
      "MulticastToUnicast": .port("mcast_to_unicast", .boolean),
      "NeighborSuppression": .port("neigh_suppress", .boolean), "Learning": .port("learning", .boolean),
      "HairPin": .port("hairpin", .boolean), "Hairpin": .port("hairpin", .boolean),
      "Isolated": .port("isolated", .boolean), "UseBPDU": .port("guard", .inverted),
      "FastLeave": .port("fastleave", .boolean), "AllowPortToBeRoot": .port("root_block", .inverted),
      "ProxyARP": .port("proxy_arp", .boolean), "ProxyARPWiFi": .port("proxy_arp_wifi", .boolean),
      "MulticastRouter": .port(
        "mcast_router",
        .words([
          "no": .integer(0), "false": .integer(0), "query": .integer(1), "permanent": .integer(2),
          "temporary": .integer(3),
        ])),
      "Cost": .port("path_cost"), "Priority": .port("priority"), "Locked": .port("locked", .boolean),
      "MACAuthenticationBypass": .port("mab", .boolean), "VLANTunnel": .port("vlan_tunnel", .boolean),
    ]),
  ]

  /// An `[Address]`.
  static let address = KeyTable([
    "Address": .implied, "Peer": .implied, "Label": .link("label", .text), "Scope": .link("scope"),
    "Broadcast": .implied,
    "PreferredLifetime": .link(
      "preferred_lifetime", .words(["forever": .string("forever"), "infinity": .string("forever")])),
    "RouteMetric": .link("metric"), "AddPrefixRoute": .link("noprefixroute", .inverted),
  ])

  /// A `[Route]`.
  static let route = KeyTable([
    "Destination": .link("to", .text), "Gateway": .link("via", .text), "GatewayOnLink": .link("onlink", .boolean),
    "GatewayOnlink": .link("onlink", .boolean), "PreferredSource": .link("source", .text), "Metric": .link("metric"),
    "Scope": .link("scope"), "Table": .link("table"), "Type": .link("type"), "MTUBytes": .link("mtu", .bytes),
    "MultiPathRoute": .implied, "InitialCongestionWindow": .leftOut(Reason.noCongestionWindow),
  ])

  /// The `[Match]` of a `.link` file, as far as it can be carried over.
  static let match: [String: MatchKey] = [
    "MACAddress": .mac, "PermanentMACAddress": .permanentMAC, "Path": .path, "Driver": .driver,
  ]

  /// The `[Link]` of a `.link` file.
  static let link = features.with(coalescing).with(
    KeyTable([
      "Description": .implied, "Alias": .link("description", .text), "MACAddress": .link("mac", .text),
      "MTUBytes": .link("mtu", .bytes), "TransmitQueueLength": .link("tx_queue_length"),
      "Name": .leftOut(Reason.noRename), "NamePolicy": .leftOut(Reason.noRename),
      "AlternativeName": .custom { importer, member, link in
        for name in (member.value.text ?? "").split(separator: " ") {
          importer.addAlternativeName(String(name), to: link, at: member.value.position)
        }
      },
      "AlternativeNamesPolicy": .implied, "SR-IOVVirtualFunctions": .link("virtual_functions"),
      "MACAddressPolicy": .leftOut("write the address itself as \"mac\""),
      "RxChannels": .link("channels_rx"), "TxChannels": .link("channels_tx"), "OtherChannels": .link("channels_other"),
      "CombinedChannels": .link("channels_combined"),
      "RxBufferSize": .link("ring_rx"), "RxMiniBufferSize": .link("ring_rx_mini"),
      "RxJumboBufferSize": .link("ring_rx_jumbo"), "TxBufferSize": .link("ring_tx"),
      "RxFlowControl": .link("pause_rx", .boolean), "TxFlowControl": .link("pause_tx", .boolean),
      "AutoNegotiationFlowControl": .link("pause_autoneg", .boolean),
      "BitsPerSecond": .leftOut(Reason.noSpeed), "Duplex": .leftOut(Reason.noSpeed),
      "AutoNegotiation": .leftOut(Reason.noSpeed), "Advertise": .leftOut(Reason.noSpeed),
      "WakeOnLan": .leftOutUnlessOff(Reason.noWakeOnLAN), "WakeOnLanPassword": .implied,
    ]))

  /// By `netdev_feature_table` in systemd's src/shared/ethtool-util.c.
  private static let features = KeyTable([
    "ReceiveChecksumOffload": Ethtool.feature("rx"), "TransmitChecksumOffload": Ethtool.feature("tx"),
    "TCPSegmentationOffload": Ethtool.feature("tx-tcp-segmentation"),
    "TCP6SegmentationOffload": Ethtool.feature("tx-tcp6-segmentation"),
    "GenericSegmentationOffload": Ethtool.feature("gso"),
    "PartialGenericSegmentationOffload": Ethtool.feature("tx-gso-partial"),
    "GenericReceiveOffload": Ethtool.feature("gro"), "GenericReceiveOffloadHardware": Ethtool.feature("rx-gro-hw"),
    "LargeReceiveOffload": Ethtool.feature("lro"),
    "ReceiveVLANCTAGHardwareAcceleration": Ethtool.feature("rxvlan"),
    "TransmitVLANCTAGHardwareAcceleration": Ethtool.feature("txvlan"),
    "ReceiveVLANCTAGFilter": Ethtool.feature("rx-vlan-filter"),
    "TransmitVLANSTAGHardwareAcceleration": Ethtool.feature("tx-vlan-stag-hw-insert"),
    "NTupleFilter": Ethtool.feature("ntuple"),
  ])

  private static let coalescing = KeyTable([
    "UseAdaptiveRxCoalesce": .link("coalesce_adaptive_rx", .boolean),
    "UseAdaptiveTxCoalesce": .link("coalesce_adaptive_tx", .boolean),
    "RxCoalesceSec": .link("coalesce_rx_usecs", .microseconds),
    "TxCoalesceSec": .link("coalesce_tx_usecs", .microseconds),
    "RxCoalesceIrqSec": .link("coalesce_rx_usecs_irq", .microseconds),
    "TxCoalesceIrqSec": .link("coalesce_tx_usecs_irq", .microseconds),
    "RxCoalesceLowSec": .link("coalesce_rx_usecs_low", .microseconds),
    "TxCoalesceLowSec": .link("coalesce_tx_usecs_low", .microseconds),
    "RxCoalesceHighSec": .link("coalesce_rx_usecs_high", .microseconds),
    "TxCoalesceHighSec": .link("coalesce_tx_usecs_high", .microseconds),
    "StatisticsBlockCoalesceSec": .link("coalesce_stats_block_usecs", .microseconds),
    "RxMaxCoalescedFrames": .link("coalesce_rx_frames"), "TxMaxCoalescedFrames": .link("coalesce_tx_frames"),
    "RxMaxCoalescedIrqFrames": .link("coalesce_rx_frames_irq"),
    "TxMaxCoalescedIrqFrames": .link("coalesce_tx_frames_irq"),
    "RxMaxCoalescedLowFrames": .link("coalesce_rx_frames_low"),
    "TxMaxCoalescedLowFrames": .link("coalesce_tx_frames_low"),
    "RxMaxCoalescedHighFrames": .link("coalesce_rx_frames_high"),
    "TxMaxCoalescedHighFrames": .link("coalesce_tx_frames_high"),
    "CoalescePacketRateSampleIntervalSec": .link("coalesce_sample_interval", seconds),
    "CoalescePacketRateLow": .link("coalesce_pkt_rate_low"), "CoalescePacketRateHigh": .link("coalesce_pkt_rate_high"),
  ])

  private static let mac = KeyTable(["MACAddress": .link("mac", .text)])
  private static let seconds = Conversion.time(perSecond: 1)
  private static let any = Conversion.words(["any": .null])
  private static let etherTypes = NMState.etherTypes
  private static let fragmentation = Conversion.words([
    "yes": .string("set"), "true": .string("set"), "no": .string("unset"), "false": .string("unset"),
  ])
  private static let lldp = Rule.leftOutUnlessOff("vnetctl speaks no LLDP; lldpd does")

  private static let macvlan = KeyTable([
    "Mode": .link("mode"), "SourceMACAddress": .link("macaddr", .list),
    "BroadcastMulticastQueueLength": .link("bcqueuelen"),
  ])

  private static func both(_ first: String, _ second: String, _ conversion: Conversion = .same) -> Rule {
    .custom { importer, member, link in
      for key in [first, second] {
        if let content = importer.convert(member.value, conversion) {
          importer.set(key, content, of: link, at: member.value.position)
        }
      }
    }
  }

  private static func master(_ kind: LinkKind) -> Rule {
    .custom { importer, member, link in
      if let name = importer.linkName(member.value) {
        importer.setMaster(name, kind, of: link, at: member.value.position)
      }
    }
  }

  /// It names a link that lies on this one.
  private static let under = Rule.custom { importer, member, link in
    guard let name = importer.linkName(member.value) else { return }
    importer.set("link", .string(link), of: name, at: member.value.position)
  }

  /// `1-5 2-6`
  private static func map(_ key: String) -> Rule {
    .custom { importer, member, link in
      var entries: [DocumentNode.Member] = []
      for pair in member.value.text?.split(separator: " ") ?? [] {
        let ends = pair.split(separator: "-")
        guard ends.count == 2, let value = Int64(ends[1]) else {
          return importer.leaveOut(member.value.position, "pairs such as 1-5 must stand here")
        }
        entries.append(importer.member(String(ends[0]), .integer(value), at: member.value.position))
      }
      importer.set(key, .object(entries), of: link, at: member.value.position)
    }
  }
}
