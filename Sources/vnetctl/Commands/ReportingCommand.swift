import ArgumentParser
import TopologyFormat

/// A command whose errors are reported in one way.
protocol ReportingCommand: ParsableCommand {
  /// Whom the command talks to.
  var format: OutputFormat { get }
  /// Does the work.
  func execute() throws(CommandError) -> ExitStatus
}

/// Whom a command talks to.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  /// People.
  case text
  /// Programs.
  case json
}

extension ReportingCommand {
  func run() throws {
    var status: ExitStatus
    do throws(CommandError) {
      status = try execute()
    } catch {
      let report = ErrorReport(error)
      status = report.status
      switch format {
      case .text: Terminal.complain(ErrorText(report: report).text)
      case .json: print(JSONWriter.text(ErrorJSON(report: report).value), terminator: "")
      }
    }
    if status != .success { throw ExitCode(status.rawValue) }
  }
}
