internal import CLinuxShim
internal import Glibc
public import NetworkModel

/// A route as an `RTM_NEWROUTE` message tells, its links by index.
struct RouteMessage: Equatable {
  /// The route without the links of its hops.
  private(set) var route: Route
  /// The index of each hop's link, 0 for none.
  private(set) var links: [Int32] = []

  /// Reads the payload: `struct rtmsg` and attributes; nil for what is of neither IPv4 nor IPv6, and for actions that
  /// are the kernel's own: local, broadcast, multicast.
  init?(_ payload: RawSpan) throws(MalformedMessage) {
    let family = Int32(try payload.readUInt8(at: 0))
    guard family == AF_INET || family == AF_INET6, let action = Route.Action(rawValue: try payload.readUInt8(at: 7))
    else { return nil }
    let length = try payload.readUInt8(at: 1)
    route = Route(
      family == AF_INET6 ? .allIPv6 : .allIPv4, action: action, metric: 0, table: UInt32(try payload.readUInt8(at: 4)),
      origin: try payload.readUInt8(at: 5), scope: Scope(rawValue: try payload.readUInt8(at: 6)))
    route.typeOfService = try payload.readUInt8(at: 3)
    var only = Route.Hop()
    var link: Int32 = 0
    try payload.forEachAttribute(from: MemoryLayout<rtmsg>.size) { (type, value) throws(MalformedMessage) in
      switch type {
      case Int(RTA_DST.rawValue):
        if let address = try IPAddress(value) { route.destination = IPPrefix(address, length: length) }
      case Int(RTA_PREFSRC.rawValue): route.source = try IPAddress(value)
      case Int(RTA_PRIORITY.rawValue): route.metric = try value.readUInt32(at: 0)
      // The header has eight bits for the table; the attribute has all.
      case Int(RTA_TABLE.rawValue): route.table = try value.readUInt32(at: 0)
      case Int(RTA_OIF.rawValue): link = try value.readInt32(at: 0)
      case Int(RTA_MULTIPATH.rawValue): try readHops(value)
      default: only.gateway = try Self.gateway(type, value) ?? only.gateway
      }
    }
    if link != 0 || only != Route.Hop() {
      route.hops.insert(only, at: 0)
      links.insert(link, at: 0)
    }
  }

  /// The route with its links by name; nil when one of them is not known.
  func resolved(_ name: (Int32) -> LinkName?) -> Route? {
    var result = route
    for (place, link) in links.enumerated() where link != 0 {
      guard let name = name(link) else { return nil }
      result.hops[place].link = name
    }
    return result
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
      var hop = Route.Hop(weight: Int(try value.readUInt8(at: offset + 3)) + 1)
      try value.extracting(offset..<offset + length).forEachAttribute(from: header) {
        (type, value) throws(MalformedMessage) in
        hop.gateway = try Self.gateway(type, value) ?? hop.gateway
      }
      route.hops.append(hop)
      links.append(try value.readInt32(at: offset + 4))
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

extension Route {
  /// Whether somebody made it: not the kernel itself for the host's addresses (`RTPROT_KERNEL`), nor on the word of a
  /// router (`RTPROT_REDIRECT`).
  public var isOfInterest: Bool { origin != UInt8(RTPROT_KERNEL) && origin != UInt8(RTPROT_REDIRECT) && table != 255 }
}

extension NetlinkClient where Transport: ~Copyable {
  /// The routes of all tables of the namespace, those included that the kernel makes for its own addresses.
  ///
  /// - Parameter name: The name of the link with an index. Routes over links that it does not know are left out.
  public mutating func routes(_ name: (Int32) -> LinkName?) throws(KernelError) -> [Route] {
    let messages = try dump("list routes", type: RTM_GETROUTE, header: rtmsg()) { (payload) throws(MalformedMessage) in
      try RouteMessage(payload)
    }
    return messages.compactMap { $0.resolved(name) }
  }
}
