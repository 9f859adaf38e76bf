internal import CLinuxShim
internal import Glibc
internal import NetworkModel

/// Some VLANs of a bridge port, or of a bridge itself, as an `RTM_NEWVLAN` message lists them; or what a bridge keeps of them
/// as wholes.
struct VLANEntryMessage: Equatable {
  /// A VLAN, or a range of such as have the same flags.
  struct Entry: Equatable {
    var first: UInt16
    var last: UInt16
    var isUntagged: Bool
    var isPVID: Bool
    /// The identifier of the tunnel to which the first is mapped, and the others to those after it.
    var tunnel: UInt32?
    /// What is not as it is with a new one.
    var settings = Settings()
  }

  /// The link's index.
  let index: Int32
  private(set) var entries: [Entry] = []
  /// What VLANs of the bridge have that new ones have not, whoever is in them.
  private(set) var global: [VLANSettings.Run] = []

  /// Reads what follows the netlink header: `struct br_vlan_msg` and attributes.
  init(_ payload: RawSpan) throws(MalformedMessage) {
    index = try payload.readInt32(at: 4)
    try payload.forEachAttribute(from: MemoryLayout<br_vlan_msg>.size) { (type, value) throws(MalformedMessage) in
      switch type {
      case BRIDGE_VLANDB_ENTRY: entries.append(try Self.entry(value))
      case BRIDGE_VLANDB_GLOBAL_OPTIONS:
        let run = try Self.globalOptions(value)
        if !run.settings.isEmpty { global.append(run) }
      default: break
      }
    }
  }

  private static func entry(_ payload: RawSpan) throws(MalformedMessage) -> Entry {
    var first: UInt16?
    var last: UInt16?
    var flags: Int32 = 0
    var tunnel: UInt32?
    var settings = Settings()
    try payload.forEachAttribute { (type, value) throws(MalformedMessage) in
      switch type {
      case BRIDGE_VLANDB_ENTRY_INFO:
        // struct bridge_vlan_info { __u16 flags; __u16 vid; }
        flags = Int32(try value.readUInt16(at: 0))
        first = try value.readUInt16(at: 2)
      case BRIDGE_VLANDB_ENTRY_RANGE: last = try value.readUInt16(at: 0)
      case BRIDGE_VLANDB_ENTRY_TUNNEL_INFO:
        try value.forEachAttribute { (type, value) throws(MalformedMessage) in
          if type == BRIDGE_VLANDB_TINFO_ID { tunnel = try value.readUInt32(at: 0) }
        }
      default: try read(.vlanEntry, type, value, into: &settings)
      }
    }
    let vlans = try range(first, last)
    return Entry(
      first: vlans.lowerBound, last: vlans.upperBound, isUntagged: flags & BRIDGE_VLAN_INFO_UNTAGGED != 0,
      isPVID: flags & BRIDGE_VLAN_INFO_PVID != 0, tunnel: tunnel, settings: settings)
  }

  private static func globalOptions(_ payload: RawSpan) throws(MalformedMessage) -> VLANSettings.Run {
    var first: UInt16?
    var last: UInt16?
    var settings = Settings()
    try payload.forEachAttribute { (type, value) throws(MalformedMessage) in
      switch type {
      case BRIDGE_VLANDB_GOPTS_ID: first = try value.readUInt16(at: 0)
      case BRIDGE_VLANDB_GOPTS_RANGE: last = try value.readUInt16(at: 0)
      default: try read(.globalVLAN, type, value, into: &settings)
      }
    }
    let vlans = try range(first, last)
    return VLANSettings.Run(first: vlans.lowerBound, last: vlans.upperBound, settings: settings)
  }

  private static func range(_ first: UInt16?, _ last: UInt16?) throws(MalformedMessage) -> ClosedRange<UInt16> {
    guard let first, VLANID(Int64(first)) != nil, VLANID(Int64(last ?? first)) != nil, first <= last ?? first else {
      throw MalformedMessage(reason: "a VLAN entry from \(first ?? 0) to \(last ?? 0)")
    }
    return first...(last ?? first)
  }

  /// Of a host with thousands of ports nearly all have what new ones have: that is not kept.
  private static func read(
    _ table: OptionTable, _ type: Int, _ value: RawSpan, into settings: inout Settings
  ) throws(MalformedMessage) {
    for option in UInt16(exactly: type).map({ table.rows(attribute: $0) }) ?? [] {
      guard case .value(let found)? = try OptionCodec.decode(option, value),
        option.standard.map({ option.isSatisfied($0, by: found) }) != true
      else { continue }
      settings[option] = found
    }
  }

  /// The header of what asks for the VLANs of a link, or of all for 0, and of what changes them.
  static func header(of link: Int32) -> br_vlan_msg {
    br_vlan_msg(family: UInt8(AF_BRIDGE), reserved1: 0, reserved2: 0, ifindex: UInt32(bitPattern: link))
  }

  /// Puts an attribute that changes VLANs at a port, or at a bridge itself.
  static func put(entry run: VLANSettings.Run, into buffer: inout RequestBuffer) throws(KernelError) {
    try buffer.nest(BRIDGE_VLANDB_ENTRY) { (buffer) throws(KernelError) in
      // Without the flag the VLAN would be added, or lose its tagging.
      let info = UInt16(truncatingIfNeeded: BRIDGE_VLAN_INFO_ONLY_OPTS).bytesInHostOrder + run.first.bytesInHostOrder
      try buffer.put(BRIDGE_VLANDB_ENTRY_INFO, info)
      if run.last > run.first { try buffer.put(BRIDGE_VLANDB_ENTRY_RANGE, run.last) }
      try OptionCodec.put(run.settings, into: &buffer) { _ in nil }
    }
  }

  /// Puts an attribute that changes VLANs of a bridge as wholes.
  static func put(global run: VLANSettings.Run, into buffer: inout RequestBuffer) throws(KernelError) {
    try buffer.nest(BRIDGE_VLANDB_GLOBAL_OPTIONS) { (buffer) throws(KernelError) in
      try buffer.put(BRIDGE_VLANDB_GOPTS_ID, run.first)
      if run.last > run.first { try buffer.put(BRIDGE_VLANDB_GOPTS_RANGE, run.last) }
      try OptionCodec.put(run.settings, into: &buffer) { _ in nil }
    }
  }
}
