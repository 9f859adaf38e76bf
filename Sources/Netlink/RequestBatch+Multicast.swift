internal import CLinuxShim
internal import Glibc
public import NetworkModel

/// Requests about multicast databases of bridges.
extension RequestBatch {
  /// Adds a permanent entry (`RTM_NEWMDB`), since Linux 6.3 in the place of one that was learnt.
  /// - Parameters:
  ///   - link: The port, or the bridge itself.
  ///   - bridge: The bridge.
  public mutating func addMulticast(
    _ entry: MulticastEntry, to link: Int32, on bridge: Int32
  ) throws(KernelError) {
    try appendMulticast(RTM_NEWMDB, NLM_F_CREATE | NLM_F_REPLACE, entry, link, bridge)
  }

  /// Removes an entry (`RTM_DELMDB`).
  public mutating func removeMulticast(
    _ entry: MulticastEntry, from link: Int32, on bridge: Int32
  ) throws(KernelError) {
    try appendMulticast(RTM_DELMDB, 0, entry, link, bridge)
  }

  private mutating func appendMulticast(
    _ type: Int, _ flags: Int32, _ entry: MulticastEntry, _ link: Int32, _ bridge: Int32
  ) throws(KernelError) {
    try append(type, NLM_F_ACK | flags, MulticastHeader(bridge: bridge)) { (buffer) throws(KernelError) in
      try buffer.put(MDBA_SET_ENTRY, Self.bytes(of: entry, at: link))
      guard let source = entry.source else { return }
      try buffer.nest(MDBA_SET_ENTRY_ATTRS) { (buffer) throws(KernelError) in
        try buffer.put(MDBE_ATTR_SOURCE, source.bytes)
      }
    }
  }

  /// `struct br_mdb_entry { __u32 ifindex; __u8 state, flags; __u16 vid; struct { union { … } u; __be16 proto; } addr; }`
  private static func bytes(of entry: MulticastEntry, at link: Int32) -> [UInt8] {
    let proto: Int32 =
      switch entry.group {
      case .address(let address): address.isIPv6 ? ETH_P_IPV6 : ETH_P_IP
      case .mac: 0
      }
    let group = entry.group.bytes
    return link.bytesInHostOrder + [MulticastEntry.permanentState, 0] + (entry.vlan ?? 0).bytesInHostOrder + group
      + [UInt8](repeating: 0, count: 16 - group.count) + [UInt8(proto >> 8), UInt8(truncatingIfNeeded: proto), 0, 0]
  }
}

/// `struct br_port_msg`, whose padding Swift would leave as it was.
struct MulticastHeader: BitwiseCopyable {
  let family = UInt8(AF_BRIDGE)
  let padding: (UInt8, UInt8, UInt8) = (0, 0, 0)
  /// The bridge's index; 0 for all.
  let index: Int32

  init(bridge: Int32 = 0) { index = bridge }
}
