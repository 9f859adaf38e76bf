internal import Netlink
internal import NetworkModel

extension Kernel {
  /// Adds to a snapshot what ethtool says of those links. Few documents speak of that, and it is asked of each link on its
  /// own.
  func addEthtool(_ groups: [LinkName: Set<EthtoolGroup>], to snapshot: inout Snapshot) throws(KernelError) {
    if !groups.isEmpty { snapshot.note(try ethtool(of: groups)) }
  }
}
