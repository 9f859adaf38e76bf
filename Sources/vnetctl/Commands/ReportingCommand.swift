import ArgumentParser
import Netlink
import Reconciliation
import TopologyFormat

/// A command whose errors are reported in one way.
protocol ReportingCommand: ParsableCommand {
  /// Whom the command talks to.
  var format: OutputFormat { get }
  /// What it may need to do its work; all else is given up before it begins.
  var capabilities: Capabilities { get }
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
  var capabilities: Capabilities { .dacReadSearch }

  func run() throws {
    var status: ExitStatus
    do throws(CommandError) {
      do throws(KernelError) { try capabilities.keepOnly() } catch { throw .kernel(error) }
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

/// A command about a network namespace.
protocol HostCommand: ReportingCommand {
  /// Which one, and in which form to answer.
  var host: HostOptions { get }
}

extension HostCommand {
  var format: OutputFormat { host.output.format }

  var capabilities: Capabilities {
    let always: Capabilities = [.netAdmin, .dacReadSearch, .sysPtrace, .chown]
    return host.namespace == nil ? always : always.union(.sysAdmin)
  }
}
