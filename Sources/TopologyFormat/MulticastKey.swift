internal import NetworkModel

/// The keys of an entry of a multicast database that is written as an object.
enum MulticastKey: String, CaseIterable {
  case group
  case vlan
  case source

  /// The form of its value, for people.
  var form: String {
    switch self {
    case .group: "address or MAC address"
    case .vlan: "1 to 4094"
    case .source: "address"
    }
  }

  /// One sentence for the manual page and the schema.
  var summary: String {
    switch self {
    case .group:
      "The group, by its address of IPv4 or IPv6, or by the multicast MAC address of its frames. Needed. At a bridge itself "
        + "MAC addresses alone."
    case .vlan:
      "The VLAN in which it holds. Without it, it holds in all VLANs of the port where the bridge filters them, and else for "
        + "frames of none."
    case .source:
      "The sender whose frames for the group alone are meant. Of groups with addresses of IPv4 or IPv6 alone."
    }
  }
}
