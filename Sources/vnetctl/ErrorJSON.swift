import NetworkModel
import Netlink
import TopologyFormat

/// An error as programs read it: the document of the plan, as far as there was one, with a member `error`.
struct ErrorJSON {
  let report: ErrorReport

  /// The document.
  var value: JSONValue {
    var members = report.plan?.members ?? [.init("version", .integer(PlanJSON.version))]
    members.append(
      .init(
        "error",
        .members([
          "exit_code": .integer(Int64(report.status.rawValue)),
          "message": .string(report.causes.map(\.message).joined(separator: "\n")),
          "causes": .array(report.causes.map(cause)),
          "advice": .array(report.advice.map(JSONValue.string)),
          "rollback": report.rollback?.json,
        ])))
    return .object(members)
  }

  private func cause(_ cause: ErrorReport.Cause) -> JSONValue {
    let position = cause.position.map { position in
      JSONValue.members([
        "file": .string(position.file), "line": .integer(Int64(position.line)),
        "column": .integer(Int64(position.column)),
      ])
    }
    return .members([
      "message": .string(cause.message), "position": position, "path": cause.path.map(JSONValue.string),
      "link": cause.link.map { .string($0.text) }, "operation": cause.operation.map(JSONValue.string),
      "errno": cause.kernel.map { .string(ErrorNumber($0.code).name) },
      "kernel_words": cause.kernel?.words.map(JSONValue.string),
      "attribute": cause.kernel?.attribute.map(JSONValue.string),
    ])
  }
}
