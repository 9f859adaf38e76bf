internal import KernelTestSupport

/// An open TCP connection between a neighbour and a host.
struct Conversation {
  private let neighbour: InternetSocket
  private let host: InternetSocket

  /// Opens it.
  init(from neighbour: Neighbour, to host: Host, at address: String) throws {
    let destination = try SocketAddress(address, port: 7007)
    let listener = try InternetSocket(.tcp, at: .any(like: destination, port: 7007), in: host.namespace)
    self.neighbour = try InternetSocket(.tcp, to: destination, in: neighbour.namespace)
    self.host = try listener.accepted()
  }

  /// Whether a message still arrives, and its answer.
  func carries(_ message: String) -> Bool {
    pass(message, from: neighbour, to: host) && pass(message, from: host, to: neighbour)
  }

  private func pass(_ message: String, from sender: InternetSocket, to receiver: InternetSocket) -> Bool {
    sender.send(Array(message.utf8))
    var received: [UInt8] = []
    while received.count < message.utf8.count {
      // The time is a bound for failures alone. TCP doubles its patience with each try.
      guard let bytes = receiver.receive(within: 60_000) else { return false }
      received += bytes
    }
    return received == Array(message.utf8)
  }
}
