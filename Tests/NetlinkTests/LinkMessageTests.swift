@testable import Netlink
import NetworkModel
import Testing

/// What kernels said of links, read, and written again.
struct LinkMessageTests {
  private func read(_ name: String) throws -> LinkMessage {
    try Capture(name).payload.withSpan { bytes throws(MalformedMessage) in try LinkMessage(bytes) }
  }

  @Test func `a TAP that is a bridge port is read in full`() throws {
    let message = try read("6.18/tap")
    #expect(message.link.index == 3)
    #expect(message.link.name.text == "vm0")
    #expect(message.link.kind == .tap)
    #expect(message.link.kernelKind == "tun")
    #expect(message.link.master == 2)
    #expect(message.link.lower == nil)
    #expect(message.link.hasCarrier == false)
    #expect(message.link.operationalState == "down")
    #expect(message.link.permanentMAC == nil)
    #expect(message.link.group == 0)
    #expect(
      message.link.settings.summary == """
        mtu 1450, mac 52:54:00:00:00:02, up on, promiscuous on, all_multicast off, description "the first guest", \
        tx_queue_length 500, owner 4242, group 4243, queues 2, vnet_header on, packet_info off, state disabled, \
        priority 9, path_cost 7, hairpin on, guard on, root_block on, fastleave on, learning off, flood off, \
        proxy_arp on, proxy_arp_wifi on, mcast_router 1, mcast_flood off, bcast_flood off, mcast_to_unicast on, \
        mcast_max_groups 0, group_fwd_mask 0x4008, neigh_suppress on, neigh_vlan_suppress off, vlan_tunnel off, \
        isolated on, locked on, mab off, backup_port none, \
        backup_nhid 0, ipv6_addr_gen_mode eui64, disable_ipv6 off, alternative_names none
        """)
    #expect(message.references == [.init(option: NetworkModel.Option.backupPort.id, index: 4)])
    let vm1 = try LinkName("vm1")
    let resolved = message.resolved { $0 == 4 ? vm1 : nil }
    #expect(resolved.settings[.backupPort] == .link(vm1))
  }

  @Test func `a TUN is no TAP`() throws {
    let link = try read("6.18/tun").link
    #expect(link.kind == .nic)
    #expect(link.kernelKind == "tun")
    #expect(link.settings[.owner] == nil)
    #expect(link.settings[.mac] == nil)
  }

  @Test func `a bridge is read in full`() throws {
    let link = try read("6.18/bridge").link
    #expect(link.kind == .bridge)
    #expect(link.settings.flag(.up) == true)
    #expect(
      link.settings.at(.kindData).summary == """
        stp on, forward_delay 12 s, hello_time 3 s, max_age 18 s, ageing_time 200 s, priority 4096, \
        group_fwd_mask 0x4008, group_address 01:80:c2:00:00:0a, vlan_filtering off, no_linklocal_learn on, \
        mst_enabled off, mdb_offload_fail_notification off, fdb_local_vlan_0 off, fdb_max_learned 0, \
        mcast_snooping on, mcast_vlan_snooping off, mcast_router 2, mcast_query_use_ifaddr on, mcast_querier on, \
        mcast_hash_elasticity 16, mcast_hash_max 512, mcast_last_member_count 3, mcast_startup_query_count 4, \
        mcast_last_member_interval 2 s, mcast_membership_interval 250 s, mcast_querier_interval 240 s, \
        mcast_query_interval 120 s, mcast_query_response_interval 9 s, mcast_startup_query_interval 30 s, \
        mcast_stats_enabled on, mcast_igmp_version 3, mcast_mld_version 2, nf_call_iptables on, \
        nf_call_ip6tables on, nf_call_arptables on
        """)
  }

  @Test func `a bridge that filters VLANs is read in full`() throws {
    let settings = try read("6.1/bridge").link.settings
    let vlan = settings.filter { $0.option.name.hasPrefix("vlan_") }
    #expect(
      vlan.summary == """
        vlan_filtering on, vlan_protocol 802.1ad, vlan_default_pvid 5, vlan_stats_enabled on, vlan_stats_per_port on
        """)
    // What Linux 6.1 does not know is not made up.
    #expect(settings[OptionKey("fdb_max_learned").option] == nil)
    #expect(settings[OptionKey("fdb_local_vlan_0").option] == nil)
  }

  @Test func `a veth names its peer as the link under it`() throws {
    let link = try read("6.18/veth").link
    #expect(link.kind == .veth)
    #expect(link.kernelKind == "veth")
    #expect(link.lower == 6 && link.distantPeer == nil)
    #expect(link.hasCarrier)
    #expect(link.operationalState == "up")
    #expect(
      link.settings.summary == """
        mtu 1500, mac 52:54:00:00:00:04, up on, promiscuous off, all_multicast on, description "", tx_queue_length 1000, \
        ipv6_addr_gen_mode eui64, disable_ipv6 off, alternative_names none
        """)
  }

  @Test func `a veth whose peer is in another namespace names that, and no link under it`() throws {
    let link = try read("6.18/veth-elsewhere").link
    #expect(link.kind == .veth && link.lower == nil)
    #expect(link.distantPeer == DistantPeer(namespaceID: 0, index: 2))
  }

  @Test func `a VLAN is read in full`() throws {
    let link = try read("6.1/vlan").link
    #expect(link.kind == .vlan)
    #expect(link.lower == 7)
    #expect(
      link.settings.at(.kindData).summary == """
        id 10, protocol 802.1ad, reorder_header off, gvrp off, mvrp off, loose_binding on, bridge_binding off, \
        egress_qos_map 0:1 7:5, ingress_qos_map 2:3 4:4294967295
        """)
  }

  @Test(arguments: ["6.18/tap", "6.18/bridge", "6.18/veth", "6.1/tap", "6.1/bridge", "6.1/veth", "6.1/vlan"])
  func `what is read is written as the kernel wrote it`(_ name: String) throws {
    let capture = try Capture(name)
    let message = try capture.payload.withSpan { bytes throws(MalformedMessage) in try LinkMessage(bytes) }
    let links = Dictionary(uniqueKeysWithValues: message.references.map { (LinkName(kernelName: "#\($0.index)"), $0) })
    let link = message.resolved { LinkName(kernelName: "#\($0)") }
    let kernel = Attributes(link: capture.payload)
    for place in [OptionTable.Place.link, .tapDevice, .kindData, .portData, .ipv6] {
      var buffer = RequestBuffer()
      try buffer.append(type: 16, flags: 0, header: UInt32(0)) { (buffer) throws(KernelError) in
        try OptionCodec.put(link.settings.at(place), into: &buffer) { links[$0]?.index }
      }
      let written = Attributes(buffer.withBytes(of: buffer.ranges[0]) { $0.array }, from: 20)
      let table = place == .kindData ? link.kind.table : OptionTable.all.first { $0.place == place }
      guard let table else { continue }
      for (type, bytes) in written.byType {
        let option = table.rows(attribute: UInt16(type))[0]
        var expected = kernel.at(place)[type] ?? []
        switch option.wire {
        // The kernel gives all bits and a mask of those it knows: the ones that have no option are not written.
        case .maskedFlag: expected = zip(expected, Self.mask(of: table, type)).map { $0 & $1 }
        // It leaves out an empty text, no link, and some zeros.
        case .string where expected.isEmpty: expected = [0]
        case .linkIndex where expected.isEmpty, .u32OmittedAtZero where expected.isEmpty: expected = [0, 0, 0, 0]
        default: break
        }
        // The number of queues never goes to the kernel: it is a flag of TUNSETIFF.
        if option.id != NetworkModel.Option.queues.id {
          #expect(bytes.hexadecimal == expected.hexadecimal, "\(option.name)")
        }
      }
      let forgotten = kernel.at(place).keys.filter {
        !table.rows(attribute: UInt16($0)).isEmpty && written.byType[$0] == nil
      }
      #expect(forgotten.isEmpty, "at \(place)")
    }
  }

  /// The bits that have options, as flags and as mask.
  private static func mask(of table: OptionTable, _ type: Int) -> [UInt8] {
    var mask: UInt32 = 0
    for option in table.rows(attribute: UInt16(type)) {
      if case .maskedFlag(let bit) = option.wire { mask |= bit }
    }
    return Message.bytes(mask) + Message.bytes(mask)
  }
}
