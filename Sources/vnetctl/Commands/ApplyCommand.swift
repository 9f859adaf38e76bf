import ArgumentParser

/// `vnetctl apply`
struct ApplyCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply", abstract: "Make the host as the document declares it.")

  @OptionGroup var document: DocumentArguments
  @OptionGroup var host: HostOptions
  @OptionGroup var change: ChangeOptions

  @Flag(name: .customLong("dry-run"), help: "Show what would be done and do nothing, as diff does.")
  var isDryRun = false

  var format: OutputFormat { host.output.format }

  func execute() throws(CommandError) -> ExitStatus {
    let application = Application(
      topology: try document.read(), reconciler: try Host(namespace: host.namespace).reconciler, format: format,
      allowances: Set(change.guards.allowances))
    return isDryRun ? try application.diff() : try application.apply(isConfirmed: change.isConfirmed)
  }
}
