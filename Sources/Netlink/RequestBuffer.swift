internal import CLinuxShim
internal import CMnl
internal import Glibc

/// Netlink messages under construction, one after another, in memory that grows as they need it.
///
/// Everything is written by the bounded functions of libmnl. What cannot be written, because an attribute's length has
/// 16 bits, throws and leaves the messages before it as they were. What is not in use is kept at zero, because libmnl
/// leaves the padding between attributes as it finds it.
@safe
struct RequestBuffer: ~Copyable {
  /// Longer than any message that vnetctl sends: an attribute of full length and some room around it.
  static let longestMessage = 96 * 1024

  private var base: UnsafeMutableRawPointer
  private var capacity = 16 * 1024
  /// Where the message under construction begins.
  private var start = 0
  /// The finished messages.
  private(set) var ranges: [Range<Int>] = []

  init() {
    // SAFETY: this value alone has the memory, and frees it in `deinit` or when it grows.
    unsafe base = Self.allocate(capacity)
  }

  deinit {
    // SAFETY: the memory was allocated by `init` or `grow`, and nothing refers to it any more.
    unsafe base.deallocate()
  }

  /// Writes one message. `body` puts the attributes.
  mutating func append<Header: BitwiseCopyable>(
    type: Int, flags: Int32, header: Header, _ body: (inout RequestBuffer) throws(KernelError) -> Void
  ) throws(KernelError) {
    start = ranges.last?.upperBound ?? 0
    while capacity - start < MessageHeader.length + aligned(MemoryLayout<Header>.size) { grow(keeping: start) }
    // SAFETY: there is room for both headers, and libmnl zeroes the second one, padding included.
    unsafe mnl_nlmsg_put_header(base + start)
    unsafe message.pointee.nlmsg_type = UInt16(type)
    unsafe message.pointee.nlmsg_flags = UInt16(NLM_F_REQUEST | flags)
    unsafe mnl_nlmsg_put_extra_header(message, MemoryLayout<Header>.size)
      .storeBytes(of: header, as: Header.self)
    do throws(KernelError) {
      try body(&self)
    } catch {
      clear(start..<start + length)
      throw error
    }
    ranges.append(start..<start + length)
  }

  /// Puts an attribute of one byte.
  mutating func put(_ attribute: Int, _ value: UInt8) throws(KernelError) {
    // SAFETY: libmnl stays within the bound that the private `put` passes on.
    try put { unsafe mnl_attr_put_u8_check($0, $1, UInt16(attribute), value) }
  }

  /// Puts an attribute of two bytes in the host's order.
  mutating func put(_ attribute: Int, _ value: UInt16) throws(KernelError) {
    // SAFETY: libmnl stays within the bound that the private `put` passes on.
    try put { unsafe mnl_attr_put_u16_check($0, $1, UInt16(attribute), value) }
  }

  /// Puts an attribute of four bytes in the host's order.
  mutating func put(_ attribute: Int, _ value: UInt32) throws(KernelError) {
    // SAFETY: libmnl stays within the bound that the private `put` passes on.
    try put { unsafe mnl_attr_put_u32_check($0, $1, UInt16(attribute), value) }
  }

  /// Puts an attribute of eight bytes in the host's order.
  mutating func put(_ attribute: Int, _ value: UInt64) throws(KernelError) {
    // SAFETY: libmnl stays within the bound that the private `put` passes on.
    try put { unsafe mnl_attr_put_u64_check($0, $1, UInt16(attribute), value) }
  }

  /// Puts an attribute that is a text with its NUL.
  mutating func put(_ attribute: Int, _ text: String) throws(KernelError) {
    try put(attribute, Array(text.utf8) + [0])
  }

  /// Puts an attribute of these bytes.
  mutating func put(_ attribute: Int, _ bytes: [UInt8]) throws(KernelError) {
    guard bytes.count <= Int(UInt16.max) - attributeHeaderLength else { throw Self.tooLong }
    // SAFETY: libmnl stays within the bound that the private `put` passes on.
    try put { unsafe mnl_attr_put_check($0, $1, UInt16(attribute), bytes.count, bytes) }
  }

  /// Puts an attribute that holds those that `body` puts.
  mutating func nest(
    _ attribute: Int, _ body: (inout RequestBuffer) throws(KernelError) -> Void
  ) throws(KernelError) {
    let offset = length
    // SAFETY: libmnl stays within the bound that the private `put` passes on.
    try put { unsafe mnl_attr_nest_start_check($0, $1, UInt16(attribute)) != nil }
    try body(&self)
    // libmnl stores the length in 16 bits, whatever it is.
    guard length - offset <= Int(UInt16.max) else { throw Self.tooLong }
    // SAFETY: the attribute was started at this offset; growing in between moves the message, but not within itself.
    unsafe mnl_attr_nest_end(message, (base + start + offset).assumingMemoryBound(to: nlattr.self))
  }

  /// Puts an attribute that holds a structure, and behind it the attributes that `body` puts.
  mutating func nest<Header: BitwiseCopyable>(
    _ attribute: Int, header: Header, _ body: (inout RequestBuffer) throws(KernelError) -> Void
  ) throws(KernelError) {
    let offset = length
    // SAFETY: the bytes are copied while the call lasts.
    let bytes = unsafe withUnsafeBytes(of: header) { unsafe Array($0) }
    try put(attribute, bytes)
    try body(&self)
    guard length - offset <= Int(UInt16.max) else { throw Self.tooLong }
    // SAFETY: the attribute was started at this offset; growing in between moves the message, but not within itself.
    unsafe mnl_attr_nest_end(message, (base + start + offset).assumingMemoryBound(to: nlattr.self))
  }

  /// Gives a finished message the number by which its answer is known.
  mutating func setSequence(_ sequence: UInt32, of index: Int) {
    // SAFETY: a header was written at the beginning of each range.
    let header = unsafe (base + ranges[index].lowerBound).assumingMemoryBound(to: nlmsghdr.self)
    unsafe header.pointee.nlmsg_seq = sequence
  }

  /// Lends the bytes of finished messages to `body`.
  func withBytes<Value, Failure: Error>(
    of range: Range<Int>, _ body: (RawSpan) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    precondition(range.lowerBound >= 0 && range.upperBound <= ranges.last?.upperBound ?? 0)
    // SAFETY: the range lies within finished messages, and the buffer lives, and does not move, while `body` runs.
    let bytes = unsafe UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count)
    return unsafe try body(bytes.bytes)
  }

  /// Forgets all messages and keeps the memory.
  mutating func removeAll() {
    clear(0..<(ranges.last?.upperBound ?? 0))
    ranges.removeAll(keepingCapacity: true)
  }

  private static let tooLong = KernelError(
    request: "write a netlink message", code: EMSGSIZE, words: "the request does not fit into a netlink message")

  private var message: UnsafeMutablePointer<nlmsghdr> {
    // SAFETY: `append` has made room for a header at `start` before anything asks for the message.
    unsafe (base + start).assumingMemoryBound(to: nlmsghdr.self)
  }

  /// The length so far of the message under construction.
  private var length: Int {
    // SAFETY: the header of the message is written before its attributes.
    Int(unsafe message.pointee.nlmsg_len)
  }

  /// Writes with a bounded function of libmnl, which says no when there is no room, until there is.
  @safe private mutating func put(
    _ write: (UnsafeMutablePointer<nlmsghdr>, Int) -> Bool
  ) throws(KernelError) {
    while true {
      // SAFETY: libmnl writes no further than the length it is given, which is what is left of the buffer.
      if unsafe write(message, capacity - start) { return }
      guard capacity - start <= Self.longestMessage else { throw Self.tooLong }
      grow(keeping: start + length)
    }
  }

  private mutating func grow(keeping count: Int) {
    // SAFETY: `count` bytes of the old memory are in use, and the new memory is larger than the old.
    let larger = unsafe Self.allocate(capacity * 2)
    unsafe larger.copyMemory(from: base, byteCount: count)
    unsafe base.deallocate()
    unsafe base = larger
    capacity *= 2
  }

  private static func allocate(_ capacity: Int) -> UnsafeMutableRawPointer {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
    unsafe memory.initializeMemory(as: UInt8.self, repeating: 0, count: capacity)
    return unsafe memory
  }

  private func clear(_ range: Range<Int>) {
    // SAFETY: only what was written is cleared, and that lies within the buffer.
    unsafe (base + range.lowerBound).initializeMemory(as: UInt8.self, repeating: 0, count: range.count)
  }
}
