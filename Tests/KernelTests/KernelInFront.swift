internal import NetworkModel
internal import Netlink
internal import Planning
internal import Reconciliation

/// A kernel that stands in front of the real one, and is like it but for what it says itself.
protocol KernelInFront: Reconciliation.Kernel {
  var kernel: LinuxKernel { get }
}

extension KernelInFront {
  func snapshot(of closeup: Closeup?, probing features: Set<KernelFeature>) throws(KernelError) -> Snapshot {
    try kernel.snapshot(of: closeup, probing: features)
  }

  func listen() throws(KernelError) { try kernel.listen() }

  func heard() -> TouchedLinks? { kernel.heard() }

  func stopListening() { kernel.stopListening() }

  func ethtool(of links: [LinkName: Set<EthtoolGroup>]) throws(KernelError) -> [LinkName: ObservedEthtool] {
    try kernel.ethtool(of: links)
  }

  func forwarding() throws(KernelError) -> [LinkName: [ForwardingEntry]] { try kernel.forwarding() }

  func trafficControl() throws(KernelError) -> [LinkName: TrafficControl] { try kernel.trafficControl() }

  func multicast() throws(KernelError) -> [LinkName: [MulticastEntry]] { try kernel.multicast() }
}
