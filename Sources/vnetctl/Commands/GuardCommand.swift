import ArgumentParser
import Reconciliation

/// `vnetctl guard`: the guardian that an apply with `--confirm` starts.
struct GuardCommand: ReportingCommand {
  static let name = "guard"

  static let configuration = CommandConfiguration(
    commandName: name, abstract: "Undo an apply unless it is confirmed in time.", shouldDisplay: false)

  @Option(help: "The transaction that it watches over.")
  var token: String

  var format: OutputFormat { .text }

  /// It is in the namespace already.
  var capabilities: Capabilities { [.netAdmin, .chown] }

  /// The argument that makes it watch over that transaction.
  static func argument(token: String) -> String { "--token=\(token)" }

  func execute() throws(CommandError) -> ExitStatus {
    let host = try Host(namespace: nil)
    do throws(ReconciliationError) {
      // It alone waits for locks, and without limit.
      _ = try host.reconciler(lockTimeout: .zero).guardTransaction(token: token, ready: GuardianProcess.reportReadiness)
    } catch {
      throw .reconciliation(error, topology: "")
    }
    return .success
  }
}
