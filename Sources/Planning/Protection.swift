public import NetworkModel

/// Whom a plan must not cut off from the host.
public struct Protection: Sendable, Equatable {
  /// A connection of the administrator's own session.
  public struct Session: Sendable, Equatable {
    /// The far end.
    public var client: IPAddress
    /// This end.
    public var server: IPAddress

    /// A connection.
    public init(client: IPAddress, server: IPAddress) {
      self.client = client
      self.server = server
    }
  }

  /// The session that the command was given in, if it came over the network.
  public var session: Session?
  /// Addresses of others that must stay reachable.
  public var kept: [IPAddress]

  /// A protection of a session and of addresses; of the default route in any case.
  public init(session: Session? = nil, kept: [IPAddress] = []) {
    self.session = session
    self.kept = kept
  }
}
