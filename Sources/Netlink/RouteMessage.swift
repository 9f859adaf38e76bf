internal import CLinuxShim
internal import Glibc
public import NetworkModel

/// A route as an `RTM_NEWROUTE` message tells, its links by index.
struct RouteMessage: Equatable {
  /// The route without the links of its hops.
  private(set) var route: Route
  /// The index of each hop's link, 0 for none.
  private(set) var links: [Int32] = []

  /// Reads the payload: `struct rtmsg` and attributes; nil for what is of neither IPv4 nor IPv6, for copies of a route
  /// that the kernel keeps for one destination, for routes that have expired and wait for their removal, and for actions
  /// that are the kernel's own: local, broadcast, multicast.
  ///
  /// Whether a hop works at the moment, or is done by hardware, is not read: it is no part of what somebody asked for.
  init?(_ payload: RawSpan) throws(MalformedMessage) {
    let family = Int32(try payload.readUInt8(at: 0))
    let flags = try payload.readUInt32(at: 8)
    guard family == AF_INET || family == AF_INET6, flags & UInt32(RTM_F_CLONED) == 0,
      let action = Route.Action(rawValue: try payload.readUInt8(at: 7))
    else { return nil }
    let length = try payload.readUInt8(at: 1)
    let senderLength = try payload.readUInt8(at: 2)
    route = Route(
      family == AF_INET6 ? .allIPv6 : .allIPv4, action: action, metric: 0, table: UInt32(try payload.readUInt8(at: 4)),
      origin: try payload.readUInt8(at: 5), scope: Scope(rawValue: try payload.readUInt8(at: 6)))
    route.typeOfService = try payload.readUInt8(at: 3)
    var only = Route.Hop(isOnLink: flags & UInt32(RTNH_F_ONLINK) != 0)
    var link: Int32 = 0
    var hasExpired = false
    try payload.forEachFlaggedAttribute(from: MemoryLayout<rtmsg>.size) { (type, value) throws(MalformedMessage) in
      switch rtattr_type_t(rawValue: UInt32(type & typeMask)) {
      case RTA_DST: if let address = IPAddress(value) { route.destination = IPPrefix(address, length: length) }
      case RTA_SRC: if let address = IPAddress(value) { route.senders = IPPrefix(address, length: senderLength) }
      case RTA_PREFSRC: route.source = IPAddress(value)
      case RTA_PRIORITY: route.metric = try value.readUInt32(at: 0)
      // The header has eight bits for the table; the attribute has all.
      case RTA_TABLE: route.table = try value.readUInt32(at: 0)
      case RTA_OIF: link = try value.readInt32(at: 0)
      case RTA_GATEWAY, RTA_VIA: only.gateway = try Self.router(type, value)
      case RTA_MULTIPATH: try readHops(value)
      case RTA_NH_ID: route.nexthop = try value.readUInt32(at: 0)
      case RTA_METRICS:
        try value.forEachFlaggedAttribute { (type, value) throws(MalformedMessage) in
          route.metrics[type] = value.octets
        }
      case RTA_CACHEINFO:
        // struct rta_cacheinfo { __u32 clntref, lastuse; __s32 expires; … }, in ticks of USER_HZ; 0 for never.
        let ticks = try value.readInt32(at: 8)
        if ticks > 0 { route.expires = UInt32(ticks).dividedRoundingUp(by: 100) }
        hasExpired = ticks < 0
      case RTA_PAD: break
      // IPv6 reports a router's preference for every route: medium for those that have none.
      case RTA_PREF where try value.readUInt8(at: 0) == 0: break
      default: route.others[type] = value.octets
      }
    }
    if hasExpired { return nil }
    // What rejects leads nowhere; IPv6 reports the loopback.
    guard action == .unicast else {
      route.hops = []
      links = []
      return
    }
    if route.hops.isEmpty, link != 0 || only.gateway != nil {
      route.hops = [only]
      links = [link]
    }
    if route.nexthop != nil {
      // The kernel copies these from the object, and takes them only from there.
      for type in [RTA_ENCAP, RTA_ENCAP_TYPE, RTA_FLOW] { route.others[UInt16(type.rawValue)] = nil }
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
      var hop = Route.Hop(
        weight: Int(try value.readUInt8(at: offset + 3)) + 1,
        isOnLink: try value.readUInt8(at: offset + 2) & UInt8(RTNH_F_ONLINK) != 0)
      try value.extracting(offset..<offset + length).forEachFlaggedAttribute(from: header) {
        (type, value) throws(MalformedMessage) in
        switch rtattr_type_t(rawValue: UInt32(type & typeMask)) {
        case RTA_GATEWAY, RTA_VIA: hop.gateway = try Self.router(type, value)
        default: hop.others[type] = value.octets
        }
      }
      route.hops.append(hop)
      links.append(try value.readInt32(at: offset + 4))
      offset += aligned(length)
    }
  }

  /// A router, also one of another family than the route's (`struct rtvia { __u16 family; __u8 addr[]; }`).
  private static func router(_ type: UInt16, _ value: RawSpan) throws(MalformedMessage) -> IPAddress? {
    guard rtattr_type_t(rawValue: UInt32(type & typeMask)) == RTA_VIA else { return IPAddress(value) }
    guard value.byteCount > 2 else { throw MalformedMessage(reason: "a router of \(value.byteCount) bytes") }
    return IPAddress(value.extracting(2..<value.byteCount))
  }
}

extension UInt32 {
  fileprivate func dividedRoundingUp(by divisor: UInt32) -> UInt32 { (self + divisor - 1) / divisor }
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
