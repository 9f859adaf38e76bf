internal import CLinuxShim
internal import Glibc
public import NetworkModel

/// Requests about routes. Each takes a function that finds the index of a link.
extension RequestBatch {
  /// Adds a route (`RTM_NEWROUTE`), behind others of the same key, and fails when there is one that is the same in all.
  public mutating func addRoute(_ route: Route, index: (LinkName) -> Int32?) throws(KernelError) {
    try append(RTM_NEWROUTE, NLM_F_CREATE | NLM_F_APPEND, route, index)
  }

  /// Puts a route in the place of the first of the same key, or adds it when there is none.
  public mutating func replaceRoute(_ route: Route, index: (LinkName) -> Int32?) throws(KernelError) {
    try append(RTM_NEWROUTE, NLM_F_CREATE | NLM_F_REPLACE, route, index)
  }

  /// Removes a route (`RTM_DELROUTE`).
  ///
  /// All that the kernel compares is said, so that of several routes to the same place the right one goes. It takes a
  /// metric of 0 in IPv4 for any, but the lowest first; and no router in IPv6 for any, so that of two routes over the
  /// same link, one with and one without a router, the first goes.
  public mutating func removeRoute(_ route: Route, index: (LinkName) -> Int32?) throws(KernelError) {
    var removed = route
    removed.expires = nil
    try append(RTM_DELROUTE, 0, removed, index)
  }

  private mutating func append(
    _ type: Int, _ flags: Int32, _ route: Route, _ index: (LinkName) -> Int32?
  ) throws(KernelError) {
    let family = Int32(route.destination.address.family)
    try append(type, NLM_F_ACK | flags, Self.header(route)) { (buffer) throws(KernelError) in
      if !route.destination.isDefault { try buffer.put(RTA_DST, route.destination.address.bytes) }
      if let senders = route.senders { try buffer.put(RTA_SRC, senders.address.bytes) }
      try buffer.put(RTA_TABLE, route.table.bytesInHostOrder)
      if route.metric != 0 { try buffer.put(RTA_PRIORITY, route.metric.bytesInHostOrder) }
      if let source = route.source { try buffer.put(RTA_PREFSRC, source.bytes) }
      if !route.metrics.isEmpty {
        try buffer.nest(Int(RTA_METRICS.rawValue)) { (buffer) throws(KernelError) in
          for (metric, bytes) in route.metrics.sorted(by: { $0.key < $1.key }) { try buffer.put(Int(metric), bytes) }
        }
      }
      if let expires = route.expires { try buffer.put(RTA_EXPIRES, expires.bytesInHostOrder) }
      for (type, bytes) in route.others.sorted(by: { $0.key < $1.key }) { try buffer.put(Int(type), bytes) }
      if let nexthop = route.nexthop {
        // It stands for the hops: the kernel refuses both together.
        try buffer.put(RTA_NH_ID, nexthop.bytesInHostOrder)
      } else if route.hops.count > 1 {
        var entries: [UInt8] = []
        for hop in route.hops { entries += try Self.entry(hop, family, index) }
        try buffer.put(RTA_MULTIPATH, entries)
      } else if let hop = route.hops.first {
        if let link = hop.link { try buffer.put(RTA_OIF, try Self.index(of: link, index).bytesInHostOrder) }
        if let (type, bytes) = hop.gateway?.asRouter(of: family) { try buffer.put(type, bytes) }
      } else if type == RTM_DELROUTE, route.destination.isIPv6 {
        // IPv6 compares no actions, but a route that rejects has the loopback for its link, whose index is always 1.
        try buffer.put(RTA_OIF, Int32(1).bytesInHostOrder)
      }
    }
  }

  private static func header(_ route: Route) -> rtmsg {
    let isOnLink = route.nexthop == nil && route.hops.count == 1 && route.hops[0].isOnLink
    return rtmsg(
      rtm_family: route.destination.address.family, rtm_dst_len: route.destination.length,
      rtm_src_len: route.senders?.length ?? 0, rtm_tos: route.typeOfService,
      // Eight bits, for the attribute to say it in full.
      rtm_table: UInt8(exactly: route.table) ?? UInt8(RT_TABLE_COMPAT.rawValue), rtm_protocol: route.origin,
      rtm_scope: route.scope.rawValue, rtm_type: route.action.rawValue,
      rtm_flags: isOnLink ? UInt32(RTNH_F_ONLINK) : 0)
  }

  /// `struct rtnexthop { __u16 len; __u8 flags; __u8 hops; int ifindex; }` with its attributes. The kernel stores the
  /// weight less one, and finds the link by the router when its index is 0.
  private static func entry(
    _ hop: Route.Hop, _ family: Int32, _ index: (LinkName) -> Int32?
  ) throws(KernelError) -> [UInt8] {
    var link: Int32 = 0
    if let name = hop.link { link = try Self.index(of: name, index) }
    var attributes: [UInt8] = []
    if let (type, bytes) = hop.gateway?.asRouter(of: family) {
      attributes += attribute(UInt16(type.rawValue), bytes)
    }
    for (type, bytes) in hop.others.sorted(by: { $0.key < $1.key }) { attributes += attribute(type, bytes) }
    let length = UInt16(clamping: MemoryLayout<rtnexthop>.size + attributes.count)
    return length.bytesInHostOrder
      + [hop.isOnLink ? UInt8(RTNH_F_ONLINK) : 0, UInt8(clamping: hop.weight - 1)]
      + link.bytesInHostOrder + attributes
  }

  private static func attribute(_ type: UInt16, _ bytes: [UInt8]) -> [UInt8] {
    let length = attributeHeaderLength + bytes.count
    return UInt16(clamping: length).bytesInHostOrder + type.bytesInHostOrder + bytes
      + [UInt8](repeating: 0, count: aligned(length) - length)
  }

  private static func index(of link: LinkName, _ index: (LinkName) -> Int32?) throws(KernelError) -> Int32 {
    if let found = index(link) { return found }
    throw KernelError(request: "", code: ENODEV, words: "there is no link \(link)")
  }
}

extension RequestBuffer {
  fileprivate mutating func put(_ type: rtattr_type_t, _ bytes: [UInt8]) throws(KernelError) {
    try put(Int(type.rawValue), bytes)
  }
}

extension IPAddress {
  /// The attribute that names it as the router of a route of that family.
  fileprivate func asRouter(of family: Int32) -> (rtattr_type_t, [UInt8]) {
    if Int32(self.family) == family { return (RTA_GATEWAY, bytes) }
    return (RTA_VIA, UInt16(self.family).bytesInHostOrder + bytes)
  }
}
