public import NetworkModel

/// The other end of a pair that is made.
public struct NewPeer: Sendable, Equatable {
  /// Its name, and the network namespace that it is made in.
  public var peer: Peer
  /// The index that it gets; 0 in another namespace, where the kernel chooses.
  public var index: Int32
  /// What the message that makes it can hold.
  public var settings: Settings

  /// The other end of a pair.
  public init(_ peer: Peer, index: Int32 = 0, _ settings: Settings = Settings()) {
    self.peer = peer
    self.index = index
    self.settings = settings
  }
}
