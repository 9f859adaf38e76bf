internal import CLinuxShim
internal import Glibc
public import NetworkModel

extension NetlinkClient where Transport: ~Copyable {
  /// The addresses of IPv6 that the host takes packets for, by the index of their link: the routes of type `local`.
  ///
  /// An address that is listed need not be among them yet: the kernel makes its route in a work of its own, some time after
  /// it has taken the address (addrconf_dad_work in net/ipv6/addrconf.c).
  public mutating func localIPv6Addresses() throws(KernelError) -> [Int32: Set<IPAddress>] {
    var header = rtmsg()
    header.rtm_family = UInt8(AF_INET6)
    let routes = try dump("list local routes", type: RTM_GETROUTE, header: header) {
      (payload) throws(MalformedMessage) in
      try LocalRoute(payload)
    }
    var result: [Int32: Set<IPAddress>] = [:]
    for route in routes { result[route.link, default: []].insert(route.address) }
    return result
  }
}

/// A route of type `local` as an `RTM_NEWROUTE` message tells.
private struct LocalRoute {
  let link: Int32
  let address: IPAddress

  /// Reads the payload; nil for routes of other types.
  init?(_ payload: RawSpan) throws(MalformedMessage) {
    let type = Int(try payload.readUInt8(at: 7))
    guard type == Int(RTN_LOCAL) else { return nil }
    var link: Int32?
    var address: IPAddress?
    try payload.forEachAttribute(from: MemoryLayout<rtmsg>.size) { (type, value) throws(MalformedMessage) in
      switch type {
      case Int(RTA_DST.rawValue): address = IPAddress(value)
      case Int(RTA_OIF.rawValue): link = try value.readInt32(at: 0)
      default: break
      }
    }
    guard let link, let address else { return nil }
    self.link = link
    self.address = address
  }
}
