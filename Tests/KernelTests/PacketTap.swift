internal import CLinuxShim
internal import Glibc
internal import KernelTestSupport

/// Hears what a link hands up to the host: an `AF_PACKET` socket on it, which does not make the link promiscuous.
final class PacketTap: Sendable {
  private let descriptor: Int32
  let name: String

  init(_ name: String, on host: Host) throws {
    self.name = name
    descriptor = try host.namespace.run {
      let descriptor = socket(AF_PACKET, Int32(SOCK_RAW.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
      guard descriptor >= 0 else { throw Failure(description: "AF_PACKET: errno \(errno)") }
      var address = sockaddr_ll()
      address.sll_family = UInt16(AF_PACKET)
      address.sll_protocol = UInt16(ETH_P_ALL).bigEndian
      address.sll_ifindex = Int32(unsafe if_nametoindex(name))
      let size = socklen_t(MemoryLayout<sockaddr_ll>.size)
      // SAFETY: the address is a sockaddr_ll of that size.
      let code = unsafe withUnsafePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe bind(descriptor, $0, size) }
      }
      guard code == 0 else {
        close(descriptor)
        throw Failure(description: "bind to \(name): errno \(errno)")
      }
      return descriptor
    }
  }

  deinit {
    close(descriptor)
  }

  /// The test's own frames that arrive, up to and with one that carries the text `marker`.
  func frames(through marker: String) throws -> [Frame] {
    try FrameReader(descriptor: descriptor, name: name).frames(through: marker)
  }
}
