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

  /// Attaches to the TAP of that name, which has to be up, and waits until it runs.
  init(_ name: String, on host: Host, _ options: Options = []) throws {
    self.name = name
    let events = try LinkEvents(on: host)
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
    try events.waitUntilRunning(name)
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

  /// Takes what has arrived at the guest, waiting for a millisecond if that is nothing, and counts the bytes of the test's
  /// own frames.
  func receivedBytes() -> Int {
    var bytes = 0
    var buffer = [UInt8](repeating: 0, count: 2048)
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    _ = unsafe poll(&request, 1, 1)
    while case let count = unsafe read(descriptor, &buffer, buffer.count), count > 0 {
      if Frame(bytes: buffer.prefix(count)) != nil { bytes += count }
    }
    return bytes
  }

  /// The test's own frames that arrive at the guest, up to and with one that carries the text `marker`.
  func frames(through marker: String) throws -> [Frame] {
    try FrameReader(descriptor: descriptor, name: name).frames(through: marker)
  }
}
