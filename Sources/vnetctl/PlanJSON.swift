import NetworkModel
import Planning
import TopologyFormat

/// A plan as programs read it. The shape is stable: members are added, not changed.
struct PlanJSON {
  /// The number of the shape.
  static let version: Int64 = 1

  let plan: Plan
  let topology: String

  /// The members of the document that `diff` and `apply` print.
  var members: [JSONValue.Member] {
    let counts = plan.counts
    return [
      .init("version", .integer(Self.version)),
      .init("topology", .string(topology)),
      .init("in_sync", .boolean(plan.isEmpty)),
      .init(
        "summary",
        .members([
          "create": .integer(Int64(counts.created)), "change": .integer(Int64(counts.changed)),
          "remove": .integer(Int64(counts.removed)),
        ])),
      .init("changes", .array(plan.changes.map(change))),
    ]
  }

  private func change(_ change: Change) -> JSONValue {
    let settings = change.details.map { detail in
      JSONValue.members([
        "name": .string(detail.name), "before": .optional(detail.before), "after": .string(detail.after),
      ])
    }
    return .members([
      "action": .string(change.action.rawValue), "kind": .string(change.kind),
      "name": .string(change.name), "handle": change.handle.map { .string($0.text) }, "settings": .array(settings),
      "notes": .array(change.notes.map(JSONValue.string)),
    ])
  }
}
