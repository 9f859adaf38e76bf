import NetworkModel
import Netlink
import Planning
import Reconciliation
import TopologyFormat

extension Restoration {
  /// What is not as it was, and the commands that would mend it, as people read it; nothing when all is as it was.
  var leftoverLines: [String] {
    guard !isComplete else { return [] }
    let commands = leftovers.flatMap(\.commands)
    let lines = ["This is not as it was:"] + leftovers.map { "  \($0.text)" }
    guard !commands.isEmpty else { return lines }
    return lines + ["In this network namespace, these commands would mend it:"] + commands.map { "  \($0)" }
  }

  /// How it went, as programs read it.
  var json: JSONValue {
    .members([
      "topology": .string(topology), "complete": .boolean(isComplete),
      "operations": .array(operations.map { .string($0.description) }),
      "leftovers": .array(leftovers.map(\.json)),
    ])
  }
}

extension Restoration.Leftover {
  fileprivate var text: String { message + (error.map { ": \($0.explanation)" } ?? "") }

  fileprivate var commands: [String] { remedies.flatMap { OperationCommand(operation: $0).lines } }

  fileprivate var json: JSONValue {
    let link: JSONValue? = if case .link(let name) = subject { .string(name.text) } else { nil }
    return .members([
      "message": .string(text), "link": link, "errno": error.map { .string(ErrorNumber($0.code).name) },
      "commands": .array(commands.map(JSONValue.string)),
    ])
  }
}
