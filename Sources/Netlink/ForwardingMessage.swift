internal import CLinuxShim
public import NetworkModel

/// An entry of a bridge's forwarding database that somebody made, as an `RTM_NEWNEIGH` message of the family `AF_BRIDGE`
/// tells.
struct ForwardingMessage: Equatable {
  /// The index of the port, or of the bridge itself.
  let link: Int32
  /// The bridge's index.
  let bridge: Int32
  let entry: ForwardingEntry

  /// Reads the payload: `struct ndmsg` and attributes; nil for what a bridge has learnt, and for the addresses that a
  /// device itself listens to, which are reported here as well and name no bridge.
  init?(_ payload: RawSpan) throws(MalformedMessage) {
    link = try payload.readInt32(at: 4)
    let state = try payload.readUInt16(at: 8)
    // The kernel says otherwise which entries a switch in hardware has taken over.
    let flags = try payload.readUInt8(at: 10) & UInt8(NTF_STICKY | NTF_EXT_LEARNED)
    let isStatic = state & UInt16(NUD_NOARP | NUD_PERMANENT)
    guard isStatic != 0 || flags != 0 else { return nil }
    var bridge: Int32?
    var mac: MACAddress?
    var vlan: UInt16?
    try payload.forEachAttribute(from: MemoryLayout<ndmsg>.size) { (type, value) throws(MalformedMessage) in
      switch type {
      case Int(NDA_LLADDR) where value.byteCount == 6: mac = MACAddress(bits: try value.readBigEndian(at: 0, count: 6))
      case Int(NDA_MASTER): bridge = try value.readInt32(at: 0)
      case Int(NDA_VLAN): vlan = try value.readUInt16(at: 0)
      default: break
      }
    }
    guard let bridge, let mac else { return nil }
    self.bridge = bridge
    // An entry of a program ages, which is reported, but cannot be asked for.
    entry = ForwardingEntry(mac, vlan: vlan, state: isStatic == 0 ? UInt16(NUD_REACHABLE) : isStatic, flags: flags)
  }
}

extension NetlinkClient where Transport: ~Copyable {
  /// What somebody put into the forwarding databases of the namespace's bridges, by the index of the port, or of the
  /// bridge where an entry is its own.
  ///
  /// The kernel makes permanent entries for the addresses of bridges and ports themselves. It marks them by nothing, so
  /// `links` are needed to leave them out.
  public mutating func forwarding(_ links: [ObservedLink]) throws(KernelError) -> [Int32: [ForwardingEntry]] {
    var own: [Int32: MACAddress] = [:]
    for link in links { own[link.index] = link.mac }
    var header = ndmsg()
    header.ndm_family = UInt8(AF_BRIDGE)
    let messages = try dump("list forwarding entries", type: RTM_GETNEIGH, header: header) {
      (payload) throws(MalformedMessage) in
      try ForwardingMessage(payload)
    }
    var result: [Int32: [ForwardingEntry]] = [:]
    for message in messages {
      let isPermanent = message.entry.state & UInt16(NUD_PERMANENT) != 0
      let mac = message.entry.mac
      if isPermanent, mac == own[message.link] || mac == own[message.bridge] { continue }
      result[message.link, default: []].append(message.entry)
    }
    return result
  }
}

extension RequestBatch {
  /// Adds an entry to a bridge's forwarding database, or puts it in the place of a learnt one (`RTM_NEWNEIGH`).
  /// - Parameters:
  ///   - link: The port, or the bridge.
  ///   - ofBridgeItself: Whether it is the bridge.
  public mutating func addForwarding(
    _ entry: ForwardingEntry, to link: Int32, ofBridgeItself: Bool
  ) throws(KernelError) {
    var header = ndmsg()
    header.ndm_family = UInt8(AF_BRIDGE)
    header.ndm_ifindex = link
    header.ndm_state = entry.state
    header.ndm_flags = entry.flags | UInt8(ofBridgeItself ? NTF_SELF : NTF_MASTER)
    try append(RTM_NEWNEIGH, NLM_F_ACK | NLM_F_CREATE | NLM_F_REPLACE, header) { (buffer) throws(KernelError) in
      try buffer.put(Int(NDA_LLADDR), entry.mac.octets)
      if let vlan = entry.vlan { try buffer.put(Int(NDA_VLAN), vlan) }
    }
  }
}
