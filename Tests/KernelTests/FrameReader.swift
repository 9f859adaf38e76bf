internal import Glibc

/// Reads frames from a TAP or a packet socket, which it does not own.
struct FrameReader {
  let descriptor: Int32
  let name: String

  /// The test's own frames that arrive, up to and with one that carries the text `marker`. What the host says on its
  /// own account, such as IPv6 router solicitations, is left out.
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
      guard count > 0, let frame = Frame(bytes: buffer.prefix(count)) else { continue }
      frames.append(frame)
      if frame.text == marker { return frames }
    }
  }
}
