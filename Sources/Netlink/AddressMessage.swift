internal import CLinuxShim
public import NetworkModel

extension ObservedAddress {
  /// Reads the payload of `RTM_NEWADDR`: `struct ifaddrmsg` and attributes; nil for what is of neither IPv4 nor IPv6.
  init?(_ payload: RawSpan) throws(MalformedMessage) {
    var local: IPAddress?
    var address: IPAddress?
    var broadcast: IPAddress?
    var label: String?
    var preferred: UInt32?
    var valid: UInt32?
    // The header has eight bits for the flags; the attribute, where there is one, has all.
    var flags = UInt32(try payload.readUInt8(at: 2))
    try payload.forEachAttribute(from: MemoryLayout<ifaddrmsg>.size) { (type, value) throws(MalformedMessage) in
      switch type {
      case Int(IFA_LOCAL): local = try IPAddress(value)
      case Int(IFA_ADDRESS): address = try IPAddress(value)
      case Int(IFA_BROADCAST): broadcast = try IPAddress(value)
      case Int(IFA_LABEL): label = value.text
      case Int(IFA_FLAGS): flags = try value.readUInt32(at: 0)
      case Int(IFA_CACHEINFO):
        preferred = try value.readUInt32(at: 0)
        valid = try value.readUInt32(at: 4)
      default: break
      }
    }
    guard let own = local ?? address else { return nil }
    self.init(
      link: try payload.readInt32(at: 4), address: own, prefixLength: try payload.readUInt8(at: 1),
      scope: try payload.readUInt8(at: 3), flags: flags)
    if let address, address != own { peer = address }
    self.broadcast = broadcast
    self.label = label
    // All ones stand for ever (INFINITY_LIFE_TIME).
    preferredLifetime = preferred == .max ? nil : preferred
    validLifetime = valid == .max ? nil : valid
  }
}

extension IPAddress {
  /// Reads an attribute's payload; nil when it has neither four nor sixteen bytes.
  init?(_ value: RawSpan) throws(MalformedMessage) {
    guard value.byteCount == 4 || value.byteCount == 16 else { return nil }
    var bytes: [UInt8] = []
    for offset in 0..<value.byteCount { bytes.append(try value.readUInt8(at: offset)) }
    self.init(bytes: bytes)
  }
}

extension NetlinkClient where Transport: ~Copyable {
  /// The IP addresses of all links of the namespace.
  public mutating func addresses() throws(KernelError) -> [ObservedAddress] {
    try dump("list addresses", type: RTM_GETADDR, header: ifaddrmsg()) { (payload) throws(MalformedMessage) in
      try ObservedAddress(payload)
    }
  }
}
