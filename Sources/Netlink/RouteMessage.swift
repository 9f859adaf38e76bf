internal import CLinuxShim
internal import Glibc
public import NetworkModel

extension ObservedRoute {
  /// Reads the payload of `RTM_NEWROUTE`: `struct rtmsg` and attributes; nil for what is of neither IPv4 nor IPv6.
  init?(_ payload: RawSpan) throws(MalformedMessage) {
    let family = Int32(try payload.readUInt8(at: 0))
    guard family == AF_INET || family == AF_INET6 else { return nil }
    self.init(
      isIPv6: family == AF_INET6, destination: nil, prefixLength: try payload.readUInt8(at: 1),
      table: UInt32(try payload.readUInt8(at: 4)), origin: try payload.readUInt8(at: 5),
      scope: try payload.readUInt8(at: 6), type: try payload.readUInt8(at: 7))
    var only = Hop()
    try payload.forEachAttribute(from: MemoryLayout<rtmsg>.size) { (type, value) throws(MalformedMessage) in
      switch type {
      case Int(RTA_DST.rawValue): destination = try IPAddress(value)
      case Int(RTA_PREFSRC.rawValue): preferredSource = try IPAddress(value)
      case Int(RTA_PRIORITY.rawValue): metric = try value.readUInt32(at: 0)
      // The header has eight bits for the table; the attribute has all.
      case Int(RTA_TABLE.rawValue): table = try value.readUInt32(at: 0)
      case Int(RTA_OIF.rawValue): only.link = try value.readInt32(at: 0)
      case Int(RTA_MULTIPATH.rawValue): try readHops(value)
      default: only.gateway = try Self.gateway(type, value) ?? only.gateway
      }
    }
    if only != Hop() { hops.insert(only, at: 0) }
  }

  /// Reads a sequence of `struct rtnexthop { __u16 len; __u8 flags; __u8 hops; int ifindex; }`, each with attributes.
  private mutating func readHops(_ value: RawSpan) throws(MalformedMessage) {
    let header = MemoryLayout<rtnexthop>.size
    var offset = 0
    while value.byteCount - offset >= header {
      let length = Int(try value.readUInt16(at: offset))
      guard length >= header, length <= value.byteCount - offset else {
        throw MalformedMessage(reason: "a hop of \(length) bytes at \(offset) of \(value.byteCount)")
      }
      // The kernel stores the weight less one.
      var hop = Hop(
        link: try value.readInt32(at: offset + 4), weight: Int(try value.readUInt8(at: offset + 3)) + 1)
      try value.extracting(offset..<offset + length).forEachAttribute(from: header) {
        (type, value) throws(MalformedMessage) in
        hop.gateway = try Self.gateway(type, value) ?? hop.gateway
      }
      hops.append(hop)
      offset += aligned(length)
    }
  }

  /// A router, also one of another family than the route's (`struct rtvia { __u16 family; __u8 addr[]; }`).
  private static func gateway(_ type: Int, _ value: RawSpan) throws(MalformedMessage) -> IPAddress? {
    switch type {
    case Int(RTA_GATEWAY.rawValue): return try IPAddress(value)
    case Int(RTA_VIA.rawValue):
      guard value.byteCount > 2 else { throw MalformedMessage(reason: "a router of \(value.byteCount) bytes") }
      return try IPAddress(value.extracting(2..<value.byteCount))
    default: return nil
    }
  }
}

extension NetlinkClient where Transport: ~Copyable {
  /// The routes of all tables of the namespace, those included that the kernel makes for its own addresses.
  public mutating func routes() throws(KernelError) -> [ObservedRoute] {
    try dump("list routes", type: RTM_GETROUTE, header: rtmsg()) { (payload) throws(MalformedMessage) in
      try ObservedRoute(payload)
    }
  }
}
