internal import CLinuxShim
internal import Glibc
internal import KernelTestSupport
internal import NetworkModel

/// Reads options from the kernel without the code under test: through `ip -d -j link`, or from the bare attribute where
/// Debian 12's `ip` is older than the option.
struct OptionReading {
  private let links: Links
  private let host: Host

  /// Takes stock of the host's links once.
  init(_ host: Host) throws {
    self.host = host
    links = try host.links()
  }

  /// What `ip -d -j link` calls an option, where it does not call it by the same name.
  private static let names = [
    "bridge": [
      "stp": "stp_state", "group_address": "group_addr", "mcast_last_member_count": "mcast_last_member_cnt",
      "mcast_startup_query_count": "mcast_startup_query_cnt", "mcast_last_member_interval": "mcast_last_member_intvl",
      "mcast_membership_interval": "mcast_membership_intvl", "mcast_querier_interval": "mcast_querier_intvl",
      "mcast_query_interval": "mcast_query_intvl", "mcast_query_response_interval": "mcast_query_response_intvl",
      "mcast_startup_query_interval": "mcast_startup_query_intvl",
    ],
    "bridge port": [
      "path_cost": "cost", "mcast_router": "multicast_router",
    ],
  ]

  /// What iproute2 6.1 neither prints nor sets.
  static let unprinted: Set = [
    "mst_enabled", "mdb_offload_fail_notification", "fdb_local_vlan_0", "fdb_max_learned", "mcast_max_groups",
    "neigh_vlan_suppress", "mab", "backup_nhid",
  ]

  /// The value of a row of `table` on a link, in the form of ``OptionSample/shown``.
  func text(of option: Option, _ table: OptionTable, on link: String) throws -> String {
    if Self.unprinted.contains(option.name) { return try bareText(of: option, table, on: link) }
    let object = table.place == .portData ? links[link].port : links[link].data
    return object[Self.names[table.title]?[option.name] ?? option.name].comparable
  }

  private func bareText(of option: Option, _ table: OptionTable, on link: String) throws -> String {
    guard let index = links[link]["ifindex"].integer else { throw Failure(description: "there is no link \(link)") }
    // struct ifinfomsg with the index alone, and then again in the answer, before the attributes.
    let header = Bytes.of(0, count: 4) + Bytes.of(index, count: 4) + Bytes.of(0, count: 8)
    guard let answer = try BareMessages.answers(to: RTM_GETLINK, header, on: host).first else {
      throw Failure(description: "no answer about the link \(link)")
    }
    let message = answer.dropFirst(header.count)
    let info = Attribute.find(IFLA_LINKINFO, in: message)
    let data = info.flatMap {
      Attribute.find(table.place == .portData ? IFLA_INFO_SLAVE_DATA : IFLA_INFO_DATA, in: $0)
    }
    guard let payload = data.flatMap({ Attribute.find(Int(option.attribute), in: $0) }) else {
      return option.wire == .u32OmittedAtZero ? "0" : "none"
    }
    if case .maskedFlag(let bit) = option.wire {
      return Bytes.number(payload, at: 0, count: 4) & UInt64(bit) == 0 ? "0" : "1"
    }
    return String(Bytes.number(payload, at: 0, count: payload.count))
  }
}

extension JSON {
  /// The value as a text that does not depend on the form in which `ip` happens to print it.
  var comparable: String {
    switch self {
    case .bool(let isOn): isOn ? "1" : "0"
    case .number: integer.map(String.init) ?? "\(self)"
    case .text(let text) where text.hasPrefix("0x"): Int(text.dropFirst(2), radix: 16).map(String.init) ?? text
    case .text(let text): text
    default: "none"
    }
  }
}
