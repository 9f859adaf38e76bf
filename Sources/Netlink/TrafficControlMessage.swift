internal import CLinuxShim
public import NetworkModel

/// A qdisc, as an `RTM_NEWQDISC` message tells.
struct QdiscMessage: Equatable {
  /// The index of its link.
  let link: Int32
  /// Its handle; 0 for one that the kernel has chosen.
  let handle: UInt32
  /// Where it is attached.
  let parent: UInt32
  /// What it is.
  var kind = ""
  /// The limit of a token bucket.
  var limit: TrafficLimit?
  /// Whether it shares the filters of what comes in with those of other links.
  var hasSharedBlock = false

  /// Reads the payload: `struct tcmsg` and attributes.
  init(_ payload: RawSpan) throws(MalformedMessage) {
    link = try payload.readInt32(at: 4)
    handle = try payload.readUInt32(at: 8)
    parent = try payload.readUInt32(at: 12)
    var kind = ""
    var limit: TrafficLimit?
    var hasSharedBlock = false
    try payload.forEachAttribute(from: MemoryLayout<tcmsg>.size) { (type, value) throws(MalformedMessage) in
      switch type {
      case TCA_KIND: kind = value.text
      case TCA_OPTIONS where kind == "tbf": limit = try Self.limit(value)
      case TCA_INGRESS_BLOCK: hasSharedBlock = try value.readUInt32(at: 0) != 0
      default: break
      }
    }
    self.kind = kind
    self.limit = limit
    self.hasSharedBlock = hasSharedBlock
  }

  /// `struct tc_tbf_qopt { struct tc_ratespec rate, peakrate; __u32 limit, buffer, mtu; }`, of 12, 12 and 4 bytes each.
  private static func limit(_ options: RawSpan) throws(MalformedMessage) -> TrafficLimit? {
    var rate: UInt64?
    var rate64: UInt64?
    var ticks: UInt32 = 0
    try options.forEachAttribute { (type, value) throws(MalformedMessage) in
      switch type {
      case TCA_TBF_PARMS:
        rate = UInt64(try value.readUInt32(at: rateOffset))
        ticks = try value.readUInt32(at: 28)
      case TCA_TBF_RATE64: rate64 = try value.readUInt64(at: 0)
      default: break
      }
    }
    return (rate64 ?? rate).map { TrafficLimit(rate: $0, ticks: ticks) }
  }

  /// Whether it is what limits what a link sends.
  var isShaper: Bool { handle == TrafficControl.shaper && kind == "tbf" && limit?.isNone == false }

  /// In the words of `tc`: `htb 1:`.
  var title: String { "\(kind) \(String(handle >> 16, radix: 16)):" }
}

/// A filter, as an `RTM_NEWTFILTER` message tells. Each preference in use has a message of its own besides, with the handle 0.
struct FilterMessage: Equatable {
  /// Its handle, which is unique in its preference.
  let handle: UInt32
  /// Its preference, before others of a higher one.
  let preference: UInt16
  /// In which chain it is.
  var chain: UInt32 = 0
  /// What it is.
  var kind = ""
  /// The limit of the first policer that it leads to.
  var limit: TrafficLimit?

  /// Reads the payload: `struct tcmsg` and attributes.
  init(_ payload: RawSpan) throws(MalformedMessage) {
    handle = try payload.readUInt32(at: 8)
    preference = UInt16(truncatingIfNeeded: try payload.readUInt32(at: 16) >> 16)
    var chain: UInt32 = 0
    var kind = ""
    var limit: TrafficLimit?
    try payload.forEachAttribute(from: MemoryLayout<tcmsg>.size) { (type, value) throws(MalformedMessage) in
      switch type {
      case TCA_KIND: kind = value.text
      case TCA_CHAIN: chain = try value.readUInt32(at: 0)
      case TCA_OPTIONS where kind == "matchall":
        try value.forEachAttribute { (type, actions) throws(MalformedMessage) in
          guard type == TCA_MATCHALL_ACT else { return }
          try actions.forEachAttribute { (_, action) throws(MalformedMessage) in
            if limit == nil { limit = try Self.limit(action) }
          }
        }
      default: break
      }
    }
    self.chain = chain
    self.kind = kind
    self.limit = limit
  }

  /// `struct tc_police { __u32 index; int action; __u32 limit, burst, mtu; struct tc_ratespec rate, …; }`
  private static func limit(_ action: RawSpan) throws(MalformedMessage) -> TrafficLimit? {
    var isPolicer = false
    var rate: UInt64?
    var rate64: UInt64?
    var ticks: UInt32 = 0
    try action.forEachAttribute { (type, value) throws(MalformedMessage) in
      if type == Int(TCA_ACT_KIND) { isPolicer = value.text == "police" }
      guard type == Int(TCA_ACT_OPTIONS), isPolicer else { return }
      try value.forEachAttribute { (type, value) throws(MalformedMessage) in
        switch type {
        case TCA_POLICE_TBF:
          ticks = try value.readUInt32(at: 12)
          rate = UInt64(try value.readUInt32(at: 20 + rateOffset))
        case TCA_POLICE_RATE64: rate64 = try value.readUInt64(at: 0)
        default: break
        }
      }
    }
    return (rate64 ?? rate).map { TrafficLimit(rate: $0, ticks: ticks) }
  }

  /// Whether its preference is that of the limit of what a link receives.
  var isAtOurs: Bool { preference == TrafficControl.preference && chain == 0 }

  /// Whether it is that limit: in a hook of its own, or in somebody else's; nil when it is not.
  var isInOwnHook: Bool? {
    guard isAtOurs, kind == "matchall", limit?.isNone == false else { return nil }
    return [true, false].first { handle == TrafficControl.policer(inOwnHook: $0) }
  }

  /// Whether somebody else has made it.
  var isForeign: Bool { isInOwnHook == nil && !(isAtOurs && handle == 0 && kind == "matchall") }
}

/// The place of the rate in `struct tc_ratespec`.
private let rateOffset = 8

extension TrafficControl {
  /// The places to which filters of what comes in and of what goes out are attached, in a `clsact` qdisc. An `ingress` qdisc
  /// takes the first one for its only one.
  static let hooks: [UInt32] = [0xFFFF_FFF2, 0xFFFF_FFF3]

  /// What the qdiscs and filters of one link amount to.
  init(_ qdiscs: [QdiscMessage], _ filters: [FilterMessage]) {
    self.init()
    for qdisc in qdiscs {
      if qdisc.parent == TC_H_ROOT, qdisc.handle != 0 {
        if qdisc.isShaper { egress = qdisc.limit ?? .none } else { foreignQdisc = qdisc.title }
      }
      guard qdisc.parent == TC_H_INGRESS else { continue }
      let ours = filters.lazy.compactMap { filter in filter.isInOwnHook.map { (filter, $0) } }.first
      if let limit = ours?.0.limit { ingress = limit }
      ingress.hook = qdisc.hasSharedBlock || filters.contains(where: \.isForeign) ? .occupied : .spare
      ingress.isInOwnHook = ours?.1 == true
      if qdisc.hasSharedBlock {
        foreignFilter = "its filters are shared with other links (ingress_block)"
      } else if let other = filters.first(where: { $0.isAtOurs && $0.isForeign }) {
        foreignFilter = "it has somebody else's filter (\(other.kind)) of preference \(Self.preference)"
      }
    }
  }
}

extension NetlinkClient where Transport: ~Copyable {
  /// The traffic control of links, by index. The kernel lists all qdiscs of the namespace, and filters of one place of one
  /// link, which is asked for where there is a qdisc that can have some.
  public mutating func trafficControl(of links: [Int32]) throws(KernelError) -> [Int32: TrafficControl] {
    let messages = try dump("list qdiscs", type: RTM_GETQDISC, header: tcmsg()) { (payload) throws(MalformedMessage) in
      let message = try QdiscMessage(payload)
      return message.parent == TC_H_ROOT || message.parent == TC_H_INGRESS ? message : nil
    }
    let qdiscs = Dictionary(grouping: messages, by: \.link)
    var result: [Int32: TrafficControl] = [:]
    for link in links {
      let own = qdiscs[link] ?? []
      let filters = own.contains { $0.parent == TC_H_INGRESS } ? try filters(of: link) : []
      result[link] = TrafficControl(own, filters)
    }
    return result
  }

  /// Whether there are filters for what a link receives, or for what it sends.
  public mutating func hasFilters(_ link: Int32) throws(KernelError) -> Bool { try !filters(of: link).isEmpty }

  private mutating func filters(of link: Int32) throws(KernelError) -> [FilterMessage] {
    var all: [FilterMessage] = []
    for hook in TrafficControl.hooks {
      let header = tcmsg(
        tcm_family: 0, tcm__pad1: 0, tcm__pad2: 0, tcm_ifindex: link, tcm_handle: 0, tcm_parent: hook, tcm_info: 0)
      all += try dump("list filters", type: RTM_GETTFILTER, header: header) { (payload) throws(MalformedMessage) in
        try FilterMessage(payload)
      }
    }
    return all
  }
}
