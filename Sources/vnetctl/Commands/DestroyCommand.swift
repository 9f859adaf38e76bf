import ArgumentParser
import NetworkModel

/// `vnetctl destroy`
struct DestroyCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "destroy",
    abstract: "Remove what a topology made, and give back what it changed as it was found.")

  @Argument(help: "The topology's name.")
  var name = Topology.standardName

  @OptionGroup var host: HostOptions
  @OptionGroup var change: ChangeOptions

  @Flag(name: .customLong("dry-run"), help: "Show what would be done and do nothing.")
  var isDryRun = false

  var format: OutputFormat { host.output.format }

  func execute() throws(CommandError) -> ExitStatus {
    let application = Application(
      topology: Topology(name: name), reconciler: try Host(namespace: host.namespace).reconciler, format: format,
      allowances: Set(change.guards.allowances))
    return isDryRun ? try application.diff() : try application.apply(isConfirmed: change.isConfirmed)
  }
}
