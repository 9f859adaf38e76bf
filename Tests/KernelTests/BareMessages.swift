internal import CLinuxShim
internal import Glibc
internal import KernelTestSupport

/// The kernel's own messages, asked for without the code under test.
enum BareMessages {
  /// What the kernel answers to a request, a message each: what follows the `struct nlmsghdr`.
  static func answers(
    to type: Int, isDump: Bool = false, _ payload: [UInt8], on host: Host
  ) throws -> [ArraySlice<UInt8>] {
    try host.namespace.run {
      let descriptor = socket(AF_NETLINK, Int32(SOCK_RAW.rawValue), NETLINK_ROUTE)
      guard descriptor >= 0 else { throw Failure(description: "socket: errno \(errno)") }
      defer { close(descriptor) }
      let flags = isDump ? NLM_F_REQUEST | NLM_F_DUMP : NLM_F_REQUEST
      let request =
        Bytes.of(16 + payload.count, count: 4) + Bytes.of(type, count: 2) + Bytes.of(Int(flags), count: 2)
        + Bytes.of(1, count: 4) + Bytes.of(0, count: 4) + payload
      guard unsafe send(descriptor, request, request.count, 0) == request.count else {
        throw Failure(description: "send: errno \(errno)")
      }
      var messages: [ArraySlice<UInt8>] = []
      repeat {
        var buffer = [UInt8](repeating: 0, count: 1 << 17)
        let count = unsafe recv(descriptor, &buffer, buffer.count, 0)
        guard count > 0 else { throw Failure(description: "recv: errno \(errno)") }
        var rest = buffer[..<count]
        while rest.count >= 16 {
          let answer = Int(Bytes.number(rest, at: 4, count: 2))
          if isDump, answer == Int(NLMSG_DONE) { return messages }
          // Of what there is in the kernel, the messages NEW, DEL and GET have numbers in a row.
          guard answer == type - 2 else {
            throw Failure(description: "a message \(answer) is no answer to the request \(type)")
          }
          let length = Int(Bytes.number(rest, at: 0, count: 4))
          messages.append(rest.prefix(length).dropFirst(16))
          rest = rest.dropFirst((length + 3) & ~3)
        }
      } while isDump
      return messages
    }
  }
}
