internal import NetworkModel
internal import TopologyFormat

/// interfaces(5) of ifupdown, with what bridge-utils, ifenslave and vlan add to it, and ifupdown2's.
enum Ifupdown {
  /// What tells of which kind an interface is.
  static let marks: [(key: String, kind: LinkKind)] = [
    ("bridge-ports", .bridge), ("bridge-vlan-aware", .bridge), ("bond-slaves", .bond), ("bond-ports", .bond),
    ("slaves", .bond), ("bond-mode", .bond), ("vxlan-id", .vxlan), ("bridge-vlan-vni-map", .vxlan),
    ("vxlan-vni", .vxlan), ("vrf-table", .vrf), ("veth-peer-name", .veth),
    ("tunctl-user", .tap), ("vlan-raw-device", .vlan), ("vlan-id", .vlan),
  ]

  /// The words of ifupdown2's `link-type`.
  static let types: [String: LinkKind] = [
    "dummy": .dummy, "veth": .veth, "bridge": .bridge, "bond": .bond, "ifb": .ifb,
  ]

  static func table(_ kind: LinkKind) -> KeyTable {
    switch kind {
    case .bridge: interface.with(bridge)
    case .bond: interface.with(bond)
    case .vxlan: interface.with(vxlan)
    default: interface
    }
  }

  private static let command = Rule.leftOut("vnetctl runs no commands; declare what this one brings about")
  private static let hardware = Rule.leftOut(Reason.noSpeed)
  private static let names = Rule.leftOut(Reason.noNameResolution)

  /// What any interface may have. What takes a look at several lines, or at other stanzas, is read beside the table.
  private static let interface = ethtool.with(
    KeyTable([
      "address": .implied, "netmask": .implied, "broadcast": .implied, "pointopoint": .implied, "scope": .implied,
      "gateway": .implied, "metric": .implied, "network": .implied,
      "preferred-lifetime": .implied,
      "hwaddress": .custom { importer, member, link in
        guard let text = importer.text(member.value), let address = text.split(separator: " ").last else { return }
        importer.set("mac", .string(String(address)), of: link, at: member.value.position)
      },
      "mtu": .link("mtu"), "alias": .link("description", .text), "link-type": .implied,
      "dns-nameservers": names, "dns-nameserver": names, "dns-search": names, "dns-domain": names,
      "accept-ra": .leftOut(Reason.acceptRA), "autoconf": .leftOut(Reason.acceptRA),
      "privext": .leftOut("it is the kernel's sysctl net.ipv6.conf.LINK.use_tempaddr"),
      "dad-attempts": .leftOut("it is the kernel's sysctl net.ipv6.conf.LINK.dad_transmits"), "dad-interval": .implied,
      "pre-up": command, "up": command, "post-up": command, "pre-down": command, "down": command, "post-down": command,
      "hostname": .leftOut(Reason.noDHCP), "client": .leftOut(Reason.noDHCP), "vendor": .leftOut(Reason.noDHCP),
      "link-speed": hardware, "link-duplex": hardware, "link-autoneg": hardware, "link-fec": hardware,
      "link-lanes": hardware, "link-down": .implied,
      "ip-forward": .leftOut(Reason.noForwarding), "ip6-forward": .leftOut(Reason.noForwarding),
      "disable-ipv6": .link("disable_ipv6", .boolean),
      // 0 and 1 are the kernel's own numbers (up_ipv6_addrgen in addons/address.py).
      "ipv6-addrgen": .link(
        "ipv6_addr_gen_mode",
        .words([
          "on": .string("eui64"), "yes": .string("eui64"), "0": .string("eui64"), "off": .string("none"),
          "no": .string("none"), "1": .string("none"),
        ])),
      "vlan-raw-device": .reference("link"), "vlan-id": .link("id"),
      "vlan-protocol": .link("protocol", NMState.etherTypes),
      "vlan-bridge-binding": .link("bridge_binding", .boolean),
      "vrf": .custom { importer, member, link in
        if let name = importer.linkName(member.value) {
          importer.setMaster(name, .vrf, of: link, at: member.value.position)
        }
      },
      "vrf-table": .link("table"), "veth-peer-name": .reference("peer"),
      "tunctl-user": .link("owner", .text),
      // Read first, since ports may say more of it.
      "bond-master": .implied,
      // ifenslave has it at the port, and says "the first of these that is there".
      "bond-primary": .custom { importer, member, link in
        guard let master = importer.links[link]?.master?.name.text, let content = importer.convert(member.value, .list),
          case .array(let names) = content, let first = names.first?.text
        else { return importer.leaveOut(member.keyPosition, "nothing here says which bond the link is a port of") }
        importer.set("primary", .string(first), of: master, at: member.value.position)
      },
      "bridge-access": .custom { importer, member, link in importer.setVLANs("access", member.value, of: link) },
      "bridge-vids": .implied, "bridge-trunk": .implied, "bridge-pvid": .implied, "bridge-allow-untagged": .implied,
      "bridge-l2protocol-tunnel": .custom { importer, member, link in
        guard let groups = importer.groups(member.value) else { return }
        importer.setPort("group_fwd_mask", groups, of: link, at: member.value.position)
      },
      "bridge-learning": .port("learning", .boolean), "bridge-unicast-flood": .port("flood", .boolean),
      "bridge-multicast-flood": .port("mcast_flood", .boolean),
      "bridge-broadcast-flood": .port("bcast_flood", .boolean),
      "bridge-arp-nd-suppress": .port("neigh_suppress", .boolean), "bridge-isolated": .port("isolated", .boolean),
      "bridge-portmcfl": .port("fastleave", .boolean), "bridge-portmcrouter": .port("mcast_router", router),
      "bridge-pathcosts": .port("path_cost"), "bridge-portprios": .port("priority"),
    ]))

  /// What Debian's package of ethtool brings, which hands the rest of the word to ethtool; and ifupdown2's words.
  private static let ethtool = [
    Ethtool.table(.coalescing, prefix: "hardware-irq-coalesce-"), Ethtool.table(.rings, prefix: "hardware-dma-ring-"),
    Ethtool.table(.pause, prefix: "ethernet-pause-"),
    KeyTable([
      "ring-rx": .link("ring_rx"), "ring-tx": .link("ring_tx"), "rx-vlan-filter": Ethtool.feature("rx-vlan-filter"),
    ]),
  ].reduce(offloads) { $0.with($1) }

  private static let offloads = FeatureGroup.all.flatMap(\.names).reduce(KeyTable([:])) { table, name in
    table.with(
      KeyTable(["offload-\(name)": Ethtool.feature(name), "\(name)-offload": Ethtool.feature(name)]))
  }

  private static let router = Conversion.words([
    "no": .integer(0), "off": .integer(0), "disabled": .integer(0), "yes": .integer(1), "on": .integer(1),
    "auto": .integer(1), "permanent": .integer(2),
  ])
  private static let seconds = Conversion.time(perSecond: 1)

  private static let bridge = KeyTable([
    "bridge-ports": .implied,
    "bridge-stp": .link("stp", .boolean), "bridge-fd": .link("forward_delay", seconds),
    "bridge-hello": .link("hello_time", seconds), "bridge-maxage": .link("max_age", seconds),
    "bridge-ageing": .link("ageing_time", seconds), "bridge-bridgeprio": .link("priority"),
    "bridge-priority": .link("priority"),
    "bridge-hw": .link("mac", .text), "bridge-waitport": .implied, "bridge-maxwait": .implied,
    "bridge-gcint": .leftOut("the kernel has had no such setting since Linux 5.0"),
    "bridge-vlan-aware": .link("vlan_filtering", .boolean),
    "bridge-pvid": .link("vlan_default_pvid"), "bridge-vids": .implied, "bridge-trunk": .implied,
    "bridge-port-vids": ofPorts, "bridge-port-pvids": ofPorts,
    "bridge-vlan-protocol": .link("vlan_protocol", NMState.etherTypes),
    "bridge-vlan-stats": .link("vlan_stats_enabled", .boolean),
    "bridge-mcsnoop": .link("mcast_snooping", .boolean), "bridge-mcquerier": .link("mcast_querier", .boolean),
    "bridge-mcqifaddr": .link("mcast_query_use_ifaddr", .boolean), "bridge-mcrouter": .link("mcast_router", router),
    "bridge-hashmax": .link("mcast_hash_max"), "bridge-hashel": .link("mcast_hash_elasticity"),
    "bridge-mclmc": .link("mcast_last_member_count"), "bridge-mcsqc": .link("mcast_startup_query_count"),
    "bridge-mclmi": .link("mcast_last_member_interval", seconds),
    "bridge-mcmi": .link("mcast_membership_interval", seconds),
    "bridge-mcqpi": .link("mcast_querier_interval", seconds), "bridge-mcqi": .link("mcast_query_interval", seconds),
    "bridge-mcqri": .link("mcast_query_response_interval", seconds),
    "bridge-mcsqi": .link("mcast_startup_query_interval", seconds),
    "bridge-mcstats": .link("mcast_stats_enabled", .boolean),
    // vnetctl leaves ports alone that no document speaks of.
    "bridge-ports-condone-regex": .implied,
    "bridge-always-up": .leftOutUnlessOff("declare a link of the kind \"dummy\" as a port of the bridge"),
    "bridge-l2protocol-tunnel": .custom { importer, member, _ in
      importer.readOfPorts(member.value) { importer, port, value in
        guard let groups = importer.groups(value) else { return }
        importer.setPort("group_fwd_mask", groups, of: port, at: value.position)
      }
    },
    "bridge-igmp-version": .link("mcast_igmp_version"), "bridge-mld-version": .link("mcast_mld_version"),
    "bridge-pathcost": ofPorts("path_cost", .same), "bridge-pathcosts": ofPorts("path_cost", .same),
    "bridge-portprio": ofPorts("priority", .same), "bridge-portprios": ofPorts("priority", .same),
    "bridge-learning": ofPorts("learning", .boolean), "bridge-unicast-flood": ofPorts("flood", .boolean),
    "bridge-multicast-flood": ofPorts("mcast_flood", .boolean),
    "bridge-broadcast-flood": ofPorts("bcast_flood", .boolean),
    "bridge-arp-nd-suppress": ofPorts("neigh_suppress", .boolean),
    "bridge-portmcfl": ofPorts("fastleave", .boolean), "bridge-portmcrouter": ofPorts("mcast_router", router),
  ])

  /// `PORT VALUE` of bridge-utils, or `PORT=VALUE …` of ifupdown2.
  private static func ofPorts(_ key: String, _ conversion: Conversion) -> Rule {
    .custom { importer, member, _ in
      importer.readOfPorts(member.value) { importer, port, value in
        if let content = importer.convert(value, conversion) {
          importer.setPort(key, content, of: port, at: value.position)
        }
      }
    }
  }

  /// What is read with the VLANs of the ports.
  private static let ofPorts = Rule.custom { importer, member, _ in importer.readOfPorts(member.value) { _, _, _ in } }

  private static let bond = KeyTable(kernel: .bond, named: { "bond-" + $0.hyphenated }).with(
    KeyTable([
      "bond-slaves": .implied, "bond-ports": .implied, "slaves": .implied,
      "bond-num-grat-arp": .link("num_peer_notif"), "bond-num-unsol-na": .link("num_peer_notif"),
      "bond-ad-sys-priority": .link("ad_actor_sys_prio"), "bond-ad-sys-mac-addr": .link("ad_actor_system", .text),
      "bond-lacp-bypass-allow": .leftOut("the kernel has no such setting"),
      "bond-give-a-chance": .implied,
    ]))

  private static let vxlan = KeyTable([
    "vxlan-id": .link("id"), "vxlan-local-tunnelip": .link("local", .text), "vxlan-physdev": .reference("link"),
    "vxlan-port": .link("port"), "vxlan-learning": .link("learning", .boolean), "vxlan-ageing": .link("ageing"),
    "vxlan-svcnodeip": .link("remote", .text), "vxlan-mcastgrp": .link("remote", .text), "vxlan-ttl": .link("ttl"),
    "vxlan-tos": .link("tos"), "vxlan-udp-csum": .link("udp_csum", .boolean),
    "vxlan-svcnodeip6": .link("remote", .text), "vxlan-mcastgrp6": .link("remote", .text),
    "vxlan-remoteip": .implied, "vxlan-remoteip-map": .implied, "vxlan-purge-remotes": .implied,
    // A VXLAN of many networks has no identifier of its own (link_add_single_vxlan in lib/iproute2.py).
    "bridge-vlan-vni-map": .custom { importer, member, link in
      importer.set("external", .boolean(true), of: link, at: member.keyPosition)
    },
    "vxlan-vni": filter, "vxlan-mcastgrp-map": filter, "vxlan-vnifilter": .leftOutUnlessOff(noFilter),
  ])

  private static let filter = Rule.leftOut(noFilter)
  private static let noFilter = "vnetctl tells a VXLAN no network identifiers that it shall take; \"bridge vni\" does"
}
