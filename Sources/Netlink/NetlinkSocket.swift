internal import CLinuxShim
internal import CMnl
internal import Glibc
public import NetworkModel

/// A netlink socket in the network namespace of the thread that opens it. Closed on exec, and when it goes out
/// of scope.
@safe
public struct NetlinkSocket: ~Copyable, DatagramTransport {
  private let socket: OpaquePointer
  /// Receives a dump, or the rest of a long one.
  private var reader: ReadAhead?
  /// The port that the kernel gave the socket.
  public let port: UInt32

  /// As much as the kernel may have to say before it is heard; only pages in use cost memory.
  private static let receiveBufferSize: Int32 = 4 << 20

  /// To which part of the kernel a socket speaks.
  public enum Family: Sendable {
    /// `NETLINK_ROUTE`: links, addresses, routes.
    case route
    /// `NETLINK_GENERIC`: whatever has a number of its own there.
    case generic
  }

  /// Opens and binds a socket for requests.
  public init(_ family: Family = .route) throws(KernelError) {
    try self.init(
      [NETLINK_EXT_ACK, NETLINK_CAP_ACK, NETLINK_GET_STRICT_CHK].map { ($0, 1) },
      family: family == .route ? NETLINK_ROUTE : NETLINK_GENERIC)
  }

  /// Opens and binds a socket for what the kernel tells everybody, without waiting for it: ``receive(into:)`` fails with
  /// `EAGAIN` when there is nothing.
  ///
  /// - Parameter groups: Of what to be told, `RTNLGRP_*`.
  init(listeningTo groups: [rtnetlink_groups]) throws(KernelError) {
    try self.init(groups.map { (NETLINK_ADD_MEMBERSHIP, Int32($0.rawValue)) }, SOCK_NONBLOCK)
  }

  private init(
    _ options: [(Int32, Int32)], _ type: __socket_type = .init(0), family: Int32 = NETLINK_ROUTE
  ) throws(KernelError) {
    let request = "open a netlink socket"
    let flags = Int32(SOCK_CLOEXEC.rawValue | type.rawValue)
    // SAFETY: the socket is used by this value alone, closed in deinit, and on each way out before it is stored.
    guard let opened = unsafe mnl_socket_open2(family, flags) else {
      throw KernelError(request: request, code: errno)
    }
    do throws(KernelError) {
      // This comes first, for it ends memberships in groups (netlink_bind in net/netlink/af_netlink.c).
      // SAFETY: the socket is open here and until `deinit`; so below.
      if unsafe mnl_socket_bind(opened, 0, 0) < 0 { throw KernelError(request: request, code: errno) }
      for (option, value) in options {
        var value = value
        let length = socklen_t(MemoryLayout<Int32>.size)
        // SAFETY: the option's value is the local variable, of the length that is given.
        if unsafe mnl_socket_setsockopt(opened, option, &value, length) < 0 {
          throw KernelError(request: request, code: errno)
        }
      }
    } catch {
      unsafe mnl_socket_close(opened)
      throw error
    }
    Self.enlargeReceiveBuffer(of: unsafe mnl_socket_get_fd(opened))
    port = unsafe mnl_socket_get_portid(opened)
    unsafe socket = opened
  }

  deinit {
    // SAFETY: the socket is open, and nobody else has it.
    unsafe mnl_socket_close(socket)
  }

  /// The privileged way goes beyond `net.core.rmem_max`; the other goes as far as that. Neither has to work: requests
  /// are sent so that even the kernel's standard buffer holds their answers.
  private static func enlargeReceiveBuffer(of descriptor: Int32) {
    var size = receiveBufferSize
    let length = socklen_t(MemoryLayout<Int32>.size)
    // SAFETY: the option's value is the local variable, of the length that is given.
    if unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVBUFFORCE, &size, length) < 0 {
      _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, length)
    }
  }

  /// Sends to the kernel, which has acted on every message when this returns.
  public mutating func send(_ datagram: RawSpan) throws(TransportError) {
    reader = nil
    // SAFETY: the bytes are only read, and only while the call lasts.
    let sent = unsafe datagram.withUnsafeBytes { unsafe mnl_socket_sendto(socket, $0.baseAddress, $0.count) }
    guard sent == datagram.byteCount else { throw sent < 0 ? Self.error(errno) : .failed(code: EMSGSIZE) }
  }

  /// Waits for a datagram from the kernel.
  public mutating func receive(into buffer: inout [UInt8]) throws(TransportError) -> Int {
    if let count = try reader?.receive(into: &buffer) {
      guard count <= buffer.count else { throw .truncated }
      if count > 0 { return count }
      reader = nil
    }
    // SAFETY: libmnl writes no more than the buffer's length, and only while the call lasts.
    let count = unsafe buffer.withUnsafeMutableBytes {
      unsafe mnl_socket_recvfrom(socket, $0.baseAddress, $0.count)
    }
    guard count >= 0 else { throw Self.error(errno) }
    return count
  }

  /// Has a thread receive the rest of a dump, if none does so already.
  public mutating func readAhead(size: Int) {
    guard reader == nil else { return }
    // SAFETY: the socket is open.
    reader = ReadAhead(from: unsafe mnl_socket_get_fd(socket), size: size)
  }

  private static func error(_ code: Int32) -> TransportError {
    switch code {
    case EINTR: .interrupted
    // What libmnl makes of MSG_TRUNC.
    case ENOSPC: .truncated
    default: .failed(code: code)
    }
  }

  /// The driver of a link of the socket's network namespace, as `ethtool -i` names it; nil for one that has none.
  public func driver(of link: LinkName) -> String? {
    var name = [UInt8](repeating: 0, count: 64)
    // SAFETY: the socket is open, the link's name a text that a NUL ends, and no more is written than there is room for.
    let code = unsafe name.withUnsafeMutableBytes { bytes in
      unsafe bytes.baseAddress.map {
        unsafe shim_driver_name(
          mnl_socket_get_fd(socket), link.text, $0.assumingMemoryBound(to: CChar.self), bytes.count)
      } ?? EINVAL
    }
    let text = String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
    return code == 0 && !text.isEmpty ? text : nil
  }

  /// A number that names the socket's network namespace for as long as the machine runs, and no other one
  /// (`SO_NETNS_COOKIE`, since Linux 5.14).
  public func namespaceCookie() throws(KernelError) -> UInt64 {
    var cookie: UInt64 = 0
    var length = socklen_t(MemoryLayout<UInt64>.size)
    // SAFETY: the kernel writes eight bytes into the local variable.
    let result = unsafe getsockopt(
      mnl_socket_get_fd(socket), SOL_SOCKET, Int32(SHIM_SO_NETNS_COOKIE), &cookie, &length)
    guard result == 0 else { throw KernelError(request: "read the network namespace's cookie", code: errno) }
    return cookie
  }
}
