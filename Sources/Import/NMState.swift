internal import NetworkModel
internal import TopologyFormat

/// nmstate's states, as `nmstatectl show` prints and `nmstatectl apply` takes them.
enum NMState {
  /// The top of a file.
  static let document = KeyTable([
    "interfaces": .custom { importer, member, _ in importer.readInterfaces(member.value) },
    "routes": .inside(
      KeyTable([
        "config": .custom { importer, member, _ in importer.readNMStateRoutes(member.value) },
        "running": .implied,
      ])),
    "dns-resolver": .leftOut(Reason.noNameResolution),
    "route-rules": .leftOut(Reason.noRules),
    "hostname": .leftOut("vnetctl does not name the host; hostnamectl does"),
    "capture": .leftOut(policy), "desiredState": .leftOut(policy), "desired": .leftOut(policy),
    "ovs-db": .leftOut(Reason.noOpenVSwitch), "ovn": .leftOut(Reason.noOpenVSwitch),
  ])

  private static let policy = "this is a policy; give the state that nmstatectl makes of it: \"nmstatectl policy FILE\""

  /// The words of `type` that there is a kind for.
  static let kinds: [String: LinkKind] = [
    "ethernet": .nic, "loopback": .nic, "linux-bridge": .bridge, "bond": .bond, "vlan": .vlan, "vxlan": .vxlan,
    "veth": .veth, "dummy": .dummy, "mac-vlan": .macvlan, "mac-vtap": .macvtap, "ipvlan": .ipvlan, "vrf": .vrf,
  ]

  /// By what `identifier` finds a NIC.
  static let identifiers: [String: MatchKey] = ["mac-address": .permanentMAC, "pci-address": .path]

  /// What an identifier says, in udev's words as NetworkManager has it from nmstate.
  static func criterion(_ member: DocumentNode.Member) -> DocumentNode.Member {
    guard member.key == "pci-address", let text = member.value.text else { return member }
    let path = DocumentNode(position: member.value.position, content: .string("pci-\(text)"))
    return DocumentNode.Member(key: member.key, keyPosition: member.keyPosition, value: path)
  }

  /// An interface, whatever its type.
  static let interface = KeyTable([
    "name": .implied, "type": .implied, "state": .implied,
    "identifier": .custom { importer, member, _ in
      // The address is looked at with the whole interface.
      guard let word = member.value.text, word != "name", identifiers[word] == nil else { return }
      importer.leaveOut(member.keyPosition, "the link is taken to be called as it is here")
    },
    "profile-name": .implied, "min-mtu": .implied, "max-mtu": .implied, "permanent-mac-address": .implied,
    "driver": .implied, "pci-address": .implied,
    "description": .link("description", .text), "mtu": .link("mtu"), "mac-address": .link("mac", .text),
    "accept-all-mac-addresses": .link("promiscuous", .boolean),
    "controller": .custom { importer, member, link in
      guard let name = importer.text(member.value) else { return }
      importer.setMaster(name.isEmpty ? nil : name, nil, of: link, at: member.value.position)
    },
    "copy-mac-from": .leftOut("write the address itself as \"mac\"; a bridge without one takes that of its NIC"),
    "ipv4": .inside(ip),
    "ipv6": .inside(
      ip.with(
        KeyTable([
          "enabled": .custom { importer, member, link in
            guard let content = importer.convert(member.value, .boolean), case .boolean(false) = content else { return }
            importer.set("disable_ipv6", .boolean(true), of: link, at: member.value.position)
          },
          "addr-gen-mode": .link("ipv6_addr_gen_mode"),
        ]))),
    "ethernet": .inside(
      KeyTable([
        "auto-negotiation": speed, "speed": speed, "duplex": speed, "sr-iov": .inside(virtualFunctions),
      ])),
    "veth": .inside(KeyTable(["peer": .reference("peer")])),
    "bridge": .inside(bridge), "link-aggregation": .inside(bond), "vlan": .inside(vlan), "vxlan": .inside(vxlan),
    "mac-vlan": .inside(macvlan), "mac-vtap": .inside(macvlan), "ipvlan": .inside(ipvlan),
    "vrf": .inside(
      KeyTable([
        "port": ports(.vrf), "ports": ports(.vrf), "route-table-id": .link("table"),
      ])),
    "lldp": .inside(
      KeyTable(["enabled": .leftOutUnlessOff("vnetctl listens to no neighbours; lldpd does"), "neighbors": .implied])),
    "ethtool": .inside(
      KeyTable([
        "feature": Ethtool.features, "coalesce": .inside(Ethtool.table(.coalescing)),
        "pause": .inside(Ethtool.table(.pause)),
        "ring": .inside(
          Ethtool.table(.rings).with(
            KeyTable(["rx-max": .implied, "rx-mini-max": .implied, "rx-jumbo-max": .implied, "tx-max": .implied]))),
        "fec": .leftOut("vnetctl sets no error correction; ethtool --set-fec does"),
      ])),
    "802.1x": .leftOut(Reason.noAuthentication),
    "mptcp": .leftOut(Reason.noMultipathTCP),
    "dispatch": .leftOut("vnetctl runs no scripts"),
    "alt-names": .custom { importer, member, link in
      importer.readEach(member.value) { importer, node in
        guard let name = importer.required("name", of: node), let text = importer.text(name) else { return }
        // One that shall not be there is in no list of those that shall.
        if node["state"]?.text == "absent" { return }
        importer.addAlternativeName(text, to: link, at: name.position)
      }
    },
    "wait-ip": .implied,
  ])

  private static let speed = Rule.leftOut(Reason.noSpeed)

  private static let ip = KeyTable([
    "enabled": .implied,
    "address": .custom { importer, member, link in
      importer.readEach(member.value) { $0.readNMStateAddress($1, of: link) }
    },
    "dhcp": .leftOutUnlessOff(Reason.noDHCP),
    "autoconf": .leftOutUnlessOff(Reason.acceptRA),
    "auto-dns": .implied, "auto-gateway": .implied, "auto-routes": .implied, "auto-route-table-id": .implied,
    "auto-route-metric": .implied, "dhcp-client-id": .implied, "dhcp-duid": .implied,
    "dhcp-send-hostname": .implied, "dhcp-custom-hostname": .implied,
    "forwarding": .leftOut(Reason.noForwarding),
  ])

  private static let multicast = KeyTable(
    kernel: .bridge,
    named: { name in
      (name.hasPrefix("mcast_") ? "multicast_" + name.dropFirst(6) : name).hyphenated
    })

  private static let bridge = KeyTable([
    "options": .inside(
      multicast.with(
        KeyTable([
          "gc-timer": .implied, "hello-timer": .implied, "group-addr": .link("group_address", .text),
          "group-forward-mask": .link("group_fwd_mask"), "hash-max": .link("mcast_hash_max"),
          "hash-elasticity": .implied, "mac-ageing-time": .link("ageing_time", .time(perSecond: 1)),
          "multicast-router": .link(
            "mcast_router", .words(["disabled": .integer(0), "auto": .integer(1), "enabled": .integer(2)])),
          "vlan-protocol": .link("vlan_protocol", etherTypes),
          "stp": .inside(
            KeyTable([
              "enabled": .link("stp", .boolean), "forward-delay": .link("forward_delay"),
              "hello-time": .link("hello_time"), "max-age": .link("max_age"), "priority": .link("priority"),
            ])),
        ]))),
    "port": .custom { importer, member, link in
      importer.readEach(member.value) { $0.readNMStatePort($1, of: link) }
    },
    "ports": .custom { importer, member, link in
      importer.readEach(member.value) { $0.readNMStatePort($1, of: link) }
    },
    "vlan": .custom { importer, member, link in importer.readNMStateVLANs(member.value, of: link, bridge: link) },
  ])

  /// What an entry of a bridge's `port` says of the port.
  static let bridgePort = KeyTable([
    "name": .implied, "stp-hairpin-mode": .port("hairpin", .boolean), "stp-path-cost": .port("path_cost"),
    "stp-priority": .port("priority"), "vlan": .implied,
  ])

  /// What an entry of a bond's `ports-config` says of the port.
  static let bondPort = KeyTable(["name": .implied, "priority": .port("prio"), "queue-id": .port("queue_id")])

  private static let bond = KeyTable([
    "mode": .link("mode", .kernel(OptionTable.bond["mode"]?.type ?? .boolean)),
    "port": ports(.bond), "ports": ports(.bond), "slaves": ports(.bond),
    "ports-config": .custom { importer, member, link in
      importer.readEach(member.value) { importer, node in
        guard let name = importer.required("name", of: node), let port = importer.linkName(name) else { return }
        importer.setMaster(link, .bond, of: port, at: name.position)
        importer.follow(bondPort, node, link: port)
      }
    },
    "options": .inside(
      KeyTable(kernel: .bond).with(
        KeyTable([
          "all_slaves_active": .link(
            "all_slaves_active",
            .words([
              "dropped": .boolean(false), "delivered": .boolean(true), "0": .boolean(false), "1": .boolean(true),
            ])),
          "num_grat_arp": .link("num_peer_notif"), "num_unsol_na": .link("num_peer_notif"),
        ]))),
  ])

  private static let vlan = KeyTable([
    "base-iface": .reference("link"), "id": .link("id"), "protocol": .link("protocol", etherTypes),
    "reorder-headers": .link("reorder_header", .boolean), "loose-binding": .link("loose_binding", .boolean),
    "registration-protocol": .custom { importer, member, link in
      switch importer.text(member.value) {
      case "none", nil: break
      case let protocolName?: importer.set(protocolName, .boolean(true), of: link, at: member.value.position)
      }
    },
    "ingress-qos-map": map("ingress_qos_map"), "egress-qos-map": map("egress_qos_map"),
  ])

  private static let vxlan = KeyTable([
    "base-iface": .reference("link"), "id": .link("id"), "remote": .link("remote", .text),
    "local": .link("local", .text), "destination-port": .link("port"), "learning": .link("learning", .boolean),
  ])

  private static let macvlan = KeyTable([
    "base-iface": .reference("link"), "mode": .link("mode"),
    "promiscuous": .link("nopromisc", .inverted), "accept-all-mac": .link("nopromisc", .inverted),
  ])

  private static let ipvlan = KeyTable([
    "base-iface": .reference("link"), "mode": .link("mode"), "private": flag("private"), "vepa": flag("vepa"),
  ])

  /// A route of the configuration.
  static let route = KeyTable([
    "destination": .link("to", .text), "next-hop-address": .link("via", .text), "next-hop-interface": .reference("dev"),
    "source": .link("source", .text), "metric": .link("metric"), "table-id": .link("table"),
    "route-type": .link("type"), "state": .implied, "weight": .link("weight"),
    "cwnd": .leftOut(Reason.noCongestionWindow),
  ])

  /// An address of an interface.
  static let address = KeyTable([
    "ip": .implied, "prefix-length": .implied, "valid-life-time": .link("valid_lifetime", lifetime),
    "preferred-life-time": .link("preferred_lifetime", lifetime),
    "mptcp-flags": .leftOut(Reason.noMultipathTCP),
  ])

  private static let lifetime = Conversion.time(perSecond: 1)

  static let etherTypes = Conversion.words(["802.1q": .string("802.1Q"), "802.1ad": .string("802.1ad")])

  private static func flag(_ name: String) -> Rule {
    .custom { importer, member, link in
      guard case .boolean(true) = importer.convert(member.value, .boolean) else { return }
      importer.set("flags", .string(name), of: link, at: member.value.position)
    }
  }

  private static func map(_ key: String) -> Rule {
    .custom { importer, member, link in
      var entries: [DocumentNode.Member] = []
      for entry in member.value.elements {
        guard let from = entry["from"]?.text, let to = entry["to"] else { continue }
        entries.append(importer.member(from, to.content, at: entry.position))
      }
      importer.set(key, .object(entries), of: link, at: member.value.position)
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
}

extension String {
  /// The name with `-` in the place of `_`.
  var hyphenated: String { String(map { $0 == "_" ? "-" : $0 }) }
}
