import Reconciliation
import TopologyFormat

/// The documents of a topology that were applied last, as `history` shows them.
struct HistoryList {
  let topology: String
  /// The newest first.
  let entries: [History.Entry]

  /// A line for each document, with what `revert` calls it; the last one applied is 0.
  var lines: [String] {
    guard !entries.isEmpty else { return ["no document of the topology \"\(topology)\" was applied here"] }
    var table = TextTable()
    table.append(["REVERT", "APPLIED", "DOCUMENT"])
    for (steps, entry) in entries.enumerated() {
      table.append([String(steps), Timestamp(seconds: entry.written).description, entry.path])
    }
    return table.lines().map(Terminal.printable)
  }

  /// The same for programs.
  var json: JSONValue {
    let documents = entries.enumerated().map { steps, entry in
      JSONValue.members([
        "revert": .integer(Int64(steps)), "applied": .string(Timestamp(seconds: entry.written).description),
        "path": .string(entry.path),
      ])
    }
    return .members([
      "version": .integer(PlanJSON.version), "topology": .string(topology), "documents": .array(documents),
    ])
  }
}
