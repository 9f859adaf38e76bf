/// An entry of a bridge's multicast database: frames for a group go out of a port, or to the host itself.
public struct MulticastEntry: Sendable, Hashable {
  /// What a group is called by.
  public enum Group: Sendable, Hashable {
    /// The address of a group of IPv4 or IPv6.
    case address(IPAddress)
    /// The address of frames, whatever they carry.
    case mac(MACAddress)
  }

  /// `MDB_PERMANENT`: somebody put it there, and it stays. Others come and go with what hosts and routers say.
  public static let permanentState: UInt8 = 1

  /// The group.
  public var group: Group
  /// In which VLAN; nil for none.
  public var vlan: UInt16?
  /// Whose frames for the group alone; nil for everybody's.
  public var source: IPAddress?
  /// Whether somebody put it there.
  public var isPermanent: Bool

  /// An entry.
  public init(_ group: Group, vlan: UInt16? = nil, source: IPAddress? = nil, isPermanent: Bool = true) {
    self.group = group
    self.vlan = vlan
    self.source = source
    self.isPermanent = isPermanent
  }

  /// What identifies it at its port: all but how long it stays.
  public var key: MulticastEntry {
    var key = self
    key.isPermanent = true
    return key
  }

  /// The same in another VLAN.
  public func inVLAN(_ vlan: UInt16?) -> MulticastEntry {
    var entry = self
    entry.vlan = vlan
    return entry
  }

  /// Those of one source first, for the kernel makes them by itself where there is one of every source already
  /// (br_multicast_sg_add_exclude_ports); then in the order of groups and VLANs.
  public static func precedes(_ left: MulticastEntry, _ right: MulticastEntry) -> Bool {
    if (left.source == nil) != (right.source == nil) { return left.source != nil }
    if left.group != right.group { return left.group.bytes.lexicographicallyPrecedes(right.group.bytes) }
    let (a, b) = (left.vlan ?? 0, right.vlan ?? 0)
    return a != b ? a < b : left.description < right.description
  }
}

extension MulticastEntry.Group {
  /// The octets in network order: of IPv4 four, of a MAC address six, of IPv6 sixteen.
  public var bytes: [UInt8] {
    switch self {
    case .address(let address): address.bytes
    case .mac(let mac): mac.octets
    }
  }
}

extension MulticastEntry.Group: CustomStringConvertible {
  /// The address.
  public var description: String {
    switch self {
    case .address(let address): address.description
    case .mac(let mac): mac.description
    }
  }
}

extension MulticastEntry: CustomStringConvertible {
  /// In the words of documents: `239.1.1.1 vlan 10 source 192.0.2.1`.
  public var description: String {
    var words = [group.description]
    if let vlan { words.append("vlan \(vlan)") }
    if let source { words.append("source \(source)") }
    return words.joined(separator: " ")
  }
}

extension [MulticastEntry] {
  /// Each as the kernel has it: one without a VLAN is one in every VLAN of the port where the bridge filters them, and holds
  /// for frames of none where it does not (br_mdb_add in net/bridge/br_mdb.c).
  public func inEachVLAN(of vlans: Set<UInt16>, isFiltering: Bool) -> [MulticastEntry] {
    guard isFiltering else { return self }
    let all = flatMap { entry in entry.vlan == nil ? vlans.sorted().map { entry.inVLAN($0) } : [entry] }
    var known: Set<MulticastEntry> = []
    return all.filter { known.insert($0).inserted }
  }

  /// The permanent ones in the fewest words: one without a VLAN stands for one in every VLAN of the port.
  public func summarised(vlans: Set<UInt16>, isFiltering: Bool) -> [MulticastEntry] {
    let permanent = filter(\.isPermanent).sorted(by: MulticastEntry.precedes)
    guard isFiltering, !vlans.isEmpty else { return permanent }
    let members = Dictionary(grouping: permanent.filter { $0.vlan != nil }) { $0.inVLAN(nil) }
    let general = Set(members.filter { vlans.isSubset(of: $0.value.compactMap(\.vlan)) }.keys)
    var told: Set<MulticastEntry> = []
    return permanent.compactMap { entry -> MulticastEntry? in
      // It is of no effect.
      guard let vlan = entry.vlan else { return nil }
      let isTold = vlans.contains(vlan) && general.contains(entry.inVLAN(nil))
      let entry = isTold ? entry.inVLAN(nil) : entry
      return told.insert(entry).inserted ? entry : nil
    }
  }
}
