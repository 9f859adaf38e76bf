/// How an option's value travels in a netlink message.
public enum WireFormat: Sendable, Equatable {
  /// One byte; booleans are 0 and 1.
  case u8
  /// Two bytes in the host's order.
  case u16
  /// Two bytes in network order (EtherTypes).
  case u16NetworkOrder
  /// Four bytes in the host's order.
  case u32
  /// Four bytes in the host's order; the kernel leaves the attribute out for 0.
  case u32OmittedAtZero
  /// Eight bytes in the host's order.
  case u64
  /// Six bytes.
  case mac
  /// A NUL-terminated text.
  case string
  /// A bit of `ifi_flags`, always sent with the same bit in `ifi_change`. The payload is the bit.
  case interfaceFlag(UInt32)
  /// A bit of the flags in a `struct { __u32 flags, mask; }`, such as `ifla_vlan_flags` and `br_boolopt_multi`.
  case maskedFlag(UInt32)
  /// The index of another link, four bytes, 0 for none.
  case linkIndex
  /// A 32-bit place in `IFLA_INET6_CONF`, which can be read there and is set through the file of this name in
  /// `/proc/sys/net/ipv6/conf/LINK`: rtnetlink sets none of them. The attribute's number is the place (`DEVCONF_*`).
  case ipv6Configuration(String)
  /// Nested `struct ifla_vlan_qos_mapping { __u32 from, to; }`.
  case qosMap
  /// Four bytes in the host's order, with a sign.
  case s32
  /// Nested IP addresses, numbered from 0.
  case addressList
  /// Four bytes in network order.
  case u32NetworkOrder
  /// No bytes: the attribute is there for true.
  case flag
  /// A bit of a 16-bit word without a mask, so that all options of the word travel together.
  case wordFlag(UInt16, isNetworkOrder: Bool)
  /// An IPv4 address in the row's attribute; one of IPv6 in this one, where there can be one.
  case address(ipv6: UInt16?)
  /// One byte, and in an attribute of its own whether the packet within decides: 256 stands for that. To be told so, the
  /// kernel wants that attribute with one byte or none.
  case ttl(inherit: UInt16, isFlag: Bool)
  /// Four bytes in network order, and a bit of the flags in the attribute that is named here: whether there is a key.
  /// 0 stands for none.
  case greKey(flags: UInt16)
  /// Nested `IFLA_MACVLAN_MACADDR`; to set them takes `MACVLAN_MACADDR_SET` in the attribute that is named here.
  case macList(mode: UInt16)
  /// Texts in `IFLA_PROP_LIST`, of which the row's attribute is one. They come and go one at a time, by requests of their
  /// own (`RTM_NEWLINKPROP`, `RTM_DELLINKPROP`).
  case propertyList
  /// A field of the struct in the row's attribute, at that place. The struct begins with the number of a virtual function,
  /// and all its fields travel together.
  case virtualFunction(at: Int, Field)

  /// What a field of a struct holds.
  public enum Field: Sendable, Equatable {
    /// A MAC address, in as many bytes as any link's address can have (`MAX_ADDR_LEN`).
    case mac
    /// Four bytes in the host's order; all ones where the driver does not say.
    case word
    /// Two bytes in network order.
    case etherType
  }

  /// Four bytes in the host's order; the attribute that is named here says what is the largest number.
  case u32Limited(by: UInt16)
  /// The bits of ethtool by their names, those alone that are meant (`ETHTOOL_A_BITSET_*`).
  case bitset

  /// What it means that the kernel leaves the attribute out.
  var absent: OptionValue? {
    switch self {
    case .string: .text("")
    case .qosMap: .map([:])
    case .linkIndex: .link(nil)
    case .u32OmittedAtZero: .integer(0)
    case .flag: .boolean(false)
    case .address: .address(nil)
    case .macList: .macs([])
    case .propertyList: .names([])
    case .addressList: .addresses([])
    default: nil
    }
  }

  /// The attributes besides the row's own that say something of the option.
  var furtherAttributes: [UInt16] {
    switch self {
    case .address(let ipv6): ipv6.map { [$0] } ?? []
    case .ttl(let inherit, _): [inherit]
    case .u32Limited(let maximum): [maximum]
    default: []
    }
  }
}
