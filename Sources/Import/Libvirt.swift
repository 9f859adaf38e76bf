internal import NetworkModel
internal import TopologyFormat

/// libvirt's XML of networks and of the interfaces of domains.
enum Libvirt {
  /// A network, about the bridge that libvirt makes for it.
  static let network = KeyTable([
    "name": .implied, "uuid": .implied, "connections": .implied, "title": .implied,
    "description": .link("description", .text), "forward": .implied, "portgroup": .implied, "vlan": .implied,
    "port": .implied, "virtualport": .leftOut(Reason.noOpenVSwitch),
    "ipv6": .implied, "trustGuestRxFilters": filters,
    "bridge": .inside(
      KeyTable([
        "name": .implied, "stp": .link("stp", .boolean), "delay": .link("forward_delay", .time(perSecond: 1)),
        "zone": .leftOut("vnetctl has no firewall; firewalld has"),
        // Its ports are read with the guests (networkStartHandleMACTableManagerMode in src/network/bridge_driver.c).
        "macTableManager": .custom { importer, member, link in
          guard member.value.text == managed else { return }
          importer.set("vlan_filtering", .boolean(true), of: link, at: member.value.position)
        },
      ])),
    "mac": .inside(KeyTable(["address": .link("mac", .text)])),
    "mtu": .inside(KeyTable(["size": .link("mtu")])),
    "ip": .custom { importer, member, link in importer.readLibvirtAddress(member.value, of: link) },
    "route": .custom { importer, member, link in importer.readLibvirtRoute(member.value, of: link) },
    "domain": .leftOut(noNames), "dns": .leftOut(noNames), "bandwidth": bandwidth,
    "metadata": .leftOut(Reason.unknown), "options": .leftOut(noNames),
  ])

  /// What an `<ip>` holds besides its address.
  static let services = KeyTable([
    "address": .implied, "netmask": .implied, "prefix": .implied, "family": .implied, "localPtr": .leftOut(noNames),
    "dhcp": .leftOut("vnetctl is no DHCP server; dnsmasq is"),
    "tftp": .leftOut("vnetctl is no TFTP server; dnsmasq is"),
  ])

  /// A route by way of the network.
  static let route = KeyTable([
    "address": .implied, "prefix": .implied, "netmask": .implied, "family": .implied, "gateway": .link("via", .text),
    "metric": .link("metric"),
  ])

  /// The interface of a domain, about the TAP or macvtap that it has on the host.
  static let interface = KeyTable([
    "type": .implied, "source": .implied, "target": .implied, "vlan": .implied,
    // What the guest sees of it.
    "mac": .implied, "model": .implied, "alias": .implied, "address": .implied, "boot": .implied, "rom": .implied,
    "guest": .implied, "acpi": .implied,
    "driver": .inside(
      KeyTable([
        "queues": .custom { importer, member, link in
          guard importer.links[link]?.kind?.text == LinkKind.tap.rawValue,
            let content = importer.convert(member.value, .same)
          else { return }
          importer.set("queues", content, of: link, at: member.value.position)
        },
        "name": .implied, "txmode": .implied, "ioeventfd": .implied, "event_idx": .implied, "rss": .implied,
        "rss_hash_report": .implied, "rx_queue_size": .implied, "tx_queue_size": .implied, "host": .implied,
        "iommu": .implied, "ats": .implied, "packed": .implied, "page_per_vq": .implied,
      ])),
    "mtu": .inside(KeyTable(["size": .link("mtu")])),
    "port": port, "bandwidth": bandwidth,
    "link": .leftOut("it is the guest's carrier, which QEMU sets"),
    "filterref": .custom { importer, member, _ in
      guard !Libvirt.locks(member.value) else { return }
      importer.leaveOut(
        member.keyPosition, "vnetctl has no packet filter; \"mac_lock\" lets in frames from the listed addresses alone")
    },
    "virtualport": .leftOut(Reason.noOpenVSwitch),
    "coalesce": .inside(
      KeyTable(["rx": .inside(KeyTable(["frames": .inside(KeyTable(["max": .link("coalesce_rx_frames")]))]))])),
    "script": .leftOut("vnetctl runs no scripts"), "downscript": .leftOut("vnetctl runs no scripts"),
    "tune": .leftOut("QEMU sets the size of its buffers"), "backend": .leftOut("QEMU opens vhost by itself"),
    "ip": .leftOut("the guest has its addresses by itself"), "route": .leftOut("the guest has its routes by itself"),
    "teaming": .leftOut("it is for the guest to make a team"), "trustGuestRxFilters": filters, "managed": .implied,
  ])

  /// What a portgroup, or a network, says of the ports of the guests.
  static let port = Rule.inside(KeyTable(["isolated": .port("isolated", .boolean)]))

  /// What stands in a portgroup.
  static let portgroup = KeyTable([
    "name": .implied, "default": .implied, "vlan": .implied, "port": port, "bandwidth": bandwidth,
    "virtualport": .leftOut(Reason.noOpenVSwitch), "trustGuestRxFilters": filters,
  ])

  /// Why interfaces of other types than those of the host's links are left out.
  static let otherTypes: [String: String] = [
    "user": "it needs no link on the host", "vhostuser": "its socket belongs to a switch outside of the kernel",
    "hostdev": "the guest has the device itself; write its MAC address and VLAN into \"vf\" of the NIC",
    "vdpa": "the guest has the device itself",
  ]

  /// The word of `macTableManager` for a bridge whose ports learn nothing, and are told of their guests.
  static let managed = "libvirt"

  /// Whether a `<filterref>` lets in frames from the guest's own MAC address alone, and does no more than that
  /// (src/nwfilter/xml/no-mac-spoofing.xml).
  static func locks(_ filter: DocumentNode) -> Bool {
    filter["filter"]?.text == "no-mac-spoofing" && filter.members.count == 1
  }

  private static let noNames = "vnetctl serves no names; dnsmasq does"
  private static let filters = Rule.leftOutUnlessOff("libvirt follows the guest's filters itself")
}
