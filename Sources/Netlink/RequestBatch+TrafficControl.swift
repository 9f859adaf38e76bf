internal import CLinuxShim
internal import Glibc
public import NetworkModel

/// Requests about qdiscs and filters.
extension RequestBatch {
  /// Limits what a link sends, by a token bucket in the place of its queue (`RTM_NEWQDISC`).
  /// - Parameter isNew: Whether there is none yet; then it fails when somebody has chosen another queue meanwhile.
  public mutating func setShaper(_ limit: TrafficLimit, of link: Int32, isNew: Bool) throws(KernelError) {
    let header = Self.header(link, TrafficControl.shaper, TC_H_ROOT)
    let flags = isNew ? NLM_F_CREATE | NLM_F_EXCL : 0
    try append(RTM_NEWQDISC, NLM_F_ACK | flags, header) { (buffer) throws(KernelError) in
      try buffer.put(TCA_KIND, "tbf")
      try buffer.nest(TCA_OPTIONS) { (buffer) throws(KernelError) in
        var options = tc_tbf_qopt()
        options.rate = Self.ratespec(limit)
        options.buffer = limit.ticks
        options.limit = limit.queue
        try buffer.nest(TCA_TBF_PARMS, header: options) { _ in }
        if limit.rate > UInt32.max { try buffer.put(TCA_TBF_RATE64, limit.rate) }
      }
    }
  }

  /// Gives a link the kernel's own queue again.
  public mutating func removeShaper(of link: Int32) throws(KernelError) {
    try append(RTM_DELQDISC, NLM_F_ACK, Self.header(link, TrafficControl.shaper, TC_H_ROOT)) {
      (buffer) throws(KernelError) in try buffer.put(TCA_KIND, "tbf")
    }
  }

  /// Makes the qdisc that holds filters of what a link receives.
  public mutating func addHook(to link: Int32) throws(KernelError) {
    try append(RTM_NEWQDISC, NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL, Self.hookHeader(link)) {
      (buffer) throws(KernelError) in try buffer.put(TCA_KIND, "clsact")
    }
  }

  /// Removes that qdisc, and all filters that are in it.
  public mutating func removeHook(of link: Int32) throws(KernelError) {
    try append(RTM_DELQDISC, NLM_F_ACK, Self.hookHeader(link)) { (buffer) throws(KernelError) in
      try buffer.put(TCA_KIND, "clsact")
    }
  }

  /// Limits what a link receives, by a filter that leads everything to a policer (`RTM_NEWTFILTER`). What is within the limit
  /// goes on to the filters of others.
  public mutating func addPolicer(_ limit: TrafficLimit, to link: Int32, inOwnHook: Bool) throws(KernelError) {
    let header = Self.filterHeader(link, inOwnHook)
    try append(RTM_NEWTFILTER, NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL, header) { (buffer) throws(KernelError) in
      try buffer.put(TCA_KIND, "matchall")
      try buffer.nest(TCA_OPTIONS) { (buffer) throws(KernelError) in
        try buffer.nest(TCA_MATCHALL_ACT) { (buffer) throws(KernelError) in
          try buffer.nest(1) { (buffer) throws(KernelError) in
            try buffer.put(Int(TCA_ACT_KIND), "police")
            try buffer.nest(Int(TCA_ACT_OPTIONS)) { (buffer) throws(KernelError) in
              try Self.put(limit, into: &buffer)
            }
          }
        }
      }
    }
  }

  /// Removes that filter.
  public mutating func removePolicer(of link: Int32, inOwnHook: Bool) throws(KernelError) {
    try append(RTM_DELTFILTER, NLM_F_ACK, Self.filterHeader(link, inOwnHook)) { (buffer) throws(KernelError) in
      try buffer.put(TCA_KIND, "matchall")
    }
  }

  private static func put(_ limit: TrafficLimit, into buffer: inout RequestBuffer) throws(KernelError) {
    var options = tc_police()
    options.action = TC_ACT_SHOT
    options.burst = limit.ticks
    // Packets of any size: what a guest hands over in one piece is cut into frames later.
    options.mtu = .max
    options.rate = ratespec(limit)
    try buffer.nest(TCA_POLICE_TBF, header: options) { _ in }
    // qdisc_get_rtab() demands a table of what each size of a packet takes. Since Linux 3.8 nothing looks it up.
    try buffer.put(TCA_POLICE_RATE, [UInt8](repeating: 0, count: Int(TC_RTAB_SIZE)))
    if limit.rate > UInt32.max { try buffer.put(TCA_POLICE_RATE64, limit.rate) }
    try buffer.put(TCA_POLICE_RESULT, UInt32(bitPattern: TC_ACT_UNSPEC))
  }

  /// The link layer is named, so that the kernel does not guess it from the table (__detect_linklayer); `cell_log` is of no
  /// meaning, but has to be a number from 1 on.
  private static func ratespec(_ limit: TrafficLimit) -> tc_ratespec {
    var rate = tc_ratespec()
    rate.linklayer = UInt8(TC_LINKLAYER_ETHERNET.rawValue)
    rate.cell_log = 8
    rate.rate = UInt32(clamping: limit.rate)
    return rate
  }

  private static func header(_ link: Int32, _ handle: UInt32, _ parent: UInt32, info: UInt32 = 0) -> tcmsg {
    tcmsg(
      tcm_family: UInt8(AF_UNSPEC), tcm__pad1: 0, tcm__pad2: 0, tcm_ifindex: link, tcm_handle: handle,
      tcm_parent: parent, tcm_info: info)
  }

  private static func hookHeader(_ link: Int32) -> tcmsg { header(link, 0xFFFF_0000, TC_H_INGRESS) }

  private static func filterHeader(_ link: Int32, _ inOwnHook: Bool) -> tcmsg {
    let allProtocols = UInt32(UInt16(ETH_P_ALL).bigEndian)
    return header(
      link, TrafficControl.policer(inOwnHook: inOwnHook), TrafficControl.hooks[0],
      info: UInt32(TrafficControl.preference) << 16 | allProtocols)
  }
}

extension TrafficLimit {
  /// How many bytes may wait: what the link sends in 50 ms, and a burst.
  fileprivate var queue: UInt32 { UInt32(clamping: rate / 20 + UInt64(burst)) }
}

/// Questions whether the kernel has what it takes, which end before anything is made: the module has to be there before what
/// is missing is noticed. They name the loopback, which every namespace has.
extension RequestBatch {
  private static var loopback: Int32 { 1 }

  /// A token bucket without its options (tbf_init).
  mutating func probeShaper() throws(KernelError) {
    let header = Self.header(Self.loopback, TrafficControl.shaper, TC_H_ROOT)
    try append(RTM_NEWQDISC, NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL, header) { (buffer) throws(KernelError) in
      try buffer.put(TCA_KIND, "tbf")
    }
  }

  /// A `clsact` that shares its filters with those of number 0, which there cannot be (qdisc_block_indexes_set).
  mutating func probeHook() throws(KernelError) {
    let header = Self.hookHeader(Self.loopback)
    try append(RTM_NEWQDISC, NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL, header) { (buffer) throws(KernelError) in
      try buffer.put(TCA_KIND, "clsact")
      try buffer.put(TCA_INGRESS_BLOCK, UInt32(0))
    }
  }

  /// A policer without its options (tcf_police_init).
  mutating func probePolicer() throws(KernelError) {
    try append(RTM_NEWACTION, NLM_F_ACK | NLM_F_CREATE, tcamsg()) { (buffer) throws(KernelError) in
      try buffer.nest(TCA_ROOT_TAB) { (buffer) throws(KernelError) in
        try buffer.nest(1) { (buffer) throws(KernelError) in try buffer.put(Int(TCA_ACT_KIND), "police") }
      }
    }
  }
}
