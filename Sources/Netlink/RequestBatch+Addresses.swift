internal import CLinuxShim
internal import Glibc
public import NetworkModel

/// Requests about IP addresses.
extension RequestBatch {
  /// Gives a link an address (`RTM_NEWADDR`), behind those that it has, and fails when it has it already.
  public mutating func addAddress(_ address: Address, to link: Int32) throws(KernelError) {
    try append(address, link, NLM_F_CREATE | NLM_F_EXCL)
  }

  /// Changes an address in its place: the lifetimes and the metric, and of IPv6 the flags. What `address` does not say
  /// becomes what a new address has. Duplicate detection is not made up for when the flag goes that spared it.
  public mutating func changeAddress(_ address: Address, of link: Int32) throws(KernelError) {
    try append(address, link, NLM_F_REPLACE)
  }

  /// Takes an address from a link (`RTM_DELADDR`).
  public mutating func removeAddress(_ address: Address.Key, from link: Int32) throws(KernelError) {
    let header = Self.header(address, link)
    try append(RTM_DELADDR, NLM_F_ACK, header) { (buffer) throws(KernelError) in try Self.put(address, into: &buffer) }
  }

  private mutating func append(
    _ address: Address, _ link: Int32, _ flags: Int32
  ) throws(KernelError) {
    var header = Self.header(address.key, link)
    header.ifa_scope = (address.scope ?? address.usualScope).rawValue
    try append(RTM_NEWADDR, NLM_F_ACK | flags, header) { (buffer) throws(KernelError) in
      try Self.put(address.key, into: &buffer)
      if let broadcast = address.broadcast { try buffer.put(Int(IFA_BROADCAST), broadcast.bytes) }
      if let label = address.label { try buffer.put(Int(IFA_LABEL), label) }
      let flags = address.requestedFlags
      if flags != 0 { try buffer.put(Int(IFA_FLAGS), flags) }
      try Self.putLifetimes(address, into: &buffer)
      if let metric = address.metric { try buffer.put(Int(IFA_RT_PRIORITY), metric) }
      // Kernels before Linux 5.18 skip it, as they do every attribute that they do not know here.
      if address.origin != 0 { try buffer.put(Int(IFA_PROTO), address.origin) }
    }
  }

  private static func header(_ address: Address.Key, _ link: Int32) -> ifaddrmsg {
    ifaddrmsg(
      ifa_family: address.local.family, ifa_prefixlen: address.prefixLength, ifa_flags: 0, ifa_scope: 0,
      ifa_index: UInt32(bitPattern: link))
  }

  /// The kernel takes `IFA_ADDRESS` for the far end when it differs.
  private static func put(_ address: Address.Key, into buffer: inout RequestBuffer) throws(KernelError) {
    try buffer.put(Int(IFA_LOCAL), address.local.bytes)
    try buffer.put(Int(IFA_ADDRESS), (address.peer ?? address.local).bytes)
  }

  /// `struct ifa_cacheinfo { __u32 prefered, valid, cstamp, tstamp; }`. The kernel refuses 0 for how long an address is
  /// valid, which it reports in an address's last second, and refuses one that is preferred for longer than it is valid.
  private static func putLifetimes(_ address: Address, into buffer: inout RequestBuffer) throws(KernelError) {
    guard address.preferredLifetime != nil || address.validLifetime != nil else { return }
    let valid = max((address.validLifetime ?? .forever).kernelNumber, 1)
    let preferred = min(address.preferredLifetime?.kernelNumber ?? valid, valid)
    try buffer.put(
      Int(IFA_CACHEINFO), preferred.bytesInHostOrder + valid.bytesInHostOrder + [UInt8](repeating: 0, count: 8))
  }
}

extension Address {
  /// Those of the flags that a maker of addresses decides; the kernel keeps the others itself.
  fileprivate var requestedFlags: UInt32 {
    let decided = IFA_F_NODAD | IFA_F_HOMEADDRESS | IFA_F_MANAGETEMPADDR | IFA_F_NOPREFIXROUTE | IFA_F_MCAUTOJOIN
    let route = UInt32(IFA_F_NOPREFIXROUTE)
    let requested = flags & UInt32(decided)
    return switch noPrefixRoute {
    case true: requested | route
    case false: requested & ~route
    default: requested
    }
  }
}

extension IPAddress {
  /// `AF_INET` or `AF_INET6`
  var family: UInt8 { UInt8(isIPv6 ? AF_INET6 : AF_INET) }
}
