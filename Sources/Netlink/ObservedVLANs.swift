internal import CLinuxShim
internal import Glibc
internal import NetworkModel

/// What a bridge keeps of the VLANs of a port, or of its own.
struct ObservedVLANs {
  /// The VLANs.
  private(set) var members = BridgeVLANs()
  /// The tunnels to which they are mapped.
  private(set) var tunnels = VLANTunnels()
  /// What of them is not as it is with a new one.
  private(set) var settings = VLANSettings()

  mutating func insert(_ message: VLANEntryMessage) {
    for entry in message.entries {
      if let tunnel = entry.tunnel {
        tunnels.insert(VLANTunnels.Run(first: entry.first, last: entry.last, id: tunnel))
      }
      if entry.isPVID {
        members.insertPVID(entry.first, untagged: entry.isUntagged)
      } else {
        members.insert(entry.first, through: entry.last, untagged: entry.isUntagged)
      }
      if !entry.settings.isEmpty {
        settings.insert(VLANSettings.Run(first: entry.first, last: entry.last, settings: entry.settings))
      }
    }
    for run in message.global { settings.insert(run) }
  }
}

extension NetlinkClient where Transport: ~Copyable {
  /// The VLANs of all bridges and bridge ports that have any, or of one alone, by index.
  mutating func bridgeVLANs(of link: Int32? = nil) throws(KernelError) -> [Int32: ObservedVLANs] {
    var result: [Int32: ObservedVLANs] = [:]
    for message in try vlanMessages(of: link, flags: 0) {
      result[message.index, default: ObservedVLANs()].insert(message)
    }
    return result
  }

  /// Adds what bridges keep of VLANs as wholes: all of them, or one. A kernel before 5.15 keeps nothing, and lists VLANs
  /// again.
  mutating func addGlobalOptions(
    of bridge: Int32? = nil, to vlans: inout [Int32: ObservedVLANs]
  ) throws(KernelError) {
    for message in try vlanMessages(of: bridge, flags: UInt32(BRIDGE_VLANDB_DUMPF_GLOBAL)) where !message.global.isEmpty
    {
      vlans[message.index, default: ObservedVLANs()].insert(message)
    }
  }

  private mutating func vlanMessages(of link: Int32?, flags: UInt32) throws(KernelError) -> [VLANEntryMessage] {
    let header = VLANEntryMessage.header(of: link ?? 0)
    do throws(KernelError) {
      return try dump("list VLANs", type: RTM_GETVLAN, header: header) { (buffer) throws(KernelError) in
        if flags != 0 { try buffer.put(BRIDGE_VLANDB_DUMP_FLAGS, flags) }
      } read: { (payload) throws(MalformedMessage) in
        try VLANEntryMessage(payload)
      }
    } catch {
      // It may be neither bridge nor port any more.
      guard link != nil, error.code == ENODEV || error.code == EINVAL else { throw error }
      return []
    }
  }
}
