internal import CLinuxShim
internal import Glibc
public import NetworkModel

extension NetlinkClient where Transport: ~Copyable {
  /// The numbers that other network namespaces have here, by what `ip netns` calls them or by their path; -1 for one that
  /// has none yet, and nothing for what cannot be opened or is the namespace of the calling thread.
  public mutating func namespaceIDs(_ names: Set<String>) throws(KernelError) -> [String: Int32] {
    var result: [String: Int32] = [:]
    for name in names {
      guard let namespace = try? NetworkNamespace(name), !namespace.isCurrent else { continue }
      result[name] = try namespaceID(namespace)
    }
    return result
  }

  /// Nil when it is no network namespace.
  private mutating func namespaceID(_ namespace: borrowing NetworkNamespace) throws(KernelError) -> Int32? {
    var batch = RequestBatch()
    try batch.queryNamespace(namespace.descriptor)
    return perform(&batch)[0].namespaceID
  }

  /// Asks what the other ends of pairs are called that are in other namespaces. Who may not know them does without.
  public mutating func namePeers(of links: inout [ObservedLink], at places: [Int]) throws(KernelError) {
    var batch = RequestBatch()
    let distant = places.filter { links[$0].distantPeer != nil }
    for place in distant {
      guard let peer = links[place].distantPeer else { continue }
      try batch.query(peer.index, in: peer.namespaceID)
    }
    guard batch.count > 0 else { return }
    for (place, answer) in zip(distant, perform(&batch)) { links[place].distantPeer?.name = answer.link?.name }
  }
}
