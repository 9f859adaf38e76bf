internal import CLinuxShim

/// A thread that receives a dump, up to its end, while what was received is being read.
///
/// The kernel makes a datagram of a dump only when somebody receives it, on the processor of who does (`netlink_recvmsg` in
/// net/netlink/af_netlink.c), and takes about as long for it as it takes to read one.
@safe
struct ReadAhead: ~Copyable {
  private let reader: OpaquePointer

  /// Begins to receive datagrams of at most `size` bytes from a netlink socket; nil where there can be no thread.
  init?(from descriptor: Int32, size: Int) {
    // SAFETY: what is made here is used by this value alone.
    guard let reader = unsafe shim_start_reading_ahead(descriptor, size) else { return nil }
    unsafe self.reader = reader
  }

  deinit {
    // SAFETY: the thread was started, and nobody else ends it.
    unsafe shim_stop_reading_ahead(reader)
  }

  /// Waits for the next datagram, and writes it over the beginning of `buffer`.
  /// - Returns: Its length, which may be more than was written; 0 after the last one.
  func receive(into buffer: inout [UInt8]) throws(TransportError) -> Int {
    // SAFETY: no more is written than the buffer's length, and only while the call lasts.
    let length = unsafe buffer.withUnsafeMutableBytes { bytes in
      unsafe bytes.baseAddress.map { unsafe shim_take_datagram(reader, $0, bytes.count) } ?? 0
    }
    guard length >= 0 else { throw .failed(code: Int32(-length)) }
    return length
  }
}
