extension WrongDocument {
  static let unknownKeys: [WrongDocument] = [
    WrongDocument(
      links: #""vm0": {"kind": "tap", "mut": 1500}"#,
      [#"2:24: links.vm0.mut: unknown key; did you mean "mtu"?"#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "MTU": 1500}"#,
      [#"2:24: links.vm0.MTU: unknown key; did you mean "mtu"?"#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "speed": 10}"#,
      ["2:24: links.vm0.speed: unknown key; a TAP has no such setting"]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "ip": "192.0.2.1/24"}"#,
      [#"2:24: links.vm0.ip: unknown key; what other programs call ip is "addresses" here"#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "addrgenmode": "none"}"#,
      [
        #"2:24: links.vm0.addrgenmode: unknown key; what other programs call addrgenmode is "ipv6_addr_gen_mode" here"#
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "routes": []}"#,
      [
        #"2:24: links.vm0.routes: unknown key; routes stand in the list "routes" of the document, beside "links""#
      ]),
    WrongDocument(
      links: #""e0": {"kind": "nic", "gateway": "192.0.2.1"}"#,
      [
        #"2:23: links.e0.gateway: unknown key; a gateway is a route: write "routes": [{"to": "default", "via": …}] beside "links""#
      ]),
    WrongDocument(
      links: #""e0": {"kind": "nic", "hand_over": false}"#,
      [
        #"2:23: links.e0.hand_over: "hand_over" belongs to the bridge port; write it inside "bridge": {"name": …, "hand_over": …}"#
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "addresses": []}}"#,
      [#"2:50: links.vm0.bridge.addresses: "addresses" belongs to the link, outside "bridge""#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "vlan_filtering": true}"#,
      [#"2:24: links.vm0.vlan_filtering: "vlan_filtering" belongs to bridges, and this is a TAP"#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "stp_state": true}"#,
      [#"2:24: links.vm0.stp_state: "stp" belongs to bridges, and this is a TAP"#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "id": 5}"#,
      [#"2:24: links.vm0.id: "id" belongs to VLANs, VXLANs and Geneve tunnels, and this is a TAP"#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "link": "eth0"}"#,
      [
        #"2:24: links.vm0.link: "link" belongs to VLANs, macvlans, macvtaps, ipvlans, VXLANs and GRE tunnels, and this is a TAP"#
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "vlan": {"access": 10}}"#,
      [
        #"2:24: links.vm0.vlan: "vlan" belongs to bridges, and this is a TAP; for the bridge port, write it inside "bridge""#
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "priority": 3}"#,
      [
        #"2:24: links.vm0.priority: "priority" belongs to bridges, and this is a TAP; for the bridge port, write it inside "bridge""#
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "isolated": true}"#,
      [
        #"2:24: links.vm0.isolated: "isolated" belongs to the bridge port; write it inside "bridge": {"name": …, "isolated": …}"#
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "cost": 3}"#,
      [
        #"2:24: links.vm0.cost: "path_cost" belongs to the bridge port; write it inside "bridge": {"name": …, "path_cost": …}"#
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "access": 10}"#,
      [
        #"2:24: links.vm0.access: "access" belongs to the bridge port; write it inside "bridge": {"name": …, "vlan": {"access": …}}"#
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "address": "52:54:00:00:00:01"}"#,
      [#"2:24: links.vm0.address: unknown key; what other programs call address is "mac" here"#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "alias": "x"}"#,
      [#"2:24: links.vm0.alias: unknown key; what other programs call alias is "description" here"#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "ifalias": "x"}"#,
      [#"2:24: links.vm0.ifalias: unknown key; what other programs call ifalias is "description" here"#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "txqueuelen": 5}"#,
      [#"2:24: links.vm0.txqueuelen: unknown key; what other programs call txqueuelen is "tx_queue_length" here"#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "promisc": true}"#,
      [#"2:24: links.vm0.promisc: unknown key; what other programs call promisc is "promiscuous" here"#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "master": "br0"}"#,
      [#"2:24: links.vm0.master: unknown key; what other programs call master is "bridge" here"#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "user": "root"}"#,
      [#"2:24: links.vm0.user: unknown key; what other programs call user is "owner" here"#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "vnet_hdr": true}"#,
      [#"2:24: links.vm0.vnet_hdr: unknown key; what other programs call vnet_hdr is "vnet_header" here"#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "pi": true}"#,
      [#"2:24: links.vm0.pi: unknown key; what other programs call pi is "packet_info" here"#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "multi_queue": true}"#,
      [
        #"2:24: links.vm0.multi_queue: unknown key; write "queues" with the number of queues, 2 or more, for a multi-queue TAP"#
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "persist": true}"#,
      ["2:24: links.vm0.persist: unknown key; TAPs always persist here, so leave it out"]),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "stp_state": true}"#,
      [#"2:27: links.br0.stp_state: unknown key; what other programs call stp_state is "stp" here"#]),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "ageing": 300}"#,
      [#"2:27: links.br0.ageing: unknown key; what other programs call ageing is "ageing_time" here"#]),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "vlanFiltering": true}"#,
      [#"2:27: links.br0.vlanFiltering: unknown key; did you mean "vlan_filtering"?"#]),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "vlan-filtering": true}"#,
      [#"2:27: links.br0.vlan-filtering: unknown key; did you mean "vlan_filtering"?"#]),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "bridge": "br0"}"#,
      ["2:27: links.br0.bridge: a bridge cannot be a port of a bridge, be it another or itself"]),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "bridge": null}"#,
      ["2:27: links.br0.bridge: a bridge cannot be a port of a bridge, be it another or itself"]),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "owner": "root"}"#,
      [#"2:27: links.br0.owner: "owner" belongs to TAPs and macvtaps, and this is a bridge"#]),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "isolated": true}"#,
      ["2:27: links.br0.isolated: unknown key; a bridge has no such setting"]),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "ports": ["eth0"]}"#,
      [#"2:27: links.br0.ports: unknown key; each port names its bridge: write "bridge" in the link that is the port"#]),
    WrongDocument(
      links: #""v0": {"kind": "vlan", "link": "eth0", "id": 1, "reorder_hdr": true}"#,
      [#"2:49: links.v0.reorder_hdr: unknown key; what other programs call reorder_hdr is "reorder_header" here"#]),
    WrongDocument(
      links: #""v0": {"kind": "vlan", "link": "eth0", "id": 1, "egress-qos-map": {}}"#,
      [#"2:49: links.v0.egress-qos-map: unknown key; did you mean "egress_qos_map"?"#]),
    WrongDocument(
      links: #""v0": {"kind": "vlan", "link": "eth0", "id": 1, "ingress_qos": {}}"#,
      [#"2:49: links.v0.ingress_qos: unknown key; what other programs call ingress_qos is "ingress_qos_map" here"#]),
    WrongDocument(
      links: #""e0": {"kind": "nic", "queues": 2}"#,
      [#"2:23: links.e0.queues: "queues" belongs to TAPs, and this is a NIC"#]),
    WrongDocument(
      links: #""e0": {"kind": "nic", "protocol": "802.1ad"}"#,
      [#"2:23: links.e0.protocol: "protocol" belongs to VLANs, and this is a NIC"#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "cost": 3}}"#,
      [#"2:50: links.vm0.bridge.cost: unknown key; what other programs call cost is "path_cost" here"#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "mtu": 1500}}"#,
      [#"2:50: links.vm0.bridge.mtu: "mtu" belongs to the link, outside "bridge""#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "kind": "tap"}}"#,
      [#"2:50: links.vm0.bridge.kind: "kind" belongs to the link, outside "bridge""#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "stp": true}}"#,
      [#"2:50: links.vm0.bridge.stp: "stp" belongs to the bridge itself, not to its port"#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "access": 10}}"#,
      [#"2:50: links.vm0.bridge.access: write it inside "vlan": {"access": …}"#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "isolate": true}}"#,
      [#"2:50: links.vm0.bridge.isolate: unknown key; did you mean "isolated"?"#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "bridge": "br0"}}"#,
      [#"2:50: links.vm0.bridge.bridge: unknown key; what other programs call bridge is "name" here"#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "zzz": 1}}"#,
      ["2:50: links.vm0.bridge.zzz: unknown key; a bridge port has no such setting"]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "vlan": {"acess": 10}}}"#,
      [#"2:59: links.vm0.bridge.vlan.acess: unknown key; did you mean "access"?"#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "vlan": {"vid": 10}}}"#,
      [#"2:59: links.vm0.bridge.vlan.vid: unknown key; did you mean "pvid"?"#]),
  ]
}
