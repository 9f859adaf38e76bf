internal import NetworkModel
internal import TopologyFormat

/// libvirt's `<bandwidth>`, by what virNetDevBandwidthSet in src/util/virnetdevbandwidth.c makes of it.
extension Libvirt {
  /// It is the guest's view. The host sends what comes in there, and receives what goes out; but a macvtap is the guest's own
  /// end (virDomainNetTypeSharesHostView in src/conf/domain_conf.c).
  static let bandwidth = Rule.custom { importer, member, link in
    let isOwnEnd = importer.links[link]?.kind?.text == LinkKind.macvtap.rawValue
    let table = KeyTable([
      "inbound": isOwnEnd ? received : sent, "outbound": isOwnEnd ? sent : received,
      // What libvirt calls the limit of a guest that runs.
      "classID": .implied,
    ])
    importer.follow(table, member.value, link: link)
  }

  /// A class of htb, the burst of which is what tc makes of its rate unless it is said.
  private static let sent = Rule.custom { importer, member, link in
    importer.setLimit(
      .egressRate, importer.collect(limit, member.value.members), of: link, at: member.value.position)
  }

  /// A filter that polices, which knows no peak. The standard of libvirt itself is a burst of what comes in a second.
  private static let received = Rule.custom { importer, member, link in
    var members = member.value.members
    if member.value["burst"] == nil, let average = member.value["average"], average.text.flatMap({ UInt64($0) }) != nil
    {
      members.append(DocumentNode.Member(key: "burst", keyPosition: average.position, value: average))
    }
    let table = limit.with(KeyTable(["peak": .implied]))
    importer.setLimit(.ingressRate, importer.collect(table, members), of: link, at: member.value.position)
  }

  private static let limit = KeyTable([
    "average": .link("rate", .kilobytesPerSecond), "burst": .link("burst", .quantity(unit: "k")),
    "peak": .leftOut(Reason.noQueueSettings),
    "floor": .leftOut("a limit guarantees nothing to its link; limit the others"),
  ])
}
