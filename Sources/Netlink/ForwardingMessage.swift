internal import CLinuxShim
public import NetworkModel

/// An entry of a forwarding database that somebody made, of a bridge's or of a VXLAN's, as an `RTM_NEWNEIGH` message of the
/// family `AF_BRIDGE` tells.
struct ForwardingMessage: Equatable {
  /// The index of the port, of the bridge itself, or of the VXLAN.
  let link: Int32
  /// The bridge's index; nil for an entry of a VXLAN.
  let bridge: Int32?
  /// The index of the link by which a VXLAN's packets go.
  let way: Int32?
  /// The entry, but for that link's name.
  var entry: ForwardingEntry

  /// Reads the payload: `struct ndmsg` and attributes; nil for what was learnt, and for the addresses that a device itself
  /// listens to, which are reported here as well and name neither a bridge nor another end.
  init?(_ payload: RawSpan) throws(MalformedMessage) {
    link = try payload.readInt32(at: 4)
    let state = try payload.readUInt16(at: 8)
    // The kernel says otherwise which entries a switch in hardware has taken over.
    let known = NTF_STICKY | NTF_EXT_LEARNED | NTF_ROUTER
    let flags = try payload.readUInt8(at: 10) & UInt8(known)
    let isStatic = state & (ForwardingEntry.staticState | ForwardingEntry.permanentState)
    guard isStatic != 0 || flags & ~UInt8(NTF_ROUTER) != 0 else { return nil }
    var bridge: Int32?
    var way: Int32?
    var mac: MACAddress?
    var vlan: UInt16?
    var address: IPAddress?
    var remote = ForwardingEntry.Remote(IPAddress(0, 0, 0, 0))
    try payload.forEachAttribute(from: MemoryLayout<ndmsg>.size) { (type, value) throws(MalformedMessage) in
      switch type {
      case Int(NDA_LLADDR) where value.byteCount == 6: mac = MACAddress(bits: try value.readBigEndian(at: 0, count: 6))
      case Int(NDA_MASTER): bridge = try value.readInt32(at: 0)
      case Int(NDA_VLAN): vlan = try value.readUInt16(at: 0)
      case Int(NDA_DST): address = IPAddress(bytes: value.octets)
      case Int(NDA_PORT): remote.port = UInt16(try value.readBigEndian(at: 0, count: 2))
      case Int(NDA_VNI): remote.vni = try value.readUInt32(at: 0)
      case Int(NDA_SRC_VNI): remote.sourceVNI = try value.readUInt32(at: 0)
      case Int(NDA_IFINDEX): way = try value.readInt32(at: 0)
      default: break
      }
    }
    guard let mac, (bridge == nil) != (address == nil) else { return nil }
    if let address { remote.address = address }
    self.bridge = bridge
    self.way = way
    // An entry of a program ages, which is reported, but cannot be asked for.
    let wanted = isStatic == 0 ? UInt16(NUD_REACHABLE) : min(isStatic, ForwardingEntry.permanentState)
    entry = ForwardingEntry(mac, vlan: vlan, state: wanted, flags: flags, remote: address == nil ? nil : remote)
  }
}

extension NetlinkClient where Transport: ~Copyable {
  /// What somebody put into the forwarding databases of the namespace's bridges and VXLANs, by the index of the port, or of
  /// the bridge or the VXLAN where an entry is its own.
  ///
  /// The kernel makes permanent entries for the addresses of bridges and ports themselves, and for the `remote` of a VXLAN.
  /// It marks them by nothing, so `links` are needed to leave them out.
  public mutating func forwarding(_ links: [ObservedLink]) throws(KernelError) -> [Int32: [ForwardingEntry]] {
    var known: [Int32: ObservedLink] = [:]
    for link in links { known[link.index] = link }
    var header = ndmsg()
    header.ndm_family = UInt8(AF_BRIDGE)
    let messages = try dump("list forwarding entries", type: RTM_GETNEIGH, header: header) {
      (payload) throws(MalformedMessage) in
      try ForwardingMessage(payload)
    }
    var result: [Int32: [ForwardingEntry]] = [:]
    for message in messages {
      var entry = message.entry
      if let bridge = message.bridge, entry.isPermanent,
        entry.mac == known[message.link]?.mac || entry.mac == known[bridge]?.mac
      {
        continue
      }
      // What goes by a link that is out of sight cannot be asked for.
      if let way = message.way {
        guard let link = known[way] else { continue }
        entry.remote?.link = link.name
      }
      if entry.mac.isZero, let vxlan = known[message.link],
        case .address(let address?)? = vxlan.settings[.vxlanRemote],
        entry.remote?.isStandard(address, vxlan.lower.flatMap { known[$0]?.name }) == true
      {
        continue
      }
      result[message.link, default: []].append(entry)
    }
    return result
  }
}
