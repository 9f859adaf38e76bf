internal import CLinuxShim
internal import Glibc

/// Listens to what the kernel tells everybody about the links of a namespace (`RTNLGRP_LINK`), bridge ports included.
///
/// The kernel sends an event before it acknowledges the request that caused it: what a finished request caused can be
/// read without waiting.
public final class LinkEvents {
  /// One event.
  public struct Event: Sendable, Equatable, CustomStringConvertible {
    /// Whether the link, or the bridge port, is gone: `RTM_DELLINK` rather than `RTM_NEWLINK`.
    public let isRemoval: Bool
    /// Whether it is about the link as a bridge port: the family `AF_BRIDGE`.
    public let isOfBridge: Bool
    /// The link's name.
    public let name: String
    /// The link's flags, `ifi_flags`.
    public let flags: UInt32
    /// The flags that changed, `ifi_change`; all ones for a new link, 0 when the change is another one.
    public let change: UInt32

    /// One line for messages of tests.
    public var description: String {
      "\(isRemoval ? "-" : "+")\(isOfBridge ? "bridge " : "")\(name) \(String(flags, radix: 16)) \(change)"
    }
  }

  private let descriptor: Int32

  /// Starts to listen.
  public init(in namespace: Namespace) throws {
    descriptor = try namespace.run {
      let opened = socket(AF_NETLINK, Int32(SOCK_RAW.rawValue | SOCK_CLOEXEC.rawValue), NETLINK_ROUTE)
      var address = sockaddr_nl()
      address.nl_family = UInt16(AF_NETLINK)
      address.nl_groups = UInt32(RTMGRP_LINK)
      let length = socklen_t(MemoryLayout<sockaddr_nl>.size)
      var size: Int32 = 16 << 20
      // SAFETY: the address and the size are local variables of the lengths given.
      _ = unsafe setsockopt(opened, SOL_SOCKET, SO_RCVBUFFORCE, &size, socklen_t(MemoryLayout<Int32>.size))
      let bound = unsafe withUnsafePointer(to: &address) {
        unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe bind(opened, $0, length) }
      }
      guard opened >= 0, bound == 0 else {
        throw Namespace.Failure(description: "RTNLGRP_LINK: \(Namespace.words(errno))")
      }
      return opened
    }
  }

  deinit {
    close(descriptor)
  }

  /// All events that have come since the last call, in order.
  public func drain() throws -> [Event] {
    var events: [Event] = []
    var buffer = [UInt8](repeating: 0, count: 128 * 1024)
    while true {
      let count = unsafe recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
      if count < 0 && errno == EINTR { continue }
      if count < 0 && errno == EAGAIN { return events }
      guard count > 0 else { throw Namespace.Failure(description: "RTNLGRP_LINK: \(Namespace.words(errno))") }
      var start = 0
      while start + 32 <= count {
        let length = Int(number(buffer, start))
        events.append(event(buffer, start, length))
        start += (length + 3) & ~3
      }
    }
  }

  private func event(_ bytes: [UInt8], _ start: Int, _ length: Int) -> Event {
    var name = ""
    var place = start + 32
    while place + 4 <= start + length {
      let size = Int(number(bytes, place) & 0xFFFF)
      if number(bytes, place) >> 16 == UInt32(IFLA_IFNAME) {
        name = String(decoding: bytes[place + 4..<place + size - 1], as: UTF8.self)
      }
      place += (size + 3) & ~3
    }
    return Event(
      isRemoval: number(bytes, start + 4) & 0xFFFF == UInt32(RTM_DELLINK),
      isOfBridge: bytes[start + 16] == UInt8(AF_BRIDGE), name: name, flags: number(bytes, start + 24),
      change: number(bytes, start + 28))
  }

  private func number(_ bytes: [UInt8], _ place: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(bytes[place + $1]) << (8 * $1) }
  }
}
