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
}
