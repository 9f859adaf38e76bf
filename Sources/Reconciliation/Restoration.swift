public import Netlink
public import Planning

/// How a host was taken back to how it was before an apply.
public struct Restoration: Sendable, Equatable {
  /// Something that is not as it was.
  public struct Leftover: Sendable, Equatable {
    /// The link or route; nil for what concerns all of it.
    public let subject: Operation.Subject?
    /// What is not as it was, in one sentence.
    public let message: String
    /// What would mend it, as far as that is known.
    public let remedies: [Operation]
    /// What the kernel said when it was tried.
    public let error: KernelError?

    /// Something that is not as it was.
    public init(
      subject: Operation.Subject?, message: String, remedies: [Operation] = [], error: KernelError? = nil
    ) {
      self.subject = subject
      self.message = message
      self.remedies = remedies
      self.error = error
    }
  }

  /// The name of the topology whose apply was undone.
  public let topology: String
  /// What was done to go back.
  public let operations: [Operation]
  /// What is not as it was.
  public let leftovers: [Leftover]

  /// How a host was taken back.
  public init(topology: String, operations: [Operation], leftovers: [Leftover]) {
    self.topology = topology
    self.operations = operations
    self.leftovers = leftovers
  }

  /// Whether all is as it was.
  public var isComplete: Bool { leftovers.isEmpty }
}
