/// The other end of a pair of links, each of which gets what is sent through the other one.
public struct Peer: Sendable, Hashable {
  /// Its name.
  public var name: LinkName
  /// The network namespace that it is in: what `ip netns` calls it, or a path such as `/run/docker/netns/default`. Nil for
  /// the namespace of this end.
  public var namespace: String?

  /// The other end of a pair.
  public init(_ name: LinkName, in namespace: String? = nil) {
    self.name = name
    self.namespace = namespace
  }
}

extension Peer: CustomStringConvertible {
  /// `veth1`, or `eth0 in guest1`.
  public var description: String { name.text + (namespace.map { " in \($0)" } ?? "") }
}

/// The other end of a pair as the kernel tells of it to somebody in another network namespace.
public struct DistantPeer: Sendable, Equatable {
  /// The kernel's number here for the namespace that it is in.
  public var namespaceID: Int32
  /// Its index there.
  public var index: Int32
  /// Its name there; nil for who may not know.
  public var name: LinkName?

  /// The other end of a pair, in another namespace.
  public init(namespaceID: Int32, index: Int32, name: LinkName? = nil) {
    self.namespaceID = namespaceID
    self.index = index
    self.name = name
  }
}
