internal import CLinuxShim
internal import Glibc
public import NetworkModel

/// The multicast database of a bridge, as an `RTM_GETMDB` message lists it, or part of it.
struct MulticastMessage: Equatable {
  /// An entry at a port, or of the bridge itself.
  struct Member: Equatable {
    /// The index of the port or of the bridge.
    let link: Int32
    /// The entry.
    let entry: MulticastEntry
  }

  private(set) var members: [Member] = []

  /// Reads what follows the netlink header: `struct br_port_msg` and attributes.
  init(_ payload: RawSpan) throws(MalformedMessage) {
    try payload.forEachAttribute(from: MemoryLayout<br_port_msg>.size) { (type, value) throws(MalformedMessage) in
      guard type == MDBA_MDB else { return }
      try value.forEachAttribute { (type, value) throws(MalformedMessage) in
        guard type == MDBA_MDB_ENTRY else { return }
        try value.forEachAttribute { (type, value) throws(MalformedMessage) in
          guard type == MDBA_MDB_ENTRY_INFO else { return }
          if let member = try Self.member(value) { members.append(member) }
        }
      }
    }
  }

  /// `struct br_mdb_entry` and attributes; nil for an entry of a protocol that has none yet.
  private static func member(_ payload: RawSpan) throws(MalformedMessage) -> Member? {
    guard payload.byteCount >= MemoryLayout<br_mdb_entry>.size else {
      throw MalformedMessage(reason: "an entry of a multicast database of \(payload.byteCount) bytes")
    }
    let bytes = payload.octets
    let vlan = try payload.readUInt16(at: 6)
    let group: MulticastEntry.Group
    switch Int32(try payload.readBigEndian(at: 24, count: 2)) {
    case ETH_P_IP:
      guard let address = IPAddress(bytes: Array(bytes[8..<12])) else { return nil }
      group = .address(address)
    case ETH_P_IPV6:
      guard let address = IPAddress(bytes: Array(bytes[8..<24])) else { return nil }
      group = .address(address)
    case 0: group = .mac(MACAddress(bits: try payload.readBigEndian(at: 8, count: 6)))
    default: return nil
    }
    var entry = MulticastEntry(
      group, vlan: vlan == 0 ? nil : vlan,
      isPermanent: try payload.readUInt8(at: 4) & MulticastEntry.permanentState != 0)
    try payload.forEachAttribute(from: MemoryLayout<br_mdb_entry>.size) { (type, value) throws(MalformedMessage) in
      if type == MDBA_MDB_EATTR_SOURCE { entry.source = IPAddress(bytes: value.octets) }
    }
    return Member(link: try payload.readInt32(at: 0), entry: entry)
  }
}

extension NetlinkClient where Transport: ~Copyable {
  /// The groups that the multicast databases of the namespace's bridges hold, by the index of the port, or of the bridge
  /// where the host itself listens.
  public mutating func multicast() throws(KernelError) -> [Int32: [MulticastEntry]] {
    let messages: [MulticastMessage]
    do throws(KernelError) {
      messages = try dump("list multicast groups", type: RTM_GETMDB, header: MulticastHeader()) {
        (payload) throws(MalformedMessage) in
        try MulticastMessage(payload)
      }
    } catch {
      // Without the bridge module, or with one that was built without CONFIG_BRIDGE_IGMP_SNOOPING, there are none.
      guard error.code == EOPNOTSUPP else { throw error }
      return [:]
    }
    var result: [Int32: [MulticastEntry]] = [:]
    for member in messages.flatMap(\.members) { result[member.link, default: []].append(member.entry) }
    return result
  }
}
