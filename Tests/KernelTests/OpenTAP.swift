internal import CLinuxShim
internal import Glibc
internal import KernelTestSupport

/// A TAP that is held open as by a guest's virtual machine: it has a carrier, and its frames can be read and written.
final class OpenTAP: Sendable {
  private let descriptor: Int32
  let name: String

  /// How a program attaches to a TAP.
  struct Options: OptionSet {
    let rawValue: Int32
    static let vnetHeader = Options(rawValue: Int32(IFF_VNET_HDR))
    static let multiQueue = Options(rawValue: Int32(IFF_MULTI_QUEUE))
  }

  /// Attaches to the TAP of that name.
  init(_ name: String, on host: Host, _ options: Options = []) throws {
    self.name = name
    descriptor = try host.namespace.run {
      let descriptor = unsafe open("/dev/net/tun", O_RDWR | O_CLOEXEC | O_NONBLOCK)
      guard descriptor >= 0 else { throw Failure(description: "/dev/net/tun: errno \(errno)") }
      let code = unsafe shim_attach_tap(descriptor, name, Int32(IFF_TAP) | Int32(IFF_NO_PI) | options.rawValue)
      guard code == 0 else {
        close(descriptor)
        throw Failure(description: "TUNSETIFF \(name): errno \(code)")
      }
      return descriptor
    }
  }

  deinit {
    close(descriptor)
  }

  /// Sends a frame as the guest: it enters the host by the TAP.
  func send(_ frame: Frame) throws {
    let bytes = frame.bytes
    let count = unsafe write(descriptor, bytes, bytes.count)
    guard count == bytes.count else { throw Failure(description: "write to \(name): errno \(errno)") }
  }

  /// The test's own frames that arrive at the guest, up to and with one that carries the text `marker`. What the host
  /// says on its own account, such as IPv6 router solicitations, is left out.
  func frames(through marker: String) throws -> [Frame] {
    var frames: [Frame] = []
    var buffer = [UInt8](repeating: 0, count: 2048)
    while true {
      var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      // The time is a bound for failures alone.
      guard unsafe poll(&request, 1, 20_000) == 1 else {
        throw Failure(description: "\(name): no frame \"\(marker)\" came; there were \(frames)")
      }
      let count = unsafe read(descriptor, &buffer, buffer.count)
      guard count > 0 else { continue }
      guard let frame = Frame(bytes: buffer.prefix(count)) else { continue }
      frames.append(frame)
      if frame.text == marker { return frames }
    }
  }
}
