public import NetworkModel

/// What a plan does to one link, for people to read. Nothing is decided by it.
public struct Change: Sendable, Equatable {
  /// What happens to the link.
  public enum Action: String, Sendable, Equatable {
    /// It is made.
    case create
    /// It is changed as it stands.
    case update
    /// It is removed and made anew.
    case replace
    /// It is removed.
    case remove
  }

  /// One thing that changes about the link.
  public struct Detail: Sendable, Equatable {
    /// The key in the document.
    public let name: String
    /// The value before, as people read it; nil when the link is new.
    public let before: String?
    /// The value after.
    public let after: String

    /// A change of `name` from `before` to `after`.
    public init(name: String, before: String?, after: String) {
      self.name = name
      self.before = before
      self.after = after
    }
  }

  /// What happens.
  public var action: Action
  /// The link's kind.
  public var kind: LinkKind
  /// The link's name.
  public var name: LinkName
  /// What changes about it, in the order of the manual.
  public var details: [Detail]
  /// What it costs, or what else should be known: `re-created: the kernel ignores a change of id`.
  public var notes: [String]

  /// A change of one link.
  public init(action: Action, kind: LinkKind, name: LinkName, details: [Detail] = [], notes: [String] = []) {
    self.action = action
    self.kind = kind
    self.name = name
    self.details = details
    self.notes = notes
  }
}
