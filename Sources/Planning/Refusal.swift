public import NetworkModel

/// Why a plan cannot be made: found before anything was done.
public struct Refusal: Error, Sendable, Equatable {
  /// One reason.
  public struct Reason: Sendable, Equatable {
    /// What stands in the way.
    public enum Obstacle: Sendable, Equatable {
      /// The document refers to a link that neither it nor the host has, or that belongs to another topology.
      case document
      /// The host is not as the document assumes: a NIC that is missing, a name that is taken.
      case host
      /// The kernel lacks something.
      case kernel(KernelFeature)
      /// The kernel does not know an option.
      case option
      /// It would disturb something, and ``Allowance`` says how to have it done all the same.
      case guarded(Allowance)
    }

    /// What stands in the way.
    public let obstacle: Obstacle
    /// The link that it is about; nil when it is about a route, which the message then names.
    public let link: LinkName?
    /// Where the link or route is declared.
    public let position: SourcePosition?
    /// One sentence: what is wrong, and what to do about it.
    public let message: String
  }

  /// All reasons, in the order of the document. At least one.
  public let reasons: [Reason]
}

/// What a guard refuses unless the user says `--allow` with this word.
public enum Allowance: String, CaseIterable, Sendable, Hashable {
  /// Disturb running guests or links of others: re-create a TAP that is open, take a foreign port off a bridge.
  case disruption
  /// Take away the address or the route that the session, the default route or a kept address depends on.
  case lockout
}
