import NetworkModel
import Planning

/// A plan as people read it.
struct PlanText {
  let plan: Plan
  let hasColor: Bool

  /// A line for each link that changes.
  var changes: [String] {
    let kindWidth = plan.changes.map { $0.kind.count }.max() ?? 0
    let nameWidth = plan.changes.map { $0.title.count }.max() ?? 0
    return plan.changes.map { change in
      let kind = change.kind.padded(to: kindWidth)
      var rest = details(of: change)
      for note in change.notes { rest += rest.isEmpty ? "(\(note))" : " (\(note))" }
      let name = rest.isEmpty ? change.title : change.title.padded(to: nameWidth) + "  "
      return glyph(change.action) + Terminal.printable(" \(kind) \(name)\(rest)")
    }
  }

  private func details(of change: Change) -> String {
    let isNew = change.action == .create
    return change.details.map { detail in
      // A route is its way: there is nothing else to tell of it.
      if case .route = change.subject {
        return [detail.before, detail.after].compactMap(\.self).joined(separator: " → ")
      }
      if let before = detail.before, !isNew { return "\(detail.name) \(before) → \(detail.after)" }
      return "\(detail.name) \(detail.after)"
    }
    .joined(separator: isNew ? ", " : "; ")
  }

  private func glyph(_ action: Change.Action) -> String {
    let (glyph, color) =
      switch action {
      case .create: ("+", 32)
      case .update: ("~", 33)
      case .replace: ("∓", 35)
      case .remove: ("-", 31)
      }
    return hasColor ? "\u{1B}[\(color)m\(glyph)\u{1B}[0m" : glyph
  }

  /// `2 to create, 1 to change, 1 to remove`
  var prospect: String {
    count(created: "to create", changed: "to change", removed: "to remove")
  }

  /// `2 created, 1 changed, 1 removed in 12 ms`
  func summary(after duration: Duration) -> String {
    count(created: "created", changed: "changed", removed: "removed") + " in " + Self.text(duration)
  }

  /// What is said when there is nothing to do.
  func inSync(_ topology: Topology) -> String {
    let count = topology.links.count
    guard count == 0 else { return "in sync (\(count) \(count == 1 ? "link" : "links"))" }
    let others = Set(plan.ownership.links.values.map(\.topology)).sorted().map { "\"\($0)\"" }
    return "in sync: the topology \"\(topology.name)\" has nothing here"
      + (others.isEmpty ? "" : "; there is \(others.joined(separator: ", "))")
  }

  private func count(created: String, changed: String, removed: String) -> String {
    let counts = plan.counts
    let parts = [(counts.created, created), (counts.changed, changed), (counts.removed, removed)].filter { $0.0 > 0 }
    return parts.isEmpty ? "0 \(changed)" : parts.map { "\($0) \($1)" }.joined(separator: ", ")
  }

  private static func text(_ duration: Duration) -> String {
    let milliseconds = duration.milliseconds
    switch milliseconds {
    case ..<10: return Option.decimal(Int64(milliseconds * 10), per: 10) + " ms"
    case ..<1000: return "\(Int64(milliseconds)) ms"
    default: return Option.decimal(Int64(milliseconds / 100), per: 10) + " s"
    }
  }
}

extension Change {
  /// The link's name and, where that is another one, what the document calls it: `enp3s0 (uplink)`.
  fileprivate var title: String { name + (handle.map { " (\($0))" } ?? "") }
}

extension Duration {
  /// Milliseconds and fractions of them.
  var milliseconds: Double { self / .milliseconds(1) }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
