internal import CLinuxShim
internal import Glibc
internal import NetworkModel

/// Hears what the kernel tells everybody of links, addresses and routes, whoever changes them, as `ip monitor` does.
///
/// A change is told before the request for it is answered: who asks after that has heard of all changes before.
public struct NetlinkMonitor<Transport: DatagramTransport & ~Copyable>: ~Copyable {
  private var transport: Transport
  private var incoming = [UInt8](repeating: 0, count: 32 * 1024)

  /// A monitor that hears through `transport`, which does not wait.
  init(_ transport: consuming Transport) {
    self.transport = transport
  }

  /// What was told since the monitor was made or asked last; nil when that is not about links alone, or was too much for the
  /// socket's buffer.
  public mutating func changes() -> TouchedLinks? {
    var changes = TouchedLinks()
    var isComplete = true
    while let count = next(&isComplete) {
      do throws(MalformedMessage) {
        // SAFETY: bytes can be read as bytes, whatever they are.
        try unsafe incoming.span.bytes.extracting(0..<min(count, incoming.count)).forEachMessage {
          (header, payload) throws(MalformedMessage) in
          switch header.type {
          case RTM_NEWLINK, RTM_DELLINK:
            let link = try LinkMessage(payload).link
            changes.names.insert(link.name)
            changes.indices.insert(link.index)
          case RTM_NEWADDR, RTM_DELADDR: changes.indices.insert(try payload.readInt32(at: 4))
          case RTM_NEWROUTE, RTM_DELROUTE:
            if let message = try RouteMessage(payload), message.route.isOfInterest { isComplete = false }
          default: isComplete = false
          }
        }
      } catch {
        isComplete = false
      }
    }
    return isComplete ? changes : nil
  }

  /// The length of the next datagram; nil when there is none.
  private mutating func next(_ isComplete: inout Bool) -> Int? {
    while true {
      do throws(TransportError) { return try transport.receive(into: &incoming) } catch {
        switch error {
        case .interrupted: continue
        case .failed(code: EAGAIN): return nil
        // There may be more after it.
        case .truncated, .failed(code: ENOBUFS): isComplete = false
        case .failed:
          isComplete = false
          return nil
        }
      }
    }
  }
}

extension NetlinkMonitor where Transport == NetlinkSocket {
  /// Begins to listen in the network namespace of the calling thread.
  public init() throws(KernelError) {
    self.init(
      try NetlinkSocket(listeningTo: [
        RTNLGRP_LINK, RTNLGRP_IPV4_IFADDR, RTNLGRP_IPV6_IFADDR, RTNLGRP_IPV4_ROUTE, RTNLGRP_IPV6_ROUTE,
      ]))
  }
}
