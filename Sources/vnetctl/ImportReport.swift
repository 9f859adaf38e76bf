import Import
import NetworkModel
import TopologyFormat

/// What is said of an import besides the document.
struct ImportReport {
  private let leftOut: [Diagnostic]
  private let linkCount: Int

  init(_ result: ImportedDocument) {
    leftOut = result.leftOut
    linkCount = result.linkCount
  }

  /// A line for each part that is left out, and one that counts them.
  var text: String {
    let links = "\(linkCount) \(linkCount == 1 ? "link" : "links")"
    let parts = leftOut.isEmpty ? "nothing" : "\(leftOut.count) \(leftOut.count == 1 ? "part" : "parts")"
    let lines = leftOut.map(\.description) + ["vnetctl: \(links) written, \(parts) left out"]
    return lines.map { Terminal.printable($0) + "\n" }.joined()
  }

  /// The same for programs.
  var json: JSONValue {
    let parts = leftOut.map { part in
      JSONValue.members([
        "message": .string(part.message),
        "position": .members([
          "file": .string(part.position.file), "line": .integer(Int64(part.position.line)),
          "column": .integer(Int64(part.position.column)),
        ]),
        "path": part.path.isEmpty ? nil : .string(part.path),
      ])
    }
    return .members([
      "version": .integer(PlanJSON.version), "links": .integer(Int64(linkCount)), "left_out": .array(parts),
    ])
  }
}
