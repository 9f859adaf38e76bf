internal import Glibc

/// A list of all links that the kernel makes while something else is done: it has a socket and a thread of its own.
public struct LinkListing: ~Copyable {
  private var client: NetlinkClient<NetlinkSocket>
  private let sequence: UInt32

  /// Begins to list the links of the network namespace of the calling thread.
  public init() throws(KernelError) {
    var client = NetlinkClient(try NetlinkSocket())
    sequence = try client.beginLinks()
    self.client = client
  }

  /// Waits for the rest; nil when links came or went meanwhile.
  consuming func finish() throws(KernelError) -> [LinkMessage]? {
    try client.finishLinks(sequence)
  }
}
