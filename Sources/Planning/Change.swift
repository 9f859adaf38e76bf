public import NetworkModel

/// What a plan does to one link or route, for people to read. Nothing is decided by it.
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

  /// What a change is about.
  public enum Subject: Sendable, Hashable {
    /// A link.
    case link(LinkKind, LinkName)
    /// A route, by where it leads.
    case route(IPPrefix)
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
  /// What it happens to.
  public var subject: Subject
  /// What the document calls the link, where that is not its name.
  public var handle: LinkName?
  /// What changes about it, in the order of the manual.
  public var details: [Detail]
  /// What it costs, or what else should be known: `re-created: the kernel ignores a change of id`.
  public var notes: [String]

  /// A change of one link.
  public init(action: Action, kind: LinkKind, name: LinkName, details: [Detail] = [], notes: [String] = []) {
    self.init(action: action, subject: .link(kind, name), details: details, notes: notes)
  }

  /// A change of a link or a route.
  public init(action: Action, subject: Subject, details: [Detail] = [], notes: [String] = []) {
    self.action = action
    self.subject = subject
    self.details = details
    self.notes = notes
  }

  /// The link's kind in the word of the document, or `route`.
  public var kind: String {
    switch subject {
    case .link(let kind, _): kind.rawValue
    case .route: "route"
    }
  }

  /// The link's name, or where the route leads.
  public var name: String {
    switch subject {
    case .link(_, let name): name.text
    case .route(let destination): destination.description
    }
  }

  /// The link; nil for a route.
  public var link: LinkName? {
    if case .link(_, let name) = subject { name } else { nil }
  }
}
