/// Bytes out, bytes in: what is under the codec. The real one is ``NetlinkSocket``; tests have one that plays back
/// what a kernel said.
public protocol DatagramTransport: ~Copyable {
  /// The address of this end, by which the kernel marks its answers.
  var port: UInt32 { get }

  /// Sends one datagram to the kernel, which has acted on it when this returns.
  mutating func send(_ datagram: RawSpan) throws(TransportError)

  /// Waits for a datagram and writes it over the beginning of `buffer`.
  /// - Returns: Its length.
  mutating func receive(into buffer: inout [UInt8]) throws(TransportError) -> Int

  /// Says that what is being received is a long dump, of datagrams of at most `size` bytes: the rest of it may be fetched
  /// before it is asked for.
  mutating func readAhead(size: Int)
}

extension DatagramTransport where Self: ~Copyable {
  /// Does nothing.
  public mutating func readAhead(size: Int) {}
}

/// Why a datagram did not get through.
public enum TransportError: Error, Sendable, Equatable {
  /// A signal came first (`EINTR`): try again.
  case interrupted
  /// The datagram was longer than the buffer, and the rest of it is lost (`MSG_TRUNC`).
  case truncated
  /// Any other errno. `ENOBUFS` means that the kernel had more to say than the socket's buffer holds, and that some of
  /// it is lost.
  case failed(code: Int32)
}
