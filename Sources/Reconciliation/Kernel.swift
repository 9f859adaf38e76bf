public import NetworkModel
public import Netlink
public import Planning

/// The kernel's side of one network namespace, as the reconciler needs it: look, and do.
///
/// The real one is ``LinuxKernel``. Tests have one in memory that fails where they want it to.
public protocol Kernel: AnyObject {
  /// Takes stock of links with their addresses and of routes, and finds out about `features` where that can be done without
  /// leaving a trace.
  ///
  /// - Parameter closeup: The links to look at, and no route then; nil for all there is.
  func snapshot(of closeup: Closeup?, probing features: Set<KernelFeature>) throws(KernelError) -> Snapshot

  /// Begins to list all links while something else is done, and listens: the next snapshot of all is made of what was listed
  /// unless something was heard of meanwhile. What goes wrong shows when the snapshot is taken.
  func lookAhead()

  /// Listens from now on, or since ``lookAhead()``, to what becomes of links, their addresses and routes, whoever changes them.
  func listen() throws(KernelError)

  /// What was heard since ``listen()``, or since this was asked last; nil when nobody listens, or when it was more than can
  /// be told by naming links.
  func heard() -> TouchedLinks?

  /// Listens no more, and forgets what was listed ahead: whatever the kernel has to tell costs it something.
  func stopListening()

  /// What somebody put into the forwarding databases of bridges and of VXLANs, by port, bridge or VXLAN, as of now.
  func forwarding() throws(KernelError) -> [LinkName: [ForwardingEntry]]

  /// What the links at which was looked last have of traffic control, as of now.
  func trafficControl() throws(KernelError) -> [LinkName: TrafficControl]

  /// The groups in the multicast databases of bridges, by port or bridge, as of now.
  func multicast() throws(KernelError) -> [LinkName: [MulticastEntry]]

  /// What links have of those groups, as of now. Links that are gone, and what a kernel without ethtool's netlink would say,
  /// are missing.
  func ethtool(
    of links: [LinkName: Set<EthtoolGroup>]
  ) throws(KernelError) -> [LinkName: ObservedEthtool]

  /// Does the operations in order and says of each how it went, nil for well. All of them are tried: the kernel goes on
  /// with a batch after an error.
  func perform(_ operations: [Operation]) -> [KernelError?]
}

extension Kernel {
  /// Does nothing.
  public func lookAhead() {}

  /// Adds to a snapshot what the databases of bridges and VXLANs hold as of now: they may hold much, and are asked for where
  /// somebody speaks of them.
  public func addDatabases(to snapshot: inout Snapshot) throws(KernelError) {
    snapshot.forwarding = try forwarding()
    snapshot.multicast = try multicast()
  }
}
