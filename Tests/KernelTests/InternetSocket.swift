internal import CLinuxShim
internal import Glibc
internal import KernelTestSupport

/// A socket of UDP or TCP that belongs to a namespace, on whatever thread it is used.
final class InternetSocket: Sendable {
  /// What travels over it.
  enum Kind {
    case udp
    case tcp

    var number: Int32 { Int32(self == .udp ? SOCK_DGRAM.rawValue : SOCK_STREAM.rawValue) }
  }

  private let descriptor: Int32

  private init(descriptor: Int32) { self.descriptor = descriptor }

  /// A socket that receives what comes to the address; one of TCP listens there.
  convenience init(_ kind: Kind, at address: SocketAddress, in namespace: Namespace) throws {
    try self.init(kind, in: namespace, address, "bind") { descriptor in
      guard unsafe address.pass(to: { unsafe bind(descriptor, $0, $1) }) == 0 else { return false }
      return kind == .udp || listen(descriptor, 1) == 0
    }
    // A receiver that waits for a processor shall lose nothing. The first way takes privileges, the second is bounded
    // without them.
    var room: Int32 = 1 << 24
    let length = socklen_t(MemoryLayout<Int32>.size)
    // SAFETY: the option is a local variable of the length given.
    if unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVBUFFORCE, &room, length) != 0 {
      unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &room, length)
    }
  }

  /// A socket that is connected to the address.
  convenience init(_ kind: Kind, to address: SocketAddress, in namespace: Namespace) throws {
    try self.init(kind, in: namespace, address, "connect") { descriptor in
      unsafe address.pass(to: { unsafe connect(descriptor, $0, $1) }) == 0
    }
  }

  /// Has it send to the address, and receive from there alone.
  func connected(to address: SocketAddress) throws -> InternetSocket {
    guard unsafe address.pass(to: { unsafe connect(descriptor, $0, $1) }) == 0 else {
      throw Failure(description: "connect: errno \(errno)")
    }
    return self
  }

  private convenience init(
    _ kind: Kind, in namespace: Namespace, _ address: SocketAddress, _ step: String, _ prepare: (Int32) -> Bool
  ) throws {
    self.init(
      descriptor: try namespace.run {
        let descriptor = socket(address.family, kind.number | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Failure(description: "socket: errno \(errno)") }
        guard prepare(descriptor) else {
          let code = errno
          close(descriptor)
          throw Failure(description: "\(step): errno \(code)")
        }
        return descriptor
      })
  }

  deinit {
    close(descriptor)
  }

  /// The connection that somebody has made to this socket.
  func accepted() throws -> InternetSocket {
    let connection = accept(descriptor, nil, nil)
    guard connection >= 0 else { throw Failure(description: "accept: errno \(errno)") }
    return InternetSocket(descriptor: connection)
  }

  /// Sends the bytes, if the kernel finds a way for them: without one they are lost as on any other part of the way.
  func send(_ bytes: [UInt8]) {
    // SAFETY: the array lives as long as the call. MSG_NOSIGNAL: a broken connection shall not end the process.
    _ = unsafe Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
  }

  /// What has come, at most a page; nil when nothing comes in time, or the connection is broken.
  func receive(within milliseconds: Int32) -> [UInt8]? {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    // SAFETY: the request and the buffer are local variables of the lengths given.
    guard unsafe poll(&request, 1, milliseconds) == 1 else { return nil }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = unsafe recv(descriptor, &buffer, buffer.count, 0)
    return count > 0 ? Array(buffer[..<count]) : nil
  }
}
