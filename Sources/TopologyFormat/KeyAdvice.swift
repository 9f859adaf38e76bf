internal import NetworkModel

/// What to say about a key that does not belong where it stands.
enum KeyAdvice {
  // MARK: Where the key stands

  /// At the top of the document.
  static func atTop(_ member: DocumentNode.Member) -> String {
    if case .object(let inner) = member.value.content, inner.contains(where: { $0.key == LinkKey.kind.rawValue }) {
      return "unknown key; links stand in the object \"links\""
    }
    return unknown(member.key, among: DocumentDecoder.keys)
  }

  /// In a link; `kind` is nil when that is not known.
  static func onLink(_ key: String, of kind: LinkKind?) -> String {
    if let kind, key == LinkKey.bridge.rawValue {
      return "\(kind.title) cannot be a port of a bridge" + (kind == .bridge ? ", be it another or itself" : "")
    }
    let known = kind.map { [$0] } ?? LinkKind.allCases
    let meant = foreignKeys[key] ?? key
    if let note = notes[key] { return note }
    if FeatureGroup.called(key) != nil { return "unknown key; write it inside \"features\": {\"\(key)\": …}" }
    if meant != key, known.contains(where: { $0.has(key: meant) }) { return renamed(key, meant) }
    if let kind, kind.lower?.inherited.contains(where: { $0.name == meant }) == true {
      return "unknown key; \(kind.title) has the \(meant) of the link under it"
    }
    // A slip in a key of the link's own kind is likelier than a key of another kind that looks alike.
    let owners = LinkKind.allCases.filter { $0.has(key: meant) }
    if let kind, !owners.isEmpty {
      let names = LinkKind.list(owners)
      return "\"\(meant)\" belongs to \(names), and this is \(kind.title)" + placeOfPortOption(meant, on: kind)
    }
    if kind?.traits.canBePort != false, PortKey.keys.contains(meant) || VLANKey(rawValue: meant) != nil {
      return portKey(key, meant)
    }
    return unknown(key, among: known.flatMap(\.keys), of: "\(kind?.title ?? "a link") has no such setting")
  }

  /// In the `bond` of a port, or the like.
  static func inPort(_ key: String, of master: LinkKind) -> String {
    if master == .bridge { return inBridge(key) }
    if PortKey.keys.contains(key) {
      return "\"\(key)\" is for ports of bridges; a \(master.rawValue) port has no such setting"
    }
    if OptionTable.link[key] != nil || LinkKey(rawValue: key) != nil {
      return "\"\(key)\" belongs to the link, outside \"\(master.rawValue)\""
    }
    if master.table?[key] != nil {
      return "\"\(key)\" belongs to the \(master.rawValue) itself, not to its port"
    }
    return unknown(key, among: PortKey.keys(of: master), of: "a \(master.rawValue) port has no such setting")
  }

  /// In the `bridge` of a port.
  static func inBridge(_ key: String) -> String {
    if let note = notes[key] { return note }
    let meant = foreignPortKeys[key] ?? foreignKeys[key] ?? key
    if PortKey.keys.contains(meant) { return renamed(key, meant) }
    if VLANKey(rawValue: meant) != nil { return "write it inside \"vlan\": {\"\(meant)\": …}" }
    if OptionTable.bridge[meant] != nil { return "\"\(meant)\" belongs to the bridge itself, not to its port" }
    if OptionTable.link[meant] != nil || LinkKey(rawValue: meant) != nil {
      return "\"\(meant)\" belongs to the link, outside \"bridge\""
    }
    return unknown(key, among: PortKey.keys, of: "a bridge port has no such setting")
  }

  /// In a VLAN membership.
  static func inVLANs(_ key: String, ofBridgeItself isBridge: Bool) -> String {
    if key == VLANKey.tunnels.rawValue { return "only a port maps its VLANs to tunnels, and this is a bridge itself" }
    return unknown(key, among: VLANKey.keys(ofBridgeItself: isBridge).map(\.rawValue))
  }

  /// In the options of a VLAN.
  static func inVLANOptions(_ key: String, _ table: OptionTable, ofBridgeItself isBridge: Bool) -> String {
    if table.place == .globalVLAN, OptionTable.vlanEntry[key] != nil {
      return
        "\"\(key)\" is not of a VLAN as a whole; write it inside \"vlan\": {\"options\": …} of each port, or of the "
        + "bridge itself"
    }
    if OptionTable.vlanEntry[key] != nil { return "\"\(key)\" is for VLANs of ports, and this is a bridge itself" }
    if OptionTable.globalVLAN[key] != nil {
      return "\"\(key)\" is of the VLAN as a whole; write it inside \"vlan_options\" of the bridge"
    }
    return unknown(key, among: table.rows.filter { !isBridge || !$0.isOfPortVLANsAlone }.map(\.name))
  }

  /// In the `peer` of a veth.
  static func inPeer(_ key: String) -> String {
    if PeerKey(rawValue: key) == nil, LinkKind.veth.has(key: key) {
      return "\"\(key)\" belongs to a link; declare the other end as one too, with this one as its peer"
    }
    return inner(
      key, foreign: ["namespace": "netns", "ns": "netns", "link": "name"], among: PeerKey.allCases.map(\.rawValue))
  }

  /// In the `rate` of a link.
  static func inRate(_ key: String) -> String {
    if LimitKey(rawValue: key) != nil {
      return "\"\(key)\" belongs to one direction: write it inside \"ingress\" or \"egress\""
    }
    return inner(
      key, foreign: ["in": "ingress", "rx": "ingress", "out": "egress", "tx": "egress"],
      among: OptionTable.rate.rows.map(\.name))
  }

  /// In a limit of traffic.
  static func inLimit(_ key: String) -> String {
    inner(
      key, foreign: ["average": "rate", "bandwidth": "rate", "buffer": "burst", "bucket": "burst"],
      among: LimitKey.allCases.map(\.rawValue))
  }

  /// In the `match` of a NIC.
  static func inMatch(_ key: String) -> String {
    if ["name", "ifname", "interface", "original_name"].contains(key) {
      return "unknown key; a NIC whose name is known stands in links under that, without a match"
    }
    return inner(key, foreign: foreignMatchKeys, among: MatchKey.allCases.map(\.rawValue))
  }

  /// In an address.
  static func inAddress(_ key: String) -> String {
    inner(key, foreign: foreignAddressKeys, among: AddressKey.allCases.map(\.rawValue))
  }

  /// In a route.
  static func inRoute(_ key: String) -> String {
    inner(key, foreign: foreignRouteKeys, among: RouteKey.allCases.map(\.rawValue))
  }

  /// In one of several ways.
  static func inHop(_ key: String) -> String {
    inner(key, foreign: foreignRouteKeys, among: HopKey.allCases.map(\.rawValue))
  }

  /// In an entry of a forwarding database.
  static func inForwarding(_ key: String, _ place: ForwardingKey.Place) -> String {
    let keys = ForwardingKey.allCases.filter { $0.belongs(to: place) }.map(\.rawValue)
    if ForwardingKey(rawValue: key) != nil {
      let owner =
        switch place {
        case .port: "a bridge port"
        case .bridge: "a bridge itself"
        case .vxlan: "a VXLAN"
        }
      return "an entry of \(owner) has no \"\(key)\""
    }
    return inner(key, foreign: foreignForwardingKeys, among: keys)
  }

  /// In an entry of a multicast database.
  static func inMulticast(_ key: String) -> String {
    inner(key, foreign: foreignMulticastKeys, among: MulticastKey.allCases.map(\.rawValue))
  }

  /// In a virtual function.
  static func inVirtualFunction(_ key: String) -> String {
    inner(key, foreign: foreignFunctionKeys, among: OptionTable.virtualFunction.rows.map(\.name))
  }

  private static func inner(_ key: String, foreign: [String: String], among keys: [String]) -> String {
    if let meant = foreign[key], keys.contains(meant) { return renamed(key, meant) }
    return unknown(key, among: keys)
  }

  // MARK: Wording

  static func unknown(_ key: String, among keys: [String], of reason: String? = nil) -> String {
    if let nearest = Spelling.nearest(to: key, among: keys) { return "unknown key; did you mean \"\(nearest)\"?" }
    if let reason { return "unknown key; \(reason)" }
    return "unknown key; the keys here are " + keys.map { "\"\($0)\"" }.joined(separator: ", ")
  }

  private static func renamed(_ key: String, _ meant: String) -> String {
    "unknown key; what other programs call \(key) is \"\(meant)\" here"
  }

  /// For names that the bridge and its ports share, such as `vlan` and `priority`.
  private static func placeOfPortOption(_ key: String, on kind: LinkKind) -> String {
    guard LinkKey.bridge.belongs(to: kind), PortKey.keys.contains(key) else { return "" }
    return "; for the bridge port, write it inside \"bridge\""
  }

  private static func portKey(_ key: String, _ meant: String) -> String {
    let inner = VLANKey(rawValue: meant) != nil ? "\"vlan\": {\"\(meant)\": …}" : "\"\(meant)\": …"
    return "\"\(meant)\" belongs to the bridge port; write it inside \"bridge\": {\"name\": …, \(inner)}"
  }

  // MARK: What other programs call it

  /// The names of iproute2, the kernel's own and other programs' for settings that have another name here.
  private static let foreignKeys = [
    "address": "mac", "hwaddr": "mac", "hwaddress": "mac", "lladdr": "mac", "macaddress": "mac", "mac_address": "mac",
    "ifalias": "description", "alias": "description", "comment": "description",
    "altname": "alternative_names", "altnames": "alternative_names", "alt_names": "alternative_names",
    "txqueuelen": "tx_queue_length", "txqlen": "tx_queue_length", "qlen": "tx_queue_length",
    "tx_queue_len": "tx_queue_length",
    "promisc": "promiscuous", "allmulticast": "all_multicast", "allmulti": "all_multicast",
    "master": "bridge", "controller": "bridge",
    "user": "owner", "uid": "owner", "gid": "group",
    "vnet_hdr": "vnet_header", "pi": "packet_info", "num_queues": "queues",
    "stp_state": "stp", "fd": "forward_delay", "ageing": "ageing_time", "aging": "ageing_time",
    "aging_time": "ageing_time", "group_addr": "group_address", "bridge_vlan_aware": "vlan_filtering",
    "vlan_aware": "vlan_filtering", "default_pvid": "vlan_default_pvid",
    "reorder_hdr": "reorder_header", "vid": "id", "vlan_id": "id", "egress_qos": "egress_qos_map",
    "ingress_qos": "ingress_qos_map", "parent": "link", "lower": "link", "dev": "link", "raw_device": "link",
    "base": "link", "base_iface": "link",
    "cost": "path_cost", "prio": "priority", "hairpin_mode": "hairpin", "bpdu_guard": "guard",
    "fast_leave": "fastleave", "mcast_fast_leave": "fastleave",
    "bandwidth": "rate", "rates": "rate", "rate_limit": "rate",
    "ip": "addresses", "ips": "addresses", "addr": "addresses", "addrs": "addresses", "ipaddr": "addresses",
    "ip_address": "addresses", "ip_addresses": "addresses", "ipaddrs": "addresses",
    "addrgenmode": "ipv6_addr_gen_mode", "addr_gen_mode": "ipv6_addr_gen_mode",
    "inet6_addr_gen_mode": "ipv6_addr_gen_mode",
    "sriov": "virtual_functions", "num_vfs": "virtual_functions", "numvfs": "virtual_functions",
    "sriov_numvfs": "virtual_functions", "total_vfs": "virtual_functions", "vfs": "vf",
  ]

  /// Names of iproute2 and of other programs for that by which a NIC is found.
  private static let foreignMatchKeys = [
    "permaddr": "permanent_mac", "perm_address": "permanent_mac", "permanent_mac_address": "permanent_mac",
    "permaddress": "permanent_mac", "address": "mac", "macaddress": "mac", "mac_address": "mac", "lladdr": "mac",
    "hwaddr": "mac", "altname": "alternative_name", "alternative_names": "alternative_name", "pci": "path",
    "pci_address": "path", "pci_path": "path", "bus_info": "path", "businfo": "path", "parentdev": "path",
  ]

  /// Names of iproute2 and of other programs for parts of an address.
  private static let foreignAddressKeys = [
    "local": "address", "ip": "address", "addr": "address", "remote": "peer", "pointopoint": "peer", "brd": "broadcast",
    "valid_lft": "valid_lifetime", "valid_life_time": "valid_lifetime", "lifetime": "valid_lifetime",
    "preferred_lft": "preferred_lifetime", "preferred_life_time": "preferred_lifetime",
    "route_metric": "metric", "priority": "metric",
  ]

  /// Names of iproute2 and of other programs for parts of a route.
  private static let foreignRouteKeys = [
    "destination": "to", "dst": "to", "dest": "to", "prefix": "to", "network": "to",
    "gateway": "via", "gw": "via", "router": "via", "next_hop_address": "via", "nexthop": "via",
    "device": "dev", "interface": "dev", "link": "dev", "oif": "dev", "next_hop_interface": "dev",
    "nexthops": "hops", "multipath": "hops", "priority": "metric", "preference": "metric", "table_id": "table",
    "src": "source", "prefsrc": "source", "from": "source", "preferred_source": "source", "kind": "type",
    "on_link": "onlink", "on-link": "onlink",
  ]

  /// Names of iproute2 and of other programs for parts of an entry of a forwarding database.
  private static let foreignForwardingKeys = [
    "address": "mac", "lladdr": "mac", "hwaddr": "mac", "mac_address": "mac", "vid": "vlan", "vlan_id": "vlan",
    "remote": "dst", "ip": "dst", "destination": "dst", "dstport": "port", "destination_port": "port", "dev": "via",
    "interface": "via",
  ]

  /// Names of iproute2 and of other programs for parts of an entry of a multicast database.
  private static let foreignMulticastKeys = [
    "grp": "group", "address": "group", "multicast_group_address": "group", "vid": "vlan", "vlan_id": "vlan",
    "src": "source", "source_address": "source",
  ]

  /// Names of iproute2 and of other programs for what a NIC does for a virtual function.
  private static let foreignFunctionKeys = [
    "address": "mac", "hwaddr": "mac", "mac_address": "mac", "vid": "vlan", "vlan_id": "vlan", "proto": "vlan_protocol",
    "vlan_proto": "vlan_protocol", "priority": "qos", "spoofchk": "spoof_check", "spoof": "spoof_check",
    "state": "link_state", "rate": "max_tx_rate", "tx_rate": "max_tx_rate", "rss_query": "query_rss",
    "rss_query_en": "query_rss",
  ]

  /// Names that mean something else in a port's `bridge` than in a link.
  private static let foreignPortKeys = [
    "bridge": "name", "master": "name", "vlans": "vlan", "vid": "vlan", "static_macs": "fdb", "macs": "fdb",
    "allowed_macs": "mac_lock", "mac_filter": "mac_lock", "port_security": "mac_lock", "groups": "mdb",
    "multicast_groups": "mdb",
  ]

  /// Keys whose meaning another key says in another form.
  private static let notes = [
    "multi_queue": "unknown key; write \"queues\" with the number of queues, 2 or more, for a multi-queue TAP",
    "ethtool": inEthtool, "offload": inEthtool, "offloads": inEthtool, "ring": inEthtool, "rings": inEthtool,
    "channels": inEthtool, "coalesce": inEthtool, "pause": inEthtool,
    "persist": "unknown key; TAPs always persist here, so leave it out",
    "mode": "unknown key; \"kind\" says all, so leave it out",
    "set_name":
      "unknown key; a NIC gets the name that it stands under in links: write \"rename\": true beside its \"match\"",
    "routes": "unknown key; routes stand in the list \"routes\" of the document, beside \"links\"",
    "gateway":
      "unknown key; a gateway is a route: write \"routes\": [{\"to\": \"default\", \"via\": …}] beside \"links\"",
    "ingress": "unknown key; write it inside \"rate\": {\"ingress\": …}",
    "egress": "unknown key; write it inside \"rate\": {\"egress\": …}",
    "ports": "unknown key; each port names its bridge: write \"bridge\" in the link that is the port",
    "interfaces": "unknown key; each port names its bridge: write \"bridge\" in the link that is the port",
  ]

  private static let inEthtool =
    "unknown key; what ethtool sets stands in the link itself, such as \"features\", \"ring_rx\", \"channels_combined\", "
    + "\"coalesce_rx_usecs\" or \"pause_rx\""

  /// Words that other programs have for kinds of link.
  static let foreignKinds = [
    "tun": "\"tap\" is the kind of TAP devices, and TUN devices carry no frames",
    "ethernet": "write \"nic\" for a link that is there already",
    "physical": "write \"nic\" for a link that is there already",
    "team": "vnetctl does not manage teams: write \"nic\" for one that is there already",
    "gre": "\"gretap\" is the kind of GRE tunnels that carry frames",
  ]
}
