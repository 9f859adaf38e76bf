internal import CLinuxShim
internal import Glibc
public import NetworkModel

/// The conversation with the kernel: requests out, and for each its own answer.
public struct NetlinkClient<Transport: DatagramTransport & ~Copyable>: ~Copyable {
  /// How a request was answered.
  public struct Answer: Sendable, Equatable {
    /// What went wrong, if anything did.
    public var error: KernelError?
    /// What was said of the link that was asked for.
    var message: LinkMessage?
    /// The number of the namespace that was asked for.
    var namespaceID: Int32?

    /// The link that was asked for. Options that name other links are missing.
    public var link: ObservedLink? { message?.link }
  }

  /// The socket.
  public private(set) var transport: Transport
  private var sequence: UInt32 = 0
  /// The kernel makes no datagram of a dump larger than 32 KiB unless a single message is. The largest message there
  /// can be, of a port with 4,094 VLANs each in an entry of its own, is little larger.
  private var incoming = [UInt8](repeating: 0, count: 128 * 1024)

  /// A client that speaks through `transport`.
  public init(_ transport: consuming Transport) {
    self.transport = transport
  }

  /// How long a dump is taken again and again when links change while it is taken. That is no limit of how busy a host
  /// may be, but the end of a wait for one that never comes to rest.
  var dumpPatience = Duration.seconds(10)

  /// After so many datagrams, of 32 KiB each, a dump is long enough for two threads.
  private static var longDump: Int { 4 }

  /// Takes a dump.
  /// - Parameters:
  ///   - request: What is asked, for messages.
  ///   - header: What follows the netlink header in the request.
  ///   - body: Puts the request's attributes.
  ///   - read: Makes an element of a message's payload, or nothing.
  mutating func dump<Header: BitwiseCopyable, Element>(
    _ request: String, type: Int, header: Header,
    _ body: (inout RequestBuffer) throws(KernelError) -> Void = { _ in },
    read: (RawSpan) throws(MalformedMessage) -> Element?
  ) throws(KernelError) -> [Element] {
    var buffer = RequestBuffer()
    try buffer.append(type: type, flags: NLM_F_DUMP, header: header, body)
    return try dump(request, buffer, read: read)
  }

  /// Takes the dump for which the only message in the buffer asks.
  mutating func dump<Element>(
    _ request: String, _ buffer: consuming RequestBuffer, read: (RawSpan) throws(MalformedMessage) -> Element?
  ) throws(KernelError) -> [Element] {
    let end = ContinuousClock.now + dumpPatience
    repeat {
      let sequence = try beginDump(request, &buffer)
      if let elements = try finishDump(request, sequence, read: read) { return elements }
    } while ContinuousClock.now < end
    throw KernelError(
      request: request, code: EINTR, words: "it changed each time while it was listed, for \(dumpPatience)")
  }

  /// Asks for a dump, which is then to be received by ``finishDump(_:_:read:)``.
  mutating func beginDump(_ request: String, _ buffer: inout RequestBuffer) throws(KernelError) -> UInt32 {
    let number = nextSequence()
    buffer.setSequence(number, of: 0)
    let range = buffer.ranges[0]
    try buffer.withBytes(of: range) { (bytes) throws(KernelError) in try send(bytes, request) }
    return number
  }

  /// Has a thread receive what was asked for.
  mutating func readAhead() { transport.readAhead(size: incoming.count) }

  /// Receives a dump; nil when it is no picture of one moment: something changed meanwhile (`NLM_F_DUMP_INTR`) or part of
  /// it was lost (`ENOBUFS`). It is read to its end all the same, for the kernel takes one dump at a time.
  mutating func finishDump<Element>(
    _ request: String, _ number: UInt32, read: (RawSpan) throws(MalformedMessage) -> Element?
  ) throws(KernelError) -> [Element]? {
    var elements: [Element] = []
    var isConsistent = true
    var end: Acknowledgement?
    var datagrams = 0
    while end == nil {
      if datagrams == Self.longDump { readAhead() }
      datagrams += 1
      do throws(KernelError) {
        try receive(request) { (header, payload) throws(MalformedMessage) in
          guard header.sequence == number else { return }
          if header.flags & Int32(NLM_F_DUMP_INTR) != 0 { isConsistent = false }
          switch header.type {
          case Int(NLMSG_DONE): end = try Acknowledgement(done: payload, flags: header.flags)
          case Int(NLMSG_ERROR): end = try Acknowledgement(error: payload, flags: header.flags)
          case Int(NLMSG_NOOP): break
          default: if let element = try read(payload) { elements.append(element) }
          }
        }
      } catch {
        guard error.code == ENOBUFS else { throw error }
        isConsistent = false
      }
    }
    if let end, end.code != 0 { throw KernelError(request: request, code: end.code, words: end.words) }
    return isConsistent ? elements : nil
  }

  /// Sends all messages of the batch, several in a datagram, and returns the answer to each. The kernel goes on after
  /// an error. The errors' `request` is empty: the caller knows what was asked.
  public mutating func perform(_ batch: inout RequestBatch) -> [Answer] {
    var answers = [Answer](repeating: Answer(), count: batch.count)
    var next = 0
    while next < batch.count {
      let chunk = next..<Self.endOfChunk(from: next, batch)
      do throws(KernelError) {
        try perform(&batch, chunk, &answers)
      } catch {
        // `perform` has marked those that were answered; the others will not be.
        for index in chunk where answers[index].error == unanswered { answers[index].error = error }
      }
      next = chunk.upperBound
    }
    return answers
  }

  /// Sends the messages of `chunk` in one datagram and waits for the answer to each.
  private mutating func perform(
    _ batch: inout RequestBatch, _ chunk: Range<Int>, _ answers: inout [Answer]
  ) throws(KernelError) {
    let base = sequence &+ 1
    for index in chunk {
      batch.setSequence(nextSequence(), of: index)
      answers[index].error = unanswered
    }
    let bytes = batch.buffer.ranges[chunk.lowerBound].lowerBound..<batch.buffer.ranges[chunk.upperBound - 1].upperBound
    try batch.buffer.withBytes(of: bytes) { (bytes) throws(KernelError) in try send(bytes, "") }
    var outstanding = chunk.count
    while outstanding > 0 {
      try receive("") { (header, payload) throws(MalformedMessage) in
        let place = Int(header.sequence &- base)
        guard place < chunk.count else { return }
        let index = chunk.lowerBound + place
        guard answers[index].error == unanswered else { return }
        if header.type == Int(NLMSG_ERROR) {
          let acknowledgement = try Acknowledgement(error: payload, flags: header.flags)
          answers[index].error = batch.buffer.withBytes(of: batch.buffer.ranges[index]) {
            Self.error(acknowledgement, $0)
          }
        } else if header.type == RTM_NEWLINK, batch.isQuery[index] {
          answers[index].message = try LinkMessage(payload)
          answers[index].error = nil
        } else if header.type == RTM_NEWNSID, batch.isQuery[index] {
          try payload.forEachAttribute(from: aligned(MemoryLayout<rtgenmsg>.size)) {
            (type, value) throws(MalformedMessage) in
            if type == NETNSA_NSID { answers[index].namespaceID = try value.readInt32(at: 0) }
          }
          answers[index].error = nil
        } else {
          return
        }
        outstanding -= 1
      }
    }
  }

  /// Sends one request that is acknowledged, and returns what is made of the messages that come before that.
  /// - Parameters:
  ///   - request: What is asked, for messages.
  ///   - name: Finds what the attribute is called that begins so far into the request.
  ///   - read: Makes an element of a message's payload.
  mutating func exchange<Element>(
    _ request: String, _ buffer: inout RequestBuffer, naming name: (Int, RawSpan) -> String? = { _, _ in nil },
    read: (RawSpan) throws(MalformedMessage) -> Element
  ) throws(KernelError) -> [Element] {
    let number = nextSequence()
    buffer.setSequence(number, of: 0)
    try buffer.withBytes(of: buffer.ranges[0]) { (bytes) throws(KernelError) in try send(bytes, request) }
    var elements: [Element] = []
    var end: Acknowledgement?
    while end == nil {
      try receive(request) { (header, payload) throws(MalformedMessage) in
        guard header.sequence == number, end == nil else { return }
        if header.type == Int(NLMSG_ERROR) {
          end = try Acknowledgement(error: payload, flags: header.flags)
        } else {
          elements.append(try read(payload))
        }
      }
    }
    if let end, end.code != 0 {
      let attribute = end.offset.flatMap { offset in
        buffer.withBytes(of: buffer.ranges[0]) { name(offset, $0) }
      }
      throw KernelError(request: request, code: end.code, words: end.words, attribute: attribute)
    }
    return elements
  }

  private static func error(_ acknowledgement: Acknowledgement, _ request: RawSpan) -> KernelError? {
    guard acknowledgement.code != 0 else { return nil }
    var attribute: String?
    if let offset = acknowledgement.offset { attribute = AttributeNames.name(at: offset, in: request) }
    return KernelError(
      request: "", code: acknowledgement.code, words: acknowledgement.words, attribute: attribute)
  }

  /// How many messages go into one datagram: so many that neither the kernel's queue of the datagram itself nor the
  /// smallest usual receive buffer (208 KiB) runs full. An acknowledgement takes the kernel less than 1 KiB with its
  /// bookkeeping, a link not 8 KiB.
  private static func endOfChunk(from start: Int, _ batch: borrowing RequestBatch) -> Int {
    var end = start
    var answers = 0
    let first = batch.buffer.ranges[start].lowerBound
    while end < batch.count {
      answers += batch.isQuery[end] ? 8192 : 1024
      let length = batch.buffer.ranges[end].upperBound - first
      if end > start && (length > 32 * 1024 || answers > 160 * 1024) { break }
      end += 1
    }
    return end
  }

  private mutating func nextSequence() -> UInt32 {
    sequence &+= 1
    return sequence
  }

  private mutating func send(_ bytes: RawSpan, _ request: String) throws(KernelError) {
    while true {
      do throws(TransportError) {
        return try transport.send(bytes)
      } catch {
        if let error = Self.error(error, request) { throw error }
      }
    }
  }

  /// Waits for one datagram and visits the messages in it that are for this socket.
  private mutating func receive(
    _ request: String, _ body: (MessageHeader, RawSpan) throws(MalformedMessage) -> Void
  ) throws(KernelError) {
    var count: Int?
    while count == nil {
      do throws(TransportError) {
        count = try transport.receive(into: &incoming)
      } catch {
        if let error = Self.error(error, request) { throw error }
      }
    }
    let port = transport.port
    do throws(MalformedMessage) {
      // SAFETY: bytes can be read as bytes, whatever they are.
      try unsafe incoming.span.bytes.extracting(0..<min(count ?? 0, incoming.count)).forEachMessage {
        (header, payload) throws(MalformedMessage) in
        if header.port == port { try body(header, payload) }
      }
    } catch {
      throw KernelError(request: request, code: EBADMSG, words: "the answer is malformed: \(error.reason)")
    }
  }

  /// What a failure of the transport means for a request; nil when it is to be tried again.
  private static func error(_ error: TransportError, _ request: String) -> KernelError? {
    switch error {
    case .interrupted: nil
    case .truncated:
      KernelError(request: request, code: EMSGSIZE, words: "the answer is longer than any that is expected")
    case .failed(code: ENOBUFS):
      KernelError(request: request, code: ENOBUFS, words: "an answer was lost, since the socket's buffer was full")
    case .failed(let code): KernelError(request: request, code: code)
    }
  }
}

/// Stands for the error of a request until its answer is there.
private let unanswered = KernelError(request: "unanswered", code: 0)
