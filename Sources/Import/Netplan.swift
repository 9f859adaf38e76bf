internal import NetworkModel
internal import TopologyFormat

/// netplan's YAML, by its reference (`doc/netplan-yaml.md`).
enum Netplan {
  /// The kinds of definitions that there is a kind of link for.
  static let sections: [String: LinkKind] = [
    "ethernets": .nic, "bridges": .bridge, "bonds": .bond, "vlans": .vlan, "vrfs": .vrf, "dummy-devices": .dummy,
    "virtual-ethernets": .veth,
  ]

  /// What else stands under `network`.
  static let network = KeyTable([
    "version": .implied, "renderer": .implied,
    "wifis": .leftOut("vnetctl has no Wi-Fi; wpa_supplicant or NetworkManager has"),
    "modems": .leftOut("vnetctl has no modems; ModemManager has"),
    "nm-devices": .leftOut("what is under it only NetworkManager knows"),
    "openvswitch": .leftOut(Reason.noOpenVSwitch),
  ])

  /// The modes of tunnels that there is a kind for.
  static let tunnels: [String: LinkKind] = ["vxlan": .vxlan, "gretap": .gretap, "geneve": .geneve]

  /// The definition of a link of that kind.
  static func table(_ kind: LinkKind) -> KeyTable {
    switch kind {
    case .nic: device.with(ethernet)
    case .bridge: device.with(KeyTable(["interfaces": ports(.bridge), "parameters": .inside(bridge)]))
    case .bond: device.with(KeyTable(["interfaces": ports(.bond), "parameters": .inside(bond)]))
    case .vlan: device.with(KeyTable(["id": .link("id"), "link": .reference("link")]))
    case .vrf: device.with(KeyTable(["table": .link("table"), "interfaces": ports(.vrf)]))
    case .veth: device.with(KeyTable(["peer": .reference("peer")]))
    case .vxlan: device.with(vxlan)
    case .gretap: device.with(gretap)
    default: device
    }
  }

  private static let device = KeyTable([
    "renderer": .implied, "optional": .implied, "optional-addresses": .implied, "critical": .implied,
    "ignore-carrier": .implied,
    "dhcp4": .leftOutUnlessOff(Reason.noDHCP), "dhcp6": .leftOutUnlessOff(Reason.noDHCP),
    "dhcp4-overrides": .leftOut(Reason.noDHCP), "dhcp6-overrides": .leftOut(Reason.noDHCP),
    "dhcp-identifier": .leftOut(Reason.noDHCP),
    "accept-ra": .leftOut(Reason.acceptRA),
    "ra-overrides": .leftOut(Reason.acceptRA),
    "ipv6-mtu": .leftOut("it is the kernel's sysctl net.ipv6.conf.LINK.mtu"),
    "ipv6-privacy": .leftOutUnlessOff("it is the kernel's sysctl net.ipv6.conf.LINK.use_tempaddr"),
    "ipv6-address-generation": .link(
      "ipv6_addr_gen_mode", .words(["eui64": .string("eui64"), "stable-privacy": .string("stable_secret")])),
    "ipv6-address-token": .leftOut("vnetctl has no address tokens; \"ip token\" sets them"),
    "link-local": .custom { importer, member, link in importer.readLinkLocal(member.value, of: link) },
    "addresses": .custom { importer, member, link in
      importer.readEach(member.value) { $0.readNetplanAddress($1, of: link) }
    },
    "gateway4": .custom { importer, member, link in importer.readGateway(member.value, of: link) },
    "gateway6": .custom { importer, member, link in importer.readGateway(member.value, of: link) },
    "routes": .custom { importer, member, link in
      importer.readEach(member.value) { $0.readNetplanRoute($1, of: link) }
    },
    "routing-policy": .leftOut(Reason.noRules),
    "nameservers": .leftOut(Reason.noNameResolution),
    "macaddress": .link("mac", .text), "mtu": .link("mtu"),
    "activation-mode": .custom { importer, member, link in
      importer.set("up", .boolean(false), of: link, at: member.value.position)
    },
    "neigh-suppress": .port("neigh_suppress", .boolean), "hairpin": .port("hairpin", .boolean),
    "port-mac-learning": .port("learning", .boolean),
    "openvswitch": .leftOut(Reason.noOpenVSwitch),
    "auth": .leftOut(Reason.noAuthentication),
  ])

  private static let virtualFunctions = Rule.leftOut("vnetctl does not rebind virtual functions; devlink does")

  private static let ethernet = KeyTable([
    // Read before all else, since they say what the link is called.
    "match": .implied, "set-name": .implied,
    "wakeonlan": .leftOutUnlessOff(Reason.noWakeOnLAN),
    "emit-lldp": .leftOutUnlessOff("vnetctl speaks no LLDP; lldpd does"),
    "receive-checksum-offload": Ethtool.feature("rx"), "transmit-checksum-offload": Ethtool.feature("tx"),
    // systemd-networkd, which sets them, means one feature of the kernel by each (src/shared/ethtool-util.c).
    "tcp-segmentation-offload": Ethtool.feature("tx-tcp-segmentation"),
    "tcp6-segmentation-offload": Ethtool.feature("tx-tcp6-segmentation"),
    "generic-segmentation-offload": Ethtool.feature("gso"), "generic-receive-offload": Ethtool.feature("gro"),
    "large-receive-offload": Ethtool.feature("lro"),
    "link": .leftOut("a virtual function's link is a NIC here like any other, once it is there"),
    "virtual-function-count": .link("virtual_functions"), "embedded-switch-mode": virtualFunctions,
    "delay-virtual-functions-rebind": virtualFunctions,
    "infiniband-mode": .leftOut("vnetctl has no InfiniBand"),
  ])

  private static let seconds = Conversion.time(perSecond: 1)
  private static let milliseconds = Conversion.time(perSecond: 1000)

  private static let bridge = KeyTable([
    "ageing-time": .link("ageing_time", seconds), "aging-time": .link("ageing_time", seconds),
    "priority": .link("priority"), "forward-delay": .link("forward_delay", seconds),
    "hello-time": .link("hello_time", seconds), "max-age": .link("max_age", seconds), "stp": .link("stp", .boolean),
    "port-priority": ofPorts("priority"), "path-cost": ofPorts("path_cost"),
  ])

  private static let bond = KeyTable([
    "mode": .link("mode"), "lacp-rate": .link("lacp_rate"), "mii-monitor-interval": .link("miimon", milliseconds),
    "min-links": .link("min_links"), "transmit-hash-policy": .link("xmit_hash_policy"),
    "ad-select": .link("ad_select"), "all-slaves-active": .link("all_slaves_active", .boolean),
    "all-members-active": .link("all_slaves_active", .boolean), "arp-interval": .link("arp_interval", milliseconds),
    "arp-ip-targets": .link("arp_ip_target", .list), "arp-validate": .link("arp_validate"),
    "arp-all-targets": .link("arp_all_targets"), "up-delay": .link("updelay", milliseconds),
    "down-delay": .link("downdelay", milliseconds), "fail-over-mac-policy": .link("fail_over_mac"),
    "gratuitous-arp": .link("num_peer_notif"), "gratuitious-arp": .link("num_peer_notif"),
    "packets-per-slave": .link("packets_per_slave"), "packets-per-member": .link("packets_per_slave"),
    "primary-reselect-policy": .link("primary_reselect"), "resend-igmp": .link("resend_igmp"),
    "learn-packet-interval": .link("lp_interval", seconds), "primary": .reference("primary"),
  ])

  private static let tunnel = KeyTable([
    "mode": .implied, "local": .link("local", .text), "remote": .link("remote", .text), "ttl": .link("ttl"),
  ])

  private static let vxlan = tunnel.with(
    KeyTable([
      "id": .link("id"), "link": .reference("link"), "port": .link("port"),
      "type-of-service": .link("tos"), "mac-learning": .link("learning", .boolean),
      "ageing": .link("ageing", seconds), "aging": .link("ageing", seconds), "limit": .link("limit"),
      "arp-proxy": .link("proxy", .boolean), "short-circuit": .link("rsc", .boolean),
      "notifications": flags(["l2-miss": "l2miss", "l3-miss": "l3miss"]),
      "checksums": flags([
        "udp": "udp_csum", "zero-udp6-tx": "udp_zero_csum6_tx", "zero-udp6-rx": "udp_zero_csum6_rx",
        "remote-tx": "remcsum_tx", "remote-rx": "remcsum_rx",
      ]),
      "extensions": flags(["group-policy": "gbp", "generic-protocol": "gpe"]),
      "port-range": .custom { importer, member, link in
        let ports = member.value.elements.compactMap(\.text).joined(separator: "-")
        importer.set("port_range", .string(ports), of: link, at: member.value.position)
      },
      "flow-label": .link("label"),
      "do-not-fragment": .link(
        "df",
        .words(["true": .string("set"), "yes": .string("set"), "false": .string("unset"), "no": .string("unset")])),
    ]))

  private static let gretap = tunnel.with(
    KeyTable([
      "key": keys, "keys": keys, "mark": .link("fwmark"),
    ]))

  /// One for both directions, or one for each.
  private static let keys = Rule.custom { importer, member, link in
    let both = KeyTable(["input": .link("ikey"), "output": .link("okey")])
    guard member.value.members.isEmpty else { return importer.follow(both, member.value, link: link) }
    for key in ["ikey", "okey"] {
      if let content = importer.convert(member.value, .same) {
        importer.set(key, content, of: link, at: member.value.position)
      }
    }
  }

  /// A list of words, each of which is a setting that is on.
  private static func flags(_ words: [String: String]) -> Rule {
    .custom { importer, member, link in
      importer.readEach(member.value) { importer, node in
        guard let word = importer.text(node) else { return }
        guard let key = words[word] else { return importer.leaveOut(node.position, Reason.unknown) }
        importer.set(key, .boolean(true), of: link, at: node.position)
      }
    }
  }

  private static func ports(_ kind: LinkKind) -> Rule {
    .custom { importer, member, link in
      importer.readEach(member.value) { importer, node in
        guard let port = importer.linkName(node) else { return }
        importer.setMaster(link, kind, of: port, at: node.position)
      }
    }
  }

  /// A number for each of some ports.
  private static func ofPorts(_ key: String) -> Rule {
    .custom { importer, member, _ in
      for entry in member.value.members {
        importer.within(.key(entry.key)) { importer in
          guard let port = importer.linkName(entry.key, at: entry.keyPosition),
            let content = importer.convert(entry.value, .same)
          else { return }
          importer.setPort(key, content, of: port, at: entry.value.position)
        }
      }
    }
  }

  /// A route; `from` is the sender's address in netplan.
  static let route = KeyTable([
    "to": .link("to", .text), "via": .link("via", .text), "from": .link("source", .text),
    "on-link": .link("onlink", .boolean), "metric": .link("metric"), "table": .link("table"), "type": .link("type"),
    "scope": .link("scope"), "mtu": .link("mtu"),
    "congestion-window": .leftOut(Reason.noCongestionWindow),
    "advertised-receive-window": .leftOut("vnetctl sets no receive window; \"ip route\" does"),
    "advertised-mss": .leftOut("vnetctl sets no segment size; \"ip route\" does"),
  ])

  /// What may stand beside an address.
  static let address = KeyTable([
    "label": .link("label", .text),
    "lifetime": .link("preferred_lifetime", .words(["forever": .string("forever"), "0": .integer(0)])),
  ])
}
