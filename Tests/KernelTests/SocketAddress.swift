internal import Glibc

/// An IP address with a port, as sockets take it.
struct SocketAddress {
  /// `AF_INET` or `AF_INET6`.
  let family: Int32
  /// A `sockaddr_in` or a `sockaddr_in6`.
  private let bytes: [UInt8]

  /// The address that the text is; 0 stands for any free port.
  init(_ text: String, port: UInt16) throws {
    family = text.contains(":") ? AF_INET6 : AF_INET
    var address = [UInt8](repeating: 0, count: family == AF_INET6 ? 16 : 4)
    // SAFETY: the array is as long as an address of the family.
    guard unsafe inet_pton(family, text, &address) == 1 else { throw Failure(description: "\(text) is no address") }
    // The family stands in the host's order, which is little-endian; the port and the address in the network's.
    let head = [UInt8(family), 0, UInt8(port >> 8), UInt8(port & 0xFF)]
    // Around an address of IPv6 there are its flow and its scope; after one of IPv4 there is nothing for 8 bytes.
    let zeros: [UInt8] = [0, 0, 0, 0]
    bytes = family == AF_INET6 ? head + zeros + address + zeros : head + address + zeros + zeros
  }

  /// The address under which every address of the host is reached.
  static func any(like other: SocketAddress, port: UInt16) throws -> SocketAddress {
    try SocketAddress(other.family == AF_INET6 ? "::" : "0.0.0.0", port: port)
  }

  /// Hands the address to `bind` or `connect`, whose result it returns.
  func pass(to call: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    // SAFETY: the bytes are laid out as the socket address of the family, and live as long as the call.
    unsafe bytes.withUnsafeBytes { buffer in
      guard let start = buffer.baseAddress else { return -1 }
      return unsafe call(start.assumingMemoryBound(to: sockaddr.self), socklen_t(buffer.count))
    }
  }
}
